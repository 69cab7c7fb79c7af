package org.isochron.core.training;

import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.isochron.core.recurrence.EngineCases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class OptimizerTest {
  @Test
  void adamIsKingmaAndBasAlgorithm() {
    double[] theta = {1, -2, 0.5};
    double[] m = new double[3];
    double[] v = new double[3];
    GradientTransform.Running adam = GradientTransform.scaleByAdam().start(3);
    for (int t = 1; t <= 30; t++) {
      double[] g = EngineCases.uniform(EngineCases.random(t), 3, 2);
      double[] expected = new double[3];
      for (int i = 0; i < 3; i++) {
        m[i] = 0.9 * m[i] + 0.1 * g[i];
        v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
        double mHat = m[i] / (1 - StrictMath.pow(0.9, t));
        double vHat = v[i] / (1 - StrictMath.pow(0.999, t));
        expected[i] = mHat / (StrictMath.sqrt(vHat) + 1e-8);
      }
      adam.apply(g, theta);
      assertClose(expected, g, 1e-12, "update " + t);
    }
    assertEquals(3, adam.state().size());
  }

  @Test
  void clippingKeepsTheDirectionAndSmallGradients() {
    GradientTransform.Running clip = GradientTransform.clipByGlobalNorm(2).start(2);
    double[] large = {30, -40};
    clip.apply(large, new double[2]);
    assertClose(new double[] {1.2, -1.6}, large, 1e-15, "clipped");
    double[] small = {0.3, -0.4};
    clip.apply(small, new double[2]);
    assertSameBits(new double[] {0.3, -0.4}, small, "within the bound");
    double[] zero = {0, 0};
    clip.apply(zero, new double[2]);
    assertSameBits(new double[2], zero, "zero");
  }

  @Test
  void aChainAppliesItsLinksInOrder() {
    GradientTransform.Running chain =
        GradientTransform.chain(
                GradientTransform.clipByGlobalNorm(1),
                GradientTransform.addDecayedWeights(0.5),
                GradientTransform.descend(Schedule.constant(0.1)))
            .start(2);
    double[] update = {3, 4};
    chain.apply(update, new double[] {1, -1});
    assertArrayEquals(new double[] {-0.1 * (0.6 + 0.5), -0.1 * (0.8 - 0.5)}, update, 1e-15);
  }

  @Test
  void stateSetBackRepeatsTheRunBitForBit() {
    GradientTransform transform = OptimizerConfig.defaults().transform(5, 4);
    double[] straight = run(transform.start(4), 0, 20);
    GradientTransform.Running first = transform.start(4);
    run(first, 0, 7);
    GradientTransform.Running resumed = transform.start(4);
    for (int i = 0; i < first.state().size(); i++) {
      double[] from = first.state().get(i);
      System.arraycopy(from, 0, resumed.state().get(i), 0, from.length);
    }
    assertSameBits(straight, run(resumed, 7, 20), "update after a resumed run");
  }

  private static double[] run(GradientTransform.Running running, int from, int to) {
    double[] update = new double[4];
    for (int t = from; t < to; t++) {
      update = EngineCases.uniform(EngineCases.random(t), 4, 2);
      running.apply(update, new double[] {1, 2, 3, 4});
    }
    return update;
  }

  @Test
  void cosineRisesToThePeakAndFallsToZero() {
    Schedule schedule = Schedule.cosine(2, 4, 20);
    assertEquals(0.5, schedule.rate(0));
    assertEquals(2, schedule.rate(3));
    assertEquals(2, schedule.rate(4));
    assertEquals(1, schedule.rate(12), 1e-15);
    assertEquals(0, schedule.rate(20), 1e-15);
    assertEquals(0, schedule.rate(99), 1e-15);
    for (int step = 5; step <= 20; step++) {
      assertTrue(schedule.rate(step) < schedule.rate(step - 1), "falls at " + step);
    }
    assertEquals(1e-3, Schedule.constant(1e-3).rate(7));
  }

  @Test
  void valuesOutOfRangeAreRefusedByName() {
    OptimizerConfig config = OptimizerConfig.defaults();
    refused("learningRate: expected above 0, found 0.0", () -> config.withLearningRate(0));
    refused("learningRate: expected above 0, found NaN", () -> config.withLearningRate(Double.NaN));
    refused("weightDecay: expected at least 0, found -1.0", () -> config.withWeightDecay(-1));
    for (double norm : new double[] {0, Double.POSITIVE_INFINITY}) {
      refused(
          "clipNorm: expected above 0 and finite, found " + norm,
          () -> new OptimizerConfig(1, 0, norm, 0, 0));
    }
    refused("averaging: expected in [0, 1), found 1.0", () -> config.withAveraging(1));
    refused(
        "cosine schedule: expected 0 <= warm-up < total, found 5 and 5",
        () -> Schedule.cosine(1, 5, 5));
    refused("learning rate must be above 0, found 0.0", () -> Schedule.constant(0));
    refused(
        "Adam: expected betas in [0, 1) and epsilon above 0, found 1.0, 0.999, 1.0E-8",
        () -> new Adam(1, 0.999, 1e-8));
    refused("clip norm must be above 0, found NaN", OptimizerTest::clipByNaN);
    refused(
        "expected epochs and batchSize of at least 1 and patience of at least 0, found 0, 16, 0",
        () -> TrainingConfig.defaults().withEpochs(0));
  }

  private static void clipByNaN() {
    GradientTransform.clipByGlobalNorm(Double.NaN);
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void seedsDifferByPurposeAndPermutationsAreComplete() {
    assertEquals(Seeds.of(1, "shuffle 3"), Seeds.of(1, "shuffle 3"));
    assertTrue(Seeds.of(1, "shuffle 3") != Seeds.of(1, "shuffle 4"));
    assertTrue(Seeds.of(1, "dropout") != Seeds.of(2, "dropout"));
    int[] order = Seeds.permutation(50, Seeds.random(1, "shuffle 0"));
    int[] sorted = order.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < 50; i++) {
      assertEquals(i, sorted[i]);
    }
    assertTrue(!Arrays.equals(order, sorted), "not shuffled");
    // The same numbers on every JDK.
    int[] known = {4, 5, 7, 6, 3, 1, 2, 0};
    assertArrayEquals(known, Seeds.permutation(8, Seeds.random(7, "known")));
  }
}
