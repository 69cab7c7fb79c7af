package org.isochron.astro.lightcurve;

/**
 * Equally spaced frequencies.
 *
 * @param first the lowest, above 0, cycles a day
 * @param step between two, above 0
 * @param count their number, at least 1
 */
public record FrequencyGrid(double first, double step, int count) {
  /** Checks the ranges. */
  public FrequencyGrid {
    if (!(first > 0) || !(step > 0) || count < 1 || Double.isInfinite(first + count * step)) {
      throw new IllegalArgumentException(
          "frequencies: expected first and step above 0 and a count of at least 1, found "
              + first
              + ", "
              + step
              + ", "
              + count);
    }
  }

  /**
   * Returns the grid that resolves every peak of some times: steps of 1 / (samples · span), from
   * half a step on.
   *
   * @param times in days, not all the same
   * @param highest frequency, cycles a day
   * @param samplesPerPeak 5 is usual
   */
  public static FrequencyGrid of(double[] times, double highest, double samplesPerPeak) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double t : times) {
      low = Math.min(low, t);
      high = Math.max(high, t);
    }
    if (!(high > low)) {
      throw new IllegalArgumentException("times: expected two that differ");
    }
    double step = 1 / (samplesPerPeak * (high - low));
    double count = Math.ceil((highest - step / 2) / step) + 1;
    if (!(count >= 1 && count < Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "highest frequency: expected above " + step / 2 + ", found " + highest);
    }
    return new FrequencyGrid(step / 2, step, (int) count);
  }

  /** Returns a frequency. */
  public double at(int index) {
    return first + index * step;
  }
}
