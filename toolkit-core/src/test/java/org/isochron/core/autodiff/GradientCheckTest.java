package org.isochron.core.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class GradientCheckTest {
  private final double[] at = {1, -2, 3};

  private double cubes() {
    return at[0] * at[0] * at[0] + at[1] * at[1] * at[1] + at[2] * at[2] * at[2];
  }

  @Test
  void aRightGradientPassesAndThePointIsLeftAsItWas() {
    GradientCheck check = GradientCheck.of("x", at, new double[] {3, 12, 27}, this::cubes);
    assertTrue(check.relativeError() < 1e-9, check.toString());
    assertArrayEquals(new double[] {1, -2, 3}, at);
  }

  @Test
  void aWrongEntryIsFoundAndNamed() {
    GradientCheck check = GradientCheck.of("x", at, new double[] {3, 12.27, 27}, this::cubes);
    assertEquals(1, check.index());
    assertEquals(0.01, check.relativeError(), 1e-6);
    assertEquals(
        "x[1]: gradient 12.2700000, central difference 12.0000000, relative error 0.010",
        check.toString());
  }

  @Test
  void aNaNIsTheLargestError() {
    GradientCheck check = GradientCheck.of("x", at, new double[] {3, Double.NaN, 26}, this::cubes);
    assertEquals(1, check.index());
    assertTrue(Double.isNaN(check.relativeError()));
  }

  @Test
  void aFunctionOnTheTapeIsCheckedInEveryVariable() {
    Tape tape = new Tape();
    List<Variable> point =
        List.of(tape.variable(at, 3), tape.variable(new double[] {0.5, 0.25}, 2, 1));
    GradientCheck right = GradientCheck.of(x -> x.get(0).multiply(x.get(1)).tanh().sum(), point);
    assertTrue(right.relativeError() < 1e-9, right.toString());
    // A function whose second variable the tape does not see.
    GradientCheck wrong =
        GradientCheck.of(x -> x.get(0).multiply(x.get(1).detach()).tanh().sum(), point);
    assertEquals("variable 1", wrong.tensor());
    assertEquals(1, wrong.relativeError(), 1e-6);
  }

  @Test
  void aGradientOfAnotherLengthIsRefused() {
    assertEquals(
        "x: expected a gradient of 3 values, found 2",
        assertThrows(
                IllegalArgumentException.class,
                () -> GradientCheck.of("x", at, new double[2], this::cubes))
            .getMessage());
  }
}
