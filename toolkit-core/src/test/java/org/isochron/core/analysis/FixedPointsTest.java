package org.isochron.core.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.isochron.core.analysis.FixedPoint.Kind;
import org.isochron.core.recurrence.ElmanCell;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.ParameterLayout;
import org.isochron.core.recurrence.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Points of systems whose points are known. */
class FixedPointsTest {
  private static final Workers WORKERS = new Workers(2);

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  private static StateMap elman(double[] wh, double... b) {
    ElmanCell cell = new ElmanCell(1, b.length);
    ParameterLayout layout = ParameterLayout.of(cell);
    double[] parameters = new double[layout.size()];
    layout.set(parameters, "layer0/forward/elman/wh", wh);
    layout.set(parameters, "layer0/forward/elman/b", b);
    return StateMap.of(cell, parameters);
  }

  private static FixedPoints search(StateMap map, int count, FixedPointConfig config) {
    List<double[]> starts = FixedPoints.starts(List.of(new double[map.size()]), count, 1, 3);
    return FixedPoints.of(map, new double[map.inputSize()], starts, config, WORKERS);
  }

  /** The positive solution of h = tanh(w h), by bisection. */
  private static double magnetisation(double w) {
    double low = 0.1;
    double high = 1;
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      if (Math.tanh(w * middle) > middle) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Test
  void twoUncoupledUnitsHaveNinePoints() {
    double w = 1.5;
    double h = magnetisation(w);
    double inner = w * (1 - h * h);
    FixedPoints found =
        search(elman(new double[] {w, 0, 0, w}, 0, 0), 200, FixedPointConfig.defaults());
    assertEquals(9, found.of(Kind.FIXED).size());
    int starts = 0;
    int[] byUnstable = new int[3];
    for (FixedPoint point : found.of(Kind.FIXED)) {
      int zeros = 0;
      for (double value : point.state()) {
        boolean zero = Math.abs(value) < 0.5;
        assertEquals(zero ? 0 : h, Math.abs(value), 1e-9);
        zeros += zero ? 1 : 0;
      }
      Spectrum spectrum = point.spectrum();
      assertEquals(zeros, spectrum.unstable());
      assertEquals(zeros == 0, point.isStable());
      assertEquals(zeros == 0 ? inner : w, spectrum.real()[0], 1e-9);
      assertEquals(zeros == 2 ? w : inner, spectrum.real()[1], 1e-9);
      assertTrue(point.q() <= 1e-20);
      byUnstable[zeros]++;
      starts += point.starts();
    }
    assertArrayEquals(new int[] {4, 4, 1}, byUnstable);
    int slow = found.of(Kind.SLOW).stream().mapToInt(FixedPoint::starts).sum();
    assertEquals(200, starts + slow + found.rejected());
  }

  @Test
  void aHopfieldPatternAndItsMirrorAttract() {
    // W = w/2 ξξᵀ, ξ = (1,−1): h = ±h* ξ attract, 0 is a saddle with the eigenvalues w and 0.
    double w = 1.5;
    double h = magnetisation(w);
    FixedPoints found =
        search(
            elman(new double[] {w / 2, -w / 2, -w / 2, w / 2}, 0, 0),
            60,
            FixedPointConfig.defaults());
    List<FixedPoint> fixed = found.of(Kind.FIXED);
    assertEquals(3, fixed.size());
    for (FixedPoint point : fixed) {
      double[] state = point.state();
      assertEquals(state[0], -state[1], 1e-9);
      boolean zero = Math.abs(state[0]) < 0.5;
      assertEquals(zero ? 0 : h, Math.abs(state[0]), 1e-9);
      assertEquals(zero ? w : w * (1 - h * h), point.spectrum().real()[0], 1e-9);
      assertEquals(0, point.spectrum().modulus(1), 1e-9);
      assertEquals(zero ? 1 : 0, point.spectrum().unstable());
      double expected = -1 / Math.log(zero ? w : w * (1 - h * h));
      assertEquals(expected, point.spectrum().timeConstant(0), 1e-6);
    }
  }

  @Test
  void aGhostOfASaddleNodeIsASlowPoint() {
    // h' = tanh(w h + b) has two more points up to the b where tanh(u) − (u − b)/w touches 0; just
    // past it |F − h| has a minimum above 0 where w (1 − tanh² u) = 1.
    double w = 2;
    double top = Math.sqrt(1 - 1 / w);
    double u = -0.5 * Math.log((1 + top) / (1 - top));
    double touching = u + w * top;
    double b = touching + 0.01;
    double speed = 0.01 / w;
    FixedPoints found = search(elman(new double[] {w}, b), 40, FixedPointConfig.defaults());
    assertEquals(1, found.of(Kind.FIXED).size());
    assertTrue(found.of(Kind.FIXED).get(0).isStable());
    assertEquals(1, found.of(Kind.SLOW).size());
    FixedPoint slow = found.of(Kind.SLOW).get(0);
    assertEquals((u - b) / w, slow.state()[0], 1e-6);
    assertEquals(speed, slow.linearisation().speed(), 1e-9);
    assertEquals(1, slow.spectrum().real()[0], 1e-5);
    FixedPoints strict =
        search(elman(new double[] {w}, b), 40, FixedPointConfig.defaults().withSlowTolerance(1e-6));
    assertEquals(1, strict.points().size());
    assertEquals(slow.starts(), strict.rejected());
  }

  @Test
  void theFixedToleranceSaysWhichPointsAreSlow() {
    // The points of h' = tanh(1.5 h) have q of 0 but for rounding; that of the ghost above is
    // ½ 0.005².
    StateMap still = elman(new double[] {1.5}, 0);
    FixedPointConfig defaults = FixedPointConfig.defaults();
    assertEquals(3, search(still, 40, defaults).of(Kind.FIXED).size());
    FixedPoints strict = search(still, 40, defaults.withFixedTolerance(Double.MIN_VALUE));
    assertEquals(3, strict.points().size());
    for (FixedPoint point : strict.points()) {
      assertEquals(point.q() <= Double.MIN_VALUE ? Kind.FIXED : Kind.SLOW, point.kind());
    }
    assertTrue(strict.of(Kind.FIXED).size() < 3, "all end at a speed of exactly 0");
    double top = Math.sqrt(0.5);
    double b = -0.5 * Math.log((1 + top) / (1 - top)) + 2 * top + 0.01;
    StateMap ghost = elman(new double[] {2}, b);
    assertEquals(1, search(ghost, 40, defaults.withFixedTolerance(1.2e-5)).of(Kind.SLOW).size());
    assertEquals(2, search(ghost, 40, defaults.withFixedTolerance(1.3e-5)).of(Kind.FIXED).size());
  }

  @Test
  void pointsWithinTheUniqueDistanceAreOne() {
    // The line attractor below: the starts, within ±1, end up to 3 apart.
    StateMap map =
        StateMap.of(FunctionCell.linear(1, 2), new double[] {0, 0, 0.88, -0.16, -0.24, 0.68});
    FixedPointConfig defaults = FixedPointConfig.defaults();
    FixedPoints one = search(map, 20, defaults.withUniqueDistance(3));
    assertEquals(1, one.points().size());
    assertEquals(20, one.points().get(0).starts());
    FixedPoints some = search(map, 20, defaults.withUniqueDistance(0.3));
    int count = some.points().size();
    assertTrue(count > 1 && count < 20, "found " + count);
    assertEquals(20, some.points().stream().mapToInt(FixedPoint::starts).sum());
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < i; j++) {
        double[] a = some.points().get(i).state();
        double[] b = some.points().get(j).state();
        double apart = Math.hypot(a[0] - b[0], a[1] - b[1]);
        assertTrue(apart > 0.3, "found " + apart);
      }
    }
  }

  @Test
  void everyPointOfALineAttractorIsFixed() {
    // h' = h − v uᵀh, u = (3, 4), v = (.04, .08): the line uᵀh = 0 stands still; across, 1 − uᵀv.
    double[] parameters = {0, 0, 0.88, -0.16, -0.24, 0.68};
    StateMap map = StateMap.of(FunctionCell.linear(1, 2), parameters);
    Spectrum spectrum = Spectrum.of(new double[] {0.88, -0.16, -0.24, 0.68}, 2);
    assertEquals(1, spectrum.real()[0], 1e-14);
    assertEquals(0.56, spectrum.real()[1], 1e-14);
    FixedPoints found = search(map, 20, FixedPointConfig.defaults());
    assertEquals(20, found.of(Kind.FIXED).size());
    for (FixedPoint point : found.points()) {
      assertEquals(0, 0.12 * point.state()[0] + 0.16 * point.state()[1], 1e-10);
      assertEquals(1, point.spectrum().radius(), 1e-12);
    }
  }

  @Test
  void aRingOfSlowPointsHasTheSpeedOfItsRotation() {
    // r' = r (1.5 − r²/2), turned by a small angle: no point is fixed but the centre, and those of
    // the circle r = 1 are slow, all of one speed.
    double angle = 1e-3;
    FunctionCell ring =
        new FunctionCell(
            "ring",
            1,
            2,
            List.of(ParameterLayout.Entry.of("turn", 2, 2)),
            (p, x, h) -> {
              var square = h.multiply(h).sum(1).reshape(h.size(0), 1);
              var grown = h.multiply(square.times(-0.5).plus(1.5));
              return grown.matmulTransposed(p.get("turn"));
            });
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    StateMap map = StateMap.of(ring, new double[] {c, -s, s, c});
    List<double[]> starts = new ArrayList<>();
    for (int k = 0; k < 12; k++) {
      double phase = 2 * Math.PI * k / 12;
      starts.add(new double[] {1.05 * Math.cos(phase), 1.05 * Math.sin(phase)});
    }
    FixedPoints found =
        FixedPoints.of(
            map, new double[1], starts, FixedPointConfig.defaults().withMaxIterations(5), WORKERS);
    assertEquals(12, found.of(Kind.SLOW).size());
    for (FixedPoint point : found.points()) {
      double radius = Math.hypot(point.state()[0], point.state()[1]);
      assertEquals(1, radius, 1e-5);
      assertEquals(2 * Math.sin(angle / 2), point.linearisation().speed(), 1e-7);
      // Along the ring nothing shrinks, across it everything does.
      assertEquals(1, point.spectrum().modulus(0), 1e-2);
      assertTrue(point.spectrum().modulus(1) < 0.1);
    }
  }

  @Test
  void pointsOfAnLstmStandStill() {
    RandomGenerator random = EngineCases.random(8);
    LstmCell cell = new LstmCell(2, 5);
    StateMap map = StateMap.of(cell, EngineCases.parameters(random, cell));
    List<double[]> states = map.run(new double[10], FunctionCell.rows(random, 30, 2));
    double[] x = {0.5, -0.5};
    FixedPoints found =
        FixedPoints.of(
            map, x, FixedPoints.starts(states, 20, 0.1, 4), FixedPointConfig.defaults(), WORKERS);
    assertFalse(found.of(Kind.FIXED).isEmpty());
    for (FixedPoint point : found.of(Kind.FIXED)) {
      assertArrayEquals(point.state(), map.next(point.state(), x), 1e-9);
    }
    // The same search gives the same bits.
    FixedPoints again =
        FixedPoints.of(
            map, x, FixedPoints.starts(states, 20, 0.1, 4), FixedPointConfig.defaults(), WORKERS);
    assertArrayEquals(found.points().get(0).state(), again.points().get(0).state(), 0);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    StateMap map = elman(new double[] {1}, 0);
    StateMapTest.assertMessage(
        "expected at least one start, found none",
        () -> FixedPoints.of(map, new double[1], List.of(), FixedPointConfig.defaults(), WORKERS));
    StateMapTest.assertMessage(
        "found 1 and -1.0", () -> FixedPoints.starts(List.of(new double[1]), 1, -1, 0));
    StateMapTest.assertMessage(
        "found 500, 1.0E-20, 1.0E-30, 0.001",
        () -> FixedPointConfig.defaults().withSlowTolerance(1e-30));
    FixedPoints overflow =
        FixedPoints.of(
            StateMap.of(FunctionCell.henon(), new double[] {1.4, 0.3}),
            new double[1],
            List.of(new double[] {1e200, 0}),
            FixedPointConfig.defaults(),
            WORKERS);
    assertEquals(1, overflow.rejected());
  }

  @Test
  void henonsTwoPointsAreSaddles() {
    // u = (−(1 − b) ± √((1 − b)² + 4a)) / 2a.
    StateMap map = StateMap.of(FunctionCell.henon(), new double[] {1.4, 0.3});
    FixedPoints found = search(map, 50, FixedPointConfig.defaults());
    List<Double> u = found.of(Kind.FIXED).stream().map(point -> point.state()[0]).sorted().toList();
    double root = Math.sqrt(0.49 + 5.6);
    assertEquals(2, u.size());
    assertEquals((-0.7 - root) / 2.8, u.get(0), 1e-12);
    assertEquals((-0.7 + root) / 2.8, u.get(1), 1e-12);
    found.of(Kind.FIXED).forEach(point -> assertEquals(1, point.spectrum().unstable()));
  }
}
