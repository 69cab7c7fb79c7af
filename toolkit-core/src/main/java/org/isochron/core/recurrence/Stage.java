package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;
import org.isochron.core.autodiff.Tape;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.kernel.Window;

/**
 * Layers of a {@link Sweep} that run together: some that run forward, whose output comes part by
 * part, or some over reversed time or one of both directions, whose output is there when all is
 * through.
 */
final class Stage implements OutputReader {
  private final Sweep sweep;
  private final List<Pass> passes = new ArrayList<>();
  private final int index;
  private final Boundary output;
  private final Boundary dOutput;
  private final int outputSize;
  private final List<Rows> rows = new ArrayList<>();
  private final IntConsumer forwardTask = this::forwardTask;
  private final IntConsumer readTask = this::readTask;
  private final IntConsumer askTask = this::askTask;
  private final IntConsumer backwardTask = this::backwardTask;
  private OutputReader reader;
  private boolean keeps;
  private boolean wantsInput;

  /** What a block reads and writes beside its windows, in time order. */
  private static final class Rows {
    float[] input = new float[0];
    float[] output = new float[0];
    float[] dOutput = new float[0];
    final LaneBlock slice = new LaneBlock();
  }

  /** The dropout between layers: its layer above, and the rows that it is applied to. */
  record Boundary(int layer, int stride, int size) {}

  /**
   * Makes a stage without passes.
   *
   * @param index from 0 at the input
   * @param boundary the number of layers up to and with this stage
   * @param outputSize features of the output
   */
  Stage(Sweep sweep, int index, int boundary, int outputSize) {
    this.sweep = sweep;
    this.index = index;
    this.outputSize = outputSize;
    output = new Boundary(boundary, outputSize, outputSize);
    dOutput = new Boundary(boundary, sweep.padded(outputSize), outputSize);
  }

  void add(Pass pass) {
    passes.add(pass);
  }

  List<Pass> passes() {
    return passes;
  }

  int outputSize() {
    return outputSize;
  }

  int outputWidth() {
    return sweep.padded(outputSize);
  }

  private boolean streams() {
    return passes.size() == 1 && !passes.get(0).reversed();
  }

  void begin() {
    LaneBlocks blocks = sweep.blocks();
    for (int p = 0; p < passes.size(); p++) {
      passes.get(p).begin(blocks);
    }
    while (rows.size() < blocks.count()) {
      rows.add(new Rows());
    }
  }

  /** Makes room for what a block reads and writes. */
  void growRows(int b) {
    long count = sweep.blocks().get(b).rows();
    Rows r = rows.get(b);
    if (index > 0) {
      r.input = Window.grown(r.input, count * passes.get(0).kernels().get(0).inputSize());
    }
    if (!streams()) {
      r.output = Window.grown(r.output, count * outputSize);
    }
  }

  /** Sets who reads the output and asks for its cotangent, and what the next passes are for. */
  void connect(OutputReader to, boolean keep, boolean inputs) {
    reader = to;
    keeps = keep;
    wantsInput = inputs || index > 0;
  }

  /** Runs one block forward, by itself. */
  void forwardBlock(int b) {
    for (int p = 0; p < passes.size(); p++) {
      forwardTask(b * passes.size() + p);
    }
    if (!streams()) {
      readTask(b);
    }
  }

  /** Runs one block's adjoint, by itself. */
  void backwardBlock(int b) {
    if (!streams()) {
      askTask(b);
    }
    for (int p = 0; p < passes.size(); p++) {
      backwardTask(b * passes.size() + p);
    }
  }

  /** Exchanges the memory of two blocks' rows, neither of which is under way. */
  void exchangeRows(int b, int other) {
    Collections.swap(rows, b, other);
    for (int p = 0; p < passes.size(); p++) {
      passes.get(p).block(b).exchangeRows(passes.get(p).block(other));
    }
  }

  void forward() {
    sweep.workers().run(passes.size() * sweep.blocks().count(), forwardTask);
    if (!streams()) {
      sweep.workers().run(sweep.blocks().count(), readTask);
    }
  }

  private void forwardTask(int task) {
    PassBlock block = passes.get(task % passes.size()).block(task / passes.size());
    if (keeps) {
      block.forward(sweep.memory());
    } else {
      block.forwardOnly();
    }
  }

  private void readTask(int b) {
    LaneBlock whole = sweep.blocks().get(b);
    float[] y = rows.get(b).output;
    dropRows(b, whole, y, output);
    reader.read(b, whole, y);
  }

