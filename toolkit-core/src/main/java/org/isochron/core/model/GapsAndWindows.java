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
      if (batch.get(n).present() != null) {
        rows[n] = repeated(rows[n], batch.get(n).rowsOfSteps());
      }
    }
  }

  private static float[] repeated(float[] rows, int... of) {
    int size = rows.length / (of[of.length - 1] + 1);
    float[] all = new float[of.length * size];
    for (int t = 0; t < of.length; t++) {
      System.arraycopy(rows, of[t] * size, all, t * size, size);
    }
    return all;
  }
}
