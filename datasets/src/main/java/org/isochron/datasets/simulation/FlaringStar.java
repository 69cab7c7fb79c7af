package org.isochron.datasets.simulation;

import java.util.random.RandomGenerator;

/**
 * A star that flares now and then: a fast rise and two exponential declines, blue. After Davenport
 * et al. 2014, doi 10.1088/0004-637X/797/2/122, equations 1 and 4.
 */
final class FlaringStar implements LightSource {
  private static final double[] COLOUR = {1, 0.45, 0.25, 0.15};
  private static final int FLARES = 12;
  private static final double SPAN = 200;

  private final double[] begins = new double[FLARES];
  private final double[] heights = new double[FLARES];
  private final double[] widths = new double[FLARES];

  FlaringStar(RandomGenerator random) {
    for (int i = 0; i < FLARES; i++) {
      begins[i] = LightSource.uniform(random, 0, SPAN);
      heights[i] = 60 * StrictMath.exp(1.0 * random.nextGaussian());
      widths[i] = LightSource.uniform(random, 0.05, 0.6);
    }
  }

  @Override
  public double flux(double days, int band) {
    double sum = 0;
    for (int i = 0; i < FLARES; i++) {
      double t = (days - begins[i]) / widths[i];
      if (t >= 0) {
        double decline = 0.689 * StrictMath.exp(-1.6 * t) + 0.303 * StrictMath.exp(-0.2783 * t);
        sum += heights[i] * decline;
      } else if (t > -1) {
        sum += heights[i] * (1 + t) * (1 + t);
      }
    }
    return COLOUR[band] * sum;
  }
}
