package org.isochron.core.kernel;

/**
 * One cell over a part of time, forward and backward, for the lanes of a block.
 *
 * <p>A window holds what one block needs. Its state is that before the part until {@link #forward},
 * and that after it from then on; its state's cotangent goes the other way in {@link #backward}.
 * Parts give the bits of the whole. Kernels are shared by any number of windows, which may run in
 * different threads.
 */
public abstract class SequenceKernel {
  private final int inputSize;
  private final int outputSize;
  private final int inputWidth;
  private final int[] stateSizes;
  private final int[] stateWidths;

  /**
   * Sets the sizes; strides are sizes padded to the kernels' lanes.
   *
   * @param kernels whose lanes
   * @param inputSize features of the input
   * @param stateSizes features of each component of the state; the first is the output
   */
  protected SequenceKernel(Kernels kernels, int inputSize, int... stateSizes) {
    this.inputSize = inputSize;
    this.outputSize = stateSizes[0];
    this.inputWidth = kernels.padded(inputSize);
    this.stateSizes = stateSizes;
    stateWidths = new int[stateSizes.length];
    for (int i = 0; i < stateWidths.length; i++) {
      stateWidths[i] = kernels.padded(stateSizes[i]);
    }
  }

  /** Returns which path this is: traced, or fused. */
  public abstract String path();

  /** Returns whether it reads the entries of sparse features in place of a table. */
  public boolean readsSparse() {
    return false;
  }

  /** Returns the number of features of the input. */
  public final int inputSize() {
    return inputSize;
  }

  /** Returns the number of features of the output. */
  public final int outputSize() {
    return outputSize;
  }

  /** Returns the output's row stride in a window. */
  public final int width() {
    return stateWidths[0];
  }

  /** Returns the row stride of the input's cotangent in a window. */
  public final int inputWidth() {
    return inputWidth;
  }

  /** Returns the number of components of the state. */
  public final int components() {
    return stateSizes.length;
  }

  /** Returns the number of features of a component of the state. */
  public final int stateSize(int component) {
    return stateSizes[component];
  }

  /** Returns the row stride of a component of the state in a window. */
  public final int stateWidth(int component) {
    return stateWidths[component];
  }

  /**
   * Packs the parameters for the sweeps that follow.
   *
   * @param parameters flat parameters
   * @param offset where this cell's begin
   */
  public abstract void pack(double[] parameters, int offset);

  /**
   * Makes a window.
   *
   * @param block the lanes, and the part of time; laid out anew as the sweep goes on
   */
  public abstract Window window(LaneBlock block);

  /**
   * Makes room for the states of all lanes and sets them to zero.
   *
   * @param w a window of this kernel
   */
  public final void begin(Window w) {
    for (int i = 0; i < stateSizes.length; i++) {
      w.state[i] = Window.zeroed(w.state[i], (long) w.block.lanes() * stateWidths[i]);
    }
  }

  /**
   * Makes room for the rows of a part; call after its block was laid out, before its input is set.
   *
   * @param w a window of this kernel
   */
  public void prepare(Window w) {
    long rows = w.block.rows();
    w.x = Window.grown(w.x, rows * inputSize);
    w.y = Window.grown(w.y, (w.block.before() + rows) * width());
  }

  /**
   * Runs the cell over a part: fills y and moves the state on.
   *
   * @param w a prepared window with x and the state set
   */
  public abstract void forward(Window w);

  /**
   * Clears the gradient sums.
   *
   * @param w a window of this kernel
   */
  public abstract void clearGradient(Window w);

  /**
   * Makes room for the state's cotangent of all lanes and sets it to zero.
   *
   * @param w a window of this kernel
   */
  public final void beginBackward(Window w) {
    for (int i = 0; i < stateSizes.length; i++) {
      w.dState[i] = Window.zeroed(w.dState[i], (long) w.block.lanes() * stateWidths[i]);
    }
  }

  /**
   * Makes room for a part's cotangents.
   *
   * @param w a window of this kernel after {@link #forward}
   */
  public void prepareBackward(Window w) {
    long rows = w.block.rows();
    w.dy = Window.grown(w.dy, rows * width());
    if (w.wantsInputCotangent) {
      w.dx = Window.grown(w.dx, rows * inputWidth);
    }
    for (int i = 0; i < stateSizes.length && w.wantsAdjoints; i++) {
      w.adjoints[i] = Window.grown(w.adjoints[i], rows * stateWidths[i]);
    }
  }

  /**
   * Runs the adjoint recursion over a part backward: adds dL/dθ to the window's sums, writes dL/dx
   * if wanted, and moves the state's cotangent back.
   *
   * @param w a window after {@link #forward} and {@link #prepareBackward}, with dy set
   */
  public abstract void backward(Window w);

  /**
   * Adds a window's gradient to a flat one.
   *
   * @param window a window after its backward sweep
   * @param gradient flat gradient
   * @param offset where this cell's entries begin
   */
  public abstract void addGradient(Window window, double[] gradient, int offset);
}
