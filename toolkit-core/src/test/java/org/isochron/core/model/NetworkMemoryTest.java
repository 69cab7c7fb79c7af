package org.isochron.core.model;

import static org.isochron.core.recurrence.EngineCases.random;
import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Bidirectional;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.EngineCases.Case;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.MemoryPolicy;
import org.isochron.core.recurrence.MguCell;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.RecurrentDropout;
import org.isochron.core.recurrence.Residual;
import org.isochron.core.recurrence.Reversed;
import org.isochron.core.recurrence.Stacked;
import org.isochron.core.recurrence.Truncation;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.recurrence.Zoneout;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Memory policies and truncation of a network's training step. */
class NetworkMemoryTest {
  private static final int[] LENGTHS = {
    9, 1, 14, 40, 3, 77, 7, 7, 2, 30, 11, 5, 9, 70, 18, 4, 6, 8
  };

  static Stream<Case> trunks() {
    Recurrence both = Bidirectional.of(new LstmCell(3, 4));
    Recurrence mixed = Stacked.of(new GruCell(3, 5), new LstmCell(5, 4));
    return Stream.of(
        new Case("LSTM", new LstmCell(3, 5)),
        new Case("two layers", mixed),
        new Case("bidirectional", both),
        new Case("both below one", Stacked.of(both, new GruCell(8, 3))),
        new Case("one below both", Stacked.of(mixed, Bidirectional.of(new GruCell(4, 3)))),
        new Case("traced below fused", Stacked.of(new LstmCell(3, 4).withPeepholes(), both(4))),
        new Case("reversed", new Reversed(mixed)),
        new Case("reversed below forward", Stacked.of(new Reversed(mixed), new GruCell(4, 3))),
        new Case("reversed above forward", Stacked.of(mixed, new Reversed(new MguCell(4, 3)))),
        new Case("residual", Stacked.of(new GruCell(3, 4), new Residual(new LstmCell(4, 4)))),
        new Case("stochastic", Stacked.of(new Zoneout(new GruCell(3, 4), .2, 0), stochastic(4))));
  }

  private static Recurrence stochastic(int input) {
    return Bidirectional.of(new RecurrentDropout(new LstmCell(input, 3), .3));
  }

  private static Recurrence both(int input) {
    return Bidirectional.of(new GruCell(input, 3));
  }

  private static double[] step(NetworkRun run, SequenceBatch batch, double[] parameters) {
    run.parameters(parameters);
    double[] gradient = new double[parameters.length + 1];
    double[] own = new double[parameters.length];
    gradient[parameters.length] = run.lossAndGradient(batch, own, 3);
    System.arraycopy(own, 0, gradient, 0, own.length);
    return gradient;
  }

  @ParameterizedTest
  @MethodSource("trunks")
  void policiesChangeNoBitOfLossAndGradient(Case c) {
    RecurrentNetwork network = NetworkCases.allHeads(c.recurrence()).withDropout(0.2);
    double[] parameters = NetworkCases.parameters(random(1), network);
    SequenceBatch batch = NetworkCases.batch(random(2), network, LENGTHS);
    try (Workers workers = new Workers(2)) {
      NetworkRun run = new NetworkRun(network, workers);
      double[] all = step(run, batch, parameters);
      for (MemoryPolicy policy :
          List.of(
              MemoryPolicy.everyNth(5),
              MemoryPolicy.everyNth(16),
              MemoryPolicy.revolve(3).withPartSteps(7),
              MemoryPolicy.revolve(1))) {
        run.memory(policy);
        assertSameBits(all, step(run, batch, parameters), c + ", " + policy);
        run.predictions(batch);
        assertSameBits(all, step(run, batch, parameters), c + ", again, " + policy);
      }
    }
  }

