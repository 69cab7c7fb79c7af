package org.isochron.core.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.training.UpdateRule.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule against its formula, worked out by hand for a constant gradient g. */
class UpdateRuleTest {
  private static final double G = 0.25;

  /** Returns the updates of two steps with gradient (G, −2G). */
  private static double[][] twoSteps(GradientTransform transform) {
    GradientTransform.Running running = transform.start(2);
    double[][] updates = {{G, -2 * G}, {G, -2 * G}};
    running.apply(updates[0], new double[] {4, 8});
    running.apply(updates[1], new double[] {4, 8});
    return updates;
  }

  private static void assertSecond(GradientTransform transform, double first, double second) {
    assertArrayEquals(new double[] {first, second}, twoSteps(transform)[1], 1e-14);
  }

  @Test
  void momentumSumsTheGradientsItRemembers() {
    assertSecond(UpdateRule.of(Name.SGD).transform(0), G, -2 * G);
    assertSecond(UpdateRule.of(Name.MOMENTUM).transform(0), 1.9 * G, -3.8 * G);
    assertSecond(UpdateRule.of(Name.NESTEROV).transform(0), 2.71 * G, -5.42 * G);
  }

  @Test
  void rmsPropDividesByTheRootOfTheMeanSquare() {
    double seen = 1 - 0.99 * 0.99;
    double root = StrictMath.sqrt(seen);
    GradientTransform plain = UpdateRule.of(Name.RMSPROP).transform(0);
    assertSecond(plain, G / (G * root + 1e-8), -2 * G / (2 * G * root + 1e-8));
    double centered = StrictMath.sqrt(seen - seen * seen);
    assertSecond(
        UpdateRule.of(Name.RMSPROP_CENTERED).transform(0),
        G / (G * centered + 1e-8),
        -2 * G / (2 * G * centered + 1e-8));
    double before = G / (G * StrictMath.sqrt(0.01) + 1e-8);
    double after = 0.5 * before + G / (G * root + 1e-8);
    GradientTransform heavy = UpdateRule.of(Name.RMSPROP).withMomentum(0.5).transform(0);
    assertEquals(after, twoSteps(heavy)[1][0], 1e-14);
  }

  @Test
  void centredRmsPropStaysFiniteWhereTheVarianceRoundsBelowZero() {
    GradientTransform.Running running = new RmsProp(0.5, 1e-8, true).start(1);
    for (int step = 0; step < 200; step++) {
      double[] update = {0.1};
      running.apply(update, new double[1]);
      assertTrue(Double.isFinite(update[0]), "step " + step);
    }
  }

  @Test
  void adagradDividesByTheRootOfTheSum() {
    double root = StrictMath.sqrt(2);
    assertSecond(
        UpdateRule.of(Name.ADAGRAD).transform(0),
        G / (G * root + 1e-10),
        -2 * G / (2 * G * root + 1e-10));
  }

  @Test
  void adamsKinTakeUnitStepsAlongAConstantGradient() {
    for (Name name : new Name[] {Name.ADAM, Name.AMSGRAD, Name.ADAMW, Name.ADAMAX}) {
      double[] update = twoSteps(UpdateRule.of(name).transform(0))[1];
      assertArrayEquals(new double[] {1, -1}, update, 1e-7, name.name());
    }
  }

  @Test
  void amsGradRemembersTheLargestSquareThatAdamForgets() {
    GradientTransform.Running adam = new Adam(0, 0.5, 1e-8).start(1);
    GradientTransform.Running amsGrad = new AmsGrad(new Adam(0, 0.5, 1e-8)).start(1);
    double[] of = new double[1];
    double[] large = new double[1];
    for (double g : new double[] {8, 1, 1}) {
      of[0] = g;
      large[0] = g;
      adam.apply(of, new double[1]);
      amsGrad.apply(large, new double[1]);
    }
    // v after 8, 1, 1 is 32, 16.5, 8.75; the correction of step 3 is 1 − 1/8.
    assertEquals(1 / (StrictMath.sqrt(8.75 / 0.875) + 1e-8), of[0], 1e-14);
    assertEquals(1 / (StrictMath.sqrt(32 / 0.875) + 1e-8), large[0], 1e-14);
  }

