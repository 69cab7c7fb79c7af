package org.isochron.core.evaluation;

/**
 * Mean and sample standard deviation (divisor n − 1) over repeated runs.
 *
 * @param mean the mean
 * @param sd the standard deviation; 0 for one run
 * @param runs the number of runs
 */
public record MeanSd(double mean, double sd, int runs) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is not finite, sd is negative or runs is below 1
   */
  public MeanSd {
    if (!Double.isFinite(mean) || !Double.isFinite(sd) || sd < 0 || runs < 1) {
      throw new IllegalArgumentException(
          "mean " + mean + ", sd " + sd + ", runs " + runs + ", expected finite, >= 0 and >= 1");
    }
  }

  /**
   * Summarises values.
   *
   * @param values one per run
   * @throws IllegalArgumentException if there is no value or one is not finite
   */
  public static MeanSd of(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("values is empty, expected at least one");
    }
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double sd = values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1));
    return new MeanSd(mean, sd, values.length);
  }
}
