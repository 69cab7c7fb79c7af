package org.isochron.core.evaluation;

/**
 * A measured value with its interval, in {@code metrics.json} as {@code {"value", "low", "high"}}.
 *
 * <p>A percentile interval need not hold the value.
 *
 * @param value the measure on all data
 * @param low the interval's lower end
 * @param high the interval's upper end
 */
public record Estimate(double value, double low, double high) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is not finite or low is above high
   */
  public Estimate {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value " + value + ", expected a finite number");
    }
    new Interval(low, high);
  }

  /**
   * Joins a value and its interval.
   *
   * @param value the measure on all data
   * @param interval its interval
   * @throws IllegalArgumentException if the value is not finite
   */
  public static Estimate of(double value, Interval interval) {
    return new Estimate(value, interval.low(), interval.high());
  }

  /** Returns the interval. */
  public Interval interval() {
    return new Interval(low, high);
  }

  /**
   * Returns mean and standard deviation over repeated runs.
   *
   * @param values one value per seed
   * @throws IllegalArgumentException if there is no value or one is not finite
   */
  public static MeanSd ofSeeds(double[] values) {
    return MeanSd.of(values);
  }
}
