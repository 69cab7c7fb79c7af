package org.isochron.datasets.simulation;

import java.util.random.RandomGenerator;

/** A star whose spots come and go as it turns: a sinusoid and its first harmonic. */
final class TurningStar implements LightSource {
  private final double period;
  private final double height;
  private final double harmonic;
  private final double epoch;

  TurningStar(RandomGenerator random) {
    period = LightSource.uniform(random, 1, 25);
    height = LightSource.uniform(random, 25, 90);
    harmonic = LightSource.uniform(random, 0, 0.5);
    epoch = random.nextDouble();
  }

  @Override
  public double flux(double days, int band) {
    double turn = 2 * Math.PI * (days / period + epoch);
    double shape = StrictMath.sin(turn) + harmonic * StrictMath.sin(2 * turn);
    return height * (1 - 0.1 * band) * shape;
  }

  @Override
  public double period() {
    return period;
  }
}
