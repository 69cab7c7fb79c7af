package org.isochron.core.model;

import org.isochron.core.kernel.DenseKernel;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.kernel.SparseRows;
import org.isochron.core.kernel.Window;
import org.isochron.core.objective.Head;

/**
 * The layers of one head, over rows of a block: y = W x + b, of the input or of a hidden layer
 * relu(W x + b). Forward and backward.
 */
final class HeadLayers {
  private final Kernels kernels;
  private final int inputSize;
  private final int trunkSize;
  private final DenseKernel hidden;
  private final DenseKernel output;
  private final DenseKernel.SplitWeights split;
  private final int offset;
  private final int outputOffset;
  private final int end;

  /** What one block needs; arrays grow on demand. */
  static final class Memory {
    private final DenseKernel.Gradient hiddenGradient;
    private final DenseKernel.Gradient outputGradient;
    private float[] a = new float[0];
    private float[] da = new float[0];
    private float[] zeros = new float[0];

    /** Rows of a part whose features come as entries. */
    final LaneBlock slice = new LaneBlock();

    final SparseRows entries = new SparseRows();

    /** The output of the whole block [rows, outputWidth], and its cotangent. */
    float[] logits = new float[0];

    float[] dLogits = new float[0];

    /** Where the cotangent of the input goes, and whether it is added there. */
    float[] target;

    boolean adds;

    private Memory(DenseKernel hidden, DenseKernel output) {
      hiddenGradient = hidden == null ? null : hidden.gradient();
      outputGradient = output.gradient();
    }
  }

  /** Makes the layers of a head whose parameters begin at an offset. */
  HeadLayers(RecurrentNetwork network, Head head, int offset, Kernels kernels) {
    this.kernels = kernels;
    this.offset = offset;
    trunkSize = network.trunk().outputSize();
    inputSize = network.headInputSize(head);
    hidden = head.hidden() == 0 ? null : new DenseKernel(kernels, inputSize, head.hidden());
    int last = hidden == null ? inputSize : head.hidden();
    outputOffset = offset + (hidden == null ? 0 : head.hidden() * (inputSize + 1));
    output = new DenseKernel(kernels, last, head.outputs());
    split = head.seesInput() ? first().split(trunkSize) : null;
    end = outputOffset + head.outputs() * (last + 1);
  }

  /** Returns the layer that reads the trunk's output. */
  private DenseKernel first() {
    return hidden == null ? output : hidden;
  }

  /** Returns where the layers' parameters end. */
  int end() {
    return end;
  }

  /** Returns the number of features read. */
  int inputSize() {
    return inputSize;
  }

  /** Returns the row stride of the input's cotangent. */
  int inputWidth() {
    return first().inputWidth();
  }

  /** Returns the row stride of the output. */
  int outputWidth() {
    return output.outputWidth();
  }

  /** Returns new memory for a block. */
  Memory memory() {
    return new Memory(hidden, output);
  }

  void pack(double[] parameters) {
    if (split != null) {
      first().pack(parameters, hidden == null ? outputOffset : offset, split);
    }
    if (hidden != null) {
      hidden.pack(parameters, offset);
    }
    output.pack(parameters, outputOffset);
  }

  /** Makes room for the logits of a block. */
  void growLogits(Memory m, int rows) {
    m.logits = Window.grown(m.logits, (long) rows * outputWidth());
  }

  /** Makes room for their cotangent. */
  void growLogitCotangents(Memory m, int rows) {
    m.dLogits = Window.grown(m.dLogits, (long) rows * outputWidth());
  }

  /**
   * Computes logits, and keeps the hidden layer.
   *
   * @param rows number of rows
   * @param in the input [rows, inputSize]
   * @param first row of the logits to begin at
   */
  void forward(Memory m, int rows, float[] in, int first) {
    activate(m, rows, in);
    if (hidden == null) {
      output.forward(rows, in, 0, inputSize, m.logits, first);
    } else {
      output.forward(rows, m.a, 0, hidden.outputWidth(), m.logits, first);
    }
  }

  /** Computes the hidden layer, if there is one. */
  void activate(Memory m, int rows, float[] in) {
    if (hidden != null) {
      growHidden(m, rows);
      hidden.forward(rows, in, 0, inputSize, m.a, 0);
      kernels.activate(true, rows * hidden.outputWidth(), m.a, 0, m.a, 0);
    }
  }

  /** Makes room for some rows of the hidden layer, if there is one. */
  void growHidden(Memory m, int rows) {
    if (hidden != null) {
      m.a = Window.grown(m.a, (long) rows * hidden.outputWidth());
    }
  }

  /**
   * Computes logits of the slice in memory, which has the entries of its features.
   *
   * @param y the trunk's output of a part
   * @param row of y to begin at
   * @param hiddenRow row of the hidden layer to begin at
   */
  void forwardSlice(Memory m, float[] y, int row, int hiddenRow) {
    int rows = m.slice.rows();
    int first = m.slice.firstRow();
    int at = row * trunkSize;
    if (hidden == null) {
      output.forward(split, rows, y, at, trunkSize, m.entries, m.logits, first);
      return;
    }
    int width = hidden.outputWidth();
    int a = hiddenRow * width;
    hidden.forward(split, rows, y, at, trunkSize, m.entries, m.a, hiddenRow);
    kernels.activate(true, rows * width, m.a, a, m.a, a);
    output.forward(rows, m.a, a, width, m.logits, first);
  }

  /** Clears the gradient sums. */
  void clear(Memory m) {
    if (hidden != null) {
      hidden.clear(m.hiddenGradient);
    }
    output.clear(m.outputGradient);
  }

  /**
   * Takes the logits' cotangent of a part back to the input, and to the weights if that is wanted.
   */
  void backward(Memory m, LaneBlock part, float[] in, boolean weights) {
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

  /** Adds a block's gradient. */
  void addGradient(Memory m, double[] gradient) {
    if (hidden != null) {
      hidden.addGradient(m.hiddenGradient, gradient, offset);
    }
    output.addGradient(m.outputGradient, gradient, outputOffset);
  }
}
