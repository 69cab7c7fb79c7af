package org.isochron.core.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.sequence.Sequence;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {
  private static final List<Double> WEIGHTS = List.of(1.0, 0.5, 3.0);
  private final CrossEntropy loss = new CrossEntropy(WEIGHTS);

  @Test
  void lossAndCotangentAreThoseOfTheFormula() {
    double[] random = EngineCases.uniform(EngineCases.random(3), 300, 20);
    float[] logits = new float[random.length];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) random[i];
    }
    float[] cotangent = new float[logits.length];
    for (int at = 0; at < logits.length; at += 3) {
      int label = at / 3 % 3;
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        sum += StrictMath.exp(logits[at + k]);
      }
      double w = 0.25 * WEIGHTS.get(label);
      double expected = w * (StrictMath.log(sum) - logits[at + label]);
      assertEquals(expected, loss.apply(logits, at, label, 0.25, cotangent), 1e-13 * (1 + w * 40));
      for (int k = 0; k < 3; k++) {
        double p = StrictMath.exp(logits[at + k]) / sum;
        assertEquals(w * (k == label ? p - 1 : p), cotangent[at + k], 1e-7);
      }
    }
  }

  @Test
  void extremeLogitsOverflowNothing() {
    float[] logits = {3e38f, -3e38f, 0f};
    float[] cotangent = new float[3];
    assertEquals(0, loss.apply(logits, 0, 0, 1, cotangent));
    assertTrue(Double.isFinite(loss.apply(logits, 0, 1, 1, cotangent)));
    float[] p = new float[3];
    loss.probabilities(logits, 0, p, 0);
    assertEquals(1f, p[0]);
    assertEquals(0f, p[1]);
  }

  @Test
  void aNaNLogitMakesTheLossNaN() {
    for (int at = 0; at < 3; at++) {
      float[] logits = {1f, 2f, 3f};
      logits[at] = Float.NaN;
      assertTrue(Double.isNaN(loss.apply(logits, 0, 0, 1, new float[3])), "NaN at " + at);
    }
  }

  @Test
  void anIgnoredLabelHasNeitherLossNorCotangent() {
    float[] cotangent = {1f, 1f, 1f};
    assertEquals(0, loss.apply(new float[] {1, 2, 3}, 0, Sequence.IGNORE, 1, cotangent));
    for (float d : cotangent) {
      assertEquals(0f, d);
    }
  }

  @Test
  void aLabelThatIsNoClassIsRefused() {
    for (int label : new int[] {3, -2}) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> loss.weight(label));
      assertEquals("label: expected 0 to 2 or -1, found " + label, e.getMessage());
    }
  }

  @Test
  void aHeadChecksItsDescription() {
    Head head = Head.of("site", Head.Scope.STEP, 3);
    Head mean = Head.of("class", Head.Scope.SEQUENCE_MEAN, 3);
    refused("site: weight must be at least 0, found -1.0", () -> head.withWeight(-1));
    refused(
        "site: expected 3 class weights of at least 0, found [1.0, 2.0]",
        () -> head.withClassWeights(List.of(1.0, 2.0)));
    refused("class: only a head on every step can see the input", mean::withInput);
    refused(
        "site: expected at least 2 classes and hidden at least 0, found 1 and 0",
        () -> Head.of("site", Head.Scope.STEP, 1));
    refused("head name: expected no '/', found 'a/b'", () -> Head.of("a/b", Head.Scope.STEP, 2));
  }

  private static void refused(String message, org.junit.jupiter.api.function.Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
