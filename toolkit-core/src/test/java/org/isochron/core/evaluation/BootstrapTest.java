package org.isochron.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.isochron.core.io.Json;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static double mean(double[] values, int[] drawn) {
    double sum = 0;
    for (int c = 0; c < values.length; c++) {
      sum += values[c] * drawn[c];
    }
    return sum / values.length;
  }

  @Test
  void theIntervalOfAMeanIsThatOfNormalTheory() {
    double[] values = new double[400];
    Arrays.setAll(values, c -> c % 2);
    Interval interval = Bootstrap.of(400, 4000, 1, drawn -> mean(values, drawn));
    double halfWidth = 1.96 * 0.5 / 20;
    assertEquals(0.5 - halfWidth, interval.low(), 0.004);
    assertEquals(0.5 + halfWidth, interval.high(), 0.004);
  }

  @Test
  void everyDrawHasAsManyClustersAsThereAre() {
    Bootstrap.of(
        17,
        50,
        9,
        drawn -> {
          assertEquals(17, drawn.length);
          assertEquals(17, Arrays.stream(drawn).sum());
          assertEquals(17, Bootstrap.drawn(drawn).length);
          return 0;
        });
    assertArrayEquals(new int[] {0, 0, 2}, Bootstrap.drawn(new int[] {2, 0, 1}));
  }

  /** Recorded on JDK 17; the same on JDK 25, or the generator's contract is broken. */
  @Test
  void aSeedGivesTheSameIntervalOnEveryJdk() {
    Interval recorded = new Interval(277_623, 370_962);
    assertEquals(recorded, Bootstrap.of(100, 41, 42, BootstrapTest::sumOfSquares));
    assertNotEquals(recorded, Bootstrap.of(100, 41, 43, BootstrapTest::sumOfSquares));
  }

  private static double sumOfSquares(int[] drawn) {
    double sum = 0;
    for (int c = 0; c < drawn.length; c++) {
      sum += (double) c * c * drawn[c];
    }
    return sum;
  }

  @Test
  void quantilesLieBetweenOrderStatistics() {
    // the statistic counts the draws: 0..40, so 2.5 % lies at 1 and 97.5 % at 39
    int[] draw = {0};
    assertEquals(new Interval(1, 39), Bootstrap.of(1, 41, 1, drawn -> draw[0]++));
    assertEquals(new Interval(3, 3), Bootstrap.of(1, 1, 1, drawn -> 3));
  }

  @Test
  void severalStatisticsShareTheirDraws() {
    List<Interval> both =
        Bootstrap.ofAll(10, 100, 42, drawn -> new double[] {drawn[0], 20.0 - drawn[0]});
    assertEquals(both.get(0).low(), 20 - both.get(1).high());
    assertEquals(Bootstrap.of(10, 100, 42, drawn -> drawn[0]), both.get(0));
  }

  @Test
  void undefinedDrawsAreLeftOut() {
    int[] draw = {0};
    Interval interval =
        Bootstrap.of(1, 82, 1, drawn -> draw[0]++ % 2 == 0 ? Double.NaN : draw[0] / 2 - 1);
    assertEquals(new Interval(1, 39), interval);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Bootstrap.of(1, 5, 1, drawn -> Double.NaN));
    assertEquals("statistic 0 is NaN in all 5 resamples", e.getMessage());
  }

  @Test
  void badNumbersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Bootstrap.of(0, 5, 1, drawn -> 0));
    assertThrows(IllegalArgumentException.class, () -> Bootstrap.of(5, 0, 1, drawn -> 0));
    assertThrows(IllegalArgumentException.class, () -> new Interval(2, 1));
    assertThrows(IllegalArgumentException.class, () -> new Estimate(Double.NaN, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> Estimate.ofSeeds(new double[0]));
  }

  @Test
  void estimatesAreWrittenAsTheContractSays() {
    Estimate estimate = Estimate.of(0.84, new Interval(0.8, 0.875));
    assertEquals(
        "{\n  \"value\": 0.84,\n  \"low\": 0.8,\n  \"high\": 0.875\n}\n",
        new String(Json.bytes(estimate), StandardCharsets.UTF_8));
  }

  @Test
  void seedsGiveMeanAndSampleDeviation() {
    MeanSd summary = Estimate.ofSeeds(new double[] {2, 4, 4, 4, 5, 5, 7, 9});
    assertEquals(5, summary.mean());
    assertEquals(Math.sqrt(32.0 / 7), summary.sd(), 1e-15);
    assertEquals(8, summary.runs());
    assertEquals(new MeanSd(3, 0, 1), MeanSd.of(new double[] {3}));
    assertTrue(MeanSd.of(new double[] {1, 1, 1}).sd() == 0);
  }
}
