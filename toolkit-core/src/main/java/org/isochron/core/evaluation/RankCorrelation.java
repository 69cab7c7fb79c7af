package org.isochron.core.evaluation;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Spearman's rank correlation: Pearson's of the ranks, equal values having the mean of theirs.
 * Source: Spearman 1904, doi 10.2307/1412159.
 */
public final class RankCorrelation {
  private RankCorrelation() {}

  /**
   * Returns the correlation of two lists of values, some of which may count several times.
   *
   * @param x [n]
   * @param y [n]
   * @param times [n] how often each pair counts, as a resample draws it
   * @return in [−1, 1]; NaN if fewer than two pairs count, or all values of a list are the same
   * @throws IllegalArgumentException if the lengths differ or a value is NaN
   */
  public static double spearman(double[] x, double[] y, int[] times) {
    if (x.length != y.length || x.length != times.length) {
      throw new IllegalArgumentException(
          "expected as many values, found %d, %d and %d counts"
              .formatted(x.length, y.length, times.length));
    }
    double[] rx = ranks(x, times);
    double[] ry = ranks(y, times);
    double count = 0;
    for (int t : times) {
      count += t;
    }
    // Ranks from 0: their mean, ties or not.
    double mean = (count - 1) / 2;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < times.length; i++) {
      double dx = rx[i] - mean;
      double dy = ry[i] - mean;
      xx += times[i] * dx * dx;
      yy += times[i] * dy * dy;
      xy += times[i] * dx * dy;
    }
    return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : Double.NaN;
  }

  /** Returns the mean rank, from 0, of each value among all that count. */
  private static double[] ranks(double[] values, int[] times) {
    for (double value : values) {
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException("values: expected numbers, found NaN");
      }
    }
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[values.length];
    double before = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      double tied = 0;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        tied += times[order[to]];
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = before + (tied - 1) / 2;
      }
      before += tied;
      from = to;
    }
    return ranks;
  }
}
