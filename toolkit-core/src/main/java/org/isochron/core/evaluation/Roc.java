package org.isochron.core.evaluation;

/** The receiver operating characteristic as a rank statistic. */
public final class Roc {
  /** The area where one class is empty: no information about the order. */
  private static final double NO_INFORMATION = 0.5;

  private Roc() {}

  /**
   * Returns the area under the ROC curve, P(score⁺ &gt; score⁻) + ½ P(score⁺ = score⁻).
   *
   * <p>0.5 where one class is empty. Source: Hanley and McNeil 1982, doi
   * 10.1148/radiology.143.1.7063747.
   *
   * @param scores [n], higher means more likely positive
   * @param positive [n] the truth
   * @throws IllegalArgumentException if the lengths differ or a score is NaN
   */
  public static double auc(double[] scores, boolean[] positive) {
    return auc(Labels.sort(scores, positive));
  }

  /**
   * Returns the area under the ROC curve, as {@link #auc(double[], boolean[])}.
   *
   * @param scores [n], higher means more likely positive
   * @param positive [n] the truth
   * @throws IllegalArgumentException if the lengths differ or a score is NaN
   */
  public static double auc(float[] scores, boolean[] positive) {
    return auc(Labels.sort(scores, positive));
  }

  private static double auc(Labels.Sorted sorted) {
    double[] negatives = sorted.negatives;
    if (sorted.positives.length == 0 || negatives.length == 0) {
      return NO_INFORMATION;
    }
    long twiceWon = 0; // at most 2·(n/2)² < 2^62 for n < 2^31
    int below = 0;
    int notAbove = 0;
    for (double score : sorted.positives) {
      while (below < negatives.length && negatives[below] < score) {
        below++;
      }
      while (notAbove < negatives.length && negatives[notAbove] <= score) {
        notAbove++;
      }
      twiceWon += (long) below + notAbove;
    }
    return twiceWon / (2.0 * sorted.positives.length * negatives.length);
  }
}
