package org.isochron.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** The bounds that {@link Elementary} states, over a dense set of arguments. */
class ElementaryTest {
  /** Every 509th float of either sign, infinities and NaN left out. */
  private static void eachFiniteFloat(IntConsumer bits) {
    int infinity = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
    for (int i = 0; i < infinity; i += 509) {
      bits.accept(i);
      bits.accept(i | Integer.MIN_VALUE);
    }
  }

  @Test
  void tanhIsWithinSixUnitsInTheLastPlace() {
    double[] worst = {0, 0};
    eachFiniteFloat(
        bits -> {
          float x = Float.intBitsToFloat(bits);
          double exact = StrictMath.tanh(x);
          float found = Elementary.tanh(x);
          double error = Math.abs(found - exact);
          worst[0] = Math.max(worst[0], error / Math.ulp((float) exact));
          if (Math.abs(x) > 1e-30) {
            worst[1] = Math.max(worst[1], error / Math.abs(exact));
          }
        });
    assertTrue(worst[0] <= 6, "worst error in units in the last place: " + worst[0]);
    assertTrue(worst[1] <= 3e-7, "worst relative error: " + worst[1]);
  }

  @Test
  void tanhNeverLeavesPlusMinusOneAndIsOdd() {
    eachFiniteFloat(
        bits -> {
          float x = Float.intBitsToFloat(bits);
          float t = Elementary.tanh(x);
          if (!(Math.abs(t) <= 1f)) {
            throw new AssertionError("tanh " + x + " = " + t);
          }
          int mirrored = Float.floatToRawIntBits(Elementary.tanh(-x));
          if (mirrored != (Float.floatToRawIntBits(t) ^ Integer.MIN_VALUE)) {
            throw new AssertionError("tanh is not odd at " + x);
          }
        });
  }

  @Test
  void tanhKeepsSignedZeroDenormalsAndNaN() {
    assertEquals(0x80000000, Float.floatToRawIntBits(Elementary.tanh(-0f)));
    assertEquals(Float.MIN_VALUE, Elementary.tanh(Float.MIN_VALUE));
    assertTrue(Float.isNaN(Elementary.tanh(Float.NaN)));
    assertEquals(1f, Elementary.tanh(Float.POSITIVE_INFINITY));
    assertEquals(-1f, Elementary.tanh(Float.NEGATIVE_INFINITY));
  }

  @Test
  void sigmoidIsWithinItsBoundAndStaysAProbability() {
    double[] worst = {0};
    eachFiniteFloat(
        bits -> {
          float x = Float.intBitsToFloat(bits);
          float s = Elementary.sigmoid(x);
          if (!(s >= 0f && s <= 1f)) {
            throw new AssertionError("sigmoid " + x + " = " + s);
          }
          worst[0] = Math.max(worst[0], Math.abs(s - 1 / (1 + StrictMath.exp(-(double) x))));
        });
    assertTrue(worst[0] <= 1.8e-7, "worst absolute error: " + worst[0]);
    assertTrue(Float.isNaN(Elementary.sigmoid(Float.NaN)));
    assertEquals(1f, Elementary.sigmoid(Float.POSITIVE_INFINITY));
    assertEquals(0f, Elementary.sigmoid(Float.NEGATIVE_INFINITY));
  }

  @Test
  void expIsWithinTwoUnitsInTheLastPlace() {
    double worst = 0;
    for (int i = 0; i <= 1_417_000; i++) {
      double x = -708 + i * 1e-3;
      double exact = StrictMath.exp(x);
      worst = Math.max(worst, Math.abs(Elementary.exp(x) - exact) / Math.ulp(exact));
    }
    // StrictMath itself may be off by one.
    assertTrue(worst <= 2, "worst error in units in the last place: " + worst);
  }

  @Test
  void expIsZeroBelowInfiniteAboveAndKeepsNaN() {
    assertEquals(1, Elementary.exp(0));
    assertEquals(0, Elementary.exp(-708.5));
    assertEquals(0, Elementary.exp(Double.NEGATIVE_INFINITY));
    assertEquals(Double.POSITIVE_INFINITY, Elementary.exp(709.1));
    assertEquals(Double.POSITIVE_INFINITY, Elementary.exp(Double.POSITIVE_INFINITY));
    assertTrue(Double.isNaN(Elementary.exp(Double.NaN)));
  }
}
