package org.isochron.core.kernel;

/**
 * GRU with the reset gate after the recurrent product: r, z = σ(Wx x_t + Wh h_{t-1} + b), n =
 * tanh(Wx x_t + b + r∘(Wh h_{t-1} + b_n)), h_t = (1 − z)∘n + z∘h_{t-1}.
 *
 * <p>Parameters in order, gates r, z, n: wx [3H,I], wh [3H,H], b [3H], bn [H]. Cho et al. 2014,
 * arXiv 1406.1078 version 1. Saved per step: n, r, z, and q = Wh h_{t-1} + b_n.
 */
public final class GruAfterKernel extends FusedKernel {
  private static final int[] INPUT_ORDER = {2, 0, 1};
  private static final int[] RECURRENT_ORDER = {0, 1, 2};

  private final GateWeights wx;
  private final GateWeights wh;
  private final float[] bias;
  private final float[] candidateBias;

  /**
   * Makes the kernel.
   *
   * @param kernels where it runs
   */
  public GruAfterKernel(Kernels kernels, int inputSize, int hiddenSize) {
    super(kernels, inputSize, hiddenSize, new Memory(4, 0, 1));
    wx =
        new GateWeights(kernels, INPUT_ORDER, new int[] {hiddenSize, inputSize, width, inputWidth});
    wh =
        new GateWeights(kernels, RECURRENT_ORDER, new int[] {hiddenSize, hiddenSize, width, width});
    bias = new float[3 * width];
    candidateBias = new float[width];
  }

  private int biasAt(int offset) {
    return offset + 3 * hiddenSize * (inputSize + hiddenSize);
  }

  @Override
  public void pack(double[] parameters, int offset) {
    wx.pack(parameters, offset);
    wh.pack(parameters, offset + 3 * hiddenSize * inputSize);
    wx.packBias(parameters, biasAt(offset), bias);
    for (int j = 0; j < hiddenSize; j++) {
      candidateBias[j] = (float) parameters[biasAt(offset) + 3 * hiddenSize + j];
    }
  }

  @Override
  public void addGradient(Window window, double[] gradient, int offset) {
    FusedWindow w = (FusedWindow) window;
    wx.addGradient(w.parts[0], gradient, offset);
    wh.addGradient(w.parts[1], gradient, offset + 3 * hiddenSize * inputSize);
    wx.addBiasGradient(w.parts[2], gradient, biasAt(offset));
    for (int j = 0; j < hiddenSize; j++) {
      gradient[biasAt(offset) + 3 * hiddenSize + j] += w.parts[2].sum[3 * width + j];
    }
  }

  @Override
  GradientPart[] parts() {
    return new GradientPart[] {wx.gradient(), wh.gradient(), new GradientPart(1, 4 * width)};
  }

  @Override
  void inputRows(FusedWindow w, int row, int n) {
    int stride = gateStride;
    int gates = row * stride;
    for (int i = 0; i < n; i++) {
      System.arraycopy(candidateBias, 0, w.gates, gates + i * stride + 3 * width, width);
    }
    inputProduct(w, row, n, wx, w.gates, gates, stride, bias);
  }

  @Override
  void forwardStep(FusedWindow w, int row, int n, int before) {
    int stride = gateStride;
    int gates = row * stride;
    kernels.multiply(n, w.y, before, width, wh.forward, w.gates, gates + width, stride, null);
    kernels.gruForward(n, width, w.gates, gates, w.y, before, w.y, w.yAt(row, width));
  }

  @Override
  void backwardStep(FusedWindow w, Step s) {
    int stride = gateStride;
    float[] dh = w.dState[0];
    kernels.gruBackward(
        s.n, width, w.gates, s.row * stride, w.y, s.before, w.dy, s.row * width, dh, w.dz, s.dzAt);
    kernels.multiply(s.n, w.dz, s.dzAt + width, stride, wh.backward, dh, 0, width, null);
  }

  @Override
  void addWeightGradient(FusedWindow w, int from, int to, int base) {
    int rows = w.block.start(to) - base;
    int stride = gateStride;
    addInputGradient(w, base, rows, w.parts[0]);
    addRecurrentGradient(w, from, to, w.parts[1], width);
    kernels.sumRows(rows, 4 * width, w.dz, 0, stride, w.parts[2].stretch);
  }

  @Override
  void inputCotangent(FusedWindow w, int row, int rows, int dzAt) {
    kernels.multiply(
        rows, w.dz, dzAt, gateStride, wx.backward, w.dx, row * inputWidth, inputWidth, zeros);
  }
}
