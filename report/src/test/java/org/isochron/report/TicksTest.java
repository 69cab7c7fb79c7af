package org.isochron.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class TicksTest {
  @Test
  void ticksAreRound() {
    assertEquals(new Ticks(0, 1, 0.2, 1), Ticks.around(0, 0.97, 6));
    assertEquals(new Ticks(0, 400, 100, 0), Ticks.around(3, 388, 5));
    assertEquals(0.05, Ticks.around(0.71, 0.9, 6).step(), 1e-15);
    assertEquals(2, Ticks.around(0.71, 0.9, 6).decimals());
  }

  @Test
  void ticksEncloseTheRangeInFewSteps() {
    long seed = 20_260_101;
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < 2000; i++) {
      double low = (random.nextDouble() - 0.5) * StrictMath.pow(10, random.nextInt(13) - 6);
      double high = low + random.nextDouble() * StrictMath.pow(10, random.nextInt(13) - 6);
      Ticks ticks = Ticks.around(low, high, 6);
      String shown = "seed " + seed + ": " + low + ", " + high + " gave " + ticks;
      double slack = 1e-6 * ticks.step();
      assertTrue(ticks.low() <= low + slack && ticks.high() >= high - slack, shown);
      double steps = (ticks.high() - ticks.low()) / ticks.step();
      assertTrue(steps > 0.5 && steps < 6.5, shown);
    }
  }
}
