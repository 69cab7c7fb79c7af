package org.isochron.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isochron.core.kernel.DenseKernel;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.kernel.Window;
import org.isochron.core.objective.ChainInference;
import org.isochron.core.objective.Head;
import org.isochron.core.objective.OutputRows;
import org.isochron.core.objective.SequenceLoss;
import org.isochron.core.recurrence.Sweep;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;

/** One head over the blocks of a sweep: logits, loss, and the cotangent of the trunk's output. */
final class HeadRun {
  final Head head;
  private final Kernels kernels;
  private final int trunkSize;
  private final int inputSize;
  private final DenseKernel hidden;
  private final DenseKernel output;
  private final int offset;
  private final int outputOffset;
  private final int lossOffset;
  private final SequenceLoss weights;
  private final List<Memory> blocks = new ArrayList<>();
  private final double[] packed;

  /** What one block needs; arrays grow on demand. */
  private static final class Memory {
    final SequenceLoss loss;
    final OutputRows rows;
    final DenseKernel.Gradient hiddenGradient;
    final DenseKernel.Gradient outputGradient;
    float[] in = new float[0];
    float[] a = new float[0];
    float[] logits = new float[0];
    float[] dLogits = new float[0];
    float[] da = new float[0];
    float[] din = new float[0];
    float[] zeros = new float[0];

    Memory(Head head, DenseKernel hidden, DenseKernel output) {
      loss = SequenceLoss.of(head);
      rows = new OutputRows(output.outputWidth(), head.scope().isSequence());
      hiddenGradient = hidden == null ? null : hidden.gradient();
      outputGradient = output.gradient();
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
    output = new DenseKernel(kernels, last, head.classes());
    lossOffset = outputOffset + head.classes() * (last + 1);
    weights = SequenceLoss.of(head);
    packed = new double[head.loss().parameterCount()];
  }

  void pack(double[] parameters) {
    if (hidden != null) {
      hidden.pack(parameters, offset);
    }
    output.pack(parameters, outputOffset);
    System.arraycopy(parameters, lossOffset, packed, 0, packed.length);
    for (int b = 0; b < blocks.size(); b++) {
      blocks.get(b).loss.pack(packed, 0);
    }
  }

  void load(int blockCount) {
    while (blocks.size() < blockCount) {
      Memory made = new Memory(head, hidden, output);
      made.loss.pack(packed, 0);
      blocks.add(made);
    }
  }

  private int rows(LaneBlock block) {
    return head.scope().isSequence() ? block.count() : block.rows();
  }

  /** Computes the logits of block b. */
  void forward(Sweep sweep, SequenceBatch batch, int b) {
    Memory m = blocks.get(b);
    int rows = rows(sweep.block(b));
    float[] in = sweep.output(b);
    if (head.scope().isSequence()) {
      m.in = Window.grown(m.in, (long) rows * trunkSize);
      pool(sweep, b, m.in);
      in = m.in;
    } else if (head.seesInput()) {
      m.in = Window.grown(m.in, (long) rows * inputSize);
      joinInput(sweep, batch, b, m.in);
      in = m.in;
    }
    m.logits = Window.grown(m.logits, (long) rows * output.outputWidth());
    if (hidden == null) {
      output.forward(rows, in, inputSize, m.logits);
      return;
    }
    m.a = Window.grown(m.a, (long) rows * hidden.outputWidth());
    hidden.forward(rows, in, inputSize, m.a);
    kernels.activate(true, rows * hidden.outputWidth(), m.a, 0, m.a, 0);
    output.forward(rows, m.a, hidden.outputWidth(), m.logits);
  }

  private void joinInput(Sweep sweep, SequenceBatch batch, int b, float[] in) {
    LaneBlock block = sweep.block(b);
    float[] y = sweep.output(b);
    int channels = batch.channels();
    for (int row = 0; row < block.rows(); row++) {
      System.arraycopy(y, row * trunkSize, in, row * inputSize, trunkSize);
    }
    for (int n = 0; n < block.count(); n++) {
      double[] x = batch.get(sweep.member(b, n)).features();
      for (int t = 0; t < block.length(n); t++) {
        int to = (block.start(t) + n) * inputSize + trunkSize;
        for (int c = 0; c < channels; c++) {
          in[to + c] = (float) x[t * channels + c];
        }
      }
    }
  }

