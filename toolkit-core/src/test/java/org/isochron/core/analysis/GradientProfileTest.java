package org.isochron.core.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.random.RandomGenerator;
import org.isochron.core.recurrence.Bidirectional;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.Scan;
import org.isochron.core.recurrence.Stacked;
import org.isochron.core.recurrence.State;
import org.isochron.core.recurrence.Trajectory;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientProfileTest {
  /** λ of the last outputs' sum, or the first ones' of a backward cell, of h_t = a h_{t-1} + x. */
  private static GradientProfile ofLinear(Recurrence linear, double[] parameters, int... lengths) {
    SequenceBatch batch = EngineCases.batch(EngineCases.random(1), 1, lengths);
    int size = linear.outputSize();
    double[] dy = new double[batch.steps() * batch.size() * size];
    for (int n = 0; n < lengths.length; n++) {
      dy[((lengths[n] - 1) * lengths.length + n) * size] = 1;
      dy[n * size + size - 1] += size == 1 ? 0 : 1;
    }
    try (Workers workers = new Workers(1)) {
      Trajectory run = Scan.traced(linear, workers).run(parameters, batch);
      return GradientProfile.of(linear, batch, run.adjointStates(dy, null));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.9, 1.1, -0.7})
  void aScalarCellChangesTheGradientByItsFactorEachStep(double a) {
    GradientProfile profile = ofLinear(FunctionCell.linear(1, 1), new double[] {1, a}, 20, 7);
    GradientProfile.Series h = profile.get(0, 0, "h");
    for (int n = 0; n < 2; n++) {
      int steps = n == 0 ? 20 : 7;
      assertEquals(steps, h.norms().get(n).length);
      for (int t = 0; t < steps; t++) {
        double expected = Math.pow(Math.abs(a), steps - 1 - t);
        assertEquals(expected, h.norms().get(n)[t], 1e-13 * expected);
      }
      GradientProfile.Rate rate = h.rate(n);
      assertEquals(Math.log10(Math.abs(a)), rate.log10PerStep(), 1e-13);
      assertEquals(steps, rate.steps());
    }
    double both = Math.hypot(h.norms().get(0)[3], h.norms().get(1)[3]);
    assertEquals(both, h.batchNorms()[3], 1e-15);
    assertEquals(20, h.batchNorms().length);
  }

  @Test
  void aBackwardCellsGradientGoesForward() {
    GradientProfile profile =
        ofLinear(Bidirectional.of(FunctionCell.linear(1, 1)), new double[] {1, 0.9, 1, 1.1}, 15, 4);
    assertEquals(Math.log10(0.9), profile.get(0, 0, "h").rate(0).log10PerStep(), 1e-13);
    assertEquals(Math.log10(1.1), profile.get(0, 1, "h").rate(0).log10PerStep(), 1e-13);
    assertEquals(Math.log10(1.1), profile.get(0, 1, "h").rate(1).log10PerStep(), 1e-13);
    assertEquals(1, profile.get(0, 1, "h").norms().get(0)[0], 1e-15);
  }

  @Test
  void exactZerosAreCounted() {
    GradientProfile profile = ofLinear(FunctionCell.linear(1, 1), new double[] {1, 0}, 6);
    GradientProfile.Rate rate = profile.get(0, 0, "h").rate(0);
    assertEquals(1, rate.steps());
    assertEquals(5, rate.zeros());
    assertTrue(Double.isNaN(rate.log10PerStep()));
  }

  @Test
  void fusedAndTracedRunsHaveTheSameProfile() {
    Recurrence stack =
        Stacked.of(Bidirectional.of(new LstmCell(3, 4)), Bidirectional.of(new LstmCell(8, 5)));
    RandomGenerator random = EngineCases.random(6);
    double[] parameters = EngineCases.parameters(random, stack);
    SequenceBatch batch = EngineCases.batch(random, 3, 9, 12, 1);
    double[] dy = EngineCases.uniform(random, 12 * 3 * 10, 1);
    try (Workers workers = new Workers(1)) {
      GradientProfile traced = profile(Scan.traced(stack, workers), parameters, batch, dy);
      GradientProfile fused = profile(Scan.of(stack, workers), parameters, batch, dy);
      assertEquals(8, traced.series().size());
      for (int i = 0; i < 8; i++) {
        for (int n = 0; n < 3; n++) {
          assertArrayEquals(
              traced.series().get(i).norms().get(n), fused.series().get(i).norms().get(n), 1e-5);
        }
      }
    }
  }

  private static GradientProfile profile(
      Scan scan, double[] parameters, SequenceBatch batch, double[] dy) {
    List<State> states = scan.run(parameters, batch).adjointStates(dy, null);
    return GradientProfile.of(scan.recurrence(), batch, states);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    Recurrence cell = FunctionCell.linear(1, 1);
    SequenceBatch batch = EngineCases.batch(EngineCases.random(1), 1, 3);
    StateMapTest.assertMessage(
        "expected 3 of 1 sequences, found 0", () -> GradientProfile.of(cell, batch, List.of()));
    GradientProfile profile = ofLinear(cell, new double[] {1, 1}, 3);
    StateMapTest.assertMessage(
        "no component c of layer 0, direction 0; there are [h of layer 0 forward]",
        () -> profile.get(0, 0, "c"));
    StateMapTest.assertMessage(
        "expected a part of 0 to 3, found 2 to 4", () -> profile.get(0, 0, "h").rate(0, 2, 4));
  }
}
