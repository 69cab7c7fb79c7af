package org.isochron.core.kernel;

/**
 * An affine map of rows, y = W x + b, forward and backward in float. Parameters: w [O,I], b [O].
 */
public final class DenseKernel {
  private static final int[] ONE_GATE = {0};
  private final Kernels kernels;
  private final int inputSize;
  private final int outputSize;
  private final int inputWidth;
  private final int outputWidth;
  private final GateWeights weights;
  private final float[] bias;
  private final float[] zeros;

  /**
   * Makes the kernel.
   *
   * @param kernels where it runs
   * @param inputSize I
   * @param outputSize O
   */
  public DenseKernel(Kernels kernels, int inputSize, int outputSize) {
    this.kernels = kernels;
    this.inputSize = inputSize;
    this.outputSize = outputSize;
    inputWidth = kernels.padded(inputSize);
    outputWidth = kernels.padded(outputSize);
    int[] shape = {outputSize, inputSize, outputWidth, inputWidth};
    weights = new GateWeights(kernels, ONE_GATE, shape);
    bias = new float[outputWidth];
    zeros = new float[inputWidth];
  }

  /** Returns the row stride of the output: O padded to the lanes. */
  public int outputWidth() {
    return outputWidth;
  }

  /** Returns the row stride of the input's cotangent: I padded to the lanes. */
  public int inputWidth() {
    return inputWidth;
  }

  /**
   * Packs the parameters.
   *
   * @param parameters flat parameters
   * @param offset where w begins
   */
  public void pack(double[] parameters, int offset) {
    weights.pack(parameters, offset);
    weights.packBias(parameters, offset + outputSize * inputSize, bias);
  }

  /**
   * Computes y for each row.
   *
   * @param rows number of rows
   * @param x input [rows, xStride], of which I columns are read
   * @param xStride its row stride
   * @param y output [rows, outputWidth]
   */
  public void forward(int rows, float[] x, int xStride, float[] y) {
    kernels.multiply(rows, x, 0, xStride, weights.forward, y, 0, outputWidth, bias);
  }

  /** The gradient sums of one user of the weights. */
  public static final class Gradient {
    private final GradientPart w;
    private final GradientPart b;

    private Gradient(GradientPart w, GradientPart b) {
      this.w = w;
      this.b = b;
    }
  }

  /** Returns new gradient sums. */
  public Gradient gradient() {
    return new Gradient(weights.gradient(), new GradientPart(1, outputWidth));
  }

  /**
   * Replaces gradient sums by Σ dy ⊗ x and Σ dy over the rows.
   *
   * @param rows number of rows
   * @param x input [rows, xStride]
   * @param xStride its row stride
   * @param dy cotangent of the output [rows, outputWidth], zero in the padding
   * @param sums where to
   */
  public void weightGradient(int rows, float[] x, int xStride, float[] dy, Gradient sums) {
    sums.w.clear();
    sums.b.clear();
    for (int from = 0; from < rows; from += GradientPart.STRETCH_ROWS) {
      int count = Math.min(GradientPart.STRETCH_ROWS, rows - from);
      int at = from * outputWidth;
      kernels.outer(
          count,
          inputSize,
          x,
          from * xStride,
          xStride,
          outputWidth,
          dy,
          at,
          outputWidth,
          sums.w.stretch);
      kernels.sumRows(count, outputWidth, dy, at, outputWidth, sums.b.stretch);
      sums.w.closeStretch();
      sums.b.closeStretch();
    }
  }

  /**
   * Computes dx = Wᵀ dy for each row, or adds it to what dx holds.
   *
   * @param rows number of rows
   * @param dy cotangent of the output [rows, outputWidth]
   * @param dx cotangent of the input [rows, inputWidth]
   * @param add whether to add
   */
  public void inputCotangent(int rows, float[] dy, float[] dx, boolean add) {
    kernels.multiply(
        rows, dy, 0, outputWidth, weights.backward, dx, 0, inputWidth, add ? null : zeros);
  }

  /**
   * Adds gradient sums to a flat gradient.
   *
   * @param sums filled by {@link #weightGradient}
   * @param gradient flat gradient
   * @param offset where w begins
   */
  public void addGradient(Gradient sums, double[] gradient, int offset) {
    weights.addGradient(sums.w, gradient, offset);
    weights.addBiasGradient(sums.b, gradient, offset + outputSize * inputSize);
  }
}
