package org.isochron.core.model;

import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.Truncation;
import org.isochron.core.sequence.SequenceBatch;

/**
 * What a run makes of a batch's time before and after the sweep: gaps are left out and given a row
 * again, and windows that do not carry the state become sequences of their own.
 */
final class GapsAndWindows {
  private Truncation truncation = Truncation.none();

  /**
   * Sets where gradients are cut; returns what of it is left for the sweep to cut.
   *
   * @throws IllegalArgumentException if a layer of the trunk does not run forward
   */
  Truncation truncate(Truncation wanted, Recurrence trunk) {
    wanted.check(trunk);
    truncation = wanted;
    return isOfPieces() ? Truncation.none() : wanted;
  }

  /** Returns where gradients are cut, by the sweep or here. */
  Truncation truncation() {
    return truncation;
  }

  private boolean isOfPieces() {
    return truncation instanceof Truncation.Windows w && !w.carries();
  }

  /** Returns the sequences that a training step runs: a batch's windows, or what is there of it. */
  SequenceBatch trained(SequenceBatch batch, long seed) {
    SequenceBatch there = batch.withoutGaps();
    return isOfPieces() ? ((Truncation.Windows) truncation).pieces(there, seed) : there;
  }

  /**
   * Gives each gap the row of the step before it, or of the first step.
   *
   * @param batch with its gaps
   * @param rows of the steps that are there, for each sequence; replaced by those of all steps
   */
  static void repeatRows(SequenceBatch batch, float[]... rows) {
    for (int n = 0; n < rows.length; n++) {
      boolean[] present = batch.get(n).present();
      if (present != null) {
        rows[n] = repeated(rows[n], present);
      }
    }
  }

  private static float[] repeated(float[] rows, boolean... present) {
    int there = 0;
    for (boolean step : present) {
      there += step ? 1 : 0;
    }
    int size = rows.length / there;
    float[] all = new float[present.length * size];
    int passed = 0;
    for (int t = 0; t < present.length; t++) {
      passed += present[t] ? 1 : 0;
      System.arraycopy(rows, Math.max(0, passed - 1) * size, all, t * size, size);
    }
    return all;
  }
}
