package org.isochron.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.kernel.LaneBlock;
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
  private final HeadLayers layers;
  private final SequenceLoss weights;
  private final List<Memory> blocks = new ArrayList<>();
  private final double[] packed;
  private boolean keeps;

  /** What one block needs; arrays grow on demand. */
  private static final class Memory {
    final SequenceLoss loss;
    final OutputRows rows;
    final HeadLayers.Memory layers;
    final LaneBlock sequences = new LaneBlock();
    final SequencePool pool;
    float[] in = new float[0];
    float[] din = new float[0];

    Memory(Head head, HeadLayers of, int trunkSize) {
      loss = SequenceLoss.of(head);
      rows = new OutputRows(of.outputWidth(), head.scope().isSequence());
      layers = of.memory();
      pool = new SequencePool(head.scope(), trunkSize);
    }
  }

  HeadRun(RecurrentNetwork network, Head head, int offset, Kernels kernels) {
    this.head = head;
    this.kernels = kernels;
    layers = new HeadLayers(network, head, offset, kernels);
    trunkSize = network.trunk().outputSize();
    weights = SequenceLoss.of(head);
    packed = new double[head.loss().parameterCount()];
  }

  void pack(double[] parameters) {
    layers.pack(parameters);
    System.arraycopy(parameters, layers.end(), packed, 0, packed.length);
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
      Memory made = new Memory(head, layers, trunkSize);
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
    layers.growLogits(m.layers, rows(sweep.block(b)));
    if (head.scope().isSequence()) {
      m.pool.add(sweep, b, part, y);
    } else if (head.seesInput() && sweep.features().areSparse()) {
      readSparse(sweep, b, part, y);
    } else {
      float[] in = stepInput(sweep, b, part, y);
      layers.forward(m.layers, part.rows(), in, part.firstRow());
    }
  }

  /** Reads a part whose features are sparse, a few rows at a time, which stay in a cache. */
  private void readSparse(Sweep sweep, int b, LaneBlock part, float[] y) {
    Memory m = blocks.get(b);
    int kept = keeps ? part.rows() : Math.max(CACHED_ROWS, part.lanes());
    layers.growHidden(m.layers, kept);
    LaneBlock slice = m.layers.slice;
    int to = 0;
    for (int from = 0; from < part.steps(); from = to) {
      to = part.stepsWithin(from, CACHED_ROWS);
      slice.layOutPart(part, from, to);
      sweep.features().readEntries(b, slice, m.layers.entries);
      int row = part.start(from);
      layers.forwardSlice(m.layers, y, row, keeps ? row : 0);
    }
  }

  /** Computes a sequence head's logits, when all parts were read. */
  void finish(Sweep sweep, int b) {
    if (!head.scope().isSequence()) {
      return;
    }
    Memory m = blocks.get(b);
    LaneBlock block = sweep.block(b);
    m.in = Window.grown(m.in, (long) block.count() * layers.inputSize());
    m.pool.write(block, m.in);
    layers.forward(m.layers, block.count(), m.in, 0);
  }

  /** Returns what a step head reads of a part: the trunk's output, with the features if wanted. */
  private float[] stepInput(Sweep sweep, int b, LaneBlock part, float[] y) {
    if (!head.seesInput()) {
      return y;
    }
    Memory m = blocks.get(b);
    int inputSize = layers.inputSize();
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
    layers.growLogitCotangents(m.layers, rows(block));
    m.rows.over(m.layers.logits, m.layers.dLogits);
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
    layers.clear(m.layers);
    if (head.scope().isSequence()) {
      int count = sweep.block(b).count();
      m.din = Window.grown(m.din, (long) count * layers.inputWidth());
      m.sequences.layOutSteps(count);
      m.layers.target = m.din;
      m.layers.adds = false;
      layers.backward(m.layers, m.sequences, m.in, true);
    }
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
      layers.activate(m.layers, part.rows(), in);
    }
    boolean direct = !head.seesInput() && layers.inputWidth() == sweep.outputWidth();
    if (!direct) {
      m.din = Window.grown(m.din, (long) part.rows() * layers.inputWidth());
    }
    m.layers.target = direct ? at.dy : m.din;
    m.layers.adds = direct && add;
    layers.backward(m.layers, part, in, sweep.isFirstSweep());
    if (!direct) {
      spread(sweep, b, at, add);
    }
  }

  /** A part of the trunk's output, and its cotangent. */
  record Part(LaneBlock rows, float[] y, float[] dy) {}

  /** Adds the cotangent of what the head read to that of the trunk's output, or begins with it. */
  private void spread(Sweep sweep, int b, Part at, boolean add) {
    Memory m = blocks.get(b);
    int width = sweep.outputWidth();
    int stride = layers.inputWidth();
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
      layers.addGradient(m.layers, gradient);
      m.loss.addGradient(gradient, layers.end());
    }
  }

  /** Writes what block b predicts into one array for each sequence. */
  void predict(Sweep sweep, int b, float[][] result) {
    Memory m = blocks.get(b);
    LaneBlock block = sweep.block(b);
    m.rows.over(m.layers.logits, m.layers.dLogits);
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
        System.arraycopy(m.layers.logits, rows.start(t), z, t * classes, classes);
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
