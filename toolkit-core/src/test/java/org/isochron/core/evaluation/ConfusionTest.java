package org.isochron.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ConfusionTest {
  private static final double EPS = 1e-15;

  @Test
  void aWorkedExampleGivesItsMeasures() {
    Confusion counts = new Confusion(6, 1, 2, 3);
    assertEquals(6 / 7.0, counts.precision(), EPS);
    assertEquals(0.75, counts.recall(), EPS);
    assertEquals(0.75, counts.specificity(), EPS);
    assertEquals(0.8, counts.f1(), EPS);
    assertEquals(0.75, counts.accuracy(), EPS);
    assertEquals(16 / Math.sqrt(1120), counts.mcc(), EPS);
  }

  @Test
  void anEmptyDenominatorGivesZero() {
    Confusion nothing = new Confusion(0, 0, 0, 0);
    assertEquals(0, nothing.precision() + nothing.recall() + nothing.f1() + nothing.mcc());
    assertEquals(0, nothing.accuracy() + nothing.specificity());
    assertEquals(0, new Confusion(0, 0, 5, 9).mcc());
    assertEquals(0, new Confusion(5, 9, 0, 0).mcc());
  }

  @Test
  void countsOfWholeGenomesDoNotOverflow() {
    long large = 3_000_000_000L;
    assertEquals(1, new Confusion(large, 0, 0, large).mcc());
    assertEquals(-1, new Confusion(0, large, large, 0).mcc());
    assertEquals(0, new Confusion(large, large, large, large).mcc());
    assertEquals(0.5, new Confusion(large, large, large, large).f1());
    assertEquals(0.5, new Confusion(Long.MAX_VALUE, Long.MAX_VALUE, 0, 0).precision());
  }

  @Test
  void aNegativeCountIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Confusion(1, -1, 0, 0));
  }
}
