package org.isochron.core.recurrence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;

/** Comparisons of arrays for the engine's tests: by bits, or relative to the largest entry. */
public final class Tensors {
  private Tensors() {}

  /** Fails unless both arrays hold the same doubles, bit for bit. */
  public static void assertSameBits(double[] expected, double[] found, String name) {
    assertEquals(expected.length, found.length, name + ": size");
    for (int i = 0; i < expected.length; i++) {
      if (Double.doubleToLongBits(expected[i]) != Double.doubleToLongBits(found[i])) {
        fail(name + "[" + i + "]: expected " + expected[i] + ", found " + found[i]);
      }
    }
  }

  /** Fails unless both arrays hold the same floats, bit for bit; any NaN equals any other. */
  public static void assertSameBits(float[] expected, float[] found, String name) {
    assertEquals(expected.length, found.length, name + ": size");
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(found[i])) {
        fail(name + "[" + i + "]: expected " + expected[i] + ", found " + found[i]);
      }
    }
  }

  /** Fails unless the arrays differ by at most tolerance times the largest expected entry. */
  public static void assertClose(double[] expected, double[] found, double tolerance, String name) {
    assertEquals(expected.length, found.length, name + ": size");
    double largest = 0;
    for (double e : expected) {
      largest = Math.max(largest, Math.abs(e));
    }
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(expected[i] - found[i]) <= tolerance * largest)) {
        fail(
            name
                + "["
                + i
                + "]: expected "
                + expected[i]
                + " within "
                + tolerance
                + " of the largest entry "
                + largest
                + ", found "
                + found[i]);
      }
    }
  }

  /** Compares each tensor of a flat vector on its own scale, as {@link #assertClose}. */
  public static void assertClose(
      ParameterLayout layout, double[] expected, double[] found, double tolerance) {
    assertEquals(expected.length, found.length, "parameters");
    for (ParameterLayout.Entry entry : layout.entries()) {
      String name = entry.name();
      assertClose(layout.get(expected, name), layout.get(found, name), tolerance, name);
    }
  }

  /** Compares two states of a recurrence by bits. */
  public static void assertSameBits(
      Recurrence recurrence, State expected, State found, String name) {
    assertSameBits(flat(recurrence, expected), flat(recurrence, found), name);
  }

  /** Returns all components of a state, one after the other. */
  public static double[] flat(Recurrence recurrence, State state) {
    state.check("state", recurrence, state.size());
    return state.parts().stream().flatMapToDouble(Arrays::stream).toArray();
  }
}