  @Test
  void adamaxDividesByTheLargestGradientOfLate() {
    GradientTransform.Running running = new Adamax(new Adam(0, 0.5, 1e-8)).start(1);
    double[] update = {8};
    running.apply(update, new double[1]);
    update[0] = 1;
    running.apply(update, new double[1]);
    assertEquals(1 / (0.5 * (8 + 1e-8)), update[0], 1e-15);
  }

  @Test
  void lionTakesTheSignOfAMixOfMeanAndGradient() {
    GradientTransform.Running running = UpdateRule.of(Name.LION).transform(0).start(3);
    double[] update = {3, -5, 0};
    running.apply(update, new double[3]);
    assertArrayEquals(new double[] {1, -1, 0}, update);
    // The mean is now 0.03, −0.05, 0: 0.9 of it against a tenth of the gradient.
    update = new double[] {-0.2, 0.5, -1};
    running.apply(update, new double[3]);
    assertArrayEquals(new double[] {1, 1, -1}, update);
  }

  @Test
  void weightDecayIsDecoupledForAdamWAndLionOnly() {
    assertArrayEquals(
        new double[] {G + 0.4, -2 * G + 0.8},
        twoSteps(UpdateRule.of(Name.SGD).transform(0.1))[0],
        1e-15);
    assertArrayEquals(
        new double[] {1 + 0.4, -1 + 0.8},
        twoSteps(UpdateRule.of(Name.ADAMW).transform(0.1))[0],
        1e-7);
    assertArrayEquals(
        new double[] {1 + 0.4, -1 + 0.8}, twoSteps(UpdateRule.of(Name.LION).transform(0.1))[0]);
    // The penalty turns the second gradient, −0.5 + 0.1·8, around before it is rescaled.
    assertArrayEquals(
        new double[] {1, 1}, twoSteps(UpdateRule.of(Name.ADAM).transform(0.1))[0], 1e-7);
  }

  @ParameterizedTest
  @EnumSource(Name.class)
  void everyRuleDescendsAQuadratic(Name name) {
    double rate = name == Name.ADAGRAD ? 0.5 : 0.02;
    GradientTransform.Running running =
        GradientTransform.chain(
                UpdateRule.of(name).transform(0),
                GradientTransform.descend(Schedule.constant(rate)))
            .start(3);
    double[] theta = EngineCases.uniform(EngineCases.random(5), 3, 2);
    double before = GradientTransform.norm(theta);
    for (int step = 0; step < 600; step++) {
      double[] update = {theta[0], 2 * theta[1], 3 * theta[2]};
      running.apply(update, theta);
      for (int i = 0; i < 3; i++) {
        theta[i] += update[i];
      }
    }
    double after = GradientTransform.norm(theta);
    assertTrue(after < 0.05 && after < before, name + " is at " + after);
  }

  @Test
  void clippingByValueClampsEachEntry() {
    double[] update = {3, -0.2, -7};
    GradientTransform.clipByValue(0.5).start(3).apply(update, new double[3]);
    assertArrayEquals(new double[] {0.5, -0.2, -0.5}, update);
    refused("clip value must be above 0, found 0.0", UpdateRuleTest::clipByZero);
  }

  private static void clipByZero() {
    GradientTransform.clipByValue(0);
  }

  @Test
  void constantsOutOfRangeAreRefusedByName() {
    UpdateRule adam = UpdateRule.of(Name.ADAM);
    refused("momentum: expected in [0, 1), found 1.0", () -> adam.withMomentum(1));
    refused("square: expected in [0, 1), found -0.1", () -> adam.withSquare(-0.1));
    refused("momentum: expected in [0, 1), found NaN", () -> new Momentum(Double.NaN, false));
    refused(
        "RMSprop: expected decay in [0, 1) and epsilon above 0, found 1.0, 1.0",
        () -> new RmsProp(1, 1, false));
    refused("Adagrad: expected epsilon above 0, found 0.0", () -> new Adagrad(0));
    refused("Lion: expected betas in [0, 1), found 0.9, 1.0", () -> new Lion(0.9, 1));
  }

  private static void refused(String message, org.junit.jupiter.api.function.Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
