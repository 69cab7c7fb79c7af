package org.isochron.core.model;

import java.util.Arrays;
import java.util.List;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Sweep;

/**
 * What a head on whole sequences reads of one block: the trunk's output pooled over the steps, in
 * one way or several side by side. Its memory grows on demand.
 */
final class SequencePool {
  /** How the steps of a feature become one value. */
  private enum Pooling {
    /** The value at the end of its own pass. */
    LAST,
    /** The mean over the steps. */
    MEAN,
    /** The largest value, of equal ones the first. */
    MAX
  }

  private final List<Pooling> poolings;
  private final int size;
  private double[] values = new double[0];
  private int[] largestAt = new int[0];

  /**
   * Makes a pool.
   *
   * @param scope of the head
   * @param size features of the trunk's output
   */
  SequencePool(Head.Scope scope, int size) {
    this.size = size;
    poolings =
        switch (scope) {
          case STEP -> List.of();
          case SEQUENCE_MEAN -> List.of(Pooling.MEAN);
          case SEQUENCE_LAST -> List.of(Pooling.LAST);
          case SEQUENCE_LAST_MEAN_MAX -> List.of(Pooling.LAST, Pooling.MEAN, Pooling.MAX);
        };
  }

  private int width() {
    return poolings.size() * size;
  }

  /** Adds a part of block b; the first one begins anew. */
  void add(Sweep sweep, int b, LaneBlock part, float[] y) {
    LaneBlock block = sweep.block(b);
    int count = block.count() * width();
    if (values.length < count) {
      values = new double[count];
      largestAt = new int[count];
    }
    if (part.firstStep() == 0) {
      Arrays.fill(values, 0, count, 0);
    }
    for (int t = 0; t < part.steps(); t++) {
      int time = part.firstStep() + t;
      for (int n = 0; n < part.active(t); n++) {
        int row = (part.start(t) + n) * size;
        for (int p = 0; p < poolings.size(); p++) {
          int to = n * width() + p * size;
          switch (poolings.get(p)) {
            case LAST -> addLast(sweep, block.length(n), time, y, row, to);
            case MEAN -> addMean(y, row, to);
            case MAX -> addLargest(time, y, row, to);
          }
        }
      }
    }
  }

  private void addLast(Sweep sweep, int length, int time, float[] y, int row, int to) {
    if (time != 0 && time != length - 1) {
      return; // A pass ends at one of both.
    }
    for (int j = 0; j < size; j++) {
      if (sweep.endOf(j, length) == time) {
        values[to + j] = y[row + j];
      }
    }
  }

  private void addMean(float[] y, int row, int to) {
    for (int j = 0; j < size; j++) {
      values[to + j] += y[row + j];
    }
  }

  private void addLargest(int time, float[] y, int row, int to) {
    for (int j = 0; j < size; j++) {
      if (time == 0 || y[row + j] > values[to + j]) {
        values[to + j] = y[row + j];
        largestAt[to + j] = time;
      }
    }
  }

  /** Writes what was pooled of each sequence of a block [N, width], when all parts were added. */
  void write(LaneBlock block, float[] to) {
    for (int n = 0; n < block.count(); n++) {
      for (int p = 0; p < poolings.size(); p++) {
        double divisor = poolings.get(p) == Pooling.MEAN ? block.length(n) : 1;
        int from = n * width() + p * size;
        for (int j = 0; j < size; j++) {
          to[from + j] = (float) (values[from + j] / divisor);
        }
      }
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
    int outputWidth = sweep.outputWidth();
    for (int n = 0; n < part.count(); n++) {
      int length = sweep.block(b).length(n);
      for (int t = 0; t < part.length(n); t++) {
        int time = part.firstStep() + t;
        int row = (part.start(t) + n) * outputWidth;
        for (int p = 0; p < poolings.size(); p++) {
          int column = n * stride + p * size;
          switch (poolings.get(p)) {
            case LAST -> {
              if (time == 0 || time == length - 1) {
                for (int j = 0; j < size; j++) {
                  at.dy()[row + j] += sweep.endOf(j, length) == time ? from[column + j] : 0f;
                }
              }
            }
            case MEAN -> {
              float share = 1f / length;
              for (int j = 0; j < size; j++) {
                at.dy()[row + j] += share * from[column + j];
              }
            }
            case MAX -> {
              int pooled = n * width() + p * size;
              for (int j = 0; j < size; j++) {
                at.dy()[row + j] += largestAt[pooled + j] == time ? from[column + j] : 0f;
              }
            }
          }
        }
      }
    }
  }
}
