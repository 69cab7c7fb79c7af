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
   * @param x input [.., xStride], of which I columns are read
   * @param xAt where its rows begin
   * @param xStride its row stride
   * @param y output [first + rows, outputWidth]
   * @param first row of y to begin at
   */
  public void forward(int rows, float[] x, int xAt, int xStride, float[] y, int first) {
    kernels.multiply(
        rows, x, xAt, xStride, weights.forward, y, first * outputWidth, outputWidth, bias);
  }

  /**
   * Computes y for rows whose first columns come as a table and the others as entries, with the
   * bits of {@link #forward}.
   *
   * @param split the weights in two
   * @param rows number of rows
   * @param x the first columns [.., xStride]
   * @param xAt where the rows begin
   * @param xStride its row stride
   * @param others entries of the other columns, from row 0 on
   * @param y output [first + rows, outputWidth]
   * @param first row of y to begin at
   */
  public void forward(
      SplitWeights split,
      int rows,
      float[] x,
      int xAt,
      int xStride,
      SparseRows others,
      float[] y,
      int first) {
    int at = first * outputWidth;
    kernels.multiply(rows, x, xAt, xStride, split.table, y, at, outputWidth, bias);
    kernels.multiplySparse(rows, others, 0, split.entries, y, at, outputWidth, null);
  }

  /** The weights of a layer whose input comes in two parts, one of them sparse. */
  public static final class SplitWeights {
    private final PackedMatrix table;
    private final PackedMatrix entries;

    private SplitWeights(PackedMatrix table, PackedMatrix entries) {
      this.table = table;
      this.entries = entries;
    }
  }

  /**
   * Returns room for weights in two parts.
   *
   * @param columns of the input that come as a table
   */
  public SplitWeights split(int columns) {
    return new SplitWeights(
        kernels.matrix(columns, outputWidth), kernels.matrix(inputSize - columns, outputWidth));
  }

  /**
   * Packs the parameters into two parts too.
   *
   * @param parameters flat parameters
   * @param offset where w begins
   * @param split takes them
   */
  public void pack(double[] parameters, int offset, SplitWeights split) {
    int columns = split.table.rows();
    for (int j = 0; j < outputSize; j++) {
      for (int i = 0; i < inputSize; i++) {
        float value = (float) parameters[offset + j * inputSize + i];
        boolean isFirst = i < columns;
        (isFirst ? split.table : split.entries).set(isFirst ? i : i - columns, j, value);
      }
    }
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
   * Clears gradient sums; call once before a backward sweep.
   *
   * @param sums what to clear
   */
  public void clear(Gradient sums) {
    sums.w.clear();
    sums.b.clear();
  }

  /**
   * Adds Σ dy ⊗ x and Σ dy over some rows to the float sums of the stretch that is open.
   *
   * @param rows number of rows
   * @param x input [.., xStride]
   * @param xAt where its rows begin
   * @param xStride its row stride
   * @param dy cotangent of the output [.., outputWidth], zero in the padding
   * @param dyAt where its rows begin
   * @param sums where to
   */
  public void addWeightGradient(
      int rows, float[] x, int xAt, int xStride, float[] dy, int dyAt, Gradient sums) {
    int n = outputWidth;
    kernels.outer(rows, inputSize, x, xAt, xStride, n, dy, dyAt, n, sums.w.stretch);
    kernels.sumRows(rows, n, dy, dyAt, n, sums.b.stretch);
  }

  /**
   * Adds the float sums of a stretch to those in double.
   *
   * @param sums whose
   */
  public void closeStretch(Gradient sums) {
    sums.w.closeStretch();
    sums.b.closeStretch();
  }

  /**
   * Computes dx = Wᵀ dy for each row, or adds it to what dx holds.
   *
   * @param rows number of rows
   * @param dy cotangent of the output [first + rows, outputWidth]
   * @param first row of dy to begin at
   * @param dx cotangent of the input [rows, inputWidth]
   * @param add whether to add
   */
  public void inputCotangent(int rows, float[] dy, int first, float[] dx, boolean add) {
    int at = first * outputWidth;
    kernels.multiply(
        rows, dy, at, outputWidth, weights.backward, dx, 0, inputWidth, add ? null : zeros);
  }

  /**
   * Adds gradient sums to a flat gradient.
   *
   * @param sums filled by {@link #addWeightGradient}
   * @param gradient flat gradient
   * @param offset where w begins
   */
  public void addGradient(Gradient sums, double[] gradient, int offset) {
    weights.addGradient(sums.w, gradient, offset);
    weights.addBiasGradient(sums.b, gradient, offset + outputSize * inputSize);
  }
}
