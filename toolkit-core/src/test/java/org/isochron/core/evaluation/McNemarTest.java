package org.isochron.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McNemarTest {
  /** p from scipy 1.17.1, {@code binomtest(min(b, c), b + c).pvalue}. */
  @ParameterizedTest
  @CsvSource({
    "1, 9, 0.021484375, 4.9",
    "0, 12, 0.00048828125, 10.083333333333334",
    "37, 60, 0.02499073659259804, 4.989690721649485",
    "1000, 1100, 0.03072070786424249, 4.667142857142857"
  })
  void pIsTheExactBinomialOne(long onlyFirst, long onlySecond, double p, double chiSquare) {
    McNemar test = McNemar.of(onlyFirst, onlySecond);
    assertEquals(p, test.p(), 1e-11 * p);
    assertEquals(chiSquare, test.chiSquare(), 1e-12);
    assertEquals(test.p(), McNemar.of(onlySecond, onlyFirst).p());
  }

  @Test
  void onlyCasesThatDifferCount() {
    boolean[] first = {true, true, true, false, false, true};
    boolean[] second = {true, false, false, false, true, true};
    assertEquals(McNemar.of(2, 1), McNemar.of(first, second));
    assertEquals(new McNemar(0, 0, 1, 0), McNemar.of(first, first));
    assertEquals(1, McNemar.of(5, 5).p());
  }

  @Test
  void badInputIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> McNemar.of(-1, 3));
    assertThrows(IllegalArgumentException.class, () -> McNemar.of(Long.MAX_VALUE, 3));
    assertThrows(IllegalArgumentException.class, () -> McNemar.of(new boolean[2], new boolean[3]));
  }
}
