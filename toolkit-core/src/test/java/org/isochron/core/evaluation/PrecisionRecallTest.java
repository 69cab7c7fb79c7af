package org.isochron.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.isochron.core.evaluation.RankingCases.Case;
import org.junit.jupiter.api.Test;

class PrecisionRecallTest {
  private static final double EPS = 1e-12;

  /** The example of scikit-learn's documentation of average_precision_score and roc_auc_score. */
  private static final double[] SCORES = {0.1, 0.4, 0.35, 0.8};

  private static final boolean[] POSITIVE = {false, false, true, true};

  @Test
  void theDocumentedExampleGivesTheDocumentedNumbers() {
    PrecisionRecall ranking = PrecisionRecall.of(SCORES, POSITIVE);
    assertEquals(0.5 * 1 + 0.5 * 2 / 3, ranking.averagePrecision(), EPS);
    assertEquals(0.75, Roc.auc(SCORES, POSITIVE), EPS);
    assertEquals(0.5, ranking.topK(), EPS);
    assertEquals(0.35, ranking.bestF1().threshold());
    assertEquals(new Confusion(2, 1, 0, 1), ranking.bestF1().confusion());
    assertEquals(0.8, ranking.bestF1().confusion().f1(), EPS);
    assertEquals(new Confusion(1, 1, 1, 1), ranking.at(0.4).confusion());
    assertArrayEquals(new double[] {0.8, 0.35}, ranking.curve().threshold());
    assertArrayEquals(new double[] {0.5, 1}, ranking.curve().recall());
    assertArrayEquals(new double[] {1, 2.0 / 3}, ranking.curve().precision(), EPS);
  }

  @Test
  void aTieAtTheLastPlaceCountsItsExpectation() {
    // 3 sites; one at 0.9, then 0.5 five times, of which 2 sites share 2 places: 1 + 2 * 2/5 of 3
    double[] scores = {0.9, 0.5, 0.5, 0.5, 0.5, 0.5, 0.1};
    boolean[] positive = {true, true, false, true, false, false, false};
    assertEquals((1 + 2 * 2.0 / 5) / 3, PrecisionRecall.of(scores, positive).topK(), EPS);
  }

  @Test
  void randomRankingsWithTiesMatchTheDefinitions() {
    for (long seed = RankingCases.SEED; seed < RankingCases.SEED + 2000; seed++) {
      Case c = RankingCases.random(seed);
      PrecisionRecall ranking = PrecisionRecall.of(c.scores(), c.positive());
      double area = ranking.averagePrecision();
      assertEquals(RankingCases.averagePrecision(c), area, EPS, c.where());
      assertEquals(RankingCases.topK(c), ranking.topK(), EPS, c.where());
      assertEquals(RankingCases.bestF1(c), ranking.bestF1().confusion().f1(), EPS, c.where());
      assertEquals(RankingCases.auc(c), Roc.auc(c.scores(), c.positive()), EPS, c.where());
      assertEquals(area, PrecisionRecall.of(c.doubles(), c.positive()).averagePrecision());
      for (double threshold : new double[] {-1, -0.25, 0, 0.3, 0.5, 9}) {
        Confusion expected = RankingCases.confusion(c, threshold);
        assertEquals(expected, ranking.at(threshold).confusion(), c.where());
        assertEquals(expected, Confusion.at(c.scores(), c.positive(), threshold), c.where());
      }
    }
  }

  @Test
  void theOrderOfThePositionsChangesNothing() {
    Case c = RankingCases.random(RankingCases.SEED);
    int n = c.scores().length;
    float[] scores = new float[n];
    boolean[] positive = new boolean[n];
    for (int i = 0; i < n; i++) {
      scores[i] = c.scores()[n - 1 - i];
      positive[i] = c.positive()[n - 1 - i];
    }
    PrecisionRecall forward = PrecisionRecall.of(c.scores(), c.positive());
    PrecisionRecall backward = PrecisionRecall.of(scores, positive);
    assertEquals(forward.averagePrecision(), backward.averagePrecision());
    assertEquals(forward.topK(), backward.topK());
    assertEquals(forward.bestF1(), backward.bestF1());
  }

  @Test
  void minusZeroAndZeroAreOneScore() {
    float[] scores = {0f, -0f};
    boolean[] positive = {false, true};
    assertEquals(0.5, PrecisionRecall.of(scores, positive).averagePrecision());
    assertEquals(0.5, PrecisionRecall.of(scores, positive).topK());
    assertEquals(0.5, Roc.auc(scores, positive));
    assertEquals(
        new SiteScores(0.5, 0.5, 2.0 / 3),
        RankedSites.of(scores, positive, new int[] {0, 1}).scores());
  }

  @Test
  void withoutPositivesEverythingIsZeroAndTheAreaUnderRocOneHalf() {
    PrecisionRecall ranking = PrecisionRecall.of(SCORES, new boolean[4]);
    assertEquals(0, ranking.averagePrecision());
    assertEquals(0, ranking.topK());
    assertEquals(0, ranking.bestF1().confusion().f1());
    assertEquals(0.5, Roc.auc(SCORES, new boolean[4]));
    assertEquals(0, PrecisionRecall.of(new double[0], new boolean[0]).averagePrecision());
  }

  @Test
  void badInputIsRefused() {
    IllegalArgumentException nan =
        assertThrows(
            IllegalArgumentException.class,
            () -> PrecisionRecall.of(new float[] {1, Float.NaN}, new boolean[2]));
    assertEquals("scores[1] is NaN, expected a number", nan.getMessage());
    IllegalArgumentException length =
        assertThrows(
            IllegalArgumentException.class, () -> PrecisionRecall.of(SCORES, new boolean[3]));
    assertEquals("positive has 3 entries, expected 4 as scores", length.getMessage());
  }
}
