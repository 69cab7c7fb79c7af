package org.isochron.core.kernel;

/**
 * A cell fused in float.
 *
 * <p>The time loop lives here; subclasses hold one step of mathematics. Weights are packed once.
 */
abstract class FusedKernel extends SequenceKernel {
  /** Rows whose input is multiplied at a time, which then are still in a cache at their steps. */
  private static final int INPUT_ROWS = 64;

  final Kernels kernels;
  final int inputSize;
  final int hiddenSize;
  final int inputWidth;
  final int width;
  final int gateStride;
  private final int savedWidth;
  final float[] zeros;

  FusedKernel(Kernels kernels, int inputSize, int hiddenSize, Memory memory) {
    super(kernels, inputSize, memory.stateSizes(hiddenSize));
    this.kernels = kernels;
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.inputWidth = inputWidth();
    this.width = width();
    this.gateStride = Kernels.gateStride(memory.gates, width);
    this.savedWidth = memory.saved * width;
    this.zeros = new float[Math.max(inputWidth, width)];
  }

  @Override
  public final boolean readsSparse() {
    return true;
  }

  /** How many blocks of the hidden width a step keeps, and how many components its state has. */
  record Memory(int gates, int saved, int components) {
    int[] stateSizes(int hiddenSize) {
      return components == 1 ? new int[] {hiddenSize} : new int[] {hiddenSize, hiddenSize};
    }
  }

  abstract GradientPart[] parts();

  /** Begins some rows with their bias and the product of their input. */
  abstract void inputRows(FusedWindow w, int row, int n);

  /** Runs n begun rows of a step; those of the step before are at {@code before} in y and saved. */
  abstract void forwardStep(FusedWindow w, int row, int n, int before);

  abstract void backwardStep(FusedWindow w, Step step);

  abstract void addWeightGradient(FusedWindow w, int from, int to, int dzBase);

  abstract void inputCotangent(FusedWindow w, int row, int rows, int dzBase);

  /** The place of one backward step: its rows, its predecessor's rows, its slot of dz. */
  static final class Step {
    int row;
    int n;
    int dzAt;
    int out;
    int before;
  }

  @Override
  public final String path() {
    return "fused " + kernels.name();
  }

  @Override
  public final Window window(LaneBlock block) {
    return new FusedWindow(block, components(), parts());
  }

  @Override
  public final void prepare(Window window) {
    super.prepare(window);
    FusedWindow w = (FusedWindow) window;
    long rows = w.block.rows();
    w.gates = Window.grown(w.gates, rows * gateStride);
    w.saved = Window.grown(w.saved, (w.block.before() + rows) * savedWidth);
  }

  @Override
  public final void clearGradient(Window window) {
    for (GradientPart part : ((FusedWindow) window).parts) {
      part.clear();
    }
  }

  @Override
  public final void prepareBackward(Window window) {
    super.prepareBackward(window);
    FusedWindow w = (FusedWindow) window;
    int lanes = w.block.lanes();
    w.dz = Window.grown(w.dz, (long) w.block.stretchSteps() * lanes * dzWidth());
    w.scratch = Window.grown(w.scratch, (long) lanes * width);
  }

  int dzWidth() {
    return Math.max(gateStride, width);
  }

  @Override
  public final void forward(Window window) {
    FusedWindow w = (FusedWindow) window;
    LaneBlock block = w.block;
    int steps = block.steps();
    w.isSparse = w.isGivenSparse || (w.mayBeSparse && w.sparse.take(w.x, block.rows(), inputSize));
    int begun = 0;
    System.arraycopy(w.state[0], 0, w.y, 0, block.before() * width);
    if (components() == 2) {
      System.arraycopy(w.state[1], 0, w.saved, 0, block.before() * width);
    }
    for (int t = 0; t < steps; t++) {
      if (t == begun) {
        begun = block.stepsWithin(t, INPUT_ROWS);
        inputRows(w, block.start(t), block.start(begun) - block.start(t));
      }
      forwardStep(w, block.start(t), block.active(t), w.yAt(block.start(t - 1), width));
      for (int n = block.active(t + 1); n < block.active(t); n++) {
        int at = w.yAt(block.start(t) + n, width);
        System.arraycopy(w.y, at, w.state[0], n * width, width);
        if (components() == 2) {
          System.arraycopy(w.saved, at, w.state[1], n * width, width);
        }
      }
    }
  }

  @Override
  public final void backward(Window window) {
    FusedWindow w = (FusedWindow) window;
    LaneBlock block = w.block;
    int end = block.steps();
    Step step = w.step;
    while (end > 0) {
      int from = block.stretchStart(end);
      int base = block.start(from);
      for (int t = end - 1; t >= from; t--) {
        locate(w, t, step);
        step.dzAt = (step.row - base) * dzWidth();
        if (w.wantsAdjoints) {
          keepAdjoints(w, step);
        }
        backwardStep(w, step);
        for (int i = 0; i < components(); i++) {
          w.scaleLinks(t, i, width);
        }
      }
      addWeightGradient(w, from, end, base);
      if (w.wantsInputCotangent) {
        inputCotangent(w, base, block.start(end) - base, 0);
      }
      if (block.beginsStretch(from)) {
        for (GradientPart part : w.parts) {
          part.closeStretch();
        }
      }
      end = from;
    }
  }

  /** λ_t: what the later steps ask of the state, and of h what the output is asked. */
  private void keepAdjoints(FusedWindow w, Step step) {
    int count = step.n * width;
    int at = step.row * width;
    for (int i = 0; i < components(); i++) {
      System.arraycopy(w.dState[i], 0, w.adjoints[i], at, count);
    }
    for (int j = 0; j < count; j++) {
      w.adjoints[0][at + j] += w.dy[at + j];
    }
  }

  private void locate(FusedWindow w, int t, Step step) {
    step.row = w.block.start(t);
    step.n = w.block.active(t);
    step.out = w.yAt(step.row, width);
    step.before = w.yAt(w.block.start(t - 1), width);
  }

  /** gates = bias + Wx x for n rows. */
  final void inputProduct(
      FusedWindow w,
      int row,
      int n,
      GateWeights weights,
      float[] gates,
      int at,
      int stride,
      float[] b) {
    if (w.isSparse) {
      kernels.multiplySparse(n, w.sparse, row, weights.forward, gates, at, stride, b);
    } else {
      kernels.multiply(n, w.x, row * inputSize, inputSize, weights.forward, gates, at, stride, b);
    }
  }

  /** Adds Σ x_t ⊗ dz_t over some rows into a part; dz holds them from its beginning. */
  final void addInputGradient(FusedWindow w, int row, int rows, GradientPart part) {
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
  final void addRecurrentGradient(
      FusedWindow w, int from, int to, GradientPart part, int dzColumn) {
    LaneBlock block = w.block;
    int base = block.start(from);
    int dzWidth = dzWidth();
    int t = to - 1;
    while (t >= from) {
      int s = t;
      while (s > from && block.active(s - 2) == block.active(s - 1)) {
        s--;
      }
      kernels.outer(
          block.start(t + 1) - block.start(s),
          hiddenSize,
          w.y,
          w.yAt(block.start(s - 1), width),
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
