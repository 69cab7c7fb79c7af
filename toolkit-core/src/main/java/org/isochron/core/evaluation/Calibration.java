package org.isochron.core.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * How well probabilities match outcomes: expected calibration error, Brier score, reliability bins.
 *
 * <p>Bin b of B holds b/B ≤ p &lt; (b+1)/B, the last also p = 1. ECE = Σ (n_b / n) |observed_b −
 * predicted_b|; Brier = mean (p − y)². For several classes give the highest probability and whether
 * that class is right. Source: Guo et al. 2017, arXiv 1706.04599; Brier 1950, doi
 * 10.1175/1520-0493(1950)078&lt;0001:VOFEIT&gt;2.0.CO;2.
 *
 * @param ece expected calibration error
 * @param brier mean squared error of the probabilities
 * @param bins the bins that hold a prediction, ascending
 */
public record Calibration(double ece, double brier, List<Bin> bins) {
  /** Copies the bins. */
  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * The predictions of one bin.
   *
   * @param low the bin's lower edge
   * @param high the bin's upper edge
   * @param count the number of predictions
   * @param predicted their mean probability
   * @param observed the share of them that came true
   */
  public record Bin(double low, double high, long count, double predicted, double observed) {}

  /**
   * Compares probabilities with outcomes.
   *
   * @param probabilities [n], at least one, each in 0..1
   * @param outcomes [n] whether it came true
   * @param binCount the number of bins of equal width, at least 1
   * @throws IllegalArgumentException if a number is out of range or the lengths differ
   */
  public static Calibration of(double[] probabilities, boolean[] outcomes, int binCount) {
    Labels.check(probabilities.length, outcomes);
    if (binCount < 1 || probabilities.length == 0) {
      throw new IllegalArgumentException(
          "binCount %d and %d probabilities, expected at least 1 of each"
              .formatted(binCount, probabilities.length));
    }
    long[] count = new long[binCount];
    long[] came = new long[binCount];
    double[] sum = new double[binCount];
    double squares = 0;
    for (int i = 0; i < probabilities.length; i++) {
      double p = checked(probabilities[i], i);
      int bin = Math.min((int) (p * binCount), binCount - 1);
      count[bin]++;
      came[bin] += outcomes[i] ? 1 : 0;
      sum[bin] += p;
      double error = p - (outcomes[i] ? 1 : 0);
      squares += error * error;
    }
    double total = 0;
    List<Bin> bins = new ArrayList<>();
    for (int b = 0; b < binCount; b++) {
      if (count[b] > 0) {
        total += Math.abs(came[b] - sum[b]);
        bins.add(bin(b, binCount, count[b], sum[b], came[b]));
      }
    }
    return new Calibration(total / probabilities.length, squares / probabilities.length, bins);
  }

  private static Bin bin(int b, int binCount, long count, double sum, long came) {
    double low = (double) b / binCount;
    double high = (b + 1.0) / binCount;
    return new Bin(low, high, count, sum / count, (double) came / count);
  }

  private static double checked(double p, int i) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("probabilities[" + i + "] is " + p + ", expected 0 to 1");
    }
    return p;
  }
}
