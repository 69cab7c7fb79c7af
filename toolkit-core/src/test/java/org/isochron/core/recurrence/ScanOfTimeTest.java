package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.EngineCases.batch;
import static org.isochron.core.recurrence.EngineCases.cotangents;
import static org.isochron.core.recurrence.EngineCases.parameters;
import static org.isochron.core.recurrence.EngineCases.random;
import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.isochron.core.recurrence.Tensors.assertSameBits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.isochron.core.recurrence.EngineCases.Case;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Time turned around, and time cut into pieces. */
class ScanOfTimeTest {
  static Stream<Case> cells() {
    return EngineCases.cells(3, 5).stream();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void theBackwardHalfIsTheCellOnReversedTime(Case c) {
    RandomGenerator random = random(21);
    Cell cell = (Cell) c.recurrence();
    Bidirectional both = Bidirectional.of(cell);
    double[] parameters = parameters(random, both);
    SequenceBatch batch = batch(random, 3, 7, 4, 9);
    SequenceBatch reversed = reversed(batch);
    double[] backward = Arrays.copyOfRange(parameters, parameters.length / 2, parameters.length);
    try (Workers workers = new Workers(1)) {
      double[] y = Scan.of(both, workers).run(parameters, batch).outputs();
      double[] turned = Scan.of(cell, workers).run(backward, reversed).outputs();
      for (int n = 0; n < batch.size(); n++) {
        int steps = batch.get(n).steps();
        for (int t = 0; t < steps; t++) {
          int at = (t * batch.size() + n) * 10 + 5;
          int from = ((steps - 1 - t) * batch.size() + n) * 5;
          assertSameBits(
              Arrays.copyOfRange(turned, from, from + 5),
              Arrays.copyOfRange(y, at, at + 5),
              "sequence " + n + ", step " + t);
        }
      }
    }
  }

  private static SequenceBatch reversed(SequenceBatch batch) {
    List<Sequence> sequences = new ArrayList<>();
    int channels = batch.channels();
    for (int n = 0; n < batch.size(); n++) {
      double[] x = batch.get(n).features();
      double[] turned = new double[x.length];
      int steps = batch.get(n).steps();
      for (int t = 0; t < steps; t++) {
        System.arraycopy(x, t * channels, turned, (steps - 1 - t) * channels, channels);
      }
      sequences.add(new Sequence(batch.get(n).id(), channels, turned));
    }
    return SequenceBatch.of(sequences);
  }

  @ParameterizedTest
  @MethodSource("org.isochron.core.recurrence.EngineCases#causal")
  void chunksThatCarryTheStateAreTheWhole(Case c) {
    RandomGenerator random = random(22);
    Recurrence recurrence = c.recurrence();
    double[] parameters = parameters(random, recurrence);
    int[] lengths = {11, 6, 17, 8, 11};
    int cut = 5;
    SequenceBatch whole = batch(random, 3, lengths);
    SequenceBatch head = part(whole, 0, cut);
    SequenceBatch tail = part(whole, cut, Integer.MAX_VALUE);
    State initial = EngineCases.state(random, recurrence, lengths.length);
    State dLast = EngineCases.state(random, recurrence, lengths.length);
    double[] dy = cotangents(random, recurrence, whole);
    int split = cut * lengths.length * recurrence.outputSize();
    try (Workers workers = new Workers(1)) {
      Scan scan = Scan.of(recurrence, workers);
      Trajectory all = scan.run(parameters, whole, initial);
      Trajectory first = scan.run(parameters, head, initial);
      Trajectory second = scan.run(parameters, tail, first.finalState());
      assertSameBits(all.outputs(), joined(first.outputs(), second.outputs()), "outputs");
      assertSameBits(recurrence, all.finalState(), second.finalState(), "final states");

      Trajectory.Adjoint expected = all.adjoint(dy, dLast);
      Trajectory.Adjoint late = second.adjoint(Arrays.copyOfRange(dy, split, dy.length), dLast);
      Trajectory.Adjoint early =
          first.adjoint(Arrays.copyOfRange(dy, 0, split), late.initialState());
      assertSameBits(expected.inputs(), joined(early.inputs(), late.inputs()), "inputs");
      assertSameBits(recurrence, expected.initialState(), early.initialState(), "initial states");
      double[] sum = early.parameters().clone();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += late.parameters()[i];
      }
      assertClose(scan.layout(), sum, expected.parameters(), 1e-6);
    }
  }

  private static SequenceBatch part(SequenceBatch batch, int from, int to) {
    List<Sequence> sequences = new ArrayList<>();
    for (int n = 0; n < batch.size(); n++) {
      Sequence s = batch.get(n);
      int end = Math.min(to, s.steps());
      double[] x = Arrays.copyOfRange(s.features(), from * s.channels(), end * s.channels());
      sequences.add(new Sequence(s.id(), s.channels(), x));
    }
    return SequenceBatch.of(sequences);
  }

  private static double[] joined(double[] first, double[] second) {
    double[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
