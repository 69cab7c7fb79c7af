package org.isochron.core.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.LstmCell;
import org.junit.jupiter.api.Test;

/** Exponents of systems that are known. */
class LyapunovExponentsTest {
  private static List<double[]> still(int steps) {
    return Collections.nCopies(steps, new double[1]);
  }

  @Test
  void exponentsOfALinearCellAreLogModuliOfItsEigenvalues() {
    // Upper triangular: the eigenvalues are on the diagonal; a basis aligned with axes would do.
    double[] wh = {0.5, 0.3, -0.2, 0, 0.9, 0.4, 0, 0, -1.1};
    double[] parameters = new double[12];
    System.arraycopy(wh, 0, parameters, 3, 9);
    StateMap map = StateMap.of(FunctionCell.linear(1, 3), parameters);
    LyapunovExponents found =
        LyapunovExponents.of(
            map, new double[3], still(600), LyapunovConfig.defaults().withTransientSteps(400));
    double[] expected = {Math.log(1.1), Math.log(0.9), Math.log(0.5)};
    assertArrayEquals(expected, found.exponents(), 1e-12);
    assertEquals(Math.log(1.1 * 0.9 * 0.5), found.meanLogDeterminant(), 1e-12);
    assertEquals(200, found.steps());
    LyapunovExponents first =
        LyapunovExponents.of(
            map,
            new double[3],
            still(600),
            LyapunovConfig.defaults().withTransientSteps(400).withExponents(1));
    assertEquals(1, first.exponents().length);
    assertEquals(Math.log(1.1), first.exponents()[0], 1e-12);
  }

  @Test
  void aSingularMapHasAnExponentOfMinusInfinity() {
    double[] parameters = {0, 0, 0.5, 0, 0.5, 0};
    StateMap map = StateMap.of(FunctionCell.linear(1, 2), parameters);
    LyapunovExponents found =
        LyapunovExponents.of(map, new double[2], still(20), new LyapunovConfig(0, 4, 5));
    assertEquals(Math.log(0.5), found.exponents()[0], 1e-12);
    assertTrue(found.exponents()[1] < -30, "found " + found.exponents()[1]);
    assertEquals(Double.NEGATIVE_INFINITY, found.meanLogDeterminant());
  }

  @Test
  void henonsMap() {
    // Largest exponent .41922 (Sprott 2003, Chaos and Time-Series Analysis); sum log b exactly.
    StateMap map = StateMap.of(FunctionCell.henon(), new double[] {1.4, 0.3});
    LyapunovExponents found =
        LyapunovExponents.of(
            map, new double[2], still(100_100), LyapunovConfig.defaults().withTraceEvery(10_000));
    assertEquals(0.41922, found.exponents()[0], 2e-3);
    assertEquals(Math.log(0.3), found.sum(), 1e-10);
    assertEquals(Math.log(0.3), found.meanLogDeterminant(), 1e-10);
    assertEquals(1.25827, found.kaplanYorkeDimension(), 2e-3);
    assertEquals(10, found.trace().size());
    assertEquals(100_000, found.trace().get(9).step());
    assertEquals(found.exponents()[0], found.trace().get(9).exponents()[0]);
  }

  @Test
  void lorenzsFlow() {
    // .9056, 0, −14.5723 per unit of time (Sprott 2003); the sum is −(σ + 1 + β) exactly.
    double step = 0.01;
    StateMap map = StateMap.of(FunctionCell.lorenz(), new double[] {10, 28, 8.0 / 3, step});
    LyapunovExponents found =
        LyapunovExponents.of(
            map,
            new double[] {1, 1, 20},
            still(22_000),
            LyapunovConfig.defaults().withTransientSteps(2_000));
    double[] rates = Arrays.stream(found.exponents()).map(e -> e / step).toArray();
    assertArrayEquals(new double[] {0.9056, 0, -14.5723}, rates, 0.05);
    assertEquals(-41.0 / 3, found.sum() / step, 2e-4);
    assertEquals(found.meanLogDeterminant(), found.sum(), 1e-12);
    assertEquals(2.06215, found.kaplanYorkeDimension(), 3e-3);
  }

  @Test
  void sumOfExponentsIsMeanLogDeterminantOfADrivenLstm() {
    long seed = 5;
    RandomGenerator random = EngineCases.random(seed);
    LstmCell cell = new LstmCell(2, 4);
    StateMap map = StateMap.of(cell, EngineCases.parameters(random, cell));
    LyapunovExponents found =
        LyapunovExponents.of(
            map,
            new double[map.size()],
            FunctionCell.rows(random, 300, 2),
            LyapunovConfig.defaults());
    assertEquals(found.meanLogDeterminant(), found.sum(), 1e-9, "seed " + seed);
    assertTrue(found.exponents()[0] < 0, "a weakly coupled LSTM forgets");
  }

  @Test
  void aStateThatOverflowsStopsTheRun() {
    StateMap map = StateMap.of(FunctionCell.henon(), new double[] {1.4, 0.3});
    StateMapTest.assertMessage(
        "state 0: expected finite, found",
        () ->
            LyapunovExponents.of(map, new double[] {9, 9}, still(200), LyapunovConfig.defaults()));
  }
}
