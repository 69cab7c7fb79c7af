package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.EngineCases.batch;
import static org.isochron.core.recurrence.EngineCases.cotangents;
import static org.isochron.core.recurrence.EngineCases.parameters;
import static org.isochron.core.recurrence.EngineCases.random;
import static org.isochron.core.recurrence.EngineCases.rowsOf;
import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.isochron.core.kernel.KernelProvider;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.recurrence.EngineCases.Case;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
import org.isochron.core.training.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must not change a result: threads, padding, batch mates, order, and running twice. */
class ScanLawsTest {
  private static final String SMALL = "org.isochron.core.recurrence.EngineCases#small";

  /** More sequences than one block holds, among them equal and extreme lengths. */
  private static final int[] LENGTHS = {
    9, 1, 14, 9, 3, 22, 7, 7, 2, 30, 11, 5, 9, 1, 18, 4, 6, 8, 13, 2, 10
  };

  /** All that one run gives. */
  private record Run(double[] y, State last, Trajectory.Adjoint adjoint) {
    static Run of(Setting s, SequenceBatch batch, double[] dy, int threads) {
      try (Workers workers = new Workers(threads)) {
        Trajectory t = Scan.of(s.recurrence, workers).run(s.parameters, batch);
        return new Run(t.outputs(), t.finalState(), t.adjoint(dy, null));
      }
    }

    void assertSame(Recurrence recurrence, Run other, String name) {
      assertSameBits(y, other.y, name + ": outputs");
      assertSameBits(recurrence, last, other.last, name + ": final states");
      assertSameBits(adjoint.parameters(), other.adjoint.parameters(), name + ": parameters");
      assertSameBits(adjoint.inputs(), other.adjoint.inputs(), name + ": inputs");
      assertSameBits(
          recurrence, adjoint.initialState(), other.adjoint.initialState(), name + ": states");
    }
  }

  /** A recurrence with parameters, a batch and output cotangents. */
  private static final class Setting {
    final Recurrence recurrence;
    final double[] parameters;
    final SequenceBatch batch;
    final double[] dy;

    Setting(Case c, long seed, int... lengths) {
      RandomGenerator random = random(seed);
      recurrence = c.recurrence();
      parameters = parameters(random, recurrence);
      batch = batch(random, recurrence.inputSize(), lengths);
      dy = cotangents(random, recurrence, batch);
    }

    Run run(int threads) {
      return Run.of(this, batch, dy, threads);
    }

    double[] cotangentOf(int n) {
      return rowsOf(dy, batch.size(), n, batch.get(n).steps(), recurrence.outputSize());
    }

    double[] outputOf(Run run, int n) {
      return rowsOf(run.y, batch.size(), n, batch.get(n).steps(), recurrence.outputSize());
    }

    double[] inputGradientOf(Run run, int n) {
      int channels = recurrence.inputSize();
      return rowsOf(run.adjoint.inputs(), batch.size(), n, batch.get(n).steps(), channels);
    }
  }

  @ParameterizedTest
  @MethodSource(SMALL)
  void threadsChangeNoBit(Case c) {
    Setting s = new Setting(c, 11, LENGTHS);
    Run one = s.run(1);
    one.assertSame(s.recurrence, s.run(2), "2 threads");
    one.assertSame(s.recurrence, s.run(3), "3 threads");
  }

  @ParameterizedTest
  @MethodSource(SMALL)
  void paddingChangesNoBit(Case c) {
    Setting s = new Setting(c, 12, 5, 8, 1, 8);
    int steps = 13;
    int size = s.batch.size();
    int[] shape = {steps, size, s.recurrence.inputSize()};
    double[] x = padded(steps, size, shape[2]);
    double[] dyShort = s.dy;
    double[] dyLong = padded(s.batch.steps(), size, s.recurrence.outputSize());
    int[] lengths = new int[size];
    for (int n = 0; n < size; n++) {
      lengths[n] = s.batch.get(n).steps();
      put(x, size, n, s.batch.get(n).features(), shape[2]);
      put(dyLong, size, n, s.cotangentOf(n), s.recurrence.outputSize());
    }
    SequenceBatch padded = SequenceBatch.ofTimeMajor(x, shape, lengths);
    Run.of(s, s.batch, dyShort, 1).assertSame(s.recurrence, Run.of(s, padded, dyLong, 1), "padded");
  }

