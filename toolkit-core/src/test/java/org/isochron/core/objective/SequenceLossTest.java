package org.isochron.core.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.objective.Head.Scope;
import org.isochron.core.recurrence.CentralDifferences;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.sequence.Sequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each loss against its formula. */
class SequenceLossTest {
  private static final int STEPS = 6;
  private static final int STRIDE = 7;

  private static List<Head> heads() {
    List<Head> heads = new ArrayList<>(LossCases.heads());
    List<Double> oneIsZero = List.of(1.0, 0.0, 2.5);
    heads.add(
        Head.of("smoothed", Head.Scope.STEP, 3, Loss.crossEntropy(0.3))
            .withClassWeights(oneIsZero));
    return heads;
  }

  private static OutputRows rows(float[] z, float[] dz, int steps) {
    LaneBlock block = new LaneBlock();
    block.layOut(new int[] {steps}, 1);
    return new OutputRows(STRIDE, false).over(z, dz).at(block, 0);
  }

  private static float[] outputs(int steps, int classes, double range, long seed) {
    double[] random = EngineCases.uniform(EngineCases.random(seed), steps * classes, range);
    float[] z = new float[steps * STRIDE];
    for (int i = 0; i < random.length; i++) {
      z[i / classes * STRIDE + i % classes] = (float) random[i];
    }
    return z;
  }

