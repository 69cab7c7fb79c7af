package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.EngineCases.batch;
import static org.isochron.core.recurrence.EngineCases.cotangents;
import static org.isochron.core.recurrence.EngineCases.parameters;
import static org.isochron.core.recurrence.EngineCases.random;
import static org.isochron.core.recurrence.EngineCases.rowsOf;
import static org.isochron.core.recurrence.EngineCases.state;
import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.isochron.core.recurrence.Tensors.flat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import org.isochron.core.autodiff.GradientCheck;
import org.isochron.core.recurrence.EngineCases.Case;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the traced run of every cell, with and without a fused kernel. */
class TracedLawsTest {
  private static final String ALL = "org.isochron.core.recurrence.EngineCases#smallTraced";

  /** A recurrence with parameters, a batch, an initial state and cotangents. */
  private static final class Problem {
    final Recurrence recurrence;
    final double[] parameters;
    final SequenceBatch batch;
    final State initial;
    final double[] dy;
    final State dLast;

    Problem(Case c, long seed, int... lengths) {
      RandomGenerator random = random(seed);
      recurrence = c.recurrence();
      parameters = parameters(random, recurrence);
      batch = batch(random, recurrence.inputSize(), lengths);
      initial = state(random, recurrence, lengths.length);
      dy = cotangents(random, recurrence, batch);
      dLast = state(random, recurrence, lengths.length);
    }

    Trajectory run(int threads) {
      try (Workers workers = new Workers(threads)) {
        return Scan.traced(recurrence, workers).run(parameters, batch, initial);
      }
    }

    Trajectory.Adjoint adjoint(int threads) {
      try (Workers workers = new Workers(threads)) {
        Scan scan = Scan.traced(recurrence, workers);
        return scan.run(parameters, batch, initial).adjoint(dy, dLast);
      }
    }

    /** L, by the run itself; padding of dy is left out, as y is zero there. */
    double loss() {
      Trajectory run = run(1);
      double[] y = run.outputs();
      double[] last = flat(recurrence, run.finalState());
      double[] weights = flat(recurrence, dLast);
      double sum = 0;
      for (int i = 0; i < y.length; i++) {
        sum += y[i] * dy[i];
      }
      for (int i = 0; i < last.length; i++) {
        sum += last[i] * weights[i];
      }
      return sum;
    }
  }

  @ParameterizedTest
  @MethodSource("org.isochron.core.recurrence.EngineCases#small")
  void tracedAndFusedRunsAgree(Case c) {
    Problem p = new Problem(c, 31, 7, 3, 7, 1, 5);
    try (Workers workers = new Workers(1)) {
      Scan fusedScan = Scan.of(p.recurrence, workers);
      Trajectory fused = fusedScan.run(p.parameters, p.batch, p.initial);
      Trajectory traced = p.run(1);
      assertTrue(fused.path().startsWith("fused "), fused.path());
      assertEquals("traced", traced.path());
      assertClose(traced.outputs(), fused.outputs(), 1e-5, "outputs");
      assertStates(p.recurrence, traced.finalState(), fused.finalState());
      Trajectory.Adjoint expected = p.adjoint(1);
      Trajectory.Adjoint found = fused.adjoint(p.dy, p.dLast);
      assertClose(fusedScan.layout(), expected.parameters(), found.parameters(), 1e-5);
      assertClose(expected.inputs(), found.inputs(), 1e-5, "inputs");
      assertStates(p.recurrence, expected.initialState(), found.initialState());
    }
  }

  private static void assertStates(Recurrence recurrence, State expected, State found) {
    assertClose(flat(recurrence, expected), flat(recurrence, found), 1e-5, "states");
  }

  @ParameterizedTest
  @MethodSource("org.isochron.core.recurrence.EngineCases#small")
  void tracedAndFusedRunsHaveTheSameAdjointStates(Case c) {
    Problem p = new Problem(c, 32, 7, 3, 7, 1, 5);
    try (Workers workers = new Workers(2)) {
      Trajectory fused = Scan.of(p.recurrence, workers).run(p.parameters, p.batch, p.initial);
      Trajectory traced = Scan.traced(p.recurrence, workers).run(p.parameters, p.batch, p.initial);
      List<State> expected = traced.adjointStates(p.dy, p.dLast);
      List<State> found = fused.adjointStates(p.dy, p.dLast);
      assertEquals(expected.size(), found.size());
      for (int t = 0; t < found.size(); t++) {
        assertStates(p.recurrence, expected.get(t), found.get(t));
      }
      assertSameBits(
          fused.adjoint(p.dy, p.dLast).parameters(),
          Scan.of(p.recurrence, workers)
              .run(p.parameters, p.batch, p.initial)
              .adjoint(p.dy, p.dLast)
              .parameters(),
          "gradient after adjoint states");
    }
  }

