package org.isochron.astro.transients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FigureOfMeritTest {
  private static final double[] P = {0.9, 0.8, 0.7, 0.6, 0.2};
  private static final boolean[] Y = {true, true, false, true, false};
  private static final int[] ONCE = {1, 1, 1, 1, 1};

  @Test
  void falsePositivesCountThreeTimes() {
    assertEquals(2 / 3.0, FigureOfMerit.at(P, Y, 0.75, ONCE), 1e-15);
    assertEquals(3 / 3.0 * 3 / (3 + 3.0), FigureOfMerit.at(P, Y, 0.5, ONCE), 1e-15);
    assertEquals(0, FigureOfMerit.at(P, Y, 0.95, ONCE));
    assertEquals(
        4 / 5.0 * 4 / (4 + 3 * 2.0),
        FigureOfMerit.at(P, Y, 0.65, new int[] {2, 2, 2, 1, 1}),
        1e-15);
  }

  @Test
  void theBestThresholdLiesBetweenTwoProbabilities() {
    assertEquals(0.75, FigureOfMerit.bestThreshold(P, Y), 1e-15);
  }
}