  private static double[][] matrix(float[] z, int steps, int classes) {
    double[][] rows = new double[steps][classes];
    for (int t = 0; t < steps; t++) {
      for (int k = 0; k < classes; k++) {
        rows[t][k] = z[t * STRIDE + k];
      }
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("heads")
  void lossAndCotangentAreThoseOfTheFormula(Head head) {
    Sequence s = LossCases.labelled(EngineCases.random(8), head, STEPS);
    float[] z = outputs(STEPS, head.outputs(), 2, 9);
    float[] dz = new float[z.length];
    java.util.Arrays.fill(dz, Float.NaN);
    double[] transitions = new double[16];
    ReferenceLoss reference = new ReferenceLoss(head, transitions);
    SequenceLoss loss = SequenceLoss.of(head);
    loss.pack(transitions, 0);
    double[][] at = matrix(z, STEPS, head.outputs());
    double expected = 0.3 * reference.loss(s, at);
    assertEquals(expected, loss.apply(rows(z, dz, STEPS), s, 0.3), 1e-12 * (1 + expected));
    assertEquals(reference.weight(s), loss.weight(s));
    for (int t = 0; t < STEPS; t++) {
      double[] gradient = CentralDifferences.gradient(at[t], () -> 0.3 * reference.loss(s, at));
      for (int k = 0; k < head.outputs(); k++) {
        assertEquals(gradient[k], dz[t * STRIDE + k], 1e-6, "step " + t + ", output " + k);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("heads")
  void aNaNOutputMakesTheLossNaN(Head head) {
    Sequence s = LossCases.labelled(EngineCases.random(8), head, STEPS);
    SequenceLoss loss = SequenceLoss.of(head);
    loss.pack(new double[16], 0);
    float[] z = new float[STEPS * STRIDE];
    java.util.Arrays.fill(z, Float.NaN);
    assertTrue(Double.isNaN(loss.apply(rows(z, z.clone(), STEPS), s, 1)));
  }

  @Test
  void labelsThatNoPathFitsAreNamed() {
    List<LinearChain.Transition> cycle =
        List.of(new LinearChain.Transition(0, 1), new LinearChain.Transition(1, 0));
    LinearChain chain = new LinearChain(List.of(List.of(0), List.of(1)), cycle);
    SequenceLoss loss = SequenceLoss.of(Head.of("a", Scope.STEP, 2, Loss.chain(chain)));
    loss.pack(new double[2], 0);
    Sequence stays = sequence().label("a", 0, 0);
    float[] z = new float[2 * STRIDE];
    refused(
        "s: head a: labels: no allowed path fits them up to step 1",
        () -> loss.apply(rows(z, z.clone(), 2), stays, 1));
  }

  @Test
  void extremeLogitsOverflowNothing() {
    Head head = Head.of("a", Scope.STEP, 3);
    SequenceLoss loss = SequenceLoss.of(head);
    Sequence s = new Sequence("s", 1, new double[2]).label("a", 0, 1);
    float[] z = new float[2 * STRIDE];
    for (int t = 0; t < 2; t++) {
      z[t * STRIDE] = 3e38f;
      z[t * STRIDE + 1] = -3e38f;
    }
    assertTrue(Double.isFinite(loss.apply(rows(z, new float[z.length], 2), s, 1)));
    float[] p = new float[6];
    loss.predict(rows(z, z, 2), p);
    assertArrayEquals(new float[] {1, 0, 0, 1, 0, 0}, p);
    Head yes = Head.of("b", Scope.STEP, 1, Loss.binary());
    float[] far = {1000f, 0, 0, 0, 0, 0, 0, -1000f};
    Sequence b = new Sequence("s", 1, new double[2]).target("b", new double[] {1, 0}, null, 2);
    assertEquals(0, SequenceLoss.of(yes).apply(rows(far, far.clone(), 2), b, 1));
  }

  @Test
  void predictionsAreOnTheScaleOfTheTargets() {
    float[] z = {0.5f, -1f, 0, 0, 0, 0, 0};
    float[] p = new float[2];
    SequenceLoss.of(Head.of("a", Scope.STEP, 2, Loss.binary())).predict(rows(z, z, 1), p);
    assertArrayEquals(new float[] {0.62245935f, 0.26894143f}, p, 1e-7f);
    SequenceLoss.of(Head.of("a", Scope.STEP, 2, Loss.poisson())).predict(rows(z, z, 1), p);
    assertArrayEquals(new float[] {1.6487213f, 0.36787945f}, p, 2e-7f);
    SequenceLoss.of(Head.of("a", Scope.STEP, 2, Loss.gaussian())).predict(rows(z, z, 1), p);
    assertArrayEquals(new float[] {0.5f, 0.36787945f}, p, 1e-7f);
    SequenceLoss.of(Head.of("a", Scope.STEP, 2, Loss.huber(1))).predict(rows(z, z, 1), p);
    assertArrayEquals(new float[] {0.5f, -1f}, p);
  }

  @Test
  void anIgnoredLabelHasNeitherLossNorCotangent() {
    Head head = Head.of("a", Scope.STEP, 3);
    float[] dz = new float[STRIDE];
    java.util.Arrays.fill(dz, 1);
    Sequence s = new Sequence("s", 1, new double[1]).label("a", Sequence.IGNORE);
    assertEquals(0, SequenceLoss.of(head).apply(rows(new float[STRIDE], dz, 1), s, 1));
    assertArrayEquals(new float[3], java.util.Arrays.copyOf(dz, 3));
  }

  @Test
  void targetsThatDoNotFitAreNamed() {
    Head classes = Head.of("a", Scope.STEP, 3);
    String label = "s: label of a at step 1: expected 0 to 2 or -1, found ";
    refused(label + 3, classes, sequence().label("a", 0, 3));
    Head states = Head.of("a", Scope.STEP, 3, Loss.chain(LinearChain.full(3)));
    refused(label + -2, states, sequence().label("a", 0, -2));
    Sequence unseen = sequence().label("a", 0, 3);
    float[] z = new float[2 * STRIDE];
    refused(label + 3, () -> SequenceLoss.of(classes).apply(rows(z, z.clone(), 2), unseen, 1));
    refused("s: head a needs 2 labels, found none", classes, sequence());
    Head counts = Head.of("a", Scope.STEP, 1, Loss.poisson());
    double[] negative = {1, -1};
    refused(
        "s: target of a at step 1: expected at least 0 and finite, found -1.0",
        counts,
        sequence().target("a", negative, null, 2));
    refused(
        "s: head a needs 2 target values in 2 rows, found 4 in 2",
        counts,
        sequence().target("a", new double[4], null, 2));
    Head plain = Head.of("a", Scope.STEP, 1, Loss.squared());
    double[] hole = {0, Double.NaN};
    refused(
        "s: target of a at step 1: expected finite, found NaN",
        plain,
        sequence().target("a", hole, null, 2));
    assertEquals(
        1,
        SequenceLoss.of(plain)
            .weight(sequence().target("a", hole, new boolean[] {true, false}, 2)));
    Head words = Head.of("a", Scope.STEP, 3, Loss.ctc());
    refused("s: head a needs a transcript, found none", words, sequence());
    refused(
        "s: transcript of a: expected classes 1 to 2, found 0",
        words,
        sequence().transcript("a", 1, 0));
    refused(
        "s: transcript of a needs at least 3 steps, found 2",
        words,
        sequence().transcript("a", 1, 1));
  }

  private static Sequence sequence() {
    return new Sequence("s", 1, new double[2]);
  }

  private static void refused(String message, Head head, Sequence s) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> SequenceLoss.of(head).weight(s))
            .getMessage());
  }

  @Test
  void aHeadChecksItsDescription() {
    Head head = Head.of("site", Scope.STEP, 3);
    Head mean = Head.of("class", Scope.SEQUENCE_MEAN, 3);
    refused("site: weight must be at least 0, found -1.0", () -> head.withWeight(-1));
    refused(
        "site: expected 3 class weights of at least 0, found [1.0, 2.0]",
        () -> head.withClassWeights(List.of(1.0, 2.0)));
    refused("class: only a head on every step can see the input", mean::withInput);
    refused(
        "site: expected at least 2 outputs and hidden at least 0, found 1 and 0",
        () -> Head.of("site", Scope.STEP, 1));
    refused("head name: expected no '/', found 'a/b'", () -> Head.of("a/b", Scope.STEP, 2));
    refused(
        "g: expected as many variances as means, found 3 outputs",
        () -> Head.of("g", Scope.STEP, 3, Loss.gaussian()));
    refused(
        "w: CTC reads every step, and its class weights are all 1",
        () -> Head.of("w", Scope.SEQUENCE_MEAN, 3, Loss.ctc()));
    refused(
        "c: the chain reads 2 logits, found 3 outputs",
        () -> Head.of("c", Scope.STEP, 3, Loss.chain(LinearChain.full(2))));
  }

  @Test
  void aLossChecksItsParameter() {
    assertThrows(IllegalArgumentException.class, () -> Loss.crossEntropy(1));
    assertThrows(IllegalArgumentException.class, () -> Loss.focal(-1));
    assertThrows(IllegalArgumentException.class, () -> Loss.huber(0));
    assertThrows(IllegalArgumentException.class, () -> new Loss(Loss.Kind.SQUARED, 1, null));
    assertThrows(IllegalArgumentException.class, () -> new Loss(Loss.Kind.CHAIN, 0, null));
  }

  private static void refused(String message, org.junit.jupiter.api.function.Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
