package org.isochron.core.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.ParameterLayout;
import org.junit.jupiter.api.Test;

/** Σ χ is mean log|det|, −∞ if and only if that is, also where steps are ill-conditioned. */
class LyapunovLawsTest {
  private static final double NONE = Double.NEGATIVE_INFINITY;
  private static final LyapunovConfig AT_ONCE = new LyapunovConfig(0, 0, 100);

  private static LyapunovExponents checkLaw(LyapunovExponents found, double close, String of) {
    boolean none = Arrays.stream(found.exponents()).anyMatch(x -> x == NONE);
    assertEquals(found.meanLogDeterminant() == NONE, none, of);
    if (!none) {
      assertEquals(found.meanLogDeterminant(), found.sum(), close, of);
    }
    return found;
  }

  private static LyapunovExponents checkFinite(LyapunovExponents found, double close, String of) {
    assertTrue(Double.isFinite(found.meanLogDeterminant()), of);
    return checkLaw(found, close, of);
  }

  private static double[] normal(RandomGenerator random, int size, double deviation) {
    double[] values = new double[size];
    Arrays.setAll(values, i -> deviation * random.nextGaussian());
    return values;
  }

  /** Exponents of h' = W h, without a transient. */
  private static LyapunovExponents linear(int size, double[] w, int steps) {
    double[] parameters = new double[size + w.length];
    System.arraycopy(w, 0, parameters, size, w.length);
    return LyapunovExponents.of(
        StateMap.of(FunctionCell.linear(1, size), parameters),
        new double[size],
        Collections.nCopies(steps, new double[1]),
        AT_ONCE);
  }

  /** Exponents of a cell with weights N(0, deviation²), driven. */
  private static LyapunovExponents driven(Cell cell, double deviation, int steps, long seed) {
    RandomGenerator random = EngineCases.random(seed);
    double[] parameters = normal(random, ParameterLayout.of(cell).size(), deviation);
    StateMap map = StateMap.of(cell, parameters);
    List<double[]> inputs = FunctionCell.rows(random, steps, map.inputSize());
    return LyapunovExponents.of(map, new double[map.size()], inputs, AT_ONCE);
  }

  @Test
  void largeWeightsTakeNothingOut() {
    for (long seed = 1; seed <= 3; seed++) {
      checkFinite(driven(new GruCell(2, 32), 3, 100, seed), 1e-3, "gru, seed " + seed);
    }
    for (long seed = 1; seed <= 2; seed++) {
      checkFinite(driven(new LstmCell(2, 32), 3, 100, seed), 0.02, "lstm, seed " + seed);
    }
  }

  /**
   * The last pivots of three of its steps are below 1e-15, what their entries' rounding can make.
   */
  @Test
  void whatRoundingHidesIsTakenOut() {
    LyapunovExponents found = checkLaw(driven(new LstmCell(2, 32), 3, 100, 3), 0.02, "seed 3");
    assertEquals(NONE, found.meanLogDeterminant());
  }

  @Test
  void saturatedGatesTakeOutWhatTheDeterminantSays() {
    for (long seed = 1; seed <= 20; seed++) {
      checkLaw(driven(new LstmCell(2, 8), 10, 40, seed), 0.1, "seed " + seed);
    }
  }

  @Test
  void closedForgetGatesAreMeasured() {
    LstmCell cell = new LstmCell(1, 8);
    ParameterLayout layout = ParameterLayout.of(cell);
    for (double bias : new double[] {-30, -100}) {
      RandomGenerator random = EngineCases.random(7);
      double[] parameters = EngineCases.parameters(random, cell);
      double[] b = EngineCases.uniform(random, 32, 0.6);
      Arrays.fill(b, 8, 16, bias);
      layout.set(parameters, "layer0/forward/lstm/b", b);
      LyapunovExponents found =
          LyapunovExponents.of(
              StateMap.of(cell, parameters),
              new double[16],
              FunctionCell.rows(random, 200, 1),
              AT_ONCE);
      checkFinite(found, 1e-9, "bias " + bias);
    }
  }

  @Test
  void oneSmallSingularValueIsMeasured() {
    int size = 128;
    RandomGenerator random = EngineCases.random(3);
    double[][] q = new double[size][];
    Arrays.setAll(q, j -> normal(random, size, 1));
    double[][] u = {normal(random, size, 1)};
    GramSchmidt.orthonormalise(q);
    GramSchmidt.orthonormalise(u);
    // (1 − (1 − 1e-13) u uᵀ) Q.
    double[] w = new double[size * size];
    for (int j = 0; j < size; j++) {
      double dot = 0;
      for (int i = 0; i < size; i++) {
        dot += u[0][i] * q[j][i];
      }
      for (int i = 0; i < size; i++) {
        w[i * size + j] = q[j][i] - (1 - 1e-13) * dot * u[0][i];
      }
    }
    LyapunovExponents found = checkFinite(linear(size, w, 5), 0.01, "seed 3");
    assertEquals(Math.log(1e-13), found.meanLogDeterminant(), 0.01);
  }

  @Test
  void unitsHideNothing() {
    int size = 8;
    double[] w = normal(EngineCases.random(4), size * size, 1);
    double[] byColumn = new double[w.length];
    double[] byRow = new double[w.length];
    Arrays.setAll(byColumn, i -> w[i] * Math.pow(10, -10 * (i % size)));
    Arrays.setAll(byRow, i -> w[i] * Math.pow(10, -10 * (i / size)));
    double expected = linear(size, w, 1).meanLogDeterminant() - 280 * Math.log(10);
    for (double[] graded : List.of(byColumn, byRow)) {
      LyapunovExponents found = checkFinite(linear(size, graded, 50), 1e-9, "seed 4");
      assertEquals(expected, found.meanLogDeterminant(), 1e-9);
    }
  }

  @Test
  void productsHaveAsManyExponentsAsTheirRank() {
    int size = 6;
    for (long seed = 1; seed <= 50; seed++) {
      RandomGenerator random = EngineCases.random(seed);
      int rank = 1 + (int) (seed % size);
      double[] left = normal(random, size * rank, 1);
      double[] right = normal(random, rank * size, 1);
      double[] w = new double[size * size];
      for (int i = 0; i < w.length; i++) {
        for (int k = 0; k < rank; k++) {
          w[i] += left[i / size * rank + k] * right[k * size + i % size];
        }
      }
      LyapunovExponents found = checkLaw(linear(size, w, 20), 1e-9, "seed " + seed);
      long finite = Arrays.stream(found.exponents()).filter(Double::isFinite).count();
      assertEquals(rank, finite, "seed " + seed);
    }
  }
}