  /** Garbage: any of it that is read shows. */
  private static double[] padded(int steps, int size, int columns) {
    double[] values = new double[steps * size * columns];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  private static void put(double[] timeMajor, int size, int n, double[] rows, int columns) {
    for (int t = 0; t < rows.length / columns; t++) {
      System.arraycopy(rows, t * columns, timeMajor, (t * size + n) * columns, columns);
    }
  }

  @ParameterizedTest
  @MethodSource(SMALL)
  void batchMatesChangeNoBitAndGradientsAddUp(Case c) {
    Setting s = new Setting(c, 13, LENGTHS);
    Run together = s.run(1);
    double[] sum = new double[s.parameters.length];
    for (int n = 0; n < LENGTHS.length; n++) {
      SequenceBatch single = SequenceBatch.of(List.of(s.batch.get(n)));
      Run alone = Run.of(s, single, s.cotangentOf(n), 1);
      assertSameBits(s.outputOf(together, n), alone.y, "outputs of " + n);
      assertSameBits(s.inputGradientOf(together, n), alone.adjoint.inputs(), "inputs of " + n);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += alone.adjoint.parameters()[i];
      }
    }
    assertClose(ParameterLayout.of(s.recurrence), sum, together.adjoint.parameters(), 1e-6);
  }

  @ParameterizedTest
  @MethodSource(SMALL)
  void orderOfTheBatchChangesNoOutput(Case c) {
    Setting s = new Setting(c, 14, LENGTHS);
    Run straight = s.run(1);
    int[] order = Seeds.permutation(LENGTHS.length, random(5));
    List<Sequence> shuffled = new ArrayList<>();
    double[] dy = new double[s.dy.length];
    for (int k = 0; k < order.length; k++) {
      shuffled.add(s.batch.get(order[k]));
      put(dy, order.length, k, s.cotangentOf(order[k]), s.recurrence.outputSize());
    }
    SequenceBatch batch = SequenceBatch.of(shuffled);
    Run other = Run.of(s, batch, dy, 1);
    for (int k = 0; k < order.length; k++) {
      int steps = batch.get(k).steps();
      double[] y = rowsOf(other.y, order.length, k, steps, s.recurrence.outputSize());
      double[] dx =
          rowsOf(other.adjoint.inputs(), order.length, k, steps, s.recurrence.inputSize());
      assertSameBits(s.outputOf(straight, order[k]), y, "outputs of " + order[k]);
      assertSameBits(s.inputGradientOf(straight, order[k]), dx, "inputs of " + order[k]);
    }
  }

  @ParameterizedTest
  @MethodSource(SMALL)
  void anAdjointCanRunAgain(Case c) {
    Setting s = new Setting(c, 15, 6, 3, 9);
    try (Workers workers = new Workers(1)) {
      Trajectory t = Scan.of(s.recurrence, workers).run(s.parameters, s.batch);
      State dLast = EngineCases.state(random(4), s.recurrence, 3);
      Run first = new Run(t.outputs(), t.finalState(), t.adjoint(s.dy, dLast));
      t.adjoint(new double[s.dy.length], null);
      Run again = new Run(t.outputs(), t.finalState(), t.adjoint(s.dy, dLast));
      first.assertSame(s.recurrence, again, "second adjoint");
    }
  }

  @ParameterizedTest
  @MethodSource(SMALL)
  void nothingFollowsASequencesEnd(Case c) {
    Setting s = new Setting(c, 16, 2, 6);
    Run run = s.run(1);
    int size = s.recurrence.outputSize();
    double[] tail = Arrays.copyOfRange(rowsOf(run.y, 2, 0, 6, size), 2 * size, 6 * size);
    assertSameBits(new double[tail.length], tail, "outputs after the end");
    int channels = s.recurrence.inputSize();
    double[] dx = rowsOf(run.adjoint.inputs(), 2, 0, 6, channels);
    double[] rest = Arrays.copyOfRange(dx, 2 * channels, 6 * channels);
    assertSameBits(new double[rest.length], rest, "input cotangents after the end");
  }

