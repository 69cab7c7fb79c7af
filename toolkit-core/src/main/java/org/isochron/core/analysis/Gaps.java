package org.isochron.core.analysis;

import org.isochron.core.sequence.SequenceBatch;

/** Gaps, which analyses of networks do not look through. */
final class Gaps {
  private Gaps() {}

  /** Refuses a batch with a mask of steps. */
  static void refuse(SequenceBatch batch) {
    for (int n = 0; n < batch.size(); n++) {
      if (batch.get(n).present() != null) {
        throw new IllegalArgumentException(
            batch.get(n).id()
                + " has a mask of steps: leave its gaps out first (SequenceBatch.withoutGaps)");
      }
    }
  }
}
