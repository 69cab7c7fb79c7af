package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.List;
import org.isochron.core.autodiff.Tape;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.kernel.SequenceKernel;
import org.isochron.core.kernel.Window;

/** Cells of one direction, one above the other, over all blocks of a batch, in their own time. */
final class Pass {
  private final Stage stage;
  private final List<SequenceKernel> kernels;
  private final int[] offsets;
  private final boolean[] residual;
  private final boolean reversed;
  private final int column;
  private final int firstLayer;
  private final List<Stage.Boundary> inputs = new ArrayList<>();
  private final List<Stage.Boundary> dInputs = new ArrayList<>();
  private final List<PassBlock> blocks = new ArrayList<>();

  /**
   * Makes a pass.
   *
   * @param stage whose
   * @param kernels from input to output
   * @param offsets where each kernel's parameters begin
   * @param residual which kernels' layers add their input to their output
   * @param place first layer; direction; first column of the stage's output
   */
  Pass(Stage stage, List<SequenceKernel> kernels, int[] offsets, boolean[] residual, int... place) {
    this.stage = stage;
    this.kernels = List.copyOf(kernels);
    this.offsets = offsets;
    this.residual = residual;
    firstLayer = place[0];
    reversed = place[1] == 1;
    column = place[2];
    for (int k = 0; k < kernels.size(); k++) {
      int size = kernels.get(k).inputSize();
      inputs.add(new Stage.Boundary(firstLayer + k, size, size));
      dInputs.add(new Stage.Boundary(firstLayer + k, kernels.get(k).inputWidth(), size));
    }
  }

  List<SequenceKernel> kernels() {
    return kernels;
  }

  int offset(int kernel) {
    return offsets[kernel];
  }

  boolean reversed() {
    return reversed;
  }

  /** Returns 0 forward, 1 backward. */
  int direction() {
    return reversed ? 1 : 0;
  }

  int firstLayer() {
    return firstLayer;
  }

  int column() {
    return column;
  }

  int inputWidth() {
    return kernels.get(0).inputWidth();
  }

  SequenceKernel top() {
    return kernels.get(kernels.size() - 1);
  }

  PassBlock block(int b) {
    return blocks.get(b);
  }

  /** Makes room for the blocks of a batch and sets the states to zero. */
  void begin(LaneBlocks dealt) {
    while (blocks.size() < dealt.count()) {
      blocks.add(new PassBlock(this, blocks.size(), dealt.get(blocks.size())));
    }
    for (int b = 0; b < dealt.count(); b++) {
      blocks.get(b).begin();
    }
  }

  /** Returns whether its first kernel reads entries of sparse features, and nobody else a table. */
  boolean readsSparse() {
    return kernels.get(0).readsSparse() && !residual[0];
  }

  /** Returns the time of a step of the pass. */
  int time(LaneBlock whole, int lane, int step) {
    return reversed ? whole.length(lane) - 1 - step : step;
  }

  void readInput(int b, LaneBlock part, Window w) {
    stage.readInput(this, b, part, w);
  }

  /** Copies outputs of a kernel's part into rows, beginning at a column. */
  void copyOutput(int kernel, Window from, float[] to, int stride, int toColumn) {
    for (int row = 0; row < from.block.rows(); row++) {
      copyOutputRow(kernel, from, row, to, row * stride + toColumn);
    }
  }

  /** Copies one row of a kernel's output, with the input's share of a residual layer. */
  void copyOutputRow(int kernel, Window from, int row, float[] to, int at) {
    int size = kernels.get(kernel).outputSize();
    System.arraycopy(from.y, from.yAt(row, kernels.get(kernel).width()), to, at, size);
    if (residual[kernel]) {
      int x = row * kernels.get(kernel).inputSize() + column;
      for (int j = 0; j < size; j++) {
        to[at + j] += from.x[x + j];
      }
    }
  }

  /** Adds the output's cotangent of a residual layer to that of its input, after its adjoint. */
  void addResidualCotangent(int kernel, Window w) {
    if (!residual[kernel] || !w.wantsInputCotangent) {
      return;
    }
    SequenceKernel k = kernels.get(kernel);
    for (int row = 0; row < w.block.rows(); row++) {
      int at = row * k.inputWidth() + column;
      for (int j = 0; j < k.outputSize(); j++) {
        w.dx[at + j] += w.dy[row * k.width() + j];
      }
    }
  }

  /** Applies the dropout below a kernel to its input. */
  void dropInput(int b, LaneBlock part, float[] x, int kernel) {
    stage.dropRows(this, b, part, x, inputs.get(kernel));
  }

  /** Applies the dropout below a kernel to the cotangent of its input. */
  void dropInputCotangent(int b, LaneBlock part, float[] dx, int kernel) {
    stage.dropRows(this, b, part, dx, dInputs.get(kernel));
  }

  StepMasks masks(int kernel, int b, Tape tape, int step, int count) {
    return stage.masks(this, kernel, b, tape, step, count);
  }

  void partDone(int b, LaneBlock part, boolean tell) {
    stage.partDone(this, b, part, tell);
  }

  void putOutputCotangent(int b, LaneBlock part, Window w) {
    stage.putOutputCotangent(this, b, part, w);
  }

  void partTurned(int b, LaneBlock part) {
    stage.partTurned(this, b, part);
  }
}
