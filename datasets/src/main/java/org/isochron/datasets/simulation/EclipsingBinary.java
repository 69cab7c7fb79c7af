package org.isochron.datasets.simulation;

import java.util.random.RandomGenerator;

/** Two stars that hide each other: a deeper and a shallower dip each period. */
final class EclipsingBinary implements LightSource {
  private final double period;
  private final double depth;
  private final double second;
  private final double width;
  private final double epoch;

  EclipsingBinary(RandomGenerator random) {
    period = LightSource.uniform(random, 0.6, 6);
    depth = LightSource.uniform(random, 60, 200);
    second = LightSource.uniform(random, 0.1, 0.9);
    width = LightSource.uniform(random, 0.03, 0.09);
    epoch = random.nextDouble();
  }

  @Override
  public double flux(double days, int band) {
    double phase = days / period + epoch;
    phase -= Math.floor(phase);
    return -depth * (dip(phase) + second * dip(phase < 0.5 ? phase + 0.5 : phase - 0.5));
  }

  private double dip(double phase) {
    double distance = Math.min(phase, 1 - phase) / width;
    return distance >= 1 ? 0 : Math.min(1, 2 * (1 - distance));
  }

  @Override
  public double period() {
    return period;
  }
}
