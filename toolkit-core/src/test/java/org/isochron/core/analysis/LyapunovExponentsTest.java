package org.isochron.core.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.recurrence.ElmanCell;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.ParameterLayout;
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

  private static final double NONE = Double.NEGATIVE_INFINITY;

  /** Exponents of h' = W h, which are those of W's eigenvalues, −∞ for 0; det W is 0. */
  private static void checkSingular(int size, double[] w, double... expected) {
    double[] parameters = new double[size + size * size];
    System.arraycopy(w, 0, parameters, size, w.length);
    StateMap map = StateMap.of(FunctionCell.linear(1, size), parameters);
    for (int transientSteps : new int[] {0, 200}) {
      LyapunovExponents found =
          LyapunovExponents.of(
              map,
              new double[size],
              still(transientSteps + 400),
              new LyapunovConfig(0, transientSteps, 100));
      double tolerance = transientSteps == 0 ? 0.1 : 1e-12;
      assertArrayEquals(expected, found.exponents(), tolerance);
      assertEquals(NONE, found.meanLogDeterminant());
      assertEquals(NONE, found.sum());
      assertEquals(4, found.trace().size());
    }
  }

  @Test
  void aZeroColumnHasAnExponentOfMinusInfinity() {
    checkSingular(2, new double[] {0.5, 0, 0.5, 0}, Math.log(0.5), NONE);
  }

  @Test
  void aMatrixOfRankOneHasOneExponent() {
    // W = u vᵀ, of entries that no double holds exactly; the eigenvalue is u·v.
    double[] u = {0.3, -0.7, 0.9};
    double[] v = {1.1, 0.2, 0.6};
    double[] w = new double[9];
    Arrays.setAll(w, i -> u[i / 3] * v[i % 3]);
    checkSingular(3, w, Math.log(0.33 - 0.14 + 0.54), NONE, NONE);
  }

  @Test
  void aNilpotentShiftHasNone() {
    // What is pushed on a stack of four falls off after four steps, whatever it was scaled by.
    double[] push = new double[16];
    push[4] = 1.7;
    push[9] = 1.7;
    push[14] = 1.7;
    checkSingular(4, push, NONE, NONE, NONE, NONE);
  }

  @Test
  void aDirectionThatVanishesTakesNoOtherWithIt() {
    // Shift of two beside the eigenvalues 0.5 and 2, seen in axes of their own and in others.
    double[] blocks = {0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0.5, 0, 0, 0, 0, 2};
    double[] expected = {Math.log(2), Math.log(0.5), NONE, NONE};
    checkSingular(4, blocks, expected);
    checkSingular(4, mirrored(blocks), expected);
  }

  /** Returns P = 1 − 2 q qᵀ / qᵀq, its own inverse. */
  private static double[] mirror() {
    double[] q = {0.7, -0.4, 1.3, 0.9};
    double norm = Arrays.stream(q).map(x -> x * x).sum();
    double[] p = new double[16];
    Arrays.setAll(p, i -> (i / 4 == i % 4 ? 1 : 0) - 2 * q[i / 4] * q[i % 4] / norm);
    return p;
  }

  private static double[] mirrored(double... w) {
    return times(times(mirror(), w), mirror());
  }

  private static double[] times(double[] a, double[] b) {
    double[] product = new double[16];
    for (int i = 0; i < 64; i++) {
      product[i / 16 * 4 + i % 4] += a[i / 16 * 4 + i / 4 % 4] * b[i / 4 % 4 * 4 + i % 4];
    }
    return product;
  }

  @Test
  void exponentsThatAreSmallAreNotTakenForMinusInfinity() {
    double[] parameters = {0, 0, 1, 0, 0, 1e-30};
    StateMap map = StateMap.of(FunctionCell.linear(1, 2), parameters);
    LyapunovExponents found =
        LyapunovExponents.of(map, new double[2], still(300), LyapunovConfig.defaults());
    assertArrayEquals(new double[] {0, Math.log(1e-30)}, found.exponents(), 1e-9);
    // The first step of a basis along no axis: 10⁻³⁰ beside the rounding of 1, in rows of their
    // own.
    LyapunovExponents atOnce =
        LyapunovExponents.of(map, new double[2], still(300), new LyapunovConfig(0, 0, 100));
    assertArrayEquals(new double[] {0, Math.log(1e-30)}, atOnce.exponents(), 0.01);
    assertEquals(Math.log(1e-30), found.meanLogDeterminant(), 1e-12);
  }

  @Test
  void aSingularStepOfTheTransientIsForgotten() {
    // h' = x h: one input of 0 takes all away, but not from a basis that begins after it.
    FunctionCell product = new FunctionCell("product", 1, 1, List.of(), (p, x, h) -> h.multiply(x));
    StateMap map = StateMap.of(product, new double[0]);
    List<double[]> inputs = new ArrayList<>(Collections.nCopies(20, new double[] {0.5}));
    inputs.set(3, new double[1]);
    LyapunovExponents after =
        LyapunovExponents.of(map, new double[] {1}, inputs, new LyapunovConfig(0, 4, 1));
    assertEquals(Math.log(0.5), after.exponents()[0], 1e-15);
    LyapunovExponents before =
        LyapunovExponents.of(map, new double[] {1}, inputs, new LyapunovConfig(0, 3, 1));
    assertEquals(NONE, before.exponents()[0]);
    assertEquals(NONE, before.trace().get(16).exponents()[0]);
  }

  @Test
  void aChaoticBlockKeepsItsExponentsBesideOneOfRankOne() {
    // Hénon's map beside h' = W h, W of rank 1 with the eigenvalue 0.5, mixed: s = P (u, v, h).
    double[] p = mirror();
    FunctionCell henon = FunctionCell.henon();
    FunctionCell mixed =
        new FunctionCell(
            "mixed",
            1,
            4,
            List.of(ParameterLayout.Entry.of("turn", 4, 4), ParameterLayout.Entry.of("w", 2, 2)),
            (v, x, s) -> {
              Variable own = s.matmulTransposed(v.get("turn"));
              Variable ab = s.tape().constant(new double[] {1.4, 0.3}, 2);
              Variable chaos = henon.function().apply(Map.of("p", ab), x, own.slice(1, 0, 2));
              Variable linear = own.slice(1, 2, 4).matmulTransposed(v.get("w"));
              return Variable.concat(1, List.of(chaos, linear)).matmulTransposed(v.get("turn"));
            });
    double[] parameters = Arrays.copyOf(p, 20);
    System.arraycopy(new double[] {0.2, 0.3, 0.2, 0.3}, 0, parameters, 16, 4);
    LyapunovExponents found =
        LyapunovExponents.of(
            StateMap.of(mixed, parameters),
            new double[4],
            still(20_100),
            LyapunovConfig.defaults().withTraceEvery(10_000));
    assertEquals(0.41922, found.exponents()[0], 5e-3);
    assertEquals(Math.log(0.5), found.exponents()[1], 1e-9);
    assertEquals(Math.log(0.3), found.exponents()[0] + found.exponents()[2], 1e-9);
    assertEquals(NONE, found.exponents()[3]);
    assertEquals(NONE, found.meanLogDeterminant());
    double chaotic = found.exponents()[0];
    assertEquals(1 + chaotic / Math.log(2), found.kaplanYorkeDimension(), 1e-8);
  }

  @Test
  void anLstmWithoutRecurrenceHasTheExponentsOfItsForgetGates() {
    // Nothing reads h: h' depends on c alone, and every h_i has −∞ beside c_i's log σ(b_i).
    LstmCell cell = new LstmCell(1, 3);
    ParameterLayout layout = ParameterLayout.of(cell);
    double[] parameters = new double[layout.size()];
    double[] b = {0.3, -0.2, 0.1, 2, 0, -1, 0.4, 0.5, 0.6, 0.1, 0.2, 0.3};
    layout.set(parameters, "layer0/forward/lstm/b", b);
    LyapunovExponents found =
        LyapunovExponents.of(
            StateMap.of(cell, parameters),
            new double[6],
            still(700),
            LyapunovConfig.defaults().withTransientSteps(200));
    double[] expected = new double[6];
    Arrays.setAll(expected, i -> i < 3 ? -Math.log1p(Math.exp(-b[3 + i])) : NONE);
    assertArrayEquals(expected, found.exponents(), 1e-9);
    assertEquals(NONE, found.meanLogDeterminant());
    assertEquals(0, found.kaplanYorkeDimension());
  }

  @Test
  void saturatedUnitsHaveMinusInfinity() {
    // tanh(±40) is ±1 in double: those units' derivatives are exactly 0.
    ElmanCell cell = new ElmanCell(1, 3);
    ParameterLayout layout = ParameterLayout.of(cell);
    double[] parameters = new double[layout.size()];
    layout.set(parameters, "layer0/forward/elman/b", new double[] {40, 0, -40});
    double[] wh = {0.1, 0.2, 0.3, 0, 0.5, 0, 0.3, 0.2, 0.1};
    layout.set(parameters, "layer0/forward/elman/wh", wh);
    LyapunovExponents found =
        LyapunovExponents.of(
            StateMap.of(cell, parameters), new double[3], still(400), LyapunovConfig.defaults());
    assertArrayEquals(new double[] {Math.log(0.5), NONE, NONE}, found.exponents(), 1e-12);
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
