package org.isochron.core.training;

import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.isochron.core.training.RateDecline.Name;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static double[] rates(Schedule schedule, int steps) {
    double[] rates = new double[steps];
    for (int t = 0; t < steps; t++) {
      rates[t] = schedule.rate(t);
    }
    return rates;
  }

  /** Returns minus the rates that an optimizer's last link applies. */
  private static double[] applied(GradientTransform descent, double... scores) {
    GradientTransform.Running running = descent.start(1);
    double[] rates = new double[scores.length];
    for (int t = 0; t < scores.length; t++) {
      double[] update = {-1};
      running.apply(update, new double[1]);
      running.validated(scores[t]);
      rates[t] = update[0];
    }
    return rates;
  }

  @Test
  void stepsDropByAFactorEverySoOften() {
    double[] expected = {8, 8, 8, 4, 4, 4, 2};
    assertArrayEquals(expected, rates(Schedule.steps(8, 0.5, 3), 7));
  }

  @Test
  void exponentialFallsAtEachStep() {
    double r = StrictMath.sqrt(0.25);
    double[] expected = {8, 8 * r, 2, 2 * r, 0.5};
    assertArrayEquals(expected, rates(Schedule.exponential(8, 0.25, 2), 5), 1e-15);
  }

  @Test
  void aWarmUpRisesInALineAndThenTheScheduleBegins() {
    double[] expected = {2, 4, 6, 8, 8, 4, 2};
    assertArrayEquals(expected, rates(Schedule.steps(8, 0.5, 1).afterWarmUp(4), 7));
    assertArrayEquals(new double[] {8, 4}, rates(Schedule.steps(8, 0.5, 1).afterWarmUp(0), 2));
  }

  @Test
  void everyDeclineEndsWhatTheWarmUpBegan() {
    double[] none = new double[8];
    assertArrayEquals(
        new double[] {3, 6, 6, 6, 6, 6, 6, 6}, applied(decline(Name.CONSTANT, 1, 0.5), none));
    assertArrayEquals(
        new double[] {3, 6, 6, 6, 3, 3, 1.5, 1.5}, applied(decline(Name.STEP, 1, 0.5), none));
    assertArrayEquals(
        new double[] {3, 6, 6, 3, 1.5, 0.75, 0.375, 0.1875},
        applied(decline(Name.EXPONENTIAL, 1, 0.25), none),
        1e-15);
    assertSameBits(
        rates(Schedule.cosine(6, 2, 8), 8), applied(decline(Name.COSINE, 1, 0.5), none), "cosine");
  }

  private static GradientTransform decline(Name name, int epochs, double factor) {
    return new RateDecline(name, epochs, factor).descent(6, 2, 2, 8);
  }

  @Test
  void aPlateauReducesTheRateAndCountsAgain() {
    GradientTransform plateau = new RateDecline(Name.PLATEAU, 1, 0.5).descent(8, 0, 1, 9);
    // Best at the first score; the second and third stall, and so do two of four, and NaN.
    double[] scores = {5, 5, 6, 4, 4, Double.NaN, 4, 3, 1};
    assertArrayEquals(new double[] {8, 8, 8, 4, 4, 4, 2, 2, 2}, applied(plateau, scores));
  }

  @Test
  void aPlateauWithoutPatienceReducesAtOnce() {
    GradientTransform plateau = new RateDecline(Name.PLATEAU, 0, 0.5).descent(8, 0, 1, 9);
    assertArrayEquals(new double[] {8, 8, 4, 2}, applied(plateau, 1, 1, 1, 0));
  }

  @Test
  void numbersOutOfRangeAreRefusedByName() {
    String schedule = "schedule: expected factor in (0, 1] and at least 1 step, found ";
    refused(schedule + "0.0, 3", () -> Schedule.steps(1, 0, 3));
    refused(schedule + "0.5, 0", () -> Schedule.exponential(1, 0.5, 0));
    refused("warm-up: expected at least 0 steps, found -1", ScheduleTest::warmUpBackwards);
    refused("epochs: expected at least 1, found 0", () -> decline(Name.STEP, 0, 0.5));
    refused("epochs: expected at least 0, found -1", () -> decline(Name.PLATEAU, -1, 0.5));
    refused("factor: expected in (0, 1), found 1.0", () -> decline(Name.STEP, 1, 1));
    refused(
        "plateau: expected factor in (0, 1) and patience of at least 0, found 1.0, 1",
        () -> new ReduceOnPlateau(1, 1));
  }

  private static void warmUpBackwards() {
    Schedule.constant(1).afterWarmUp(-1);
  }

  private static void refused(String message, org.junit.jupiter.api.function.Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
