package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.EngineCases.random;
import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.isochron.core.recurrence.EngineCases.Case;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A memory policy changes what is computed twice, and no bit of any result. */
class MemoryPolicyTest {
  private static final int[] LENGTHS = {
    9, 1, 14, 40, 3, 77, 7, 7, 2, 30, 11, 5, 9, 70, 18, 4, 6, 8
  };

  private static final List<MemoryPolicy> POLICIES =
      List.of(
          MemoryPolicy.everyNth(1),
          MemoryPolicy.everyNth(7),
          MemoryPolicy.everyNth(32),
          MemoryPolicy.everyNth(1000),
          MemoryPolicy.revolve(1).withPartSteps(5),
          MemoryPolicy.revolve(3).withPartSteps(3),
          MemoryPolicy.revolve(2),
          MemoryPolicy.revolve(100));

  static Stream<Case> cases() {
    return Stream.concat(EngineCases.small(), EngineCases.causal());
  }

  /** All that one run gives. */
  private record Results(
      double[] y, State last, Trajectory.Adjoint adjoint, List<State> states, long steps) {}

  private static Results results(Scan scan, Case c, int... lengths) {
    RandomGenerator random = random(7);
    double[] parameters = EngineCases.parameters(random, c.recurrence());
    SequenceBatch batch = EngineCases.batch(random, c.recurrence().inputSize(), lengths);
    double[] dy = EngineCases.cotangents(random, c.recurrence(), batch);
    State initial = EngineCases.state(random, c.recurrence(), batch.size());
    State dLast = EngineCases.state(random, c.recurrence(), batch.size());
    Trajectory t = scan.run(parameters, batch, initial);
    List<State> states = t.adjointStates(dy, dLast);
    long before = t.stepsRun();
    return new Results(t.outputs(), t.finalState(), t.adjoint(dy, dLast), states, before);
  }

