package org.isochron.core.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Percentile intervals by drawing clusters (genes, objects, words) with replacement.
 *
 * <p>Positions of one gene are not independent, so whole genes are drawn. A statistic receives how
 * often each cluster was drawn, {@code multiplicity[c]}, summing to the number of clusters. Source:
 * Efron and Tibshirani 1993, doi 10.1201/9780429246593, chapter 13; the cluster form: Field and
 * Welsh 2007, doi 10.1111/j.1467-9868.2007.00593.x.
 */
public final class Bootstrap {
  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  private Bootstrap() {}

  /**
   * Returns the 95 % percentile interval of one statistic.
   *
   * @param clusters the number of clusters, at least 1
   * @param resamples the number of draws, at least 1
   * @param seed the same seed gives the same interval on every JDK
   * @param statistic of {@code multiplicity[clusters]}; the array is reused. NaN where the
   *     statistic is undefined: that draw is left out
   * @throws IllegalArgumentException if a number is below 1 or the statistic is NaN in every draw
   */
  public static Interval of(
      int clusters, int resamples, long seed, ToDoubleFunction<int[]> statistic) {
    return ofAll(clusters, resamples, seed, drawn -> new double[] {statistic.applyAsDouble(drawn)})
        .get(0);
  }

  /**
   * Returns the 95 % percentile intervals of several statistics of the same draws.
   *
   * @param clusters the number of clusters, at least 1
   * @param resamples the number of draws, at least 1
   * @param seed the same seed gives the same intervals on every JDK
   * @param statistics of {@code multiplicity[clusters]}, the same number every time; as in {@link
   *     #of}
   * @throws IllegalArgumentException as {@link #of}
   */
  public static List<Interval> ofAll(
      int clusters, int resamples, long seed, Function<int[], double[]> statistics) {
    atLeastOne("clusters", clusters);
    atLeastOne("resamples", resamples);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    int[] multiplicity = new int[clusters];
    double[][] values = new double[resamples][];
    for (int r = 0; r < resamples; r++) {
      Arrays.fill(multiplicity, 0);
      for (int c = 0; c < clusters; c++) {
        multiplicity[random.nextInt(clusters)]++;
      }
      values[r] = statistics.apply(multiplicity);
    }
    List<Interval> intervals = new ArrayList<>();
    for (int s = 0; s < values[0].length; s++) {
      intervals.add(interval(values, s));
    }
    return List.copyOf(intervals);
  }

  /**
   * Returns the drawn clusters, each as often as it was drawn, ascending.
   *
   * @param multiplicity how often each cluster was drawn
   */
  public static int[] drawn(int[] multiplicity) {
    int[] drawn = new int[Arrays.stream(multiplicity).sum()];
    int next = 0;
    for (int c = 0; c < multiplicity.length; c++) {
      Arrays.fill(drawn, next, next + multiplicity[c], c);
      next += multiplicity[c];
    }
    return drawn;
  }

  private static Interval interval(double[][] values, int statistic) {
    double[] sorted =
        Arrays.stream(values)
            .mapToDouble(row -> row[statistic])
            .filter(value -> !Double.isNaN(value))
            .sorted()
            .toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException(
          "statistic " + statistic + " is NaN in all " + values.length + " resamples");
    }
    return new Interval(quantile(sorted, LOW), quantile(sorted, HIGH));
  }

  /** Linear between order statistics, at (n − 1) q: Hyndman and Fan's type 7. */
  private static double quantile(double[] sorted, double q) {
    double at = (sorted.length - 1) * q;
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " " + value + ", expected at least 1");
    }
  }
}
