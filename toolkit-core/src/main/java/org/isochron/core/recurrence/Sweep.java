package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.kernel.SequenceKernel;
import org.isochron.core.kernel.Window;
import org.isochron.core.sequence.SequenceBatch;

/**
 * One forward and backward sweep of a stack of layers over a batch, in memory that is kept for the
 * next batch.
 *
 * <p>Work is split over blocks of sequences and over directions; neither the number of threads nor
 * padding changes a bit of any result. Order of calls: {@link #pack}, {@link #load}, {@link
 * #forward}, cotangents, {@link #backward}, {@link #addGradient}.
 */
public final class Sweep {
  private final Recurrence recurrence;
  private final Kernels kernels;
  private final Workers workers;
  private final List<SequenceKernel> cells = new ArrayList<>();
  private final int[] offsets;
  private final int[] firstCell;
  private final int[] layerSizes;
  private final LaneBlocks blocks = new LaneBlocks();
  private final List<BlockWindows> windows = new ArrayList<>();
  private final StateLanes states;
  private final IntConsumer forwardTask = this::forwardTask;
  private final IntConsumer backwardTask = this::backwardTask;
  private final IntConsumer collectTask = this::collect;
  private final IntConsumer dropOutputTask = this::dropOutputCotangent;
  private SequenceBatch batch;
  private Dropout dropout = new Dropout(0);
  private long dropoutSeed;
  private int layer;
  private boolean wantsInput;
  private boolean wantsAdjoints;

