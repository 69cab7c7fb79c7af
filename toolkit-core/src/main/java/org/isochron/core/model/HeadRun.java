package org.isochron.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isochron.core.kernel.DenseKernel;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.kernel.SparseRows;
import org.isochron.core.kernel.Window;
import org.isochron.core.objective.ChainInference;
import org.isochron.core.objective.ChainStretches;
import org.isochron.core.objective.Head;
import org.isochron.core.objective.OutputRows;
import org.isochron.core.objective.SequenceLoss;
import org.isochron.core.recurrence.Sweep;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;

/** One head over the blocks of a sweep: logits, loss, and the cotangent of the trunk's output. */
final class HeadRun {
  private static final int CACHED_ROWS = 256;

  final Head head;
  private final Kernels kernels;
  private final int trunkSize;
  private final int inputSize;
  private final DenseKernel hidden;
  private final DenseKernel output;
  private final DenseKernel.SplitWeights split;
  private final int offset;
  private final int outputOffset;
  private final int lossOffset;
  private final SequenceLoss weights;
  private final List<Memory> blocks = new ArrayList<>();
  private final double[] packed;
  private boolean keeps;

  /** What one block needs; arrays grow on demand. */
  private static final class Memory {
    final SequenceLoss loss;
    final OutputRows rows;
    final DenseKernel.Gradient hiddenGradient;
    final DenseKernel.Gradient outputGradient;
    final LaneBlock sequences = new LaneBlock();
    final SequencePool pool;
    float[] in = new float[0];
    float[] a = new float[0];
    float[] logits = new float[0];
    float[] dLogits = new float[0];
    float[] da = new float[0];
    float[] din = new float[0];
    float[] zeros = new float[0];
    final LaneBlock slice = new LaneBlock();
    final SparseRows entries = new SparseRows();

    /** Where the cotangent of the head's input goes, and whether it is added there. */
    float[] target;

    boolean adds;

    Memory(Head head, int trunkSize, DenseKernel hidden, DenseKernel output) {
      loss = SequenceLoss.of(head);
      rows = new OutputRows(output.outputWidth(), head.scope().isSequence());
      hiddenGradient = hidden == null ? null : hidden.gradient();
      outputGradient = output.gradient();
      pool = new SequencePool(head.scope(), trunkSize);
    }
  }

  HeadRun(RecurrentNetwork network, Head head, int offset, Kernels kernels) {
    this.head = head;
    this.kernels = kernels;
    this.offset = offset;
    trunkSize = network.trunk().outputSize();
    inputSize = network.headInputSize(head);
    hidden = head.hidden() == 0 ? null : new DenseKernel(kernels, inputSize, head.hidden());
    int last = hidden == null ? inputSize : head.hidden();
    outputOffset = offset + (hidden == null ? 0 : head.hidden() * (inputSize + 1));
    output = new DenseKernel(kernels, last, head.outputs());
    split = head.seesInput() ? first().split(trunkSize) : null;
    lossOffset = outputOffset + head.outputs() * (last + 1);
    weights = SequenceLoss.of(head);
    packed = new double[head.loss().parameterCount()];
  }

  /** Returns the layer that reads the trunk's output. */
  private DenseKernel first() {
    return hidden == null ? output : hidden;
  }

  void pack(double[] parameters) {
    if (split != null) {
      first().pack(parameters, hidden == null ? outputOffset : offset, split);
    }
    if (hidden != null) {
      hidden.pack(parameters, offset);
    }
    output.pack(parameters, outputOffset);
    System.arraycopy(parameters, lossOffset, packed, 0, packed.length);
    for (int b = 0; b < blocks.size(); b++) {
      blocks.get(b).loss.pack(packed, 0);
    }
  }

  /**
   * Makes room for a batch.
   *
   * @param keep whether a backward pass may follow
   */
  void load(int blockCount, boolean keep) {
    keeps = keep;
    while (blocks.size() < blockCount) {
      Memory made = new Memory(head, trunkSize, hidden, output);
      made.loss.pack(packed, 0);
      blocks.add(made);
    }
  }

  private int rows(LaneBlock block) {
    return head.scope().isSequence() ? block.count() : block.rows();
  }

  /** Reads a part of the trunk's output: logits of its rows, or what a sequence head pools. */
  void read(Sweep sweep, int b, LaneBlock part, float[] y) {
    Memory m = blocks.get(b);
    int rows = rows(sweep.block(b));
    m.logits = Window.grown(m.logits, (long) rows * output.outputWidth());
    if (head.scope().isSequence()) {
      m.pool.add(sweep, b, part, y);
    } else if (split != null && sweep.features().areSparse()) {
      readSparse(sweep, b, part, y);
    } else {
      float[] in = stepInput(sweep, b, part, y);
      activate(m, part.rows(), in);
      writeLogits(m, part.rows(), in, part.firstRow());
    }
  }

