package org.isochron.core.objective;

import static org.isochron.core.objective.ChainCases.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.isochron.core.objective.LinearChain.Transition;
import org.isochron.core.recurrence.EngineCases;
import org.junit.jupiter.api.Test;

class ChainStretchesTest {
  private static final int CLASSES = 3;

  /** A cycle 0 → 1 → 2 → 0 in which 0 and 1 may stay and 2 reads two logits. */
  private static final LinearChain CYCLE =
      new LinearChain(
          List.of(List.of(0), List.of(1), List.of(1, 2)),
          List.of(
              new Transition(0, 0),
              new Transition(0, 1),
              new Transition(1, 1),
              new Transition(1, 2),
              new Transition(2, 0)),
          List.of());

  private static final int[] OWN = {0, 1, 2};

  private final double[] scores = EngineCases.uniform(EngineCases.random(6), 5, 1);
  private final ChainStretches chain = new ChainStretches(CYCLE, scores, 0);

  private static float[] logits(int seed, int steps, double scale) {
    double[] z = EngineCases.uniform(EngineCases.random(seed), steps * CLASSES, scale);
    float[] floats = new float[z.length];
    for (int i = 0; i < z.length; i++) {
      floats[i] = (float) z[i];
    }
    return floats;
  }

  private static float[] part(float[] logits, int from, int to) {
    return Arrays.copyOfRange(logits, from * CLASSES, to * CLASSES);
  }

  private float[][] whole(float[] logits, int steps) {
    ChainSegment segment = chain.segment();
    segment.begin(chain.stationary());
    segment.add(logits, steps);
    float[][] p = new float[3][steps];
    segment.smooth(null, OWN, p);
    return p;
  }

  @Test
  void marginalsAreSumsOverPaths() {
    int steps = 7;
    float[] z = logits(1, steps, 3);
    double[] from = chain.stationary();
    // A first step that weighs each state by what leads there from the states before.
    double[][] rows = new double[steps][CLASSES];
    for (int i = 0; i < z.length; i++) {
      rows[i / CLASSES][i % CLASSES] = z[i];
    }
    double[] into = new double[3];
    for (int e = 0; e < 5; e++) {
      Transition t = CYCLE.transitions().get(e);
      into[t.to()] += from[t.from()] * Math.exp(scores[e]);
    }
    // States 1 and 2 share a logit, so what differs between them goes to that of 2 alone.
    rows[0][0] += Math.log(into[0]);
    rows[0][1] += Math.log(into[1]);
    rows[0][2] += Math.log(into[2]) - Math.log(into[1]);
    double[][] expected = new PathSums(CYCLE, scores, rows).marginals();
    float[][] found = whole(z, steps);
    for (int t = 0; t < steps; t++) {
      for (int s = 0; s < 3; s++) {
        assertEquals(expected[t][s], found[s][t], 1e-6, "step " + t + ", state " + s);
      }
    }
  }

  @Test
  void segmentsGiveTheMarginalsOfTheWholeBitForBit() {
    for (double scale : new double[] {1, 30, 100}) {
      int steps = 50;
      float[] z = logits(9, steps, scale);
      float[][] whole = whole(z, steps);
      int[] bounds = {0, 2, 18, 20, 40, steps};
      double[] before = chain.stationary();
      ChainSegment segment = chain.segment();
      for (int b = 0; b + 1 < bounds.length; b++) {
        double[] after = null;
        for (int c = bounds.length - 1; c > b + 1; c--) {
          int count = bounds[c] - bounds[c - 1];
          after = chain.retreat(after, part(z, bounds[c - 1], bounds[c]), count);
        }
        segment.begin(before);
        int middle = (bounds[b] + bounds[b + 1]) / 2;
        segment.add(part(z, bounds[b], middle), middle - bounds[b]);
        segment.add(part(z, middle, bounds[b + 1]), bounds[b + 1] - middle);
        before = segment.filtered();
        float[][] p = new float[3][segment.steps()];
        segment.smooth(after, OWN, p);
        for (int s = 0; s < 3; s++) {
          assertArrayEquals(Arrays.copyOfRange(whole[s], bounds[b], bounds[b + 1]), p[s]);
        }
      }
    }
  }

