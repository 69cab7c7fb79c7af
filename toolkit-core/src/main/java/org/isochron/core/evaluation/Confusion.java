package org.isochron.core.evaluation;

/**
 * Counts of a binary decision: true and false positives, false and true negatives.
 *
 * <p>A ratio whose denominator is 0 is 0: precision with nothing predicted, recall with nothing to
 * find, F1 with neither, MCC with an empty row or column.
 *
 * @param tp positives predicted positive
 * @param fp negatives predicted positive
 * @param fn positives predicted negative
 * @param tn negatives predicted negative
 */
public record Confusion(long tp, long fp, long fn, long tn) {
  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException if a count is negative
   */
  public Confusion {
    if (tp < 0 || fp < 0 || fn < 0 || tn < 0) {
      throw new IllegalArgumentException(
          "counts tp %d, fp %d, fn %d, tn %d, expected none below 0".formatted(tp, fp, fn, tn));
    }
  }

  /**
   * Counts decisions {@code score >= threshold}.
   *
   * @param scores [n]
   * @param positive [n] the truth
   * @param threshold the lowest score that is predicted positive
   * @throws IllegalArgumentException if the lengths differ or a score is NaN
   */
  public static Confusion at(float[] scores, boolean[] positive, double threshold) {
    Labels.check(scores.length, positive);
    long[] counts = new long[4];
    for (int i = 0; i < scores.length; i++) {
      counts[cell(Labels.number(scores, i) >= threshold, positive[i])]++;
    }
    return new Confusion(counts[0], counts[1], counts[2], counts[3]);
  }

  /** The place of a decision in the order tp, fp, fn, tn. */
  static int cell(boolean predicted, boolean positive) {
    if (predicted) {
      return positive ? 0 : 1;
    }
    return positive ? 2 : 3;
  }

  /** Returns tp / (tp + fp). */
  public double precision() {
    return ratio((double) tp, (double) tp + fp);
  }

  /** Returns tp / (tp + fn), the sensitivity. */
  public double recall() {
    return ratio((double) tp, (double) tp + fn);
  }

  /** Returns tn / (tn + fp). */
  public double specificity() {
    return ratio((double) tn, (double) tn + fp);
  }

  /** Returns 2 tp / (2 tp + fp + fn), the harmonic mean of precision and recall. */
  public double f1() {
    return ratio(2.0 * tp, 2.0 * tp + fp + fn);
  }

  /** Returns (tp + tn) / (tp + fp + fn + tn). */
  public double accuracy() {
    return ratio((double) tp + tn, (double) tp + fp + fn + tn);
  }

  /**
   * Returns Matthews' correlation (tp·tn − fp·fn) / √((tp+fp)(tp+fn)(tn+fp)(tn+fn)).
   *
   * <p>Source: Matthews 1975, doi 10.1016/0005-2795(75)90109-9.
   */
  public double mcc() {
    double predictedAndTrue = ((double) tp + fp) * ((double) tp + fn);
    double rejectedAndFalse = ((double) tn + fp) * ((double) tn + fn);
    return ratio(
        (double) tp * tn - (double) fp * fn,
        Math.sqrt(predictedAndTrue) * Math.sqrt(rejectedAndFalse));
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
