package org.isochron.core.objective;

import static org.isochron.core.objective.ChainCases.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.isochron.core.objective.LinearChain.Transition;
import org.isochron.core.recurrence.CentralDifferences;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.sequence.Sequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ChainInferenceTest {
  private static final int STEPS = 6;
  private static final int CLASSES = 3;

  /** A cycle 0 → 1 → 2 → 0 in which 0 may stay and 2 reads two logits. */
  private static final LinearChain CYCLE =
      new LinearChain(
          List.of(List.of(0), List.of(1), List.of(1, 2)),
          List.of(
              new Transition(0, 0),
              new Transition(0, 1),
              new Transition(1, 2),
              new Transition(2, 0)),
          List.of(List.of(2, 0), List.of(1)));

  private static final int[] LABELS = {0, Sequence.IGNORE, 1, 3, 0, Sequence.IGNORE};

  private final double[] logits = EngineCases.uniform(EngineCases.random(5), STEPS * CLASSES, 2);
  private final double[] scores = EngineCases.uniform(EngineCases.random(6), 4, 1);

  private ChainInference inference() {
    ChainInference made = new ChainInference(CYCLE);
    made.pack(scores, 0);
    return made;
  }

  private PathSums paths() {
    double[][] rows = new double[STEPS][];
    Arrays.setAll(rows, t -> Arrays.copyOfRange(logits, t * CLASSES, (t + 1) * CLASSES));
    return new PathSums(CYCLE, scores, rows);
  }

  private double loss(double factor, double[] cotangent, double[] transitions) {
    return inference().apply(logits, CLASSES, LABELS, factor, cotangent, transitions);
  }

  @Test
  void lossIsMinusTheLogProbabilityOfThePathsThatFit() {
    double found = loss(1, new double[logits.length], new double[4]);
    assertEquals(paths().loss(LABELS), found, 1e-12);
    assertTrue(found > 0.1, "a loss of " + found + " tests little");
  }

  @Test
  void cotangentsAreTheDerivatives() {
    double[] cotangent = new double[logits.length];
    double[] transitions = new double[4];
    loss(0.3, cotangent, transitions);
    double[] dLogits = CentralDifferences.gradient(logits, () -> 0.3 * paths().loss(LABELS));
    assertArrayEquals(dLogits, cotangent, 1e-9);
    double[] dScores = CentralDifferences.gradient(scores, () -> 0.3 * paths().loss(LABELS));
    assertArrayEquals(dScores, transitions, 1e-9);
  }

  @Test
  void marginalsAreSumsOverPaths() {
    float[] found = new float[STEPS * 3];
    inference().marginals(logits, CLASSES, STEPS, found);
    double[][] expected = paths().marginals();
    for (int i = 0; i < found.length; i++) {
      assertEquals(expected[i / 3][i % 3], found[i], 1e-7, "step " + i / 3 + ", state " + i % 3);
    }
  }

  @Test
  void theBestPathIsTheBestOfAll() {
    for (int seed = 0; seed < 20; seed++) {
      System.arraycopy(
          EngineCases.uniform(EngineCases.random(seed), logits.length, 3),
          0,
          logits,
          0,
          logits.length);
      assertArrayEquals(
          paths().bestPath(), inference().bestPath(logits, CLASSES, STEPS), "seed " + seed);
    }
  }

  @Test
  void aLongSequenceWithExtremeLogitsStaysFinite() {
    int steps = 20_000;
    double[] z = EngineCases.uniform(EngineCases.random(10), steps * CLASSES, 300);
    int[] labels = new int[steps];
    Arrays.fill(labels, Sequence.IGNORE);
    labels[0] = 0;
    double found = inference().apply(z, CLASSES, labels, 1, new double[z.length], new double[4]);
    assertTrue(Double.isFinite(found) && found >= 0, "loss " + found);
  }

  @Test
  void labelsThatNoPathFitsAreRefusedWithTheStep() {
    int[] labels = {0, 2, 0};
    double[] dz = new double[logits.length];
    Executable call = () -> inference().apply(logits, CLASSES, labels, 1, dz, new double[4]);
    refused("labels: no allowed path fits them up to step 1", call);
    labels[1] = 5;
    refused("label: expected 0 to 4 or -1, found 5", call);
  }

  @Test
  void aLabelSetIsLessKnownThanAStateAndMoreThanNothing() {
    int[] labels = {Sequence.IGNORE, 3, 0, 0};
    double[] dz = new double[logits.length];
    double set = inference().apply(logits, CLASSES, labels, 1, dz, new double[4]);
    labels[1] = 0;
    double state = inference().apply(logits, CLASSES, labels, 1, dz, new double[4]);
    labels[1] = Sequence.IGNORE;
    double nothing = inference().apply(logits, CLASSES, labels, 1, dz, new double[4]);
    assertTrue(nothing <= set && set < state, nothing + " <= " + set + " < " + state);
    refused(
        "labels: no allowed path fits them up to step 2",
        () -> inference().apply(logits, CLASSES, new int[] {3, 4, 0, 3}, 1, dz, new double[4]));
    refused(
        "label set: expected states from 0 to 2, found [3]",
        () -> new LinearChain(CYCLE.states(), CYCLE.transitions(), List.of(List.of(3))));
  }

  @Test
  void logitsOfAnotherSizeAndNaNAreRefused() {
    ChainInference inference = inference();
    int size = STEPS * CLASSES;
    refused(
        "classes: the chain reads " + CLASSES + " logits, found " + (CLASSES + 1),
        () -> inference.bestPath(new double[STEPS * (CLASSES + 1)], CLASSES + 1, STEPS));
    refused(
        "classes: the chain reads " + CLASSES + " logits, found 1",
        () -> inference.marginals(logits, 1, STEPS, new float[size]));
    String rows = STEPS + " steps of " + CLASSES + " classes, " + size + " values, found ";
    refused(
        "logits: expected at least " + rows + (size - 1),
        () -> inference.bestPath(new double[size - 1], CLASSES, STEPS));
    refused(
        "logits: expected " + rows + (size + 1),
        () -> inference.bestPath(new double[size + 1], CLASSES, STEPS));
    refused(
        "logits: expected at least " + rows + (size - 1),
        () -> inference.marginals(new double[size - 1], CLASSES, STEPS, new float[size]));
    refused(
        "steps: expected at least 1, found 0", () -> inference.bestPath(new double[0], CLASSES, 0));
    double[] hole = logits.clone();
    hole[CLASSES + 1] = Double.NaN;
    refused(
        "logits: step 1, class 1, from 0: expected a number, found NaN",
        () -> inference.bestPath(hole, CLASSES, STEPS));
  }

  @Test
  void chainsThatCannotBeWalkedAreRefused() {
    List<List<Integer>> two = List.of(List.of(0), List.of(1));
    List<Transition> oneWay = List.of(new Transition(0, 0), new Transition(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new LinearChain(two, oneWay));
    List<Transition> beyond = List.of(new Transition(0, 2), new Transition(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new LinearChain(two, beyond));
    List<Transition> twice =
        List.of(new Transition(0, 1), new Transition(1, 0), new Transition(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new LinearChain(two, twice));
    assertThrows(
        IllegalArgumentException.class,
        () -> new LinearChain(List.of(List.of(), List.of(1)), LinearChain.full(2).transitions()));
  }

  @Test
  void aLoudStateThatCannotBeReachedSilencesNobody() {
    ChainInference inference = new ChainInference(ChainCases.APART);
    inference.pack(new double[6], 0);
    double[] logits = {2000, 0, 0, 0, 0, 1000, 0, 0, 0};
    float[] marginals = new float[9];
    inference.marginals(logits, 3, 3, marginals);
    assertEquals(1, marginals[3] + marginals[4], 1e-6);
    double loss = inference.apply(logits, 3, new int[] {0, 1, 1}, 1, new double[9], new double[6]);
    assertTrue(loss > 0 && loss < 5, "loss " + loss);
  }
}
