package org.isochron.bio.windows;

import java.util.List;
import org.isochron.bio.windows.SpliceWindow.Kind;

/**
 * A window and what was predicted for it.
 *
 * @param window with its label
 * @param probabilities of the kinds; shared, not copied, and must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record PredictedWindow(SpliceWindow window, double[] probabilities) {
  /** The least probability that log-odds tell from 0. */
  private static final double LEAST = 1e-300;

  /** Returns the index of the most probable kind, of equal ones the first. */
  public int best() {
    int best = 0;
    for (int k = 1; k < probabilities.length; k++) {
      best = probabilities[k] > probabilities[best] ? k : best;
    }
    return best;
  }

  /** Returns log p_k − log Σ_j≠k p_j, of probabilities of at least 1e-300. */
  public double logOdds(int k) {
    double others = 0;
    for (int j = 0; j < probabilities.length; j++) {
      others += j == k ? 0 : probabilities[j];
    }
    return StrictMath.log(Math.max(LEAST, probabilities[k]))
        - StrictMath.log(Math.max(LEAST, others));
  }

  /** Returns whether the most probable kind is the window's. */
  boolean isRight(List<Kind> kinds) {
    return kinds.get(best()) == window.kind();
  }
}
