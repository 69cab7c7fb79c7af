package org.isochron.core.kernel;

import java.util.Arrays;

/**
 * One cell over a whole window of time, forward and backward, fused in float.
 *
 * <p>The time loop lives here; subclasses hold one step of mathematics. Weights are packed once and
 * shared by any number of windows, which may run in different threads.
 */
public abstract class SequenceKernel {
  final Kernels kernels;
  final int inputSize;
  final int hiddenSize;
  final int inputWidth;
  final int width;
  private final int gateWidth;
  private final int savedWidth;
  private final int components;
  final float[] zeros;

  SequenceKernel(Kernels kernels, int inputSize, int hiddenSize, Memory memory) {
    this.kernels = kernels;
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.inputWidth = kernels.padded(inputSize);
    this.width = kernels.padded(hiddenSize);
    this.gateWidth = memory.gates * width;
    this.savedWidth = memory.saved * width;
    this.components = memory.components;
    this.zeros = new float[Math.max(inputWidth, width)];
  }

  /** How many blocks of the hidden width a step keeps, and how many components its state has. */
  record Memory(int gates, int saved, int components) {}

  /** Returns the number of features of the input. */
  public final int inputSize() {
    return inputSize;
  }

  /** Returns the number of features of the output. */
  public final int hiddenSize() {
    return hiddenSize;
  }

  /** Returns the output's row stride in a window. */
  public final int width() {
    return width;
  }

  /** Returns the row stride of the input's cotangent in a window. */
  public final int inputWidth() {
    return inputWidth;
  }

  /** Returns the number of state components: 1 (h) or 2 (h, c). */
  public final int components() {
    return components;
  }

  /**
   * Packs the parameters for the sweeps that follow.
   *
   * @param parameters flat parameters
   * @param offset where this cell's begin
   */
  public abstract void pack(double[] parameters, int offset);

  /**
   * Adds a window's gradient to a flat one.
   *
   * @param window a window after {@link #backward}
   * @param gradient flat gradient
   * @param offset where this cell's entries begin
   */
  public abstract void addGradient(Window window, double[] gradient, int offset);

  abstract GradientPart[] parts();

  abstract void forwardStep(Window w, int row, int n, float[] h, int hAt, float[] c, int cAt);

  abstract void backwardStep(Window w, Step step);

  abstract void addWeightGradient(Window w, int from, int to, int dzBase);

  abstract void inputCotangent(Window w, int row, int rows, int dzBase);

  /** The place of one backward step: its rows, its predecessor's state, its slot of dz. */
  static final class Step {
    int row;
    int n;
    int dzAt;
    float[] h;
    int hAt;
    float[] c;
    int cAt;
  }

  /**
   * Makes a window for a block.
   *
   * @param block the rows
   */
  public final Window window(LaneBlock block) {
    return new Window(block, components, parts());
  }

  /**
   * Makes room for the block's rows and clears the states; call after the block was laid out.
   *
   * @param w a window of this kernel
   */
  public final void prepare(Window w) {
    long rows = w.block.rows();
    w.x = Window.grown(w.x, rows * inputSize);
    w.y = Window.grown(w.y, rows * width);
    w.gates = Window.grown(w.gates, rows * gateWidth);
    w.saved = Window.grown(w.saved, rows * savedWidth);
    int states = w.block.count() * width;
    for (int i = 0; i < components; i++) {
      w.initial[i] = Window.grown(w.initial[i], states);
      w.last[i] = Window.grown(w.last[i], states);
      Arrays.fill(w.initial[i], 0f);
    }
  }

  /**
   * Makes room for the backward sweep and clears the final states' cotangents.
   *
   * @param w a window of this kernel after {@link #forward}
   */
  public final void prepareBackward(Window w) {
    long rows = w.block.rows();
    w.dy = Window.grown(w.dy, rows * width);
    if (w.wantsInputCotangent) {
      w.dx = Window.grown(w.dx, rows * inputWidth);
    }
    int count = w.block.count();
    long stretch = (long) stretchSteps(count) * count;
    w.dz = Window.grown(w.dz, stretch * dzWidth());
    w.scratch = Window.grown(w.scratch, (long) count * width);
    for (int i = 0; i < components; i++) {
      w.dState[i] = Window.grown(w.dState[i], (long) count * width);
      Arrays.fill(w.dState[i], 0f);
      if (w.wantsAdjoints) {
        w.adjoints[i] = Window.grown(w.adjoints[i], rows * width);
      }
    }
  }

  int dzWidth() {
    return Math.max(gateWidth, width);
  }

  /** Steps in one float sum: a function of the block alone, so that no schedule changes a bit. */
  private static int stretchSteps(int count) {
    return Math.max(16, Integer.highestOneBit(Math.max(1, GradientPart.STRETCH_ROWS / count)));
  }

