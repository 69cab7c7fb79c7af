package org.isochron.core.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.isochron.core.recurrence.Bidirectional;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.EngineCases.Case;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.ParameterLayout;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.Reversed;
import org.isochron.core.recurrence.Scan;
import org.isochron.core.recurrence.Stacked;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StateMapTest {
  private static final long SEED = 11;

  static List<Case> cells() {
    return EngineCases.tracedCells(3, 4);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void jacobiansAreCentralDifferences(Case of) {
    check(of.recurrence());
  }

  @Test
  void jacobiansOfAStackAreOfTheJointState() {
    check(Stacked.of(new LstmCell(3, 2), new GruCell(2, 3, GruCell.Reset.AFTER)));
  }

  private static void check(Recurrence recurrence) {
    RandomGenerator random = EngineCases.random(SEED);
    StateMap map = StateMap.of(recurrence, EngineCases.parameters(random, recurrence));
    double[] s = EngineCases.uniform(random, map.size(), 1);
    double[] x = EngineCases.uniform(random, map.inputSize(), 1);
    Linearisation step = map.linearise(s, x);
    assertArrayEquals(map.next(s, x), step.next(), 1e-15);
    for (int i = 0; i < map.size(); i++) {
      for (int j = 0; j < map.size(); j++) {
        double difference = difference(() -> map.next(s, x), s, i, j);
        assertEquals(difference, step.jacobian()[i * map.size() + j], 1e-8, "seed " + SEED);
      }
      for (int j = 0; j < x.length; j++) {
        double difference = difference(() -> map.next(s, x), x, i, j);
        assertEquals(difference, step.inputJacobian()[i * x.length + j], 1e-8, "seed " + SEED);
      }
    }
  }

  private interface Next {
    double[] get();
  }

  private static double difference(Next next, double[] at, int i, int j) {
    double centre = at[j];
    at[j] = centre + 1e-5;
    double above = next.get()[i];
    at[j] = centre - 1e-5;
    double below = next.get()[i];
    at[j] = centre;
    return (above - below) / 2e-5;
  }

  @Test
  void aRunIsTheScan() {
    Recurrence stack = Stacked.of(new LstmCell(2, 3), new LstmCell(3, 4));
    RandomGenerator random = EngineCases.random(SEED);
    double[] parameters = EngineCases.parameters(random, stack);
    List<double[]> inputs = FunctionCell.rows(random, 6, 2);
    double[] x = inputs.stream().flatMapToDouble(Arrays::stream).toArray();
    StateMap map = StateMap.of(stack, parameters);
    List<double[]> states = map.run(new double[map.size()], inputs);
    try (Workers workers = new Workers(1)) {
      double[] y =
          Scan.traced(stack, workers)
              .run(parameters, SequenceBatch.of(List.of(new Sequence("x", 2, x))))
              .outputs();
      for (int t = 0; t < 6; t++) {
        for (int j = 0; j < 4; j++) {
          // h and c of three units below come first.
          assertEquals(y[t * 4 + j], states.get(t + 1)[6 + j], 1e-14);
        }
      }
    }
    List<Linearisation> steps = map.lineariseAlong(new double[map.size()], inputs);
    assertArrayEquals(states.get(6), steps.get(5).next(), 1e-14);
  }

  @Test
  void aCellOfABidirectionalStackHasItsOwnParameters() {
    Recurrence stack =
        Stacked.of(Bidirectional.of(new LstmCell(2, 3)), Bidirectional.of(new LstmCell(6, 2)));
    RandomGenerator random = EngineCases.random(SEED);
    double[] parameters = EngineCases.parameters(random, stack);
    ParameterLayout layout = ParameterLayout.of(stack);
    LstmCell cell = new LstmCell(6, 2);
    ParameterLayout own = ParameterLayout.of(cell);
    double[] values = new double[own.size()];
    for (String name : List.of("wx", "wh", "b")) {
      own.set(
          values,
          "layer0/forward/lstm/" + name,
          layout.get(parameters, "layer1/backward/lstm/" + name));
    }
    double[] s = EngineCases.uniform(random, 4, 1);
    double[] x = EngineCases.uniform(random, 6, 1);
    assertArrayEquals(
        StateMap.of(cell, values).next(s, x), StateMap.ofCell(stack, parameters, 1, 1).next(s, x));
  }

  @Test
  void spectrumAndSingularValuesOfAKnownMatrix() {
    // Rotation by 60 degrees, shrunk to 0.8, beside a growing direction.
    double c = 0.8 * 0.5;
    double d = 0.8 * Math.sqrt(0.75);
    Spectrum spectrum = Spectrum.of(new double[] {c, -d, 0, d, c, 0, 0, 0, -1.5}, 3);
    assertEquals(1.5, spectrum.radius(), 1e-14);
    assertEquals(-1.5, spectrum.real()[0], 1e-14);
    assertEquals(1, spectrum.unstable());
    assertEquals(0.5, spectrum.frequency(0), 1e-14);
    assertEquals(1.0 / 6, spectrum.frequency(1), 1e-14);
    assertEquals(-1.0 / 6, spectrum.frequency(2), 1e-14);
    assertEquals(-1 / Math.log(0.8), spectrum.timeConstant(1), 1e-12);
    assertEquals(-1 / Math.log(1.5), spectrum.timeConstant(0), 1e-12);
    assertEquals(Double.POSITIVE_INFINITY, Spectrum.of(new double[] {-1}, 1).timeConstant(0));
    double[] zero = new double[2];
    Linearisation shear = new Linearisation(zero, zero, zero, new double[] {1, 1, 0, 1}, zero);
    double golden = (1 + Math.sqrt(5)) / 2;
    assertArrayEquals(new double[] {golden, 1 / golden}, shear.singularValues(), 1e-14);
    assertEquals(0, shear.logAbsDeterminant(), 1e-15);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    Recurrence both = Bidirectional.of(new LstmCell(2, 3));
    double[] parameters = new double[ParameterLayout.of(both).size()];
    assertMessage(
        "layer 0: expected forward time, found both directions",
        () -> StateMap.of(both, parameters));
    Recurrence turned = new Reversed(new LstmCell(2, 3));
    assertMessage(
        "layer 0: expected forward time, found reversed time",
        () -> StateMap.of(turned, new double[72]));
    assertEquals(6, StateMap.ofCell(turned, new double[72], 0, 1).size());
    assertMessage(
        "direction of layer 0: expected one of [1], found 0",
        () -> StateMap.ofCell(turned, new double[72], 0, 0));
    assertMessage("layer: expected 0 to 0, found 1", () -> StateMap.ofCell(both, parameters, 1, 0));
    assertMessage(
        "direction of layer 0: expected one of [0, 1], found 2",
        () -> StateMap.ofCell(both, parameters, 0, 2));
    assertMessage(
        "parameters: recurrence needs 144 values, found 100",
        () -> StateMap.ofCell(both, new double[100], 0, 1));
    StateMap map = StateMap.ofCell(both, parameters, 0, 0);
    assertMessage(
        "state and input: expected 6 and 2 values, found 6 and 1",
        () -> map.next(new double[6], new double[1]));
    assertMessage(
        "Jacobian[0,1]: expected finite, found NaN",
        () -> Spectrum.of(new double[] {1, Double.NaN, 0, 1}, 2));
    assertMessage("Jacobian: expected [2,2], found 3 values", () -> Spectrum.of(new double[3], 2));
    assertMessage(
        "expected at most 6 exponents and more than 100 inputs, found 7 and 100",
        () ->
            LyapunovExponents.of(
                map,
                new double[6],
                Collections.nCopies(100, new double[2]),
                LyapunovConfig.defaults().withExponents(7)));
    assertMessage("found 0, 0, 0", () -> new LyapunovConfig(0, 0, 0));
  }

  static void assertMessage(String expected, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(expected), message);
  }
}
