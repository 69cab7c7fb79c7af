package org.isochron.core.recurrence;

import java.util.Arrays;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.kernel.SparseRows;
import org.isochron.core.sequence.SequenceBatch;
import org.isochron.core.sequence.SparseFeatures;

/**
 * Reads the features of a sweep's batch into rows of a part of a block: as a table, or by their
 * entries that are not zero.
 */
public final class FeatureRows {
  private final Sweep sweep;

  /** What is not zero of the sequence in each lane of each block, where features are sparse. */
  private SparseFeatures[][] lanes = new SparseFeatures[0][];

  FeatureRows(Sweep sweep) {
    this.sweep = sweep;
  }

  /** Begins with the batch that was dealt to blocks. */
  void load() {
    if (!areSparse()) {
      return;
    }
    int blocks = sweep.blocks().count();
    if (lanes.length < blocks) {
      lanes = Arrays.copyOf(lanes, blocks);
    }
    for (int b = 0; b < blocks; b++) {
      int count = sweep.block(b).count();
      if (lanes[b] == null || lanes[b].length < count) {
        lanes[b] = new SparseFeatures[count];
      }
      for (int n = 0; n < count; n++) {
        lanes[b][n] = sweep.batch().get(sweep.member(b, n)).sparse();
      }
    }
  }

  /** Returns whether all of the batch's features are sparse. */
  public boolean areSparse() {
    return sweep.batch().isSparse();
  }

  /**
   * Writes the features of a part, in time order, to the last columns of its rows.
   *
   * @param b the block
   * @param part of its time
   * @param to [rows, stride]
   * @param stride of the rows, at least C
   */
  public void readTable(int b, LaneBlock part, float[] to, int stride) {
    readTable(null, b, part, to, stride);
  }

  /** Writes the features of a part in a pass's own time; null for time order. */
  void readTable(Pass pass, int b, LaneBlock part, float[] to, int stride) {
    LaneBlock whole = sweep.block(b);
    SequenceBatch batch = sweep.batch();
    int channels = batch.channels();
    for (int n = 0; n < part.count(); n++) {
      double[] features = batch.get(sweep.member(b, n)).features();
      int steps = part.length(n);
      for (int t = 0; t < steps; t++) {
        int from = time(pass, whole, n, part.firstStep() + t) * channels;
        int at = (part.start(t) + n + 1) * stride - channels;
        for (int c = 0; c < channels; c++) {
          to[at + c] = (float) features[from + c];
        }
      }
    }
  }

  /**
   * Writes the entries of a part's features, in time order.
   *
   * @param b the block
   * @param part of its time
   * @param to takes them, from row 0 on
   */
  public void readEntries(int b, LaneBlock part, SparseRows to) {
    readEntries(null, b, part, to);
  }

  /** Writes the entries of a part's features in a pass's own time; null for time order. */
  void readEntries(Pass pass, int b, LaneBlock part, SparseRows to) {
    LaneBlock whole = sweep.block(b);
    SparseFeatures[] features = lanes[b];
    int most = 0;
    for (int n = 0; n < part.count(); n++) {
      most = Math.max(most, features[n].most());
    }
    to.begin(part.rows(), most, sweep.batch().channels());
    for (int t = 0; t < part.steps(); t++) {
      for (int n = 0; n < part.active(t); n++) {
        int time = time(pass, whole, n, part.firstStep() + t);
        to.endRow(features[n].write(time, to.columns(), to.values(), to.end()));
      }
    }
  }

  private static int time(Pass pass, LaneBlock whole, int lane, int step) {
    return pass == null ? step : pass.time(whole, lane, step);
  }
}
