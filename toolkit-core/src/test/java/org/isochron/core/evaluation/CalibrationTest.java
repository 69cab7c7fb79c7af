package org.isochron.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final double EPS = 1e-15;

  @Test
  void aWorkedExampleGivesItsErrors() {
    // bins of 0.5: {0.1 no, 0.3 yes} predicted 0.2 observed 0.5; {0.5 no, 1 yes} 0.75 against 0.5
    Calibration calibration =
        Calibration.of(
            new double[] {0.1, 1, 0.3, 0.5}, new boolean[] {false, true, true, false}, 2);
    assertEquals(0.5 * 0.3 + 0.5 * 0.25, calibration.ece(), EPS);
    assertEquals((0.01 + 0 + 0.49 + 0.25) / 4, calibration.brier(), EPS);
    assertEquals(
        List.of(
            new Calibration.Bin(0, 0.5, 2, 0.2, 0.5), new Calibration.Bin(0.5, 1, 2, 0.75, 0.5)),
        calibration.bins());
  }

  @Test
  void honestProbabilitiesHaveNoError() {
    double[] probabilities = new double[100];
    boolean[] outcomes = new boolean[100];
    for (int i = 0; i < 100; i++) {
      probabilities[i] = 0.25;
      outcomes[i] = i % 4 == 0;
    }
    Calibration calibration = Calibration.of(probabilities, outcomes, 15);
    assertEquals(0, calibration.ece(), EPS);
    assertEquals(0.1875, calibration.brier(), EPS);
    assertEquals(1, calibration.bins().size());
  }

  @Test
  void whatIsNoProbabilityIsRefused() {
    for (double bad : new double[] {-0.1, 1.01, Double.NaN}) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> Calibration.of(new double[] {0.5, bad}, new boolean[2], 10));
      assertEquals("probabilities[1] is " + bad + ", expected 0 to 1", e.getMessage());
    }
    assertThrows(
        IllegalArgumentException.class, () -> Calibration.of(new double[0], new boolean[0], 10));
  }
}