  @ParameterizedTest
  @MethodSource(SMALL)
  void aSweepForgetsTheBatchBefore(Case c) {
    Setting s = new Setting(c, 17, 6, 3, 9);
    Recurrence recurrence = s.recurrence;
    try (Workers workers = new Workers(1)) {
      Trajectory fresh = Scan.of(recurrence, workers).run(s.parameters, s.batch);
      Sweep sweep = new Sweep(recurrence, KernelProvider.kernels(), workers);
      sweep.pack(s.parameters);
      sweep.load(s.batch, EngineCases.state(random(1), recurrence, 3));
      double[] y = new double[fresh.outputs().length];
      sweep.forward(new TimeMajor(sweep, s.batch, y), true);
      State dLast = EngineCases.state(random(2), recurrence, 3);
      sweep.backward(new TimeMajor(sweep, s.batch, y), dLast, true);
      sweep.load(s.batch, null);
      sweep.forward(new TimeMajor(sweep, s.batch, y), true);
      assertSameBits(fresh.outputs(), y, "outputs");
      sweep.backward(new TimeMajor(sweep, s.batch, s.dy), null, true);
      Trajectory.Adjoint adjoint = fresh.adjoint(s.dy, null);
      assertSameBits(adjoint.inputs(), sweep.inputCotangent(), "inputs");
      double[] gradient = new double[s.parameters.length];
      sweep.addGradient(gradient);
      assertSameBits(adjoint.parameters(), gradient, "parameters");
    }
  }

  /** A reader whose cotangents cannot be had. */
  private static final class Broken implements OutputReader {
    @Override
    public void read(int b, LaneBlock part, float[] y) {}

    @Override
    public void cotangent(int b, LaneBlock part, float[] y, float[] dy) {
      throw new IllegalStateException("no cotangent");
    }
  }

  @Test
  void adjointStatesThatFailLeaveLaterBatchesAlone() {
    Setting s = new Setting(new Case("LSTM", new LstmCell(3, 5)), 19, 6, 3, 9);
    try (Workers workers = new Workers(1)) {
      Sweep sweep = new Sweep(s.recurrence, KernelProvider.kernels(), workers);
      sweep.pack(s.parameters);
      SequenceBatch small = EngineCases.batch(random(7), 3, 2);
      sweep.load(small, null);
      sweep.forward(new Broken(), true);
      assertThrows(RuntimeException.class, () -> sweep.adjointStates(new Broken(), null));
      sweep.load(s.batch, null);
      double[] y = new double[s.dy.length];
      sweep.forward(new TimeMajor(sweep, s.batch, y), true);
      sweep.backward(new TimeMajor(sweep, s.batch, s.dy), null, true);
      assertSameBits(s.run(1).adjoint.inputs(), sweep.inputCotangent(), "inputs");
    }
  }

  static Stream<Case> wide() {
    return EngineCases.all(7, 5).stream();
  }

  @ParameterizedTest
  @MethodSource("wide")
  void oneHotInputsGiveTheSameBitsAmongDenseMates(Case c) {
    Setting s = new Setting(c, 18, LENGTHS);
    SequenceBatch sparse = EngineCases.oneHot(random(6), 7, LENGTHS);
    List<Sequence> mixed = new ArrayList<>();
    for (int n = 0; n < LENGTHS.length; n++) {
      mixed.add(n % 2 == 0 ? sparse.get(n) : s.batch.get(n));
    }
    Run alone = Run.of(s, sparse, s.dy, 1);
    Run among = Run.of(s, SequenceBatch.of(mixed), s.dy, 1);
    for (int n = 0; n < LENGTHS.length; n += 2) {
      assertSameBits(s.outputOf(alone, n), s.outputOf(among, n), "outputs of " + n);
      assertSameBits(s.inputGradientOf(alone, n), s.inputGradientOf(among, n), "inputs of " + n);
    }
    // The gradient of the half that is one-hot, summed sparsely and among dense rows.
    double[] half = s.dy.clone();
    int size = s.recurrence.outputSize();
    for (int i = 0; i < half.length; i++) {
      half[i] = i / size % LENGTHS.length % 2 == 0 ? half[i] : 0;
    }
    assertClose(
        ParameterLayout.of(s.recurrence),
        Run.of(s, sparse, half, 1).adjoint.parameters(),
        Run.of(s, SequenceBatch.of(mixed), half, 1).adjoint.parameters(),
        1e-6);
  }
}
