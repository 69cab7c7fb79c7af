package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isochron.core.evaluation.Calibration;
import org.junit.jupiter.api.Test;

class SpliceFiguresTest {
  @Test
  void theCalibrationErrorOfAFigureLeavesEmptyPositionsOut() {
    Calibration.Bin empty = new Calibration.Bin(0, 0.1, 1_000_000, 0.001, 0.001);
    Calibration.Bin low = new Calibration.Bin(0.1, 0.2, 30, 0.15, 0.25);
    Calibration.Bin high = new Calibration.Bin(0.9, 1, 10, 0.95, 0.75);
    double error = SpliceFigures.errorFrom(0.1, List.of(empty, low, high));
    assertEquals((30 * 0.1 + 10 * 0.2) / 40, error, 1e-12);
    assertTrue(Double.isNaN(SpliceFigures.errorFrom(0.1, List.of(empty))));
  }
}
