package org.isochron.core.training;

import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class ParameterAverageTest {
  @Test
  void withoutAverageTheParametersThemselvesAreKept() {
    double[] theta = {1, 2};
    assertSame(theta, ParameterAverage.none().values(theta));
  }

  @Test
  void theExponentialAverageForgetsItsStartFirstAndThenSlowly() {
    double[] initial = {10};
    ParameterAverage average = ParameterAverage.exponential(initial, 0.5);
    average.stepped(new double[] {0}, 0);
    assertArrayEquals(new double[] {1}, average.values(initial), 1e-15);
    average.stepped(new double[] {12}, 1);
    assertArrayEquals(new double[] {1 / 5.5 + 12 * 4.5 / 5.5}, average.values(initial), 1e-14);
    double before = average.values(initial)[0];
    average.stepped(new double[] {0}, 1000);
    assertArrayEquals(new double[] {before / 2}, average.values(initial), 1e-14);
    average.epochEnded(new double[] {99}, 1001);
    assertArrayEquals(new double[] {before / 2}, average.values(initial), 1e-14);
    assertSameBits(new double[] {10}, initial, "the caller's array");
  }

  @Test
  void stochasticWeightAveragingIsThePlainMeanOfEpochEnds() {
    ParameterAverage average = ParameterAverage.stochastic(1, 20);
    double[] theta = {7};
    average.epochEnded(theta, 10);
    average.epochEnded(theta, 20);
    assertSame(theta, average.values(theta), "no mean yet");
    average.stepped(new double[] {1000}, 25);
    average.epochEnded(new double[] {3}, 30);
    average.epochEnded(new double[] {6}, 40);
    average.epochEnded(new double[] {12}, 50);
    assertArrayEquals(new double[] {7}, average.values(new double[] {99}), 1e-15);
  }
}
