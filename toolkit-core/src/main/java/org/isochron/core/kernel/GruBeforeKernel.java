package org.isochron.core.kernel;

/**
 * GRU with the reset gate before the recurrent product: r, z = σ(Wx x_t + Wh h_{t-1} + b), n =
 * tanh(Wx x_t + Wh (r∘h_{t-1}) + b), h_t = (1 − z)∘n + z∘h_{t-1}.
 *
 * <p>Parameters in order, gates r, z, n: wx [3H,I], wh [3H,H], b [3H]. Cho et al. 2014, doi
 * 10.3115/v1/D14-1179. Saved per step: n, r, z, and r∘h_{t-1}.
 */
public final class GruBeforeKernel extends FusedKernel {
  private static final int[] INPUT_ORDER = {2, 0, 1};
  private static final int[] GATE_ORDER = {0, 1};
  private static final int[] CANDIDATE = {2};

  private final GateWeights wx;
  private final GateWeights wGates;
  private final GateWeights wCandidate;
  private final float[] bias;

  /**
   * Makes the kernel.
   *
   * @param kernels where it runs
   */
  public GruBeforeKernel(Kernels kernels, int inputSize, int hiddenSize) {
    super(kernels, inputSize, hiddenSize, new Memory(3, 1, 1));
    int[] recurrent = {hiddenSize, hiddenSize, width, width};
    wx =
        new GateWeights(kernels, INPUT_ORDER, new int[] {hiddenSize, inputSize, width, inputWidth});
    wGates = new GateWeights(kernels, GATE_ORDER, recurrent);
    wCandidate = new GateWeights(kernels, CANDIDATE, recurrent);
    bias = new float[3 * width];
  }

  @Override
  public void pack(double[] parameters, int offset) {
    int recurrent = offset + 3 * hiddenSize * inputSize;
    wx.pack(parameters, offset);
    wGates.pack(parameters, recurrent);
    wCandidate.pack(parameters, recurrent);
    wx.packBias(parameters, offset + 3 * hiddenSize * (inputSize + hiddenSize), bias);
  }

  @Override
  public void addGradient(Window window, double[] gradient, int offset) {
    FusedWindow w = (FusedWindow) window;
    int recurrent = offset + 3 * hiddenSize * inputSize;
    wx.addGradient(w.parts[0], gradient, offset);
    wGates.addGradient(w.parts[1], gradient, recurrent);
    wCandidate.addGradient(w.parts[2], gradient, recurrent);
    wx.addBiasGradient(w.parts[3], gradient, offset + 3 * hiddenSize * (inputSize + hiddenSize));
  }

  @Override
  GradientPart[] parts() {
    return new GradientPart[] {
      wx.gradient(), wGates.gradient(), wCandidate.gradient(), new GradientPart(1, 3 * width)
    };
  }

  @Override
  void inputRows(FusedWindow w, int row, int n) {
    inputProduct(w, row, n, wx, w.gates, row * gateStride, gateStride, bias);
  }

  @Override
  void forwardStep(FusedWindow w, int row, int n, int before) {
    int stride = gateStride;
    int gates = row * stride;
    int out = w.yAt(row, width);
    kernels.multiply(n, w.y, before, width, wGates.forward, w.gates, gates + width, stride, null);
    kernels.gruResetForward(n, width, w.gates, gates, w.y, before, w.saved, out);
    kernels.multiply(n, w.saved, out, width, wCandidate.forward, w.gates, gates, stride, null);
    kernels.gruUpdateForward(n, width, w.gates, gates, w.y, before, w.y, out);
  }

  @Override
  void backwardStep(FusedWindow w, Step s) {
    int stride = gateStride;
    int gates = s.row * stride;
    float[] dh = w.dState[0];
    kernels.gruUpdateBackward(
        s.n, width, w.gates, gates, w.y, s.before, w.dy, s.row * width, dh, w.dz, s.dzAt);
    kernels.multiply(s.n, w.dz, s.dzAt, stride, wCandidate.backward, w.scratch, 0, width, zeros);
    kernels.gruResetBackward(
        s.n, width, w.gates, gates, w.y, s.before, w.scratch, dh, w.dz, s.dzAt);
    kernels.multiply(s.n, w.dz, s.dzAt + width, stride, wGates.backward, dh, 0, width, null);
  }

  @Override
  void addWeightGradient(FusedWindow w, int from, int to, int base) {
    int rows = w.block.start(to) - base;
    int stride = gateStride;
    addInputGradient(w, base, rows, w.parts[0]);
    addRecurrentGradient(w, from, to, w.parts[1], width);
    kernels.outer(
        rows,
        hiddenSize,
        w.saved,
        w.yAt(base, width),
        width,
        width,
        w.dz,
        0,
        stride,
        w.parts[2].stretch);
    kernels.sumRows(rows, 3 * width, w.dz, 0, stride, w.parts[3].stretch);
  }

  @Override
  void inputCotangent(FusedWindow w, int row, int rows, int dzAt) {
    kernels.multiply(
        rows, w.dz, dzAt, gateStride, wx.backward, w.dx, row * inputWidth, inputWidth, zeros);
  }
}
