package org.isochron.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlattScalingTest {
  private static final int COUNT = 40_000;

  /** Outcomes drawn with a slope and an intercept give both back. */
  @Test
  void slopeAndInterceptOfDrawnOutcomesAreFound() {
    SplittableRandom random = new SplittableRandom(3);
    for (double[] wanted : new double[][] {{1, 0}, {0.5, -1}, {2, 0.7}}) {
      PlattScaling truth = new PlattScaling(wanted[0], wanted[1]);
      double[] scores = new double[COUNT];
      boolean[] positive = new boolean[COUNT];
      for (int i = 0; i < COUNT; i++) {
        scores[i] = 6 * random.nextDouble() - 3;
        positive[i] = random.nextDouble() < truth.probability(scores[i]);
      }
      PlattScaling found = PlattScaling.fit(scores, positive);
      assertEquals(wanted[0], found.slope(), 0.05 * wanted[0]);
      assertEquals(wanted[1], found.intercept(), 0.05);
    }
  }

  @Test
  void outcomesWithoutErrorGiveFiniteNumbers() {
    PlattScaling found =
        PlattScaling.fit(new double[] {-2, -1, 1, 2}, new boolean[] {false, false, true, true});
    assertEquals(0.75, found.probability(1.5), 0.06);
    assertTrue(found.slope() > 0.3);
  }

  @Test
  void scoresThatSayTheOppositeGetASlopeOfNearlyNothing() {
    PlattScaling found = PlattScaling.fit(new double[] {5, -5}, new boolean[] {false, true});
    assertEquals(1e-3, found.slope());
  }

  @Test
  void withoutScalingScoresAreLogOdds() {
    assertEquals(0.5, PlattScaling.NONE.probability(0));
    assertEquals(Math.E / (1 + Math.E), PlattScaling.NONE.probability(1), 1e-15);
    assertEquals(1 / (1 + Math.E), PlattScaling.NONE.probability(-1), 1e-15);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new PlattScaling(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new PlattScaling(1, Double.NaN));
    assertThrows(
        IllegalArgumentException.class, () -> PlattScaling.fit(new double[0], new boolean[0]));
    assertThrows(
        IllegalArgumentException.class, () -> PlattScaling.fit(new double[2], new boolean[1]));
  }
}