  /** Reads a part whose features are sparse, a few rows at a time, which stay in a cache. */
  private void readSparse(Sweep sweep, int b, LaneBlock part, float[] y) {
    Memory m = blocks.get(b);
    if (hidden != null) {
      int kept = keeps ? part.rows() : Math.max(CACHED_ROWS, part.lanes());
      m.a = Window.grown(m.a, (long) kept * hidden.outputWidth());
    }
    int to = 0;
    for (int from = 0; from < part.steps(); from = to) {
      to = part.stepsWithin(from, CACHED_ROWS);
      m.slice.layOutPart(part, from, to);
      sweep.features().readEntries(b, m.slice, m.entries);
      int row = part.start(from);
      int rows = m.slice.rows();
      int at = row * trunkSize;
      int first = m.slice.firstRow();
      if (hidden == null) {
        output.forward(split, rows, y, at, trunkSize, m.entries, m.logits, first);
      } else {
        int a = keeps ? row : 0;
        int width = hidden.outputWidth();
        hidden.forward(split, rows, y, at, trunkSize, m.entries, m.a, a);
        kernels.activate(true, rows * width, m.a, a * width, m.a, a * width);
        output.forward(rows, m.a, a * width, width, m.logits, first);
      }
    }
  }

  /** Computes a sequence head's logits, when all parts were read. */
  void finish(Sweep sweep, int b) {
    if (!head.scope().isSequence()) {
      return;
    }
    Memory m = blocks.get(b);
    LaneBlock block = sweep.block(b);
    m.in = Window.grown(m.in, (long) block.count() * trunkSize);
    m.pool.write(block, m.in);
    activate(m, block.count(), m.in);
    writeLogits(m, block.count(), m.in, 0);
  }

  /** Computes the hidden layer, if there is one. */
  private void activate(Memory m, int rows, float[] in) {
    if (hidden != null) {
      m.a = Window.grown(m.a, (long) rows * hidden.outputWidth());
      hidden.forward(rows, in, 0, inputSize, m.a, 0);
      kernels.activate(true, rows * hidden.outputWidth(), m.a, 0, m.a, 0);
    }
  }

  private void writeLogits(Memory m, int rows, float[] in, int firstRow) {
    if (hidden == null) {
      output.forward(rows, in, 0, inputSize, m.logits, firstRow);
    } else {
      output.forward(rows, m.a, 0, hidden.outputWidth(), m.logits, firstRow);
    }
  }

  /** Returns what a step head reads of a part: the trunk's output, with the features if wanted. */
  private float[] stepInput(Sweep sweep, int b, LaneBlock part, float[] y) {
    if (!head.seesInput()) {
      return y;
    }
    Memory m = blocks.get(b);
    m.in = Window.grown(m.in, (long) part.rows() * inputSize);
    for (int row = 0; row < part.rows(); row++) {
      System.arraycopy(y, row * trunkSize, m.in, row * inputSize, trunkSize);
    }
    sweep.features().readTable(b, part, m.in, inputSize);
    return m.in;
  }

  /** Returns the sum of label weights over the batch. */
  double labelWeight(SequenceBatch batch) {
    double sum = 0;
    for (int n = 0; n < batch.size(); n++) {
      sum += weights.weight(batch.get(n));
    }
    return sum;
  }

  /** Returns the loss of block b, scaled, and keeps the cotangent of the outputs. */
  double loss(Sweep sweep, SequenceBatch batch, int b, double factor) {
    Memory m = blocks.get(b);
    LaneBlock block = sweep.block(b);
    m.dLogits = Window.grown(m.dLogits, (long) rows(block) * output.outputWidth());
    m.rows.over(m.logits, m.dLogits);
    m.loss.clear();
    double sum = 0;
    for (int n = 0; n < block.count(); n++) {
      Sequence sequence = batch.get(sweep.member(b, n));
      sum += m.loss.apply(m.rows.at(block, n), sequence, factor);
    }
    return sum;
  }

  /** Clears the gradient sums; takes a sequence head's cotangent back to what it pooled. */
  void beginBackward(Sweep sweep, int b) {
    Memory m = blocks.get(b);
    if (hidden != null) {
      hidden.clear(m.hiddenGradient);
    }
    output.clear(m.outputGradient);
    if (head.scope().isSequence()) {
      int count = sweep.block(b).count();
      m.din = Window.grown(m.din, (long) count * inputWidth());
      m.sequences.layOutSteps(count);
      m.target = m.din;
      m.adds = false;
      backRows(m, m.sequences, m.in, true);
    }
  }

  private int inputWidth() {
    return hidden == null ? output.inputWidth() : hidden.inputWidth();
  }

  /** Puts the cotangent of a part of the trunk's output, or adds it. */
  void cotangent(Sweep sweep, int b, Part at, boolean add) {
    Memory m = blocks.get(b);
    LaneBlock part = at.rows;
    if (head.scope().isSequence()) {
      spread(sweep, b, at, add);
      return;
    }
    float[] in = stepInput(sweep, b, part, at.y);
    if (part.rows() < sweep.block(b).rows()) {
      activate(m, part.rows(), in);
    }
    boolean direct = !head.seesInput() && inputWidth() == sweep.outputWidth();
    if (!direct) {
      m.din = Window.grown(m.din, (long) part.rows() * inputWidth());
    }
    m.target = direct ? at.dy : m.din;
    m.adds = direct && add;
    backRows(m, part, in, sweep.isFirstSweep());
    if (!direct) {
      spread(sweep, b, at, add);
    }
  }

