package org.isochron.datasets.simulation;

import java.util.random.RandomGenerator;

/**
 * What an object sends out, without noise: flux in a band at a time, above what is always there.
 */
interface LightSource {
  /**
   * Returns the flux, zero point 27.5.
   *
   * @param days since the object's own beginning: explosion, or any epoch of a star
   * @param band 0 to 3
   */
  double flux(double days, int band);

  /** Returns the period, −9 where there is none. */
  default double period() {
    return -9;
  }

  /** Draws a supernova of a kind at a redshift. */
  static LightSource supernova(SimulatedCurve.Kind kind, double z, RandomGenerator random) {
    return switch (kind) {
      case IA -> Supernova.thermonuclear(z, random);
      case II -> Supernova.plateau(z, random);
      default -> Supernova.stripped(z, random);
    };
  }

  /** Draws a star of a kind. */
  static LightSource star(SimulatedCurve.Kind kind, RandomGenerator random) {
    return switch (kind) {
      case FLARE -> new FlaringStar(random);
      case RRLYR -> new PulsatingStar(random);
      case EB -> new EclipsingBinary(random);
      default -> new TurningStar(random);
    };
  }

  /** A uniform draw. */
  static double uniform(RandomGenerator random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}