  /**
   * Makes the memory-less frame; memory comes with the first batch.
   *
   * @param recurrence the layers
   * @param kernels where they run
   * @param workers who runs them
   * @throws IllegalArgumentException if a cell has no fused kernel, or a layer is residual
   */
  public Sweep(Recurrence recurrence, Kernels kernels, Workers workers) {
    FusedPath.check(recurrence);
    this.recurrence = recurrence;
    this.kernels = kernels;
    this.workers = workers;
    List<Layer> layers = recurrence.layers();
    firstCell = new int[layers.size() + 1];
    layerSizes = layers.stream().mapToInt(Layer::outputSize).toArray();
    int at = 0;
    List<Integer> starts = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      firstCell[l] = cells.size();
      for (Cell cell : layers.get(l).cells()) {
        cells.add(cell.sequenceKernel(kernels).orElseThrow(() -> noKernel(cell)));
        starts.add(at);
        at += cell.parameterEntries().stream().mapToInt(ParameterLayout.Entry::size).sum();
      }
    }
    firstCell[layers.size()] = cells.size();
    offsets = starts.stream().mapToInt(Integer::intValue).toArray();
    states = new StateLanes(cells, firstCell, blocks, (b, cell) -> windows.get(b).cells.get(cell));
  }

  private static IllegalArgumentException noKernel(Cell cell) {
    return new IllegalArgumentException(
        cell + " has no fused kernel: a Scan runs it traced, a network of it does not train yet");
  }

  /** The windows of one block, one for each cell, and the block's output and its cotangent. */
  private static final class BlockWindows {
    final List<Window> cells = new ArrayList<>();
    float[] output = new float[0];
    float[] dOutput = new float[0];
  }

  /**
   * Packs parameters for the sweeps that follow.
   *
   * @param parameters a flat vector that begins with the layout of the recurrence
   */
  public void pack(double[] parameters) {
    workers.run(cells.size(), i -> cells.get(i).pack(parameters, offsets[i]));
  }

  /**
   * Sets the dropout between layers and on the output, for the next forward sweep.
   *
   * @param dropout the rate; 0 for none
   * @param seed a seed of this step
   */
  public void dropout(Dropout dropout, long seed) {
    this.dropout = dropout;
    this.dropoutSeed = seed;
  }

  /**
   * Lays out a batch and its initial state.
   *
   * @param next the batch
   * @param initial initial states, or null for zeros
   * @throws IllegalArgumentException if the channels are not the input size, or the state is not
   *     one of this recurrence and batch
   */
  public void load(SequenceBatch next, State initial) {
    Scan.check(recurrence, next, initial);
    FusedPath.check(next);
    batch = next;
    blocks.deal(next);
    while (windows.size() < blocks.count()) {
      BlockWindows made = new BlockWindows();
      LaneBlock block = blocks.get(windows.size());
      cells.forEach(cell -> made.cells.add(cell.window(block)));
      windows.add(made);
    }
    for (int b = 0; b < blocks.count(); b++) {
      BlockWindows w = windows.get(b);
      for (int i = 0; i < cells.size(); i++) {
        cells.get(i).prepare(w.cells.get(i));
      }
      long rows = blocks.get(b).rows();
      w.output = Window.grown(w.output, rows * outputSize());
      w.dOutput = Window.grown(w.dOutput, rows * outputWidth());
    }
    if (initial != null) {
      states.copyIn(StateLanes.Kind.INITIAL, initial);
    }
  }

  private int outputSize() {
    return layerSizes[layerSizes.length - 1];
  }

  /** Returns the row stride of {@link #outputCotangent}: the output size padded to the lanes. */
  public int outputWidth() {
    return kernels.padded(outputSize());
  }

  /**
   * Returns the time at which output feature j ends its pass: the last step for the forward cell,
   * the first for the backward one.
   *
   * @param j output feature
   * @param length of the sequence
   */
  public int endOf(int j, int length) {
    return j < cells.get(firstCell[firstCell.length - 2]).hiddenSize() ? length - 1 : 0;
  }

  /** Runs all layers forward. */
  public void forward() {
    for (layer = 0; layer < firstCell.length - 1; layer++) {
      workers.run(directions() * blocks.count(), forwardTask);
    }
    workers.run(blocks.count(), collectTask);
  }

  private int directions() {
    return firstCell[layer + 1] - firstCell[layer];
  }

  private void forwardTask(int task) {
    int direction = task % directions();
    int b = task / directions();
    int cell = firstCell[layer] + direction;
    Window w = windows.get(b).cells.get(cell);
    if (layer == 0) {
      w.mayBeSparse = true;
      readFeatures(b, w, direction);
    } else {
      gather(b, layer - 1, w.x, cells.get(cell).inputSize(), direction);
      dropRows(b, w.x, cells.get(cell).inputSize(), direction, layer);
    }
    cells.get(cell).forward(w);
  }

  private void readFeatures(int b, Window w, int direction) {
    LaneBlock block = blocks.get(b);
    int channels = batch.channels();
    for (int n = 0; n < block.count(); n++) {
      double[] features = batch.get(blocks.member(b, n)).features();
      int length = block.length(n);
      for (int t = 0; t < length; t++) {
        int from = (direction == 0 ? t : length - 1 - t) * channels;
        int to = (block.start(t) + n) * channels;
        for (int c = 0; c < channels; c++) {
          w.x[to + c] = (float) features[from + c];
        }
      }
    }
  }

  /** Puts a layer's outputs side by side into rows of a time direction. */
  private void gather(int b, int source, float[] to, int toStride, int direction) {
    LaneBlock block = blocks.get(b);
    int column = 0;
    for (int cell = firstCell[source]; cell < firstCell[source + 1]; cell++) {
      SequenceKernel kernel = cells.get(cell);
      float[] y = windows.get(b).cells.get(cell).y;
      boolean same = cell - firstCell[source] == direction;
      for (int t = 0; t < block.steps(); t++) {
        for (int n = 0; n < block.active(t); n++) {
          int time = same ? t : block.length(n) - 1 - t;
          int from = (block.start(time) + n) * kernel.width();
          int at = (block.start(t) + n) * toStride + column;
          System.arraycopy(y, from, to, at, kernel.hiddenSize());
        }
      }
      column += kernel.hiddenSize();
    }
  }

  /** Applies the mask of a boundary between layers to rows of a time direction. */
  private void dropRows(int b, float[] rows, int stride, int direction, int boundary) {
    if (dropout.rate() == 0) {
      return;
    }
    int size = layerSizes[boundary - 1];
    LaneBlock block = blocks.get(b);
    for (int t = 0; t < block.steps(); t++) {
      for (int n = 0; n < block.active(t); n++) {
        int time = direction == 0 ? t : block.length(n) - 1 - t;
        long key = Dropout.key(dropoutSeed, boundary, blocks.member(b, n), time);
        dropout.apply(key, rows, (block.start(t) + n) * stride, size);
      }
    }
  }

  private void collect(int b) {
    gather(b, firstCell.length - 2, windows.get(b).output, outputSize(), 0);
    dropRows(b, windows.get(b).output, outputSize(), 0, firstCell.length - 1);
  }

  /** Returns the number of blocks that the batch was dealt to. */
  public int blockCount() {
    return blocks.count();
  }

  /** Returns the rows of block b. */
  public LaneBlock block(int b) {
    return blocks.get(b);
  }

  /** Returns the batch index of lane n of block b. */
  public int member(int b, int n) {
    return blocks.member(b, n);
  }

  /** Returns the output of block b, [rows, outputSize] in time order. */
  public float[] output(int b) {
    return windows.get(b).output;
  }

  /** Returns where the output's cotangent of block b goes, [rows, outputWidth]. */
  public float[] outputCotangent(int b) {
    return windows.get(b).dOutput;
  }

  /**
   * Runs all layers' adjoints; the output cotangents must be set.
   *
   * @param finalCotangents cotangents of the final states, or null for zeros
   * @param inputs whether the input's cotangent is wanted
   * @throws IllegalArgumentException if the cotangents are not those of this recurrence and batch
   */
  public void backward(State finalCotangents, boolean inputs) {
    if (finalCotangents != null) {
      finalCotangents.check("final cotangent", recurrence, batch.size());
    }
    wantsInput = inputs;
    for (int b = 0; b < blocks.count(); b++) {
      for (int i = 0; i < cells.size(); i++) {
        Window w = windows.get(b).cells.get(i);
        w.wantsInputCotangent = inputs || i >= firstCell[1];
        w.wantsAdjoints = wantsAdjoints;
        cells.get(i).prepareBackward(w);
      }
    }
    workers.run(blocks.count(), dropOutputTask);
    if (finalCotangents != null) {
      states.copyIn(StateLanes.Kind.COTANGENT, finalCotangents);
    }
    for (layer = firstCell.length - 2; layer >= 0; layer--) {
      workers.run(directions() * blocks.count(), backwardTask);
    }
  }

  /**
   * Runs all layers' adjoints as {@link #backward}, and returns the adjoint states λ_t of every
   * layer, in the input's time; zero after each sequence's end.
   *
   * @param finalCotangents cotangents of the final states, or null for zeros
   */
  List<State> adjointStates(State finalCotangents) {
    wantsAdjoints = true;
    backward(finalCotangents, false);
    wantsAdjoints = false;
    List<State> all = new ArrayList<>();
    for (int t = 0; t < batch.steps(); t++) {
      State state = State.zeros(recurrence, batch.size());
      states.copyAdjoints(t, state);
      all.add(state);
    }
    return all;
  }

  private void dropOutputCotangent(int b) {
    dropRows(b, windows.get(b).dOutput, outputWidth(), 0, firstCell.length - 1);
  }

  private void backwardTask(int task) {
    int direction = task % directions();
    int b = task / directions();
    int cell = firstCell[layer] + direction;
    Window w = windows.get(b).cells.get(cell);
    int column = direction == 0 ? 0 : cells.get(firstCell[layer]).hiddenSize();
    clear(b, w, cells.get(cell).width());
    if (layer == firstCell.length - 2) {
      addCotangent(b, cell, windows.get(b).dOutput, outputWidth(), column, direction == 0);
    } else {
      for (int above = firstCell[layer + 1]; above < firstCell[layer + 2]; above++) {
        int aboveDirection = above - firstCell[layer + 1];
        Window from = windows.get(b).cells.get(above);
        addCotangent(
            b, cell, from.dx, cells.get(above).inputWidth(), column, direction == aboveDirection);
      }
    }
    cells.get(cell).backward(w);
    if (layer > 0) {
      dropRows(b, w.dx, cells.get(cell).inputWidth(), direction, layer);
    }
  }

  private void clear(int b, Window w, int width) {
    Arrays.fill(w.dy, 0, blocks.get(b).rows() * width, 0f);
  }

  /** Adds columns of a cotangent to the dy of a cell, turning time where directions differ. */
  private void addCotangent(int b, int cell, float[] from, int stride, int column, boolean same) {
    LaneBlock block = blocks.get(b);
    SequenceKernel kernel = cells.get(cell);
    float[] dy = windows.get(b).cells.get(cell).dy;
    int size = kernel.hiddenSize();
    for (int t = 0; t < block.steps(); t++) {
      for (int n = 0; n < block.active(t); n++) {
        int time = same ? t : block.length(n) - 1 - t;
        int source = (block.start(time) + n) * stride + column;
        int target = (block.start(t) + n) * kernel.width();
        for (int j = 0; j < size; j++) {
          dy[target + j] += from[source + j];
        }
      }
    }
  }

  /**
   * Adds the parameter gradient, blocks in order.
   *
   * @param gradient a flat vector that begins with the layout of the recurrence
   */
  public void addGradient(double[] gradient) {
    workers.run(
        cells.size(),
        i -> {
          for (int b = 0; b < blocks.count(); b++) {
            cells.get(i).addGradient(windows.get(b).cells.get(i), gradient, offsets[i]);
          }
        });
  }

  /**
   * Returns the input's cotangent [T,N,I], zero after each sequence's end.
   *
   * @throws IllegalStateException if the backward sweep was not asked for it
   */
  public double[] inputCotangent() {
    if (!wantsInput) {
      throw new IllegalStateException("the backward sweep was not asked for the input's cotangent");
    }
    int channels = batch.channels();
    double[] dx = new double[Scan.length(batch, channels)];
    for (int b = 0; b < blocks.count(); b++) {
      LaneBlock block = blocks.get(b);
      for (int cell = 0; cell < firstCell[1]; cell++) {
        float[] from = windows.get(b).cells.get(cell).dx;
        int stride = cells.get(cell).inputWidth();
        for (int t = 0; t < block.steps(); t++) {
          for (int n = 0; n < block.active(t); n++) {
            int time = cell == 0 ? t : block.length(n) - 1 - t;
            int to = (t * batch.size() + blocks.member(b, n)) * channels;
            for (int c = 0; c < channels; c++) {
              dx[to + c] += from[(block.start(time) + n) * stride + c];
            }
          }
        }
      }
    }
    return dx;
  }

  /** Returns the final states. */
  public State finalState() {
    State state = State.zeros(recurrence, batch.size());
    states.copyOut(StateLanes.Kind.LAST, state);
    return state;
  }

  /** Returns the initial states' cotangents after the backward sweep. */
  public State initialCotangent() {
    State state = State.zeros(recurrence, batch.size());
    states.copyOut(StateLanes.Kind.COTANGENT, state);
    return state;
  }
}
