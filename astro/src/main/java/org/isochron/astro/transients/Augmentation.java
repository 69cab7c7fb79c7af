package org.isochron.astro.transients;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What training does to light curves, anew in each epoch.
 *
 * @param noise largest standard deviation that is added to a flux, of its error; the error grows
 *     with it
 * @param dropped largest share of nights that is left out
 * @param redshift standard deviation of the change of a redshift, of its error
 */
public record Augmentation(double noise, double dropped, double redshift) {
  /** Checks the ranges. */
  public Augmentation {
    if (!(noise >= 0) || !(dropped >= 0 && dropped < 1) || !(redshift >= 0)) {
      throw new IllegalArgumentException(
          "augmentation: expected noise and redshift of at least 0 and dropped in [0, 1), found "
              + noise
              + ", "
              + redshift
              + ", "
              + dropped);
    }
  }

  /** Returns none. */
  public static Augmentation none() {
    return new Augmentation(0, 0, 0);
  }

  Nights apply(Nights nights, RandomGenerator random) {
    Nights kept = dropped > 0 ? drop(nights, random) : nights;
    double sigma = noise * random.nextDouble();
    if (sigma == 0) {
      return kept;
    }
    double[] flux = kept.flux().clone();
    double[] error = kept.error().clone();
    double grown = Math.sqrt(1 + sigma * sigma);
    for (int i = 0; i < flux.length; i++) {
      flux[i] += sigma * error[i] * random.nextGaussian();
      error[i] *= grown;
    }
    return new Nights(kept.times(), flux, error, kept.bandCount());
  }

  private Nights drop(Nights nights, RandomGenerator random) {
    double share = dropped * random.nextDouble();
    int[] which =
        IntStream.range(0, nights.size()).filter(n -> random.nextDouble() >= share).toArray();
    return which.length == 0 || which.length == nights.size()
        ? nights
        : nights.select(Arrays.copyOf(which, which.length));
  }

  Redshift apply(Redshift known, RandomGenerator random) {
    if (!known.isKnown() || redshift == 0) {
      return known;
    }
    double moved = known.value() + redshift * known.error() * random.nextGaussian();
    return new Redshift(Math.max(0.001, moved), known.error());
  }
}