  /** A part of the trunk's output, and its cotangent. */
  record Part(LaneBlock rows, float[] y, float[] dy) {}

  /** Takes dLogits of some rows back to the head's input, and to the weights if that is wanted. */
  private void backRows(Memory m, LaneBlock part, float[] in, boolean weights) {
    int rows = part.rows();
    int first = part.firstRow();
    if (hidden == null) {
      if (weights) {
        addWeightGradient(output, part, in, inputSize, m.dLogits, first, m.outputGradient);
      }
      output.inputCotangent(rows, m.dLogits, first, m.target, m.adds);
      return;
    }
    int count = rows * hidden.outputWidth();
    m.da = Window.grown(m.da, count);
    m.zeros = Window.grown(m.zeros, count);
    int stride = hidden.outputWidth();
    if (weights) {
      addWeightGradient(output, part, m.a, stride, m.dLogits, first, m.outputGradient);
    }
    output.inputCotangent(rows, m.dLogits, first, m.da, false);
    kernels.activateBackward(true, count, m.a, 0, m.da, 0, m.zeros, m.da, 0);
    if (weights) {
      addWeightGradient(hidden, part, in, inputSize, m.da, 0, m.hiddenGradient);
    }
    hidden.inputCotangent(rows, m.da, 0, m.target, m.adds);
  }

  /**
   * Adds a layer's weight gradient, stretch by stretch, last first: parts give the whole's bits.
   */
  private static void addWeightGradient(
      DenseKernel layer,
      LaneBlock part,
      float[] x,
      int xStride,
      float[] dy,
      int firstRow,
      DenseKernel.Gradient sums) {
    int end = part.steps();
    while (end > 0) {
      int from = part.stretchStart(end);
      int row = part.start(from);
      int dyAt = (firstRow + row) * layer.outputWidth();
      layer.addWeightGradient(part.start(end) - row, x, row * xStride, xStride, dy, dyAt, sums);
      if (part.beginsStretch(from)) {
        layer.closeStretch(sums);
      }
      end = from;
    }
  }

  /** Adds the cotangent of what the head read to that of the trunk's output, or begins with it. */
  private void spread(Sweep sweep, int b, Part at, boolean add) {
    Memory m = blocks.get(b);
    int width = sweep.outputWidth();
    int stride = inputWidth();
    if (!add) {
      Arrays.fill(at.dy, 0, at.rows.rows() * width, 0f);
    }
    if (head.scope().isSequence()) {
      m.pool.spread(sweep, b, at, m.din, stride);
      return;
    }
    for (int row = 0; row < at.rows.rows(); row++) {
      for (int j = 0; j < trunkSize; j++) {
        at.dy[row * width + j] += m.din[row * stride + j];
      }
    }
  }

  /** Adds the gradients of all blocks, in order. */
  void addGradient(int blockCount, double[] gradient) {
    for (int b = 0; b < blockCount; b++) {
      Memory m = blocks.get(b);
      if (hidden != null) {
        hidden.addGradient(m.hiddenGradient, gradient, offset);
      }
      output.addGradient(m.outputGradient, gradient, outputOffset);
      m.loss.addGradient(gradient, lossOffset);
    }
  }

  /** Writes what block b predicts into one array for each sequence. */
  void predict(Sweep sweep, int b, float[][] result) {
    Memory m = blocks.get(b);
    LaneBlock block = sweep.block(b);
    m.rows.over(m.logits, m.dLogits);
    for (int n = 0; n < block.count(); n++) {
      float[] p = new float[head.answers(m.rows.at(block, n).count()) * head.labels()];
      m.loss.predict(m.rows, p);
      result[sweep.member(b, n)] = p;
    }
  }

  /** Writes the outputs of block b into one array for each sequence. */
  void logits(Sweep sweep, int b, float[][] result) {
    Memory m = blocks.get(b);
    LaneBlock block = sweep.block(b);
    int classes = head.outputs();
    for (int n = 0; n < block.count(); n++) {
      OutputRows rows = m.rows.at(block, n);
      float[] z = new float[rows.count() * classes];
      for (int t = 0; t < rows.count(); t++) {
        System.arraycopy(m.logits, rows.start(t), z, t * classes, classes);
      }
      result[sweep.member(b, n)] = z;
    }
  }

  /** Returns inference in the chain, over whole sequences, with the packed parameters. */
  ChainInference inference() {
    ChainInference inference = new ChainInference(head.loss().chain());
    inference.pack(packed, 0);
    return inference;
  }

  /** Returns inference in the chain, over long sequences, with the packed parameters. */
  ChainStretches stretches() {
    return new ChainStretches(head.loss().chain(), packed, 0, kernels);
  }
}
