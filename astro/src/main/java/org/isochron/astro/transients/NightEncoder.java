package org.isochron.astro.transients;

import org.isochron.core.sequence.Sequence;

/**
 * Nights as steps: for each band whether it was observed, flux, error, signal to noise; times; the
 * redshift. What is not observed is 0 with a mask of 0. Nothing is scaled by the data set.
 *
 * <p>A causal encoder's features of a night depend on that night and those before it alone: no
 * largest flux, no centroid of the whole curve.
 */
final class NightEncoder {
  private static final double SOFT = 10;
  private static final double DAYS = 50;
  private static final double REFERENCE = Cosmology.luminosityDistance(0.5);

  private final int bands;
  private final boolean readsRedshift;
  private final boolean isCausal;

  NightEncoder(int bands, boolean readsRedshift, boolean isCausal) {
    this.bands = bands;
    this.readsRedshift = readsRedshift;
    this.isCausal = isCausal;
  }

  private int perBand() {
    return (isCausal ? 4 : 5) + (readsRedshift ? 1 : 0);
  }

  /** Returns the number of channels. */
  int channels() {
    return bands * perBand() + (isCausal ? 2 : 3) + (readsRedshift ? isCausal ? 3 : 4 : 0);
  }

  /** Encodes nights, at least one. */
  Sequence encode(String id, Nights nights, Redshift redshift) {
    int channels = channels();
    double[] x = new double[nights.size() * channels];
    double z = redshift.isKnown() ? redshift.value() : 0;
    double peak = isCausal ? 1 : peak(nights);
    double centre = isCausal ? nights.times()[0] : centre(nights);
    double scale = distanceScale(redshift);
    for (int n = 0; n < nights.size(); n++) {
      int at = n * channels;
      for (int b = 0; b < bands; b++) {
        if (nights.has(n * bands + b)) {
          double f = nights.flux()[n * bands + b];
          double e = nights.error()[n * bands + b];
          int c = at + b * perBand();
          x[c++] = 1;
          x[c++] = asinh(f / SOFT) / 3;
          x[c++] = StrictMath.log(e) - 3;
          x[c++] = asinh(f / e) / 3;
          if (!isCausal) {
            x[c++] = f / peak;
          }
          if (readsRedshift) {
            x[c] = asinh(f * scale / SOFT) / 3;
          }
        }
      }
      int c = at + bands * perBand();
      double since = nights.times()[n] - nights.times()[0];
      double step = n == 0 ? 0 : nights.times()[n] - nights.times()[n - 1];
      double fromCentre = nights.times()[n] - centre;
      x[c++] = StrictMath.log1p(step) / 2;
      x[c++] = since / DAYS;
      if (!isCausal) {
        x[c++] = fromCentre / DAYS;
      }
      if (readsRedshift) {
        x[c++] = redshift.isKnown() ? 1 : 0;
        x[c++] = z;
        x[c++] = Math.min(1, 5 * redshift.error());
        if (!isCausal) {
          x[c] = fromCentre / (1 + z) / DAYS;
        }
      }
    }
    return new Sequence(id, channels, x);
  }

  /** What takes a flux to the distance of z = 0.5; 0 where the redshift is not known. */
  private static double distanceScale(Redshift redshift) {
    if (!redshift.isKnown()) {
      return 0;
    }
    double ratio = Cosmology.luminosityDistance(Math.max(0.01, redshift.value())) / REFERENCE;
    return ratio * ratio;
  }

  /** Returns the largest flux that is three standard deviations above 0, or the largest of all. */
  private static double peak(Nights nights) {
    double sure = 0;
    double any = 0;
    for (int i = 0; i < nights.flux().length; i++) {
      if (nights.has(i)) {
        double f = nights.flux()[i];
        any = Math.max(any, Math.abs(f));
        if (f > 3 * nights.error()[i]) {
          sure = Math.max(sure, f);
        }
      }
    }
    return sure > 0 ? sure : any > 0 ? any : 1;
  }

  /** Returns the mean time by squared signal to noise, of fluxes above 0. */
  private static double centre(Nights nights) {
    double sum = 0;
    double weights = 0;
    int bands = nights.bandCount();
    for (int n = 0; n < nights.size(); n++) {
      for (int b = 0; b < bands; b++) {
        int i = n * bands + b;
        if (nights.has(i) && nights.flux()[i] > 0) {
          double ratio = nights.flux()[i] / nights.error()[i];
          sum += ratio * ratio * (nights.times()[n] - nights.times()[0]);
          weights += ratio * ratio;
        }
      }
    }
    return nights.times()[0] + (weights > 0 ? sum / weights : 0);
  }

  private static double asinh(double v) {
    double a = Math.abs(v);
    return Math.copySign(StrictMath.log(a + Math.sqrt(a * a + 1)), v);
  }
}
