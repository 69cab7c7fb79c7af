package org.isochron.core.kernel;

/**
 * LSTM: i, f, o = σ(·), g = tanh(·) of Wx x_t + Wh h_{t-1} + b; c_t = f∘c_{t-1} + i∘g; h_t =
 * o∘tanh(c_t).
 *
 * <p>Parameters in order, gates i, f, g, o: wx [4H,I], wh [4H,H], b [4H]. Hochreiter and
 * Schmidhuber 1997, doi 10.1162/neco.1997.9.8.1735; forget gate of Gers et al. 2000, doi
 * 10.1162/089976600300015015.
 */
public final class LstmKernel extends FusedKernel {
  private static final int[] GATES = {0, 1, 2, 3};

  private final GateWeights wx;
  private final GateWeights wh;
  private final float[] bias;

  /**
   * Makes the kernel.
   *
   * @param kernels where it runs
   */
  public LstmKernel(Kernels kernels, int inputSize, int hiddenSize) {
    super(kernels, inputSize, hiddenSize, new Memory(4, 1, 2));
    wx = new GateWeights(kernels, GATES, new int[] {hiddenSize, inputSize, width, inputWidth});
    wh = new GateWeights(kernels, GATES, new int[] {hiddenSize, hiddenSize, width, width});
    bias = new float[4 * width];
  }

  @Override
  public void pack(double[] parameters, int offset) {
    wx.pack(parameters, offset);
    wh.pack(parameters, offset + 4 * hiddenSize * inputSize);
    wx.packBias(parameters, offset + 4 * hiddenSize * (inputSize + hiddenSize), bias);
  }

  @Override
  public void addGradient(Window window, double[] gradient, int offset) {
    FusedWindow w = (FusedWindow) window;
    wx.addGradient(w.parts[0], gradient, offset);
    wh.addGradient(w.parts[1], gradient, offset + 4 * hiddenSize * inputSize);
    wx.addBiasGradient(w.parts[2], gradient, offset + 4 * hiddenSize * (inputSize + hiddenSize));
  }

  @Override
  GradientPart[] parts() {
    return new GradientPart[] {wx.gradient(), wh.gradient(), new GradientPart(1, 4 * width)};
  }

  @Override
  void inputRows(FusedWindow w, int row, int n) {
    inputProduct(w, row, n, wx, w.gates, row * gateStride, gateStride, bias);
  }

  @Override
  void forwardStep(FusedWindow w, int row, int n, int before) {
    int stride = gateStride;
    int gates = row * stride;
    kernels.multiply(n, w.y, before, width, wh.forward, w.gates, gates, stride, null);
    int out = w.yAt(row, width);
    kernels.lstmForward(n, width, w.gates, gates, w.saved, before, w.saved, out, w.y, out);
  }

  @Override
  void backwardStep(FusedWindow w, Step s) {
    int stride = gateStride;
    float[] dh = w.dState[0];
    kernels.lstmBackward(
        s.n,
        width,
        w.gates,
        s.row * stride,
        w.saved,
        s.before,
        w.saved,
        s.out,
        w.dy,
        s.row * width,
        dh,
        w.dState[1],
        w.dz,
        s.dzAt);
    kernels.multiply(s.n, w.dz, s.dzAt, stride, wh.backward, dh, 0, width, zeros);
  }

  @Override
  void addWeightGradient(FusedWindow w, int from, int to, int base) {
    int rows = w.block.start(to) - base;
    int stride = gateStride;
    addInputGradient(w, base, rows, w.parts[0]);
    addRecurrentGradient(w, from, to, w.parts[1], 0);
    kernels.sumRows(rows, 4 * width, w.dz, 0, stride, w.parts[2].stretch);
  }

  @Override
  void inputCotangent(FusedWindow w, int row, int rows, int dzAt) {
    kernels.multiply(
        rows, w.dz, dzAt, gateStride, wx.backward, w.dx, row * inputWidth, inputWidth, zeros);
  }
}
