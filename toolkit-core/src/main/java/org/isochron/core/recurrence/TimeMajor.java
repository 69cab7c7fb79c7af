package org.isochron.core.recurrence;

import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.sequence.SequenceBatch;

/** The output of a sweep, or its cotangent, as an array [T,N,O]. */
record TimeMajor(Sweep sweep, SequenceBatch batch, double[] values) implements OutputReader {
  private int size() {
    return values.length / (batch.steps() * batch.size());
  }

  @Override
  public void read(int b, LaneBlock part, float[] y) {
    int size = size();
    for (int t = 0; t < part.steps(); t++) {
      for (int n = 0; n < part.active(t); n++) {
        int at = at(b, part, t, n) * size;
        int row = (part.start(t) + n) * size;
        for (int j = 0; j < size; j++) {
          values[at + j] = y[row + j];
        }
      }
    }
  }

  @Override
  public void cotangent(int b, LaneBlock part, float[] y, float[] dy) {
    int size = size();
    int stride = sweep.outputWidth();
    for (int t = 0; t < part.steps(); t++) {
      for (int n = 0; n < part.active(t); n++) {
        int at = at(b, part, t, n) * size;
        int row = (part.start(t) + n) * stride;
        for (int j = 0; j < size; j++) {
          dy[row + j] = (float) values[at + j];
        }
      }
    }
  }

  private int at(int b, LaneBlock part, int t, int n) {
    return (part.firstStep() + t) * batch.size() + sweep.member(b, n);
  }
}