  @ParameterizedTest
  @MethodSource("org.isochron.core.recurrence.EngineCases#small")
  void outputsAreThoseOfTheReference(Case c) {
    Problem p = new Problem(c, 32, 4, 6);
    ReferenceScan reference = new ReferenceScan(p.recurrence, p.parameters);
    State last = State.zeros(p.recurrence, 2);
    for (int n = 0; n < 2; n++) {
      double[][] rows = reference.run(p.batch.get(n).features(), n, p.initial, last);
      double[] expected =
          java.util.Arrays.stream(rows).flatMapToDouble(java.util.Arrays::stream).toArray();
      double[] y = rowsOf(p.run(1).outputs(), 2, n, rows.length, p.recurrence.outputSize());
      assertClose(expected, y, 1e-14, "outputs of " + n);
    }
    assertClose(
        flat(p.recurrence, last), flat(p.recurrence, p.run(1).finalState()), 1e-14, "final states");
  }

  private static void assertGradient(
      String name, double[] at, double[] gradient, DoubleSupplier loss) {
    GradientCheck check = GradientCheck.of(name, at, gradient, loss);
    assertTrue(check.relativeError() < 1e-6, check.toString());
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void gradientsAreCentralDifferences(Case c) {
    Problem p = new Problem(c, 33, 3, 2, 3);
    Trajectory.Adjoint adjoint = p.adjoint(1);
    assertGradient("parameters", p.parameters, adjoint.parameters(), p::loss);
    for (int n = 0; n < 3; n++) {
      double[] x = p.batch.get(n).features();
      int channels = p.batch.channels();
      double[] found = rowsOf(adjoint.inputs(), 3, n, x.length / channels, channels);
      assertGradient("x of " + n, x, found, p::loss);
    }
    List<double[]> parts = p.initial.parts();
    for (int i = 0; i < parts.size(); i++) {
      assertGradient("s_0: " + i, parts.get(i), adjoint.initialState().parts().get(i), p::loss);
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void threadsChangeNoBit(Case c) {
    Problem p = new Problem(c, 34, 5, 2, 7, 1, 1, 3, 6, 2, 2, 4, 1, 3, 5, 2, 3, 4, 7, 1, 2);
    assertSameBits(p.run(1).outputs(), p.run(2).outputs(), "outputs");
    assertSameAdjoint(p.recurrence, p.adjoint(1), p.adjoint(2));
  }

  private static void assertSameAdjoint(
      Recurrence recurrence, Trajectory.Adjoint a, Trajectory.Adjoint b) {
    assertSameBits(a.parameters(), b.parameters(), "parameters");
    assertSameBits(a.inputs(), b.inputs(), "inputs");
    assertSameBits(recurrence, a.initialState(), b.initialState(), "initial states");
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void batchMatesChangeNoBitAndGradientsAddUp(Case c) {
    int[] lengths = {3, 6, 1, 3, 5};
    Problem p = new Problem(c, 35, lengths);
    double[] together = p.run(1).outputs();
    Trajectory.Adjoint adjoint = p.adjoint(1);
    double[] sum = new double[p.parameters.length];
    int channels = p.recurrence.inputSize();
    int outputs = p.recurrence.outputSize();
    try (Workers workers = new Workers(1)) {
      Scan scan = Scan.traced(p.recurrence, workers);
      for (int n = 0; n < lengths.length; n++) {
        SequenceBatch single = SequenceBatch.of(List.of(p.batch.get(n)));
        Trajectory alone = scan.run(p.parameters, single, only(p, p.initial, n));
        double[] y = rowsOf(together, lengths.length, n, lengths[n], outputs);
        assertSameBits(y, alone.outputs(), "outputs of " + n);
        double[] dy = rowsOf(p.dy, lengths.length, n, lengths[n], outputs);
        Trajectory.Adjoint own = alone.adjoint(dy, only(p, p.dLast, n));
        double[] dx = rowsOf(adjoint.inputs(), lengths.length, n, lengths[n], channels);
        assertSameBits(dx, own.inputs(), "inputs of " + n);
        assertSameBits(
            p.recurrence, only(p, adjoint.initialState(), n), own.initialState(), "s_0 of " + n);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += own.parameters()[i];
        }
      }
    }
    assertClose(ParameterLayout.of(p.recurrence), sum, adjoint.parameters(), 1e-13);
  }

  private static State only(Problem p, State state, int n) {
    State one = State.zeros(p.recurrence, 1);
    for (int i = 0; i < one.parts().size(); i++) {
      int size = one.parts().get(i).length;
      System.arraycopy(state.parts().get(i), n * size, one.parts().get(i), 0, size);
    }
    return one;
  }
}
