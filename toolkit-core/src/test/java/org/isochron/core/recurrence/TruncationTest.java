package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.EngineCases.random;
import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.recurrence.EngineCases.Case;
import org.isochron.core.recurrence.Truncation.Starts;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TruncationTest {
  private static final Workers ONE = new Workers(1);

  static Stream<Case> cases() {
    return EngineCases.causal();
  }

  /** A run with cotangents, to be truncated. */
  private record Setting(double[] parameters, SequenceBatch batch, double[] dy, State initial) {
    static Setting of(Recurrence recurrence, int... lengths) {
      RandomGenerator random = random(9);
      double[] parameters = EngineCases.parameters(random, recurrence);
      SequenceBatch batch = EngineCases.batch(random, recurrence.inputSize(), lengths);
      double[] dy = EngineCases.cotangents(random, recurrence, batch);
      State initial = EngineCases.state(random, recurrence, batch.size());
      return new Setting(parameters, batch, dy, initial);
    }

    Trajectory.Adjoint adjoint(Scan scan) {
      return scan.run(parameters, batch, initial).adjoint(dy, null);
    }
  }

  /**
   * The definition of BPTT(h; h'): for each stretch of losses, a run of its own over the steps that
   * they are taken back through, from the state before them.
   */
  private static double[] byRuns(Recurrence r, Setting s, Truncation.Windows w, long seed) {
    Scan scan = Scan.traced(r, ONE);
    double[] gradient = new double[s.parameters.length];
    for (int n = 0; n < s.batch.size(); n++) {
      Sequence whole = s.batch.get(n);
      State start = EngineCases.part(s.initial, r, n);
      int shift = w.shift(n, s.batch.size(), seed);
      for (int end = shift == 0 ? w.stride() : shift;
          end - w.stride() < whole.steps();
          end += w.stride()) {
        int from = Math.max(0, end - w.window());
        int to = Math.min(end, whole.steps());
        State before =
            from == 0
                ? start
                : scan.run(s.parameters, SequenceBatch.of(List.of(whole.slice(0, from))), start)
                    .finalState();
        SequenceBatch window = SequenceBatch.of(List.of(whole.slice(from, to)));
        int size = r.outputSize();
        double[] dy = new double[(to - from) * size];
        for (int t = Math.max(from, end - w.stride()); t < to; t++) {
          System.arraycopy(s.dy, (t * s.batch.size() + n) * size, dy, (t - from) * size, size);
        }
        double[] part = scan.run(s.parameters, window, before).adjoint(dy, null).parameters();
        for (int i = 0; i < part.length; i++) {
          gradient[i] += part[i];
        }
      }
    }
    return gradient;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aTruncatedGradientIsTheSumOverItsWindows(Case c) {
    Recurrence r = c.recurrence();
    Setting s = Setting.of(r, 23, 9, 40, 1);
    for (Truncation.Windows w :
        List.of(
            Truncation.windows(5),
            Truncation.windows(7, 3),
            Truncation.windows(8, 1),
            Truncation.windows(6).withStarts(Starts.STAGGERED),
            Truncation.windows(9, 4).withStarts(Starts.RANDOM))) {
      double[] expected = byRuns(r, s, w, 5);
      Scan traced = Scan.traced(r, ONE).withTruncation(w, 5);
      assertClose(expected, s.adjoint(traced).parameters(), 1e-12, c + ", traced, " + w);
      Scan fused = Scan.of(r, ONE).withTruncation(w, 5);
      assertClose(expected, s.adjoint(fused).parameters(), 1e-5, c + ", fused, " + w);
      Scan revolve = fused.withMemory(MemoryPolicy.revolve(2).withPartSteps(4));
      assertSameBits(
          s.adjoint(fused).parameters(), s.adjoint(revolve).parameters(), c + ", revolve, " + w);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aWindowAsLongAsTheSequenceCutsNothing(Case c) {
    Setting s = Setting.of(c.recurrence(), 23, 9, 40, 1);
    Scan full = Scan.of(c.recurrence(), ONE);
    Trajectory.Adjoint expected = s.adjoint(full);
    for (Truncation w :
        List.of(
            Truncation.windows(40),
            Truncation.windows(41, 3),
            Truncation.windows(Integer.MAX_VALUE),
            Truncation.windows(Integer.MAX_VALUE, 2))) {
      Trajectory.Adjoint found = s.adjoint(full.withTruncation(w, 0));
      assertSameBits(expected.parameters(), found.parameters(), w + ": parameters");
      assertSameBits(expected.inputs(), found.inputs(), w + ": inputs");
      assertSameBits(
          c.recurrence(), expected.initialState(), found.initialState(), w + ": initial state");
    }
  }

  @Test
  void randomCutsAreRightOnAverage() {
    Recurrence r = new GruCell(2, 3);
    Setting s = Setting.of(r, 12);
    Scan scan = Scan.traced(r, ONE);
    double[] full = s.adjoint(scan).parameters();
    for (double alpha : new double[] {Double.POSITIVE_INFINITY, 4}) {
      int draws = 4000;
      double[] mean = new double[full.length];
      double[] square = new double[full.length];
      for (int i = 0; i < draws; i++) {
        double[] g =
            s.adjoint(scan.withTruncation(new Truncation.Random(4, alpha), i)).parameters();
        for (int j = 0; j < g.length; j++) {
          mean[j] += g[j] / draws;
          square[j] += g[j] * g[j] / draws;
        }
      }
      int outside = 0;
      for (int j = 0; j < full.length; j++) {
        double error = Math.sqrt((square[j] - mean[j] * mean[j]) / draws);
        outside += Math.abs(mean[j] - full[j]) > 4 * error + 1e-9 ? 1 : 0;
      }
      assertEquals(0, outside, "entries off by more than 4 standard errors");
      double[] biased = s.adjoint(scan.withTruncation(Truncation.windows(4), 0)).parameters();
      assertTrue(distance(biased, full) > 2 * distance(mean, full), "fixed windows are biased");
    }
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  @ParameterizedTest
  @CsvSource({"10,1", "10,4", "10,9", "7,3"})
  void aRandomStartCoversALagWithItsProbability(int window, int lag) {
    Truncation.Windows w = Truncation.windows(window).withStarts(Starts.RANDOM);
    int draws = 20000;
    int together = 0;
    for (int seed = 0; seed < draws; seed++) {
      int shift = w.shift(0, 1, seed);
      int early = 3 * window + 2;
      together +=
          Math.floorDiv(early - shift, window) == Math.floorDiv(early + lag - shift, window)
              ? 1
              : 0;
    }
    double p = (double) (window - lag) / window;
    assertEquals(p, (double) together / draws, 4 * Math.sqrt(p * (1 - p) / draws));
  }

  @ParameterizedTest
  @CsvSource({"10,1", "10,4", "10,9", "10,10", "7,3"})
  void gradientsPassALagInItsShareOfAllStarts(int window, int lag) {
    // h' = h + x: the last loss asks 1 of the input that is a lag before it, if anything passes.
    Recurrence sum = new ElmanCell(1, 1, ElmanCell.Activation.RELU);
    Scan scan = Scan.of(sum, ONE);
    double[] parameters = new double[scan.layout().size()];
    scan.layout().set(parameters, "layer0/forward/elman/wx", new double[] {1});
    scan.layout().set(parameters, "layer0/forward/elman/wh", new double[] {1});
    int steps = 4 * window;
    double[] x = new double[steps];
    Arrays.fill(x, 1);
    SequenceBatch batch = SequenceBatch.of(List.of(new Sequence("s", 1, x)));
    double[] dy = new double[steps];
    int last = 3 * window + lag - 1;
    dy[last] = 1;
    Truncation.Windows w = Truncation.windows(window);
    double aligned =
        scan.withTruncation(w, 0).run(parameters, batch).adjoint(dy, null).inputs()[last - lag];
    assertEquals(0, aligned, "a pair on both sides of a boundary");
    Truncation.Windows random = w.withStarts(Starts.RANDOM);
    boolean[] seen = new boolean[window];
    int shifts = 0;
    int passed = 0;
    for (int seed = 0; shifts < window; seed++) {
      int shift = random.shift(0, 1, seed);
      if (!seen[shift]) {
        seen[shift] = true;
        shifts++;
        Scan cut = scan.withTruncation(random, seed);
        double dx = cut.run(parameters, batch).adjoint(dy, null).inputs()[last - lag];
        assertTrue(dx == 0 || dx == 1, "found " + dx);
        passed += dx == 1 ? 1 : 0;
      }
    }
    assertEquals(window - lag, passed, "of " + window + " starts");
  }

  /** Influence balancing of Tallec and Ollivier 2017: s' = A s ± θ, A_ii = A_i,i+1 = 1/2. */
  private record InfluenceBalancing() implements Cell {
    private static final int SIZE = 23;
    private static final int POSITIVE = 10;

    @Override
    public String name() {
      return "influence";
    }

    @Override
    public int inputSize() {
      return 1;
    }

    @Override
    public int hiddenSize() {
      return SIZE;
    }

    @Override
    public List<String> stateNames() {
      return List.of("h");
    }

    @Override
    public List<ParameterLayout.Entry> parameterEntries() {
      return List.of(ParameterLayout.Entry.of("theta", 1));
    }

    @Override
    public List<Variable> step(
        Map<String, Variable> p, Variable x, List<Variable> state, StepMasks masks) {
      Variable s = state.get(0);
      int rows = s.size(0);
      double[] signs = new double[SIZE];
      Arrays.setAll(signs, i -> i < POSITIVE ? 1 : -1);
      Variable next = Variable.concat(1, List.of(s.slice(1, 1, SIZE), s.tape().zeros(rows, 1)));
      Variable drive = s.tape().constant(signs, 1, SIZE).multiply(p.get("theta"));
      return List.of(s.add(next).multiply(s.tape().constant(0.5)).add(drive));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,1",
    "10,10",
    "15,14.675903",
    "20,16.476059",
    "25,14.199284",
    "30,9.869932",
    "40,0.565538",
    "41,-0.218987",
    "50,-4.752671",
    "80,-5.999892"
  })
  void influenceBalancingNeedsALongWindow(int window, double expected) {
    InfluenceBalancing cell = new InfluenceBalancing();
    int steps = 120;
    SequenceBatch batch = SequenceBatch.of(List.of(new Sequence("s", 1, new double[steps])));
    State ones = State.zeros(cell, 1);
    Arrays.fill(ones.get(0, 0, 0), 1);
    double[] dy = new double[steps * InfluenceBalancing.SIZE];
    dy[(steps - 1) * InfluenceBalancing.SIZE] = 1;
    Scan scan = Scan.traced(cell, ONE).withTruncation(Truncation.windows(window, 1), 0);
    double[] theta = {0.5};
    double found = scan.run(theta, batch, ones).adjoint(dy, null).parameters()[0];
    assertEquals(expected, found, 5e-7);
  }

  @Test
  void windowsThatDoNotCarryAreSequencesOfTheirOwn() {
    Sequence a =
        new Sequence("a", 1, new double[] {0, 1, 2, 3, 4, 5, 6}).label("y", 0, 1, 2, 3, 4, 5, 6);
    Sequence b = new Sequence("b", 1, new double[] {7, 8}).label("y", 7, 8);
    SequenceBatch batch = SequenceBatch.of(List.of(a, b));
    Truncation.Windows w = Truncation.windows(3).withoutCarry();
    assertEquals(List.of("0 1 2", "3 4 5", "6", "7 8"), texts(w.pieces(batch, 0)));
    SequenceBatch staggered = w.withStarts(Starts.STAGGERED).pieces(batch, 0);
    assertEquals(List.of("0 1 2", "3 4 5", "6", "7", "8"), texts(staggered));
    assertArrayEquals(new int[] {3, 4, 5}, w.pieces(batch, 0).get(1).labels("y"));
    assertEquals("a[3,6)", w.pieces(batch, 0).get(1).id());
  }

  private static List<String> texts(SequenceBatch batch) {
    List<String> texts = new ArrayList<>();
    for (int n = 0; n < batch.size(); n++) {
      List<String> values =
          Arrays.stream(batch.get(n).features()).mapToObj(v -> "" + (int) v).toList();
      texts.add(String.join(" ", values));
    }
    return texts;
  }

  @Test
  void impossibleTruncationsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Truncation.windows(0));
    assertThrows(IllegalArgumentException.class, () -> Truncation.windows(3, 4));
    assertThrows(IllegalArgumentException.class, () -> Truncation.windows(4, 3).withoutCarry());
    assertThrows(IllegalArgumentException.class, () -> new Truncation.Random(1, 4));
    assertThrows(IllegalArgumentException.class, () -> new Truncation.Random(50, 2));
    Scan both = Scan.of(Bidirectional.of(new GruCell(1, 2)), ONE);
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> both.withTruncation(Truncation.windows(3), 0))
            .getMessage();
    assertEquals(
        "truncation: expected layers that run forward, found layer 0 of both directions", message);
    Scan one = Scan.of(new GruCell(1, 2), ONE);
    assertThrows(
        IllegalArgumentException.class,
        () -> one.withTruncation(Truncation.windows(3).withoutCarry(), 0));
  }
}
