package org.isochron.core.evaluation;

/**
 * An interval of values.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {
  /**
   * Checks the ends.
   *
   * @throws IllegalArgumentException if an end is not finite or low is above high
   */
  public Interval {
    if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
      throw new IllegalArgumentException(
          "interval " + low + " to " + high + ", expected finite ends in ascending order");
    }
  }
}
