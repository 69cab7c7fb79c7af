package org.isochron.core.kernel;

/**
 * Elman recurrence h_t = f(Wx x_t + Wh h_{t-1} + b), f = tanh or ReLU.
 *
 * <p>Parameters in order: wx [H,I], wh [H,H], b [H]. Elman 1990, doi 10.1207/s15516709cog1402_1.
 */
public final class ElmanKernel extends FusedKernel {
  private static final int[] ONE_GATE = {0};

  private final boolean relu;
  private final GateWeights wx;
  private final GateWeights wh;
  private final float[] bias;

  /**
   * Makes the kernel.
   *
   * @param kernels where it runs
   * @param relu ReLU instead of tanh
   */
  public ElmanKernel(Kernels kernels, int inputSize, int hiddenSize, boolean relu) {
    super(kernels, inputSize, hiddenSize, new Memory(0, 0, 1));
    this.relu = relu;
    wx = new GateWeights(kernels, ONE_GATE, new int[] {hiddenSize, inputSize, width, inputWidth});
    wh = new GateWeights(kernels, ONE_GATE, new int[] {hiddenSize, hiddenSize, width, width});
    bias = new float[width];
  }

  @Override
  public void pack(double[] parameters, int offset) {
    wx.pack(parameters, offset);
    wh.pack(parameters, offset + hiddenSize * inputSize);
    wx.packBias(parameters, offset + hiddenSize * (inputSize + hiddenSize), bias);
  }

  @Override
  public void addGradient(Window window, double[] gradient, int offset) {
    FusedWindow w = (FusedWindow) window;
    wx.addGradient(w.parts[0], gradient, offset);
    wh.addGradient(w.parts[1], gradient, offset + hiddenSize * inputSize);
    wx.addBiasGradient(w.parts[2], gradient, offset + hiddenSize * (inputSize + hiddenSize));
  }

  @Override
  GradientPart[] parts() {
    return new GradientPart[] {wx.gradient(), wh.gradient(), new GradientPart(1, width)};
  }

  @Override
  void inputRows(FusedWindow w, int row, int n) {
    inputProduct(w, row, n, wx, w.y, w.yAt(row, width), width, bias);
  }

  @Override
  void forwardStep(FusedWindow w, int row, int n, int before) {
    int y = w.yAt(row, width);
    kernels.multiply(n, w.y, before, width, wh.forward, w.y, y, width, null);
    kernels.activate(relu, n * width, w.y, y, w.y, y);
  }

  @Override
  void backwardStep(FusedWindow w, Step s) {
    float[] dh = w.dState[0];
    int dy = s.row * width;
    kernels.activateBackward(relu, s.n * width, w.y, s.out, w.dy, dy, dh, w.dz, s.dzAt);
    kernels.multiply(s.n, w.dz, s.dzAt, width, wh.backward, dh, 0, width, zeros);
  }

  @Override
  void addWeightGradient(FusedWindow w, int from, int to, int base) {
    int rows = w.block.start(to) - base;
    addInputGradient(w, base, rows, w.parts[0]);
    addRecurrentGradient(w, from, to, w.parts[1], 0);
    kernels.sumRows(rows, width, w.dz, 0, width, w.parts[2].stretch);
  }

  @Override
  void inputCotangent(FusedWindow w, int row, int rows, int dzAt) {
    kernels.multiply(
        rows, w.dz, dzAt, width, wx.backward, w.dx, row * inputWidth, inputWidth, zeros);
  }
}