  /**
   * Runs the cell over the window: fills y, the saved activations and the final states.
   *
   * @param w a prepared window with x and the initial states set
   */
  public final void forward(Window w) {
    LaneBlock block = w.block;
    int steps = block.steps();
    w.isSparse = w.mayBeSparse && w.sparse.take(w.x, block.rows(), inputSize);
    for (int t = 0; t < steps; t++) {
      boolean first = t == 0;
      int before = first ? 0 : block.start(t - 1) * width;
      float[] c = components == 1 ? null : first ? w.initial[1] : w.saved;
      forwardStep(
          w, block.start(t), block.active(t), first ? w.initial[0] : w.y, before, c, before);
      for (int n = block.active(t + 1); n < block.active(t); n++) {
        int at = (block.start(t) + n) * width;
        System.arraycopy(w.y, at, w.last[0], n * width, width);
        if (components == 2) {
          System.arraycopy(w.saved, at, w.last[1], n * width, width);
        }
      }
    }
  }

  /**
   * Runs the adjoint recursion backward: dL/dθ into the window's sums, dL/dx into dx if wanted, and
   * the initial states' cotangents into dState.
   *
   * @param w a window after {@link #forward} and {@link #prepareBackward}, with dy and dState set
   */
  public final void backward(Window w) {
    for (GradientPart part : w.parts) {
      part.clear();
    }
    LaneBlock block = w.block;
    int stretch = stretchSteps(block.count());
    int end = block.steps();
    Step step = w.step;
    while (end > 0) {
      int from = (end - 1) / stretch * stretch;
      int base = block.start(from);
      for (int t = end - 1; t >= from; t--) {
        locate(w, t, step);
        step.dzAt = (step.row - base) * dzWidth();
        if (w.wantsAdjoints) {
          keepAdjoints(w, step);
        }
        backwardStep(w, step);
      }
      addWeightGradient(w, from, end, base);
      if (w.wantsInputCotangent) {
        inputCotangent(w, base, block.start(end) - base, 0);
      }
      for (GradientPart part : w.parts) {
        part.closeStretch();
      }
      end = from;
    }
  }

  /** λ_t: what the later steps ask of the state, and of h what the output is asked. */
  private void keepAdjoints(Window w, Step step) {
    int count = step.n * width;
    int at = step.row * width;
    for (int i = 0; i < components; i++) {
      System.arraycopy(w.dState[i], 0, w.adjoints[i], at, count);
    }
    for (int j = 0; j < count; j++) {
      w.adjoints[0][at + j] += w.dy[at + j];
    }
  }

  private void locate(Window w, int t, Step step) {
    step.row = w.block.start(t);
    step.n = w.block.active(t);
    step.h = t == 0 ? w.initial[0] : w.y;
    step.hAt = t == 0 ? 0 : w.block.start(t - 1) * width;
    step.c = components == 1 ? null : t == 0 ? w.initial[1] : w.saved;
    step.cAt = step.hAt;
  }

  /** gates = bias + Wx x for n rows. */
  final void inputProduct(
      Window w, int row, int n, GateWeights weights, float[] gates, int at, int stride, float[] b) {
    if (w.isSparse) {
      kernels.multiplySparse(n, w.sparse, row, weights.forward, gates, at, stride, b);
    } else {
      kernels.multiply(n, w.x, row * inputSize, inputSize, weights.forward, gates, at, stride, b);
    }
  }

  /** Adds Σ x_t ⊗ dz_t over some rows into a part; dz holds them from its beginning. */
  final void addInputGradient(Window w, int row, int rows, GradientPart part) {
    int n = part.columns;
    if (w.isSparse) {
      kernels.outerSparse(rows, w.sparse, row, n, w.dz, 0, dzWidth(), part.stretch);
    } else {
      int at = row * inputSize;
      kernels.outer(rows, inputSize, w.x, at, inputSize, n, w.dz, 0, dzWidth(), part.stretch);
    }
  }

  /**
   * Adds Σ h_{t-1} ⊗ dz_t over steps from ≤ t &lt; to into a part, in runs in which the rows before
   * stay next to each other.
   */
  final void addRecurrentGradient(Window w, int from, int to, GradientPart part, int dzColumn) {
    LaneBlock block = w.block;
    int base = block.start(from);
    int dzWidth = dzWidth();
    int t = to - 1;
    while (t >= from) {
      int s = t;
      while (s - 1 >= Math.max(from, 1) && block.active(s - 2) == block.active(s - 1)) {
        s--;
      }
      int rows = block.start(t + 1) - block.start(s);
      float[] h = s == 0 ? w.initial[0] : w.y;
      int hAt = s == 0 ? 0 : block.start(s - 1) * width;
      kernels.outer(
          rows,
          hiddenSize,
          h,
          hAt,
          width,
          part.columns,
          w.dz,
          (block.start(s) - base) * dzWidth + dzColumn,
          dzWidth,
          part.stretch);
      t = s - 1;
    }
  }
}
