package org.isochron.core.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What the tape is responsible for, whatever the operations. */
class TapeTest {
  private final Tape tape = new Tape();
  private final Variable x = tape.variable(new double[] {0.5}, 1);

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void derivativesOfAnyOrderAreThoseOfAnExponential() {
    // exp(2x): each derivative is twice the one before.
    Variable y = x.times(2).exp().sum();
    double expected = y.value();
    for (int order = 1; order <= 5; order++) {
      y = tape.gradient(y, x).get(0).sum();
      expected *= 2;
      assertEquals(expected, y.value(), 1e-14 * expected, "order " + order);
    }
  }

  @Test
  void usesOfOneVariableAddUp() {
    Variable y = x.multiply(x).add(x).add(x.multiply(x).multiply(x));
    assertEquals(2 * 0.5 + 1 + 3 * 0.25, tape.gradient(y, x).get(0).value(), 1e-15);
  }

  @Test
  void anOutputMayBeGivenTwiceAndMayBeAnInput() {
    Variable one = tape.constant(new double[] {1}, 1);
    assertEquals(2, tape.vjp(List.of(x, x), List.of(one, one), List.of(x)).get(0).value());
    Variable y = x.times(3);
    List<Variable> both = tape.vjp(List.of(y), List.of(one), List.of(x, y));
    assertEquals(3, both.get(0).value());
    assertEquals(1, both.get(1).value());
  }

  @Test
  void anIdentityTellsTwoUsesApart() {
    Variable h = x.tanh();
    Variable copy = h.identity();
    Variable y = copy.times(2).add(h.times(5)).sum();
    assertEquals(2, tape.gradient(y, copy).get(0).value());
    assertEquals(7, tape.gradient(y, h).get(0).value());
  }

  @Test
  void whatDoesNotEnterHasAZeroGradientOfItsShape() {
    Variable other = tape.variable(new double[6], 2, 3);
    Variable gradient = tape.gradient(x.sum(), other).get(0);
    assertEquals(List.of(2, 3), gradient.shape());
    assertArrayEquals(new double[6], gradient.values());
  }

  @Test
  void nothingIsDifferentiatedThroughADetachedVariable() {
    Variable y = x.multiply(x.detach()).sum();
    assertEquals(0.5, tape.gradient(y, x).get(0).value());
  }

  @Test
  void theGradientOfAStepOfGradientDescentIsTheMetaGradient() {
    // f = h θ²/2, SGD, T steps: dL/dα = −T h² (1 − αh)^(2T−1) θ₀²; h = 1, α = 0.1, T = 20, θ₀ = 1.
    Variable rate = tape.variable(new double[] {0.1}, 1);
    Variable theta = tape.variable(new double[] {1}, 1);
    for (int t = 0; t < 20; t++) {
      Variable loss = theta.multiply(theta).times(0.5).sum();
      theta = theta.subtract(rate.multiply(tape.gradient(loss, theta).get(0)));
    }
    Variable loss = theta.multiply(theta).times(0.5).sum();
    assertEquals(-0.3284640653652135, tape.gradient(loss, rate).get(0).value(), 1e-15);
  }

  @Test
  void aLongChainNeedsNoStack() {
    Variable y = x;
    for (int t = 0; t < 50_000; t++) {
      y = y.times(1);
    }
    assertEquals(1, tape.gradient(y.sum(), x).get(0).value());
  }

  @Test
  void valuesOfAVjpAreNotRecordedEvenAfterAFailure() {
    Variable y = x.exp();
    Variable wrong = tape.constant(new double[] {1, 1}, 2);
    refused(
        "vjp: shapes [1] and [2] of output and cotangent differ",
        () -> tape.vjpValues(List.of(y), List.of(wrong), List.of(x)));
    assertTrue(tape.gradient(y.sum(), x).get(0).active, "recording goes on");
  }

  @Test
  void argumentsThatDoNotFitAreNamed() {
    Variable foreign = new Tape().variable(new double[] {1}, 1);
    refused("add: the variables are of two tapes", () -> x.add(foreign));
    refused("shape [2,3] needs 6 values, found 5", () -> tape.variable(new double[5], 2, 3));
    refused("gradient: expected one value, found shape [2]", () -> tape.gradient(tape.zeros(2), x));
    refused("vjp: 1 outputs, but 0 cotangents", () -> tape.vjp(List.of(x), List.of(), List.of(x)));
  }

  @Test
  void valuesAreCopiedInAndOut() {
    double[] values = {1, 2};
    Variable v = tape.variable(values, 2);
    values[0] = 9;
    v.values()[1] = 9;
    assertArrayEquals(new double[] {1, 2}, v.values());
  }
}
