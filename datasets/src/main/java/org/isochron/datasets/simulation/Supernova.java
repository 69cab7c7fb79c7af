package org.isochron.datasets.simulation;

import java.util.random.RandomGenerator;

/**
 * A supernova: a luminosity that rises and falls, spread over the bands as by a black body that
 * cools, shifted and dimmed by its redshift; a thermonuclear one has a second bump in the red.
 *
 * <p>After Bazin et al. 2009, doi 10.1051/0004-6361/200911847: L = e^(−(t − t0)/fall) / (1 + e^(−(t
 * − t0)/rise)); parameters are of this simulator, and make classes that resemble the real ones in
 * shape, not in detail.
 *
 * @param z redshift
 * @param scale flux at the peak at z = 0.1, about
 * @param rise days
 * @param fall days
 * @param plateau days of a plateau after the peak, 0 for none
 * @param hot temperature at first, kilokelvin
 * @param cool temperature at last
 * @param bump height of the second bump
 */
record Supernova(
    double z,
    double scale,
    double rise,
    double fall,
    double plateau,
    double hot,
    double cool,
    double bump)
    implements LightSource {
  /** Central wavelengths of g, r, i and z, micrometres. */
  private static final double[] WAVELENGTHS = {0.48, 0.64, 0.78, 0.92};

  private static final double PEAK = 18;
  private static final double COOLING = 20;

  static Supernova thermonuclear(double z, RandomGenerator random) {
    double stretch = 1 + 0.1 * random.nextGaussian();
    double bright = StrictMath.exp(0.15 * random.nextGaussian() + 0.8 * (stretch - 1));
    return new Supernova(z, 3000 * bright, 4 * stretch, 17 * stretch, 0, 13, 5.5, 0.25 * stretch);
  }

  static Supernova plateau(double z, RandomGenerator random) {
    double bright = StrictMath.exp(0.6 * random.nextGaussian());
    return new Supernova(
        z,
        700 * bright,
        LightSource.uniform(random, 1.5, 3),
        LightSource.uniform(random, 12, 25),
        LightSource.uniform(random, 50, 100),
        14,
        5.5,
        0);
  }

  static Supernova stripped(double z, RandomGenerator random) {
    double bright = StrictMath.exp(0.5 * random.nextGaussian());
    return new Supernova(
        z,
        900 * bright,
        LightSource.uniform(random, 3, 5.5),
        LightSource.uniform(random, 13, 22),
        0,
        LightSource.uniform(random, 7, 9),
        LightSource.uniform(random, 4, 5),
        0);
  }

  @Override
  public double flux(double days, int band) {
    double t = days / (1 + z);
    double since = t - PEAK;
    double later = Math.max(0, since - plateau);
    double luminosity =
        StrictMath.exp(-(since < 0 ? 0 : later) / fall) / (1 + StrictMath.exp(-(since + 6) / rise));
    double temperature = cool + (hot - cool) * StrictMath.exp(-Math.max(0, t) / COOLING);
    double rest = WAVELENGTHS[band] / (1 + z);
    double colour = planck(rest, temperature) / planck(0.5, temperature);
    double second = (since - 25) / 9;
    double red = Math.max(0, Math.min(1, (rest - 0.55) / 0.2));
    double again = bump * red * StrictMath.exp(-0.5 * second * second);
    double dimming = 0.1 / Math.max(0.01, z) * (1.1 / (1 + z));
    return scale * dimming * dimming * (luminosity * colour + again);
  }

  /** Black body per frequency, wavelength in micrometres and temperature in kilokelvin. */
  private static double planck(double wavelength, double temperature) {
    double x = 14.388 / (wavelength * temperature);
    return 1 / (wavelength * wavelength * wavelength * (StrictMath.exp(x) - 1));
  }
}
