package org.isochron.core.model;

import java.util.Arrays;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Sweep;

/**
 * What a head on whole sequences reads of one block: the mean of the trunk's output over the steps,
 * or each direction's output at the end of its own pass. Its memory grows on demand.
 */
final class SequencePool {
  private final boolean isMean;
  private final int size;
  private double[] sums = new double[0];

  /**
   * Makes a pool.
   *
   * @param scope of the head
   * @param size features of the trunk's output
   */
  SequencePool(Head.Scope scope, int size) {
    isMean = scope == Head.Scope.SEQUENCE_MEAN;
    this.size = size;
  }

  /** Adds a part of block b; the first one begins anew. */
  void add(Sweep sweep, int b, LaneBlock part, float[] y) {
    LaneBlock block = sweep.block(b);
    int count = block.count() * size;
    if (sums.length < count) {
      sums = new double[count];
    }
    if (part.firstStep() == 0) {
      Arrays.fill(sums, 0, count, 0);
    }
    for (int t = 0; t < part.steps(); t++) {
      int time = part.firstStep() + t;
      for (int n = 0; n < part.active(t); n++) {
        int row = (part.start(t) + n) * size;
        for (int j = 0; j < size; j++) {
          if (isMean || sweep.endOf(j, block.length(n)) == time) {
            sums[n * size + j] += y[row + j];
          }
        }
      }
    }
  }

  /** Writes what was pooled of each sequence of a block [N, size], when all parts were added. */
  void write(LaneBlock block, float[] to) {
    for (int i = 0; i < block.count() * size; i++) {
      to[i] = (float) (sums[i] / (isMean ? block.length(i / size) : 1));
    }
  }

  /**
   * Adds each step's share of the cotangent of what was pooled.
   *
   * @param at a part of block b
   * @param from the cotangent [N, stride]
   */
  void spread(Sweep sweep, int b, HeadRun.Part at, float[] from, int stride) {
    LaneBlock part = at.rows();
    int width = sweep.outputWidth();
    for (int n = 0; n < part.count(); n++) {
      int length = sweep.block(b).length(n);
      for (int t = 0; t < part.length(n); t++) {
        int row = (part.start(t) + n) * width;
        for (int j = 0; j < size; j++) {
          float share = share(sweep, j, part.firstStep() + t, length);
          at.dy()[row + j] += share * from[n * stride + j];
        }
      }
    }
  }

  private float share(Sweep sweep, int j, int time, int length) {
    return isMean ? 1f / length : sweep.endOf(j, length) == time ? 1f : 0f;
  }
}
