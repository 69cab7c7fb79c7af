package org.isochron.bio.splice;

import java.util.List;
import org.isochron.core.evaluation.Bootstrap;
import org.isochron.core.evaluation.Calibration;
import org.isochron.core.evaluation.Estimate;
import org.isochron.core.evaluation.Interval;

/**
 * What {@link Calibration} adds up, by cluster and bin, so that a resample of clusters costs one
 * pass over them.
 */
final class ClusteredCalibration {
  private final int clusters;
  private final int bins;

  /** [clusters, bins]: Σ (outcome − p). */
  private final double[] excess;

  /** [clusters]: Σ (outcome − p)². */
  private final double[] squares;

  /** [clusters] */
  private final long[] counts;

  private ClusteredCalibration(int clusters, int bins) {
    this.clusters = clusters;
    this.bins = bins;
    excess = new double[clusters * bins];
    squares = new double[clusters];
    counts = new long[clusters];
  }

  /**
   * Adds up.
   *
   * @param probabilities [n], each in 0..1
   * @param outcomes [n] whether it came true
   * @param cluster [n] the cluster of each, from 0
   * @param bins of equal width
   */
  static ClusteredCalibration of(
      float[] probabilities, boolean[] outcomes, int[] cluster, int bins) {
    int clusters = 0;
    for (int c : cluster) {
      clusters = Math.max(clusters, c + 1);
    }
    ClusteredCalibration sums = new ClusteredCalibration(clusters, bins);
    for (int i = 0; i < probabilities.length; i++) {
      double p = probabilities[i];
      double error = (outcomes[i] ? 1 : 0) - p;
      int bin = Math.min((int) (p * bins), bins - 1);
      sums.excess[cluster[i] * bins + bin] += error;
      sums.squares[cluster[i]] += error * error;
      sums.counts[cluster[i]]++;
    }
    return sums;
  }

  /**
   * What is measured, with 95 % intervals.
   *
   * @param ece expected calibration error
   * @param brier mean squared error of the probabilities
   */
  record Estimates(Estimate ece, Estimate brier) {}

  /** Adds intervals to the values of all clusters. */
  Estimates estimate(Calibration all, int resamples, long seed) {
    List<Interval> intervals = Bootstrap.ofAll(clusters, resamples, seed, this::values);
    return new Estimates(
        Estimate.of(all.ece(), intervals.get(0)), Estimate.of(all.brier(), intervals.get(1)));
  }

  /** Returns ECE and Brier score of a resample. */
  double[] values(int[] multiplicity) {
    double[] byBin = new double[bins];
    double brier = 0;
    long n = 0;
    for (int c = 0; c < clusters; c++) {
      for (int b = 0; b < bins; b++) {
        byBin[b] += multiplicity[c] * excess[c * bins + b];
      }
      brier += multiplicity[c] * squares[c];
      n += multiplicity[c] * counts[c];
    }
    double ece = 0;
    for (double e : byBin) {
      ece += Math.abs(e);
    }
    return new double[] {ece / n, brier / n};
  }
}
