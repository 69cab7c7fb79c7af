package org.isochron.core.recurrence;

import java.util.List;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.kernel.SequenceKernel;
import org.isochron.core.kernel.Window;

/** Copies the states of a batch between a {@link State} and the lanes of a sweep's windows. */
final class StateLanes {
  /** Which of a window's states. */
  enum Kind {
    /** Those before the first step. */
    INITIAL,
    /** Those after each sequence's last step. */
    LAST,
    /** Cotangents: of the last states before the backward sweep, of the initial ones after it. */
    COTANGENT
  }

  /** Where the windows are. */
  interface Windows {
    Window get(int block, int cell);
  }

  private final List<SequenceKernel> cells;
  private final int[] firstCell;
  private final LaneBlocks blocks;
  private final Windows windows;

  /**
   * Looks at a sweep.
   *
   * @param cells the cells of all layers
   * @param firstCell the index of each layer's first cell, and the number of cells
   */
  StateLanes(List<SequenceKernel> cells, int[] firstCell, LaneBlocks blocks, Windows windows) {
    this.cells = cells;
    this.firstCell = firstCell;
    this.blocks = blocks;
    this.windows = windows;
  }

  /** Copies a state into the lanes. */
  void copyIn(Kind kind, State state) {
    copy(kind, state, true);
  }

  /** Copies the lanes into a state. */
  void copyOut(Kind kind, State state) {
    copy(kind, state, false);
  }

  private void copy(Kind kind, State state, boolean in) {
    for (int l = 0; l < firstCell.length - 1; l++) {
      for (int cell = firstCell[l]; cell < firstCell[l + 1]; cell++) {
        for (int i = 0; i < cells.get(cell).components(); i++) {
          double[] values = state.get(l, cell - firstCell[l], i);
          for (int b = 0; b < blocks.count(); b++) {
            copyLanes(b, cell, values, lanes(kind, windows.get(b, cell))[i], in);
          }
        }
      }
    }
  }

  /** Copies the adjoints of the states after input step t, where there is such a step. */
  void copyAdjoints(int t, State state) {
    for (int l = 0; l < firstCell.length - 1; l++) {
      for (int cell = firstCell[l]; cell < firstCell[l + 1]; cell++) {
        int direction = cell - firstCell[l];
        for (int b = 0; b < blocks.count(); b++) {
          copyAdjoints(b, cell, t, direction, state.components(l, direction));
        }
      }
    }
  }

  private void copyAdjoints(int b, int cell, int t, int direction, List<double[]> components) {
    LaneBlock block = blocks.get(b);
    int hidden = cells.get(cell).hiddenSize();
    int width = cells.get(cell).width();
    for (int n = 0; n < block.count() && t < block.length(n); n++) {
      int step = direction == 0 ? t : block.length(n) - 1 - t;
      int from = (block.start(step) + n) * width;
      for (int i = 0; i < components.size(); i++) {
        float[] lanes = windows.get(b, cell).adjoints[i];
        for (int j = 0; j < hidden; j++) {
          components.get(i)[blocks.member(b, n) * hidden + j] = lanes[from + j];
        }
      }
    }
  }

  private static float[][] lanes(Kind kind, Window w) {
    return switch (kind) {
      case INITIAL -> w.initial;
      case LAST -> w.last;
      case COTANGENT -> w.dState;
    };
  }

  private void copyLanes(int b, int cell, double[] values, float[] lanes, boolean in) {
    int hidden = cells.get(cell).hiddenSize();
    int width = cells.get(cell).width();
    for (int n = 0; n < blocks.get(b).count(); n++) {
      int at = blocks.member(b, n) * hidden;
      for (int j = 0; j < hidden; j++) {
        if (in) {
          lanes[n * width + j] = (float) values[at + j];
        } else {
          values[at + j] = lanes[n * width + j];
        }
      }
    }
  }
}