  private void pool(Sweep sweep, int b, float[] in) {
    LaneBlock block = sweep.block(b);
    float[] y = sweep.output(b);
    for (int n = 0; n < block.count(); n++) {
      int length = block.length(n);
      for (int j = 0; j < trunkSize; j++) {
        in[n * trunkSize + j] =
            head.scope() == Head.Scope.SEQUENCE_MEAN
                ? mean(block, y, n, j)
                : y[(block.start(sweep.endOf(j, length)) + n) * trunkSize + j];
      }
    }
  }

  private float mean(LaneBlock block, float[] y, int n, int j) {
    double sum = 0;
    for (int t = 0; t < block.length(n); t++) {
      sum += y[(block.start(t) + n) * trunkSize + j];
    }
    return (float) (sum / block.length(n));
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

  /** Puts the cotangent of the trunk's output, or adds it. */
  void backward(Sweep sweep, int b, boolean add) {
    Memory m = blocks.get(b);
    int rows = rows(sweep.block(b));
    boolean plain = !head.scope().isSequence() && !head.seesInput();
    float[] in = plain ? sweep.output(b) : m.in;
    int inputWidth = hidden == null ? output.inputWidth() : hidden.inputWidth();
    boolean direct = plain && inputWidth == sweep.outputWidth();
    if (!direct) {
      m.din = Window.grown(m.din, (long) rows * inputWidth);
    }
    float[] din = direct ? sweep.outputCotangent(b) : m.din;
    boolean addHere = direct && add;
    if (hidden == null) {
      output.weightGradient(rows, in, inputSize, m.dLogits, m.outputGradient);
      output.inputCotangent(rows, m.dLogits, din, addHere);
    } else {
      int count = rows * hidden.outputWidth();
      m.da = Window.grown(m.da, count);
      m.zeros = Window.grown(m.zeros, count);
      output.weightGradient(rows, m.a, hidden.outputWidth(), m.dLogits, m.outputGradient);
      output.inputCotangent(rows, m.dLogits, m.da, false);
      kernels.activateBackward(true, count, m.a, 0, m.da, 0, m.zeros, m.da, 0);
      hidden.weightGradient(rows, in, inputSize, m.da, m.hiddenGradient);
      hidden.inputCotangent(rows, m.da, din, addHere);
    }
    if (!direct) {
      spread(sweep, b, m.din, inputWidth, add);
    }
  }

  /** Carries the cotangent of what the head read back to the trunk's output. */
  private void spread(Sweep sweep, int b, float[] din, int stride, boolean add) {
    LaneBlock block = sweep.block(b);
    float[] to = sweep.outputCotangent(b);
    int width = sweep.outputWidth();
    if (!add) {
      Arrays.fill(to, 0, block.rows() * width, 0f);
    }
    for (int n = 0; n < block.count(); n++) {
      int length = block.length(n);
      for (int t = 0; t < length; t++) {
        int row = block.start(t) + n;
        int from = (head.scope().isSequence() ? n : row) * stride;
        for (int j = 0; j < trunkSize; j++) {
          to[row * width + j] += share(sweep, j, t, length) * din[from + j];
        }
      }
    }
  }

  private float share(Sweep sweep, int j, int t, int length) {
    return switch (head.scope()) {
      case STEP -> 1f;
      case SEQUENCE_MEAN -> 1f / length;
      case SEQUENCE_LAST -> sweep.endOf(j, length) == t ? 1f : 0f;
    };
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
      float[] p = new float[m.rows.at(block, n).count() * head.labels()];
      m.loss.predict(m.rows, p);
      result[sweep.member(b, n)] = p;
    }
  }

  /** Writes the outputs of block b into one array for each sequence. */
  void logits(Sweep sweep, int b, float[][] result) {
    Memory m = blocks.get(b);
    LaneBlock block = sweep.block(b);
    int classes = head.classes();
    for (int n = 0; n < block.count(); n++) {
      OutputRows rows = m.rows.at(block, n);
      float[] z = new float[rows.count() * classes];
      for (int t = 0; t < rows.count(); t++) {
        System.arraycopy(m.logits, rows.start(t), z, t * classes, classes);
      }
      result[sweep.member(b, n)] = z;
    }
  }

  /** Returns inference in the chain with the packed parameters. */
  ChainInference inference() {
    ChainInference made = new ChainInference(head.loss().chain());
    made.pack(packed, 0);
    return made;
  }
}
