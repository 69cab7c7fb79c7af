package org.isochron.astro.lightcurve;

/**
 * Power at frequencies.
 *
 * @param grid the frequencies
 * @param power of each, not copied
 */
public record Periodogram(FrequencyGrid grid, double[] power) {
  /** Checks the lengths. */
  public Periodogram {
    if (power.length != grid.count()) {
      throw new IllegalArgumentException(
          "power: expected " + grid.count() + " values, found " + power.length);
    }
  }

  /** Returns the index of the largest power. */
  public int peak() {
    int best = 0;
    for (int k = 1; k < power.length; k++) {
      best = power[k] > power[best] ? k : best;
    }
    return best;
  }

  /** Returns the frequency of the largest power, by a parabola through it and its neighbours. */
  public double peakFrequency() {
    int k = peak();
    if (k == 0 || k == power.length - 1) {
      return grid.at(k);
    }
    double left = power[k - 1];
    double right = power[k + 1];
    double bend = left - 2 * power[k] + right;
    double shift = bend < 0 ? 0.5 * (left - right) / bend : 0;
    return grid.at(k) + shift * grid.step();
  }

  /** Returns the period of the largest power, days. */
  public double peakPeriod() {
    return 1 / peakFrequency();
  }
}
