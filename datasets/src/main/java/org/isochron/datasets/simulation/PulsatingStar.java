package org.isochron.datasets.simulation;

import java.util.random.RandomGenerator;

/** An RR Lyrae star: a fast rise and a slow decline each period, larger in the blue. */
final class PulsatingStar implements LightSource {
  private static final double[] AMPLITUDE = {1, 0.7, 0.55, 0.5};

  private final double period;
  private final double height;
  private final double rise;
  private final double epoch;

  PulsatingStar(RandomGenerator random) {
    period = LightSource.uniform(random, 0.35, 0.85);
    height = LightSource.uniform(random, 40, 160);
    rise = LightSource.uniform(random, 0.12, 0.25);
    epoch = random.nextDouble();
  }

  @Override
  public double flux(double days, int band) {
    double phase = days / period + epoch;
    phase -= Math.floor(phase);
    double shape = phase < rise ? phase / rise : (1 - phase) / (1 - rise);
    return AMPLITUDE[band] * height * (shape * shape * (3 - 2 * shape) - 0.4);
  }

  @Override
  public double period() {
    return period;
  }
}