  /** Reads the features, or the output of the stage below, into a part's rows. */
  void readInput(Pass pass, int b, LaneBlock part, Window w) {
    int size = pass.kernels().get(0).inputSize();
    if (index == 0) {
      w.mayBeSparse = true;
      w.isGivenSparse = pass.readsSparse() && sweep.features().areSparse();
      if (w.isGivenSparse) {
        sweep.features().readEntries(pass, b, part, w.sparse);
      } else {
        sweep.features().readTable(pass, b, part, w.x, size);
      }
      return;
    }
    LaneBlock whole = sweep.blocks().get(b);
    float[] input = rows.get(b).input;
    if (!pass.reversed()) {
      System.arraycopy(input, part.firstRow() * size, w.x, 0, part.rows() * size);
      return;
    }
    for (int t = 0; t < part.steps(); t++) {
      for (int n = 0; n < part.active(t); n++) {
        int time = pass.time(whole, n, part.firstStep() + t);
        int from = (whole.start(time) + n) * size;
        System.arraycopy(input, from, w.x, (part.start(t) + n) * size, size);
      }
    }
  }

  /** Applies a boundary's dropout to rows of a part, in time order. */
  private void dropRows(int b, LaneBlock part, float[] to, Boundary at) {
    dropRows(null, b, part, to, at);
  }

  /** Applies a boundary's dropout to rows of a part in a pass's own time; null for time order. */
  void dropRows(Pass pass, int b, LaneBlock part, float[] to, Boundary at) {
    Dropout dropout = sweep.noise().dropout();
    if (dropout.rate() == 0) {
      return;
    }
    LaneBlock whole = sweep.blocks().get(b);
    for (int t = 0; t < part.steps(); t++) {
      for (int n = 0; n < part.active(t); n++) {
        int step = part.firstStep() + t;
        int time = pass == null ? step : pass.time(whole, n, step);
        long key = Dropout.key(sweep.noise().seed(), at.layer, sweep.member(b, n), time);
        dropout.apply(key, to, (part.start(t) + n) * at.stride, at.size);
      }
    }
  }

  /** Hands on the output of a part that a pass has run, if somebody waits for it. */
  void partDone(Pass pass, int b, LaneBlock part, boolean tell) {
    if (!tell) {
      return;
    }
    if (!streams()) {
      turnOutput(pass, b, part, pass.block(b).window(pass.kernels().size() - 1));
      return;
    }
    int each = sliceSteps(part);
    for (int from = 0; from < part.steps(); from += each) {
      LaneBlock slice = copySlice(pass, b, part, from, Math.min(from + each, part.steps()));
      reader.read(b, slice, rows.get(b).output);
    }
  }

  private static int sliceSteps(LaneBlock part) {
    return Math.max(1, PassBlock.CACHED_ROWS / part.lanes());
  }

  /** Copies the output of some steps of a part; what is read and asked at a time is in a cache. */
  private LaneBlock copySlice(Pass pass, int b, LaneBlock part, int from, int to) {
    Rows r = rows.get(b);
    LaneBlock whole = sweep.blocks().get(b);
    r.slice.layOutPart(whole, part.firstStep() + from, part.firstStep() + to);
    r.output = Window.grown(r.output, (long) r.slice.rows() * outputSize);
    int top = pass.kernels().size() - 1;
    Window w = pass.block(b).window(top);
    int first = part.start(from);
    for (int row = 0; row < r.slice.rows(); row++) {
      pass.copyOutputRow(top, w, first + row, r.output, row * outputSize);
    }
    dropRows(b, r.slice, r.output, output);
    return r.slice;
  }

  /** Copies the output of a part of a pass to where it belongs in time. */
  private void turnOutput(Pass pass, int b, LaneBlock part, Window top) {
    LaneBlock whole = sweep.blocks().get(b);
    float[] y = rows.get(b).output;
    for (int t = 0; t < part.steps(); t++) {
      for (int n = 0; n < part.active(t); n++) {
        int time = pass.time(whole, n, part.firstStep() + t);
        int to = (whole.start(time) + n) * outputSize + pass.column();
        pass.copyOutputRow(pass.kernels().size() - 1, top, part.start(t) + n, y, to);
      }
    }
  }

  void backward() {
    if (!streams()) {
      sweep.workers().run(sweep.blocks().count(), askTask);
    }
    sweep.workers().run(passes.size() * sweep.blocks().count(), backwardTask);
  }

  private void askTask(int b) {
    ask(b, sweep.blocks().get(b));
  }

  /** Asks for the cotangent of a part's output, and takes it through the dropout. */
  private void ask(int b, LaneBlock part) {
    Rows r = rows.get(b);
    int width = outputWidth();
    r.dOutput = Window.grown(r.dOutput, (long) part.rows() * width);
    reader.cotangent(b, part, r.output, r.dOutput);
    sweep.mask(b, part, r.dOutput, width);
    dropRows(b, part, r.dOutput, dOutput);
  }