  @Test
  void aProductCarriesEveryMessage() {
    int steps = 40;
    float[] z = logits(3, steps, 5);
    ChainProduct product = chain.product();
    product.add(z, 0, 11);
    product.add(z, 11, steps);
    ChainProduct first = chain.product();
    first.add(z, 0, 25);
    ChainProduct second = chain.product();
    second.add(z, 25, steps);
    assertEquals(steps, first.then(second).steps());
    RandomGenerator random = EngineCases.random(4);
    for (int i = 0; i < 20; i++) {
      double[] after = {random.nextDouble(), random.nextDouble(), random.nextDouble()};
      double[] expected = chain.retreat(after, z, steps);
      assertArrayEquals(expected, product.message(after), 1e-13);
      assertArrayEquals(expected, first.then(second).message(after), 1e-13);
    }
    assertArrayEquals(chain.retreat(null, z, steps), product.message(null), 1e-13);
  }

  @Test
  void whateverFollowsMessagesDifferByNoMoreThanTheDiameter() {
    float[] z = logits(5, 4000, 1);
    ChainProduct product = chain.product();
    assertEquals(Double.POSITIVE_INFINITY, product.diameter(), "nothing is known of nothing");
    double last = Double.POSITIVE_INFINITY;
    int looks = 0;
    for (int t = 0; last > 1e-12; t++) {
      product.add(z, t, t + 1);
      double diameter = product.diameter();
      assertTrue(diameter <= 2 * last, "it never grows; its bound is at most twice as large");
      last = diameter;
      double widest = 0;
      for (double[] a : new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}) {
        for (double[] b : new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}) {
          widest = Math.max(widest, distance(product.message(a), product.message(b)));
        }
      }
      assertTrue(widest <= diameter + 1e-14 * t, widest + " at " + t + ", said " + diameter);
      looks++;
    }
    assertTrue(looks > 10, looks + " looks: a chain that forgets at once tests little");
  }

  private static double distance(double[] a, double[] b) {
    double[] ratios = new double[a.length];
    Arrays.setAll(ratios, i -> a[i] == b[i] ? 1 : a[i] / b[i]);
    return Math.log(Arrays.stream(ratios).max().orElseThrow())
        - Math.log(Arrays.stream(ratios).min().orElseThrow());
  }

  @Test
  void whatAllLogitsShareChangesNothing() {
    float[] z = logits(7, 300, 20);
    float[] loud = new float[z.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = Math.round(z[i] * 1024) / 1024f;
      loud[i] = i % CLASSES == 2 ? z[i] : z[i] + 2048;
    }
    float[][] p = whole(z, 300);
    float[][] same = whole(loud, 300);
    for (int s = 0; s < 3; s++) {
      assertArrayEquals(p[s], same[s], 1e-6f, "state " + s);
    }
    ChainProduct product = chain.product();
    product.add(loud, 0, 300);
    assertTrue(product.diameter() < 1e-12, "found " + product.diameter());
    assertArrayEquals(chain.retreat(null, z, 300), product.message(null), 1e-12);
  }

  @Test
  void aSegmentThatNothingFitsIsRefused() {
    ChainSegment segment = chain.segment();
    segment.begin(new double[] {0, 0, 0});
    assertThrows(IllegalArgumentException.class, () -> segment.add(logits(8, 3, 1), 3));
    ChainSegment other = chain.segment();
    other.begin(chain.stationary());
    other.add(logits(8, 3, 1), 3);
    assertThrows(
        IllegalArgumentException.class,
        () -> other.smooth(new double[] {0, 0, 0}, OWN, new float[3][3]));
  }

  @Test
  void aLoudStateThatCannotBeReachedSilencesNobody() {
    ChainSegment segment = new ChainStretches(ChainCases.APART, new double[6], 0).segment();
    segment.begin(new double[] {1, 0, 0});
    segment.add(new float[] {0, 0, 2000, 0, 0, 0, 0, 0, 0}, 2);
    float[][] p = new float[3][2];
    segment.smooth(new double[] {1, 1, 0}, OWN, p);
    assertEquals(0.5f, p[0][0], 1e-6f);
    assertEquals(0.5f, p[1][0], 1e-6f);
  }

  @Test
  void stationaryProbabilitiesAreThoseOfTheTransitions() {
    double[] scores = {Math.log(.9), Math.log(.1), Math.log(.3), Math.log(.7)};
    double[] p = new ChainStretches(LinearChain.full(2), scores, 0).stationary();
    assertEquals(.75, p[0], 1e-9);
    assertEquals(.25, p[1], 1e-9);
  }

  @Test
  void stretchesThatAreNotThereAreRefused() {
    float[] z = logits(8, 3, 1);
    String message = "logits: expected at least 4 steps of 3 classes, 12 values, found 9";
    ChainSegment segment = chain.segment();
    segment.begin(chain.stationary());
    refused(message, () -> segment.add(z, 4));
    refused(message, () -> chain.retreat(null, z, 4));
    refused(message, () -> chain.product().add(z, 1, 4));
  }
}
