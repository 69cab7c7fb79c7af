package org.isochron.simd;

import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.kernel.ScalarKernels;
import org.isochron.core.model.NetworkCases;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.EngineCases.Case;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.Scan;
import org.isochron.core.recurrence.State;
import org.isochron.core.recurrence.Trajectory;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole scans and whole networks on vector kernels against scalar ones, bit for bit. */
class VectorEngineTest {
  private static final int[] LENGTHS = {9, 1, 30, 9, 3, 22, 7, 7, 2, 17, 11, 5, 9, 1, 18, 4, 6, 8};

  private Kernels vector;

  @BeforeEach
  void vectorsMustBeToBeHad() {
    vector = KernelsInUseTest.vectors();
  }

  /** Every cell and wrapper at every awkward hidden size; inputs are awkward too. */
  static Stream<Case> sizes() {
    return Stream.of(1, 3, 7, 8, 15, 16, 17, 31, 33, 64)
        .flatMap(
            h ->
                EngineCases.all(h % 5 + 1, h).stream()
                    .map(c -> new Case(c.name() + ", " + h + " units", c.recurrence())));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void scansGiveTheSameBits(Case c) {
    RandomGenerator random = EngineCases.random(81);
    Recurrence recurrence = c.recurrence();
    double[] parameters = EngineCases.parameters(random, recurrence);
    compare(recurrence, parameters, EngineCases.batch(random, recurrence.inputSize(), LENGTHS));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void scansOfOneHotInputGiveTheSameBits(Case c) {
    RandomGenerator random = EngineCases.random(83);
    Recurrence recurrence = c.recurrence();
    double[] parameters = EngineCases.parameters(random, recurrence);
    compare(recurrence, parameters, EngineCases.oneHot(random, recurrence.inputSize(), LENGTHS));
  }

  private void compare(Recurrence recurrence, double[] parameters, SequenceBatch batch) {
    RandomGenerator random = EngineCases.random(84);
    State initial = EngineCases.state(random, recurrence, LENGTHS.length);
    State dLast = EngineCases.state(random, recurrence, LENGTHS.length);
    double[] dy = EngineCases.cotangents(random, recurrence, batch);
    try (Workers workers = new Workers(1)) {
      Trajectory expected =
          Scan.of(recurrence, new ScalarKernels(), workers).run(parameters, batch, initial);
      Trajectory found = Scan.of(recurrence, vector, workers).run(parameters, batch, initial);
      assertEquals("fused scalar", expected.path());
      assertEquals("fused " + vector.name(), found.path());
      assertSameBits(expected.outputs(), found.outputs(), "outputs");
      assertSameBits(recurrence, expected.finalState(), found.finalState(), "final states");
      Trajectory.Adjoint a = expected.adjoint(dy, dLast);
      Trajectory.Adjoint b = found.adjoint(dy, dLast);
      assertSameBits(a.parameters(), b.parameters(), "parameters");
      assertSameBits(a.inputs(), b.inputs(), "inputs");
      assertSameBits(recurrence, a.initialState(), b.initialState(), "initial states");
    }
  }

  static Stream<Case> trunks() {
    return Stream.of(5, 17).flatMap(h -> EngineCases.all(3, h).stream());
  }

  @ParameterizedTest
  @MethodSource("trunks")
  void networksGiveTheSameBits(Case c) {
    RandomGenerator random = EngineCases.random(82);
    for (double rate : List.of(0.0, 0.3)) {
      RecurrentNetwork network = NetworkCases.allHeads(c.recurrence()).withDropout(rate);
      double[] parameters = NetworkCases.parameters(random, network);
      SequenceBatch batch = NetworkCases.batch(random, network, LENGTHS);
      double[] expected = new double[parameters.length];
      double[] found = new double[parameters.length];
      try (Workers workers = new Workers(2)) {
        NetworkRun scalar = new NetworkRun(network, new ScalarKernels(), workers);
        NetworkRun simd = new NetworkRun(network, vector, workers);
        scalar.parameters(parameters);
        simd.parameters(parameters);
        assertEquals(
            scalar.lossAndGradient(batch, expected, 9), simd.lossAndGradient(batch, found, 9));
        assertSameBits(expected, found, "gradient at dropout " + rate);
        Map<String, float[][]> p = scalar.predictions(batch);
        Map<String, float[][]> q = simd.predictions(batch);
        for (String head : p.keySet()) {
          for (int n = 0; n < LENGTHS.length; n++) {
            assertSameBits(p.get(head)[n], q.get(head)[n], head + " of " + n);
          }
        }
      }
    }
  }
}
