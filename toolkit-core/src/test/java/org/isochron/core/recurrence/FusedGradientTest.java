package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.EngineCases.batch;
import static org.isochron.core.recurrence.EngineCases.cotangents;
import static org.isochron.core.recurrence.EngineCases.parameters;
import static org.isochron.core.recurrence.EngineCases.random;
import static org.isochron.core.recurrence.EngineCases.rowsOf;
import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.isochron.core.recurrence.Tensors.flat;

import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import org.isochron.core.recurrence.EngineCases.Case;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fused float kernels against an independent reference in double. */
class FusedGradientTest {
  private static final double TOLERANCE = 1e-5;
  private static final int[] LENGTHS = {4, 7, 1, 6};

  /** A random problem: parameters, inputs, initial state and both cotangents. */
  private static final class Problem {
    final Recurrence recurrence;
    final double[] parameters;
    final SequenceBatch batch;
    final State initial;
    final double[] dy;
    final State dLast;

    Problem(Case c, long seed) {
      RandomGenerator random = random(seed);
      recurrence = c.recurrence();
      parameters = parameters(random, recurrence);
      batch = batch(random, recurrence.inputSize(), LENGTHS);
      initial = EngineCases.state(random, recurrence, LENGTHS.length);
      dy = cotangents(random, recurrence, batch);
      dLast = EngineCases.state(random, recurrence, LENGTHS.length);
    }

    double pairing() {
      return new ReferenceScan(recurrence, parameters).pairing(batch, initial, dy, dLast);
    }
  }

  @ParameterizedTest
  @MethodSource("org.isochron.core.recurrence.EngineCases#small")
  void outputsAndFinalStatesAreThoseOfTheReference(Case c) {
    Problem p = new Problem(c, 1);
    State last = State.zeros(p.recurrence, LENGTHS.length);
    ReferenceScan reference = new ReferenceScan(p.recurrence, p.parameters);
    try (Workers workers = new Workers(1)) {
      Trajectory run = Scan.of(p.recurrence, workers).run(p.parameters, p.batch, p.initial);
      double[] y = run.outputs();
      int size = p.recurrence.outputSize();
      for (int n = 0; n < LENGTHS.length; n++) {
        double[][] expected = reference.run(p.batch.get(n).features(), n, p.initial, last);
        double[] found = rowsOf(y, LENGTHS.length, n, LENGTHS[n], size);
        double[] flat =
            java.util.Arrays.stream(expected).flatMapToDouble(java.util.Arrays::stream).toArray();
        assertClose(flat, found, TOLERANCE, "outputs of sequence " + n);
      }
      assertClose(
          flat(p.recurrence, last),
          flat(p.recurrence, run.finalState()),
          TOLERANCE,
          "final states");
    }
  }

  @ParameterizedTest
  @MethodSource("org.isochron.core.recurrence.EngineCases#small")
  void gradientsAreTheCentralDifferencesOfTheReference(Case c) {
    Problem p = new Problem(c, 2);
    DoubleSupplier pairing = p::pairing;
    try (Workers workers = new Workers(1)) {
      Scan scan = Scan.of(p.recurrence, workers);
      Trajectory.Adjoint adjoint =
          scan.run(p.parameters, p.batch, p.initial).adjoint(p.dy, p.dLast);
      double[] expected = CentralDifferences.gradient(p.parameters, pairing);
      assertClose(scan.layout(), expected, adjoint.parameters(), TOLERANCE);
      checkInputs(p, adjoint, pairing);
      checkInitialStates(p, adjoint, pairing);
    }
  }

  private static void checkInputs(Problem p, Trajectory.Adjoint adjoint, DoubleSupplier pairing) {
    int channels = p.batch.channels();
    for (int n = 0; n < LENGTHS.length; n++) {
      double[] expected = CentralDifferences.gradient(p.batch.get(n).features(), pairing);
      double[] found = rowsOf(adjoint.inputs(), LENGTHS.length, n, LENGTHS[n], channels);
      assertClose(expected, found, TOLERANCE, "inputs of sequence " + n);
    }
  }

  private static void checkInitialStates(
      Problem p, Trajectory.Adjoint adjoint, DoubleSupplier pairing) {
    for (int i = 0; i < p.initial.parts().size(); i++) {
      assertClose(
          CentralDifferences.gradient(p.initial.parts().get(i), pairing),
          adjoint.initialState().parts().get(i),
          TOLERANCE,
          "initial state, part " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("org.isochron.core.recurrence.EngineCases#small")
  void longWindowsOfManySequencesSumTheSameGradient(Case c) {
    RandomGenerator random = random(3);
    Recurrence recurrence = c.recurrence();
    int[] lengths = new int[21];
    for (int n = 0; n < lengths.length; n++) {
      lengths[n] = 60 + random.nextInt(90);
    }
    double[] parameters = parameters(random, recurrence);
    SequenceBatch batch = batch(random, recurrence.inputSize(), lengths);
    double[] dy = cotangents(random, recurrence, batch);
    State zero = State.zeros(recurrence, lengths.length);
    try (Workers workers = new Workers(2)) {
      Scan scan = Scan.of(recurrence, workers);
      double[] found = scan.run(parameters, batch).adjoint(dy, null).parameters();
      // One direction of differentiation, so that a long window costs two reference runs.
      double[] direction = EngineCases.uniform(random, parameters.length, 1);
      double[] step = {0};
      double expected =
          CentralDifferences.gradient(
              step,
              () -> {
                double[] moved = parameters.clone();
                for (int i = 0; i < moved.length; i++) {
                  moved[i] += step[0] * direction[i];
                }
                return new ReferenceScan(recurrence, moved).pairing(batch, zero, dy, zero);
              })[0];
      double pairing = 0;
      double scale = 0;
      for (int i = 0; i < found.length; i++) {
        pairing += found[i] * direction[i];
        scale = Math.max(scale, Math.abs(found[i]));
      }
      assertClose(
          new double[] {expected, scale},
          new double[] {pairing, scale},
          TOLERANCE,
          "derivative along a direction");
    }
  }
}