  private static void assertSame(Recurrence r, Results a, Results b, String name) {
    assertSameBits(a.y, b.y, name + ": outputs");
    assertSameBits(r, a.last, b.last, name + ": final states");
    assertSameBits(a.adjoint.parameters(), b.adjoint.parameters(), name + ": parameters");
    assertSameBits(a.adjoint.inputs(), b.adjoint.inputs(), name + ": inputs");
    assertSameBits(r, a.adjoint.initialState(), b.adjoint.initialState(), name + ": initial");
    for (int t = 0; t < a.states.size(); t++) {
      assertSameBits(r, a.states.get(t), b.states.get(t), name + ": adjoint states");
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void fusedRunsGiveTheSameBitsUnderEveryPolicy(Case c) {
    try (Workers workers = new Workers(2)) {
      Scan scan = Scan.of(c.recurrence(), workers);
      Results all = results(scan, c, LENGTHS);
      for (MemoryPolicy policy : POLICIES) {
        Results other = results(scan.withMemory(policy), c, LENGTHS);
        assertSame(c.recurrence(), all, other, c + ", " + policy);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.isochron.core.recurrence.EngineCases#smallTraced")
  void tracedRunsGiveTheSameBitsUnderEveryPolicy(Case c) {
    try (Workers workers = new Workers(2)) {
      Scan scan = Scan.traced(c.recurrence(), workers);
      Results all = results(scan, c, 9, 4, 23);
      for (MemoryPolicy policy : POLICIES) {
        Results other = results(scan.withMemory(policy), c, 9, 4, 23);
        assertSame(c.recurrence(), all, other, c + ", " + policy);
      }
    }
  }

  @Test
  void partsThatEndWithinAStretchOfTheGradientGiveTheSameBits() {
    Case c = new Case("LSTM", new LstmCell(2, 8));
    try (Workers workers = new Workers(2)) {
      Scan scan = Scan.of(c.recurrence(), workers);
      for (int[] lengths : new int[][] {{5000}, {3000, 2600, 700}}) {
        Results all = results(scan, c, lengths);
        for (MemoryPolicy policy :
            List.of(
                MemoryPolicy.everyNth(700),
                MemoryPolicy.everyNth(1024),
                MemoryPolicy.revolve(3).withPartSteps(411),
                MemoryPolicy.revolve(2))) {
          Results other = results(scan.withMemory(policy), c, lengths);
          assertSame(c.recurrence(), all, other, "" + policy);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"10,3,15", "1,1,0", "1000,44,1954", "7,1,21", "10,100,9", "5,2,6"})
  void stepsRunAgainAreTheBinomialFormulas(int parts, int states, long steps) {
    assertEquals(steps, Reversal.forwardSteps(parts, states));
    assertEquals(steps, steps(new Reversal(parts, states), parts, states));
  }

  /** Follows a plan with as many slots as it may use; returns how many parts were run forward. */
  private static long steps(Reversal plan, int parts, int states) {
    int[] slots = new int[states];
    int at = 0;
    int turned = parts;
    long steps = 0;
    for (int i = 0; i < plan.size(); i++) {
      int argument = plan.argument(i);
      switch (plan.move(i)) {
        case ADVANCE -> {
          assertEquals(at++, argument, "part that is run");
          steps++;
        }
        case STORE -> slots[argument] = at;
        case RESTORE -> at = slots[argument];
        case TURN -> {
          assertEquals(at, argument, "part that is turned");
          assertEquals(--turned, argument, "last part first");
        }
      }
    }
    assertEquals(0, turned, "parts that are left");
    return steps;
  }

  @Test
  void plansTakeTheStepsOfTheBinomialFormula() {
    // Griewank and Walther 2000: r l − β(s + 1, r − 1), β(s, r − 1) < l ≤ β(s, r) = C(s + r, s).
    for (int s = 1; s <= 6; s++) {
      for (int l = 1; l <= 60; l++) {
        int r = 0;
        while (binomial(s + r, s) < l) {
          r++;
        }
        long expected = (long) r * l - (r == 0 ? 0 : binomial(s + r, s + 1));
        assertEquals(expected, steps(new Reversal(l, s), l, s), l + " parts, " + s + " states");
      }
    }
  }

  private static long binomial(int n, int k) {
    return k == 0 ? 1 : binomial(n - 1, k - 1) * n / k;
  }

  @Test
  void thereMayBeAsManyPartsAsSteps() {
    assertEquals(4_000_000 - 2, new Reversal(1_000_000, 1_000_000).size());
    assertTrue(new Reversal(1_000_000, 44).size() > 1_000_000);
    assertThrows(IllegalArgumentException.class, () -> new Reversal(100_000, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13})
  void noPlanNeedsFewerSteps(int most) {
    long[][] least = new long[61][most + 1];
    for (int s = 1; s <= most; s++) {
      for (int l = 2; l <= 60; l++) {
        least[l][s] = (long) l * (l - 1) / 2;
        for (int m = 1; m < l && s > 1; m++) {
          least[l][s] = Math.min(least[l][s], m + least[l - m][s - 1] + least[m][s]);
        }
        assertEquals(least[l][s], Reversal.forwardSteps(l, s), l + " parts, " + s + " states");
      }
    }
  }

  @Test
  void aRunTakesTheStepsThatThePlanSays() {
    Case c = new Case("LSTM", new LstmCell(2, 3));
    try (Workers workers = new Workers(1)) {
      for (Scan scan :
          List.of(Scan.of(c.recurrence(), workers), Scan.traced(c.recurrence(), workers))) {
        assertEquals(60, results(scan, c, 60).steps);
        for (int states : new int[] {1, 2, 4, 9}) {
          MemoryPolicy policy = MemoryPolicy.revolve(states).withPartSteps(1);
          long steps = results(scan.withMemory(policy), c, 60).steps;
          assertEquals(60 + Reversal.forwardSteps(60, states), steps);
        }
        long every = results(scan.withMemory(MemoryPolicy.everyNth(10)), c, 60).steps;
        assertEquals(60 + 50, every);
      }
    }
  }

  @Test
  void policiesThatKeepNothingAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> MemoryPolicy.everyNth(0));
    assertThrows(IllegalArgumentException.class, () -> MemoryPolicy.revolve(0));
    assertThrows(IllegalArgumentException.class, () -> new Reversal(0, 1));
    String message =
        assertThrows(IllegalArgumentException.class, () -> MemoryPolicy.revolve(-1)).getMessage();
    assertTrue(message.contains("at least 1 state, found -1"), message);
  }
}
