package org.isochron.astro.lightcurve;

import java.util.Arrays;

/**
 * The weighted Lomb–Scargle periodogram with a floating mean: the share of the weighted variance
 * that a sinusoid and a constant explain, fitted together at each frequency.
 *
 * <p>p(ω) = (SS·YC² + CC·YS² − 2 CS·YC·YS) / (YY (CC·SS − CS²)), the sums weighted by 1/σ² and
 * taken about their means. Zechmeister and Kürster 2009, doi 10.1051/0004-6361:200811296.
 */
public final class LombScargle {
  /** Frequencies between two at which sines are computed anew and not turned on. */
  private static final int FRESH = 128;

  private final double[] times;
  private final double[] weights;
  private final double[] values;
  private final double variance;

  /**
   * Prepares a light curve.
   *
   * @param times in days
   * @param values flux or magnitude
   * @param errors standard deviations, above 0
   * @throws IllegalArgumentException if there are fewer than three observations, an error is not
   *     above 0, or all values are the same
   */
  public LombScargle(double[] times, double[] values, double[] errors) {
    int n = times.length;
    if (n < 3 || values.length != n || errors.length != n) {
      throw new IllegalArgumentException(
          "expected at least three times and as many values and errors, found "
              + n
              + ", "
              + values.length
              + ", "
              + errors.length);
    }
    this.times = new double[n];
    this.values = new double[n];
    weights = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      if (!(errors[i] > 0)) {
        throw new IllegalArgumentException(
            "errors[" + i + "]: expected above 0, found " + errors[i]);
      }
      weights[i] = 1 / (errors[i] * errors[i]);
      sum += weights[i];
    }
    double mean = 0;
    for (int i = 0; i < n; i++) {
      weights[i] /= sum;
      mean += weights[i] * values[i];
    }
    double squares = 0;
    for (int i = 0; i < n; i++) {
      this.times[i] = times[i] - times[0];
      this.values[i] = values[i] - mean;
      squares += weights[i] * this.values[i] * this.values[i];
    }
    if (!(squares > 0) || Arrays.stream(values).allMatch(v -> v == values[0])) {
      throw new IllegalArgumentException("values: all are the same, " + values[0]);
    }
    variance = squares;
  }

  /**
   * Returns the power at frequencies, each 0 to 1.
   *
   * @param grid which
   */
  public Periodogram power(FrequencyGrid grid) {
    int n = times.length;
    double[] power = new double[grid.count()];
    double[] cos = new double[n];
    double[] sin = new double[n];
    double[] turnCos = new double[n];
    double[] turnSin = new double[n];
    for (int i = 0; i < n; i++) {
      double turn = 2 * Math.PI * grid.step() * times[i];
      turnCos[i] = StrictMath.cos(turn);
      turnSin[i] = StrictMath.sin(turn);
    }
    for (int k = 0; k < grid.count(); k++) {
      if (k % FRESH == 0) {
        for (int i = 0; i < n; i++) {
          double angle = 2 * Math.PI * grid.at(k) * times[i];
          cos[i] = StrictMath.cos(angle);
          sin[i] = StrictMath.sin(angle);
        }
      } else {
        for (int i = 0; i < n; i++) {
          double c = cos[i] * turnCos[i] - sin[i] * turnSin[i];
          sin[i] = sin[i] * turnCos[i] + cos[i] * turnSin[i];
          cos[i] = c;
        }
      }
      power[k] = power(cos, sin);
    }
    return new Periodogram(grid, power);
  }

  /** Returns the power at one frequency, cycles a day. */
  public double power(double frequency) {
    double[] cos = new double[times.length];
    double[] sin = new double[times.length];
    Arrays.setAll(cos, i -> StrictMath.cos(2 * Math.PI * frequency * times[i]));
    Arrays.setAll(sin, i -> StrictMath.sin(2 * Math.PI * frequency * times[i]));
    return power(cos, sin);
  }

  private double power(double[] cos, double[] sin) {
    double c = 0;
    double s = 0;
    double cc = 0;
    double cs = 0;
    double yc = 0;
    double ys = 0;
    for (int i = 0; i < times.length; i++) {
      double wc = weights[i] * cos[i];
      double ws = weights[i] * sin[i];
      c += wc;
      s += ws;
      cc += wc * cos[i];
      cs += wc * sin[i];
      yc += wc * values[i];
      ys += ws * values[i];
    }
    // Σ w sin² = 1 − Σ w cos²; values have mean 0.
    double ss = 1 - cc - s * s;
    cc -= c * c;
    cs -= c * s;
    double determinant = cc * ss - cs * cs;
    // All observations at one phase or two: no sinusoid is told from a constant.
    if (!(determinant > 1e-12)) {
      return 0;
    }
    return (ss * yc * yc + cc * ys * ys - 2 * cs * yc * ys) / (variance * determinant);
  }
}
