package org.isochron.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {
  private static int[] ones(int count) {
    return IntStream.generate(() -> 1).limit(count).toArray();
  }

  /**
   * IQ against hours of TV: the worked example of the textbooks, 1 − 6 Σd² / (n³ − n), Σd² = 194.
   */
  @Test
  void withoutTiesItIsTheShortFormula() {
    double[] iq = {106, 100, 86, 101, 99, 103, 97, 113, 112, 110};
    double[] hours = {7, 27, 2, 50, 28, 29, 20, 12, 6, 17};
    assertEquals(1 - 6 * 194.0 / 990, RankCorrelation.spearman(iq, hours, ones(10)), 1e-15);
  }

  @Test
  void tiedValuesHaveTheMeanOfTheirRanks() {
    // Ranks 0, 1.5, 1.5, 3 against 0, 1, 2, 3: 4.5 / √(4.5 · 5).
    double rho =
        RankCorrelation.spearman(new double[] {1, 2, 2, 9}, new double[] {1, 2, 3, 4}, ones(4));
    assertEquals(4.5 / Math.sqrt(4.5 * 5), rho, 1e-15);
  }

  @Test
  void countsAreRepetitions() {
    SplittableRandom random = new SplittableRandom(3);
    double[] x = random.doubles(30).map(v -> Math.rint(8 * v)).toArray();
    double[] y = random.doubles(30).map(v -> Math.rint(8 * v)).toArray();
    int[] times = random.ints(30, 0, 4).toArray();
    double[] longX = new double[Arrays.stream(times).sum()];
    double[] longY = new double[longX.length];
    int at = 0;
    for (int i = 0; i < 30; i++) {
      for (int k = 0; k < times[i]; k++) {
        longX[at] = x[i];
        longY[at++] = y[i];
      }
    }
    assertEquals(
        RankCorrelation.spearman(longX, longY, ones(at)),
        RankCorrelation.spearman(x, y, times),
        1e-12);
  }

  @Test
  void constantsHaveNone() {
    double[] same = {1, 1, 1};
    assertTrue(Double.isNaN(RankCorrelation.spearman(same, new double[] {1, 2, 3}, ones(3))));
    assertThrows(
        IllegalArgumentException.class,
        () -> RankCorrelation.spearman(same, new double[2], ones(3)));
    assertThrows(
        IllegalArgumentException.class,
        () -> RankCorrelation.spearman(new double[] {Double.NaN, 1}, new double[2], ones(2)));
  }
}