  private void backwardTask(int task) {
    passes.get(task % passes.size()).block(task / passes.size()).backward();
  }

  /** Writes the output's cotangent to dy of a pass's last kernel. */
  void putOutputCotangent(Pass pass, int b, LaneBlock part, Window top) {
    if (streams()) {
      putSlices(pass, b, part, top);
      return;
    }
    LaneBlock whole = sweep.blocks().get(b);
    float[] from = rows.get(b).dOutput;
    int width = pass.top().width();
    int size = pass.top().outputSize();
    for (int t = 0; t < part.steps(); t++) {
      for (int n = 0; n < part.active(t); n++) {
        int time = pass.time(whole, n, part.firstStep() + t);
        int source = (whole.start(time) + n) * outputWidth() + pass.column();
        int target = (part.start(t) + n) * width;
        System.arraycopy(from, source, top.dy, target, size);
        Arrays.fill(top.dy, target + size, target + width, 0f);
      }
    }
  }

  /** Asks for the cotangents of a part slice by slice, last first. */
  private void putSlices(Pass pass, int b, LaneBlock part, Window top) {
    int each = sliceSteps(part);
    int width = outputWidth();
    int end = part.steps();
    while (end > 0) {
      int from = Math.max(0, end - each);
      LaneBlock slice = copySlice(pass, b, part, from, end);
      ask(b, slice);
      int target = part.start(from) * width;
      System.arraycopy(rows.get(b).dOutput, 0, top.dy, target, slice.rows() * width);
      end = from;
    }
  }

  StepMasks masks(Pass pass, int kernel, int b, Tape tape, int step, int count) {
    return sweep.noise().masks(pass, kernel, b, tape, step, count);
  }

  /** Takes what a part's adjoint has left. */
  void partTurned(Pass pass, int b, LaneBlock part) {
    if (wantsInput) {
      pass.block(b).keepInputCotangent(!sweep.isFirstSweep());
    }
    sweep.partTurned(pass, b, part);
  }

  /** Returns the cotangent of what the passes read, [T,N,I]. */
  double[] inputCotangent() {
    LaneBlocks blocks = sweep.blocks();
    int size = sweep.batch().channels();
    double[] dx = new double[Scan.length(sweep.batch(), size)];
    for (int b = 0; b < blocks.count(); b++) {
      LaneBlock block = blocks.get(b);
      for (Pass pass : passes) {
        float[] from = pass.block(b).inputCotangent();
        for (int t = 0; t < block.steps(); t++) {
          for (int n = 0; n < block.active(t); n++) {
            int row = block.start(pass.time(block, n, t)) + n;
            int to = (t * sweep.batch().size() + blocks.member(b, n)) * size;
            for (int c = 0; c < size; c++) {
              dx[to + c] += from[row * pass.inputWidth() + c];
            }
          }
        }
      }
    }
    return dx;
  }

  /** Puts the states after the last steps back, which a backward pass has lost. */
  void restoreLast() {
    for (Pass pass : passes) {
      for (int b = 0; b < sweep.blocks().count(); b++) {
        pass.block(b).restoreLast();
      }
    }
  }

  long stepsRun() {
    long steps = 0;
    for (Pass pass : passes) {
      for (int b = 0; b < sweep.blocks().count(); b++) {
        steps += pass.block(b).stepsRun();
      }
    }
    return steps;
  }

  /** Keeps the output of the stage below. */
  @Override
  public void read(int b, LaneBlock part, float[] y) {
    int size = passes.get(0).kernels().get(0).inputSize();
    System.arraycopy(y, 0, rows.get(b).input, part.firstRow() * size, part.rows() * size);
  }

  /** Adds up what the passes ask of the output of the stage below. */
  @Override
  public void cotangent(int b, LaneBlock part, float[] y, float[] dy) {
    int size = passes.get(0).kernels().get(0).inputSize();
    int stride = sweep.padded(size);
    Arrays.fill(dy, 0, part.rows() * stride, 0f);
    LaneBlock whole = sweep.blocks().get(b);
    for (int p = 0; p < passes.size(); p++) {
      Pass pass = passes.get(p);
      float[] from = pass.block(b).inputCotangent();
      for (int t = 0; t < part.steps(); t++) {
        for (int n = 0; n < part.active(t); n++) {
          int step = pass.time(whole, n, part.firstStep() + t);
          int source = (whole.start(step) + n) * pass.inputWidth();
          int target = (part.start(t) + n) * stride;
          for (int j = 0; j < size; j++) {
            dy[target + j] += from[source + j];
          }
        }
      }
    }
  }
}
