package org.isochron.core.evaluation;

/**
 * Precision and recall of a ranking, at every score that a positive has.
 *
 * <p>Tied scores form one threshold. Thresholds that only negatives have are left out of the curve:
 * there recall stands still and precision falls, so neither the area nor the best F1 changes.
 */
public final class PrecisionRecall {
  private final Labels.Sorted sorted;
  private final int[] truePositives;
  private final int[] falsePositives;
  private final double[] thresholds;

  private PrecisionRecall(Labels.Sorted sorted) {
    this.sorted = sorted;
    int distinct = distinct(sorted.positives);
    thresholds = new double[distinct];
    truePositives = new int[distinct];
    falsePositives = new int[distinct];
    int next = 0;
    for (int p = sorted.positives.length - 1; p >= 0; p--) {
      boolean last = p == 0 || sorted.positives[p - 1] != sorted.positives[p];
      if (last) {
        thresholds[next] = sorted.positives[p];
        truePositives[next] = sorted.positives.length - p;
        falsePositives[next] = Labels.atOrAbove(sorted.negatives, sorted.positives[p]);
        next++;
      }
    }
  }

  /**
   * Ranks scores.
   *
   * @param scores [n], higher means more likely positive
   * @param positive [n] the truth
   * @throws IllegalArgumentException if the lengths differ or a score is NaN
   */
  public static PrecisionRecall of(float[] scores, boolean[] positive) {
    return new PrecisionRecall(Labels.sort(scores, positive));
  }

  /**
   * Ranks scores.
   *
   * @param scores [n], higher means more likely positive
   * @param positive [n] the truth
   * @throws IllegalArgumentException if the lengths differ or a score is NaN
   */
  public static PrecisionRecall of(double[] scores, boolean[] positive) {
    return new PrecisionRecall(Labels.sort(scores, positive));
  }

  /**
   * The curve, thresholds descending, so recall ascends; the arrays are not copied.
   *
   * @param threshold [m] the distinct scores of the positives
   * @param recall [m]
   * @param precision [m]
   */
  public record Curve(double[] threshold, double[] recall, double[] precision) {}

  /** A threshold with the counts there. */
  public record OperatingPoint(double threshold, Confusion confusion) {}

  /** Returns the number of positives. */
  public int positives() {
    return sorted.positives.length;
  }

  /** Returns the number of negatives. */
  public int negatives() {
    return sorted.negatives.length;
  }

  /** Returns the precision-recall curve, one point per distinct score of a positive. */
  public Curve curve() {
    double[] recall = new double[thresholds.length];
    double[] precision = new double[thresholds.length];
    for (int i = 0; i < thresholds.length; i++) {
      Confusion counts = counts(i);
      recall[i] = counts.recall();
      precision[i] = counts.precision();
    }
    return new Curve(thresholds.clone(), recall, precision);
  }

  /**
   * Returns the area under the curve by steps, Σ (Rᵢ − Rᵢ₋₁) Pᵢ; 0 without positives.
   *
   * <p>The definition of scikit-learn's {@code average_precision_score}; no linear interpolation,
   * which would be too high (Davis and Goadrich 2006, doi 10.1145/1143844.1143874).
   */
  public double averagePrecision() {
    double sum = 0;
    int before = 0;
    for (int i = 0; i < thresholds.length; i++) {
      double precision =
          (double) truePositives[i] / ((double) truePositives[i] + falsePositives[i]);
      sum += (truePositives[i] - before) * precision;
      before = truePositives[i];
    }
    return before == 0 ? 0 : sum / before;
  }

  /**
   * Returns the share of true sites among the k highest scores, k the number of true sites.
   *
   * <p>Where the k-th place falls into a tie, the tied positions share the places left: the
   * expectation over all orders of the tie. 0 without positives. Source: Jaganathan et al. 2019,
   * doi 10.1016/j.cell.2018.12.015.
   */
  public double topK() {
    int k = positives();
    int hits = 0;
    for (int i = 0; i < thresholds.length; i++) {
      int tiedHits = truePositives[i] - hits;
      int tiedMisses = sorted.negatives.length == 0 ? 0 : tiedNegatives(i);
      long placesBefore = (long) hits + falsePositives[i] - tiedMisses;
      if (placesBefore >= k) {
        break;
      }
      long tied = (long) tiedHits + tiedMisses;
      if (placesBefore + tied > k) {
        return (hits + (double) (k - placesBefore) * tiedHits / tied) / k;
      }
      hits = truePositives[i];
    }
    return k == 0 ? 0 : (double) hits / k;
  }

  /**
   * Returns the threshold with the highest F1, of equals the highest threshold.
   *
   * <p>Chosen on the data that it describes it is optimistic: choose on validation data, then use
   * {@link #at}. Without positives the threshold is +∞ and F1 0.
   */
  public OperatingPoint bestF1() {
    OperatingPoint best = at(Double.POSITIVE_INFINITY);
    for (int i = 0; i < thresholds.length; i++) {
      Confusion counts = counts(i);
      if (counts.f1() > best.confusion().f1()) {
        best = new OperatingPoint(thresholds[i], counts);
      }
    }
    return best;
  }

  /**
   * Returns the counts where scores at or above a threshold are predicted positive.
   *
   * @param threshold any number
   */
  public OperatingPoint at(double threshold) {
    long tp = Labels.atOrAbove(sorted.positives, threshold);
    long fp = Labels.atOrAbove(sorted.negatives, threshold);
    return new OperatingPoint(threshold, new Confusion(tp, fp, positives() - tp, negatives() - fp));
  }

  private Confusion counts(int i) {
    long tp = truePositives[i];
    long fp = falsePositives[i];
    return new Confusion(tp, fp, positives() - tp, negatives() - fp);
  }

  private int tiedNegatives(int i) {
    return falsePositives[i] - Labels.atOrAbove(sorted.negatives, Math.nextUp(thresholds[i]));
  }

  private static int distinct(double[] ascending) {
    int count = 0;
    for (int i = 0; i < ascending.length; i++) {
      count += i == 0 || ascending[i] != ascending[i - 1] ? 1 : 0;
    }
    return count;
  }
}
