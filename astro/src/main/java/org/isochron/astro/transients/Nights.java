package org.isochron.astro.transients;

import java.util.Arrays;
import org.isochron.astro.lightcurve.LightCurve;

/**
 * A light curve by night: the flux of each band, or none.
 *
 * @param times of the nights' first observations, days
 * @param flux [N,B], NaN where a band was not observed; several in one night by inverse variance
 * @param error [N,B] standard deviations
 * @param bandCount B
 */
record Nights(double[] times, double[] flux, double[] error, int bandCount) {
  /** Observations of one night lie within this, days. */
  private static final double SPAN = 0.5;

  /**
   * Collects the observations of nights.
   *
   * @param curve with fluxes, at least one observation
   * @param column of each of the set's bands, 0 to count − 1, or −1 for one that is not used
   * @param count B
   */
  static Nights of(LightCurve curve, int[] column, int count) {
    double[] times = new double[curve.size()];
    double[] weighted = new double[curve.size() * count];
    double[] weights = new double[curve.size() * count];
    int n = -1;
    for (int i = 0; i < curve.size(); i++) {
      int band = column[curve.bands()[i]];
      if (band < 0) {
        continue;
      }
      if (n < 0 || curve.times()[i] - times[n] >= SPAN) {
        times[++n] = curve.times()[i];
      }
      double weight = 1 / (curve.errors()[i] * curve.errors()[i]);
      weighted[n * count + band] += weight * curve.values()[i];
      weights[n * count + band] += weight;
    }
    int size = n + 1;
    double[] flux = Arrays.copyOf(weighted, size * count);
    double[] error = Arrays.copyOf(weights, size * count);
    for (int j = 0; j < flux.length; j++) {
      boolean there = error[j] > 0;
      flux[j] = there ? flux[j] / error[j] : Double.NaN;
      error[j] = there ? 1 / Math.sqrt(error[j]) : Double.NaN;
    }
    return new Nights(Arrays.copyOf(times, size), flux, error, count);
  }

  int size() {
    return times.length;
  }

  /** Tells whether a band was observed in a night; by index n B + b. */
  boolean has(int at) {
    return !Double.isNaN(flux[at]);
  }

  /** Returns some of the nights. */
  Nights select(int... which) {
    double[] t = new double[which.length];
    double[] f = new double[which.length * bandCount];
    double[] e = new double[which.length * bandCount];
    for (int i = 0; i < which.length; i++) {
      t[i] = times[which[i]];
      System.arraycopy(flux, which[i] * bandCount, f, i * bandCount, bandCount);
      System.arraycopy(error, which[i] * bandCount, e, i * bandCount, bandCount);
    }
    return new Nights(t, f, e, bandCount);
  }
}