  static Stream<Case> cells() {
    return EngineCases.tracedCells(3, 4).stream();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void everyCellTrainsTheSameUnderEveryPolicy(Case c) {
    Recurrence turned = new Reversed(c.recurrence());
    for (Recurrence trunk : List.of(c.recurrence(), turned)) {
      RecurrentNetwork network = RecurrentNetwork.of(trunk, Head.of("y", Head.Scope.STEP, 3));
      double[] parameters = NetworkCases.parameters(random(1), network);
      SequenceBatch batch = NetworkCases.batch(random(2), network, 9, 1, 14, 5);
      try (Workers workers = new Workers(1)) {
        NetworkRun run = new NetworkRun(network, workers);
        double[] all = step(run, batch, parameters);
        for (MemoryPolicy policy :
            List.of(MemoryPolicy.everyNth(4), MemoryPolicy.revolve(2).withPartSteps(3))) {
          run.memory(policy);
          assertSameBits(all, step(run, batch, parameters), c + ", " + policy);
        }
      }
    }
  }

  @Test
  void aTracedLayerTrainsAsAFusedOne() {
    Head head = Head.of("y", Head.Scope.STEP, 3);
    LstmCell plain = new LstmCell(3, 4);
    RecurrentNetwork fused = RecurrentNetwork.of(plain, head);
    RecurrentNetwork traced = RecurrentNetwork.of(plain.withPeepholes(), head);
    double[] parameters = NetworkCases.parameters(random(1), fused);
    double[] peepholes = new double[traced.layout().size()];
    for (var entry : fused.layout().entries()) {
      traced.layout().set(peepholes, entry.name(), fused.layout().get(parameters, entry.name()));
    }
    SequenceBatch batch = NetworkCases.batch(random(2), fused, 9, 4, 20);
    try (Workers workers = new Workers(1)) {
      double[] expected = new double[parameters.length];
      NetworkRun run = new NetworkRun(fused, workers);
      run.parameters(parameters);
      double loss = run.lossAndGradient(batch, expected, 0);
      double[] found = new double[peepholes.length];
      NetworkRun other = new NetworkRun(traced, workers);
      other.parameters(peepholes);
      assertEquals(loss, other.lossAndGradient(batch, found, 0), 1e-6);
      for (var entry : fused.layout().entries()) {
        assertClose(
            fused.layout().get(expected, entry.name()),
            traced.layout().get(found, entry.name()),
            1e-5,
            entry.name());
      }
    }
  }

  @Test
  void windowsThatDoNotCarryAreSequencesOfTheirOwn() {
    Head head = Head.of("y", Head.Scope.STEP, 3);
    RecurrentNetwork network = RecurrentNetwork.of(new GruCell(2, 4), head);
    double[] parameters = NetworkCases.parameters(random(1), network);
    SequenceBatch batch = NetworkCases.batch(random(2), network, 17, 6);
    List<Sequence> pieces = new ArrayList<>();
    for (int[] part :
        new int[][] {{0, 0, 5}, {0, 5, 10}, {0, 10, 15}, {0, 15, 17}, {1, 0, 5}, {1, 5, 6}}) {
      pieces.add(batch.get(part[0]).slice(part[1], part[2]));
    }
    try (Workers workers = new Workers(1)) {
      NetworkRun run = new NetworkRun(network, workers);
      double[] expected = step(run, SequenceBatch.of(pieces), parameters);
      run.truncation(Truncation.windows(5).withoutCarry());
      assertSameBits(expected, step(run, batch, parameters), "windows");
      run.truncation(Truncation.windows(5));
      double[] carried = step(run, batch, parameters);
      run.truncation(Truncation.windows(17));
      double[] full = step(run, batch, parameters);
      run.truncation(Truncation.none());
      assertSameBits(step(run, batch, parameters), full, "a window over all");
      assertEquals(full[parameters.length], carried[parameters.length], "the loss is the whole's");
    }
  }

  @Test
  void overlappingWindowsCountTheHeadsOnceAndPoliciesChangeNoBit() {
    RecurrentNetwork network =
        RecurrentNetwork.of(
            Stacked.of(new GruCell(2, 4), new LstmCell(4, 3)),
            Head.of("a", Head.Scope.STEP, 3).withHidden(5),
            Head.of("b", Head.Scope.STEP, 2).withInput());
    double[] parameters = NetworkCases.parameters(random(1), network);
    SequenceBatch batch = NetworkCases.batch(random(2), network, 17, 60, 6);
    int trunk = network.layout().offset("head/a/hidden/w");
    try (Workers workers = new Workers(2)) {
      NetworkRun run = new NetworkRun(network, workers);
      double[] full = step(run, batch, parameters);
      run.truncation(Truncation.windows(7, 2));
      double[] truncated = step(run, batch, parameters);
      for (int i = 0; i < full.length; i++) {
        assertTrue(i < trunk || full[i] == truncated[i], "head or loss, entry " + i);
      }
      run.memory(MemoryPolicy.everyNth(5));
      assertSameBits(truncated, step(run, batch, parameters), "every 5th");
      HeadGradients heads = run.headGradients(batch, 3);
      double[] sum = new double[trunk];
      for (int i = 0; i < trunk; i++) {
        sum[i] = heads.gradients().get(0)[i] + heads.gradients().get(1)[i];
      }
      assertClose(Arrays.copyOf(truncated, trunk), sum, 1e-5, "sum of the heads' parts");
      run.truncation(Truncation.windows(5).withoutCarry());
      double[] pieces = step(run, batch, parameters);
      HeadGradients each = run.headGradients(batch, 3);
      assertEquals(pieces[pieces.length - 1], each.losses().get(0) + each.losses().get(1), 1e-6);
    }
  }

  @Test
  void aLabelOfTheWholeSequenceIsNotCut() {
    RecurrentNetwork network =
        RecurrentNetwork.of(new GruCell(2, 4), Head.of("y", Head.Scope.SEQUENCE_LAST, 2));
    SequenceBatch batch = NetworkCases.batch(random(2), network, 9);
    try (Workers workers = new Workers(1)) {
      NetworkRun run = new NetworkRun(network, workers);
      double[] parameters = NetworkCases.parameters(random(1), network);
      run.parameters(parameters);
      run.truncation(Truncation.windows(4).withoutCarry());
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> run.lossAndGradient(batch, new double[parameters.length], 0))
              .getMessage();
      assertEquals(
          "sequence 0: y is of the sequence as a whole and cannot be cut into parts", message);
    }
  }

  @Test
  void randomMasksAreThoseOfTheStepsSeedAndNoneOutsideOfTraining() {
    Head head = Head.of("y", Head.Scope.STEP, 3);
    RecurrentNetwork network = RecurrentNetwork.of(stochastic(2), head);
    double[] parameters = NetworkCases.parameters(random(1), network);
    SequenceBatch batch = NetworkCases.batch(random(2), network, 9, 4, 20);
    double[] gradient = new double[parameters.length];
    try (Workers one = new Workers(1);
        Workers two = new Workers(2)) {
      NetworkRun run = new NetworkRun(network, one);
      run.parameters(parameters);
      double loss = run.lossAndGradient(batch, gradient, 1);
      assertNotEquals(loss, run.lossAndGradient(batch, new double[parameters.length], 2));
      assertNotEquals(loss, run.loss(batch));
      NetworkRun other = new NetworkRun(network, two);
      other.parameters(parameters);
      double[] again = new double[parameters.length];
      assertEquals(loss, other.lossAndGradient(batch, again, 1));
      assertSameBits(gradient, again, "2 threads");
    }
  }

  @Test
  void gapsAreLeftOut() {
    RecurrentNetwork network = NetworkCases.allHeads(Bidirectional.of(new GruCell(2, 4)));
    double[] parameters = NetworkCases.parameters(random(1), network);
    SequenceBatch whole = NetworkCases.batch(random(2), network, 9, 6);
    boolean[] present = {true, true, false, true, true, false, false, true, true};
    SequenceBatch gaps = SequenceBatch.of(List.of(whole.get(0).mask(present), whole.get(1)));
    try (Workers workers = new Workers(1)) {
      NetworkRun run = new NetworkRun(network, workers);
      double[] expected = step(run, gaps.withoutGaps(), parameters);
      assertSameBits(expected, step(run, gaps, parameters), "gradient and loss");
      float[] closed = run.predictions(gaps.withoutGaps()).get("step")[0];
      float[] open = run.predictions(gaps).get("step")[0];
      assertEquals(9 * 3, open.length);
      int[] source = {0, 1, 1, 2, 3, 3, 3, 4, 5};
      for (int t = 0; t < 9; t++) {
        for (int k = 0; k < 3; k++) {
          assertEquals(closed[source[t] * 3 + k], open[t * 3 + k]);
        }
      }
    }
  }
}
