package org.isochron.report;

/** Argument checks shared by the charts; each message names the argument, expected and actual. */
final class Checks {
  private Checks() {}

  static String text(String name, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + ": expected text, got '" + value + "'");
    }
    return value;
  }

  static double finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + ": expected a finite number, got " + value);
    }
    return value;
  }

  static double fraction(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + ": expected a number in [0, 1], got " + value);
    }
    return value;
  }

  /** Returns a copy of the values, all finite and at least one. */
  static double[] finite(String name, double[] values) {
    notEmpty(name, values.length);
    for (int i = 0; i < values.length; i++) {
      finite(name + "[" + i + "]", values[i]);
    }
    return values.clone();
  }

  /** Returns a copy of the values, all in [0, 1] and at least one. */
  static double[] fractions(String name, double[] values) {
    notEmpty(name, values.length);
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] >= 0 && values[i] <= 1)) {
        fraction(name + "[" + i + "]", values[i]);
      }
    }
    return values.clone();
  }

  static void notEmpty(String name, int length) {
    if (length == 0) {
      throw new IllegalArgumentException(name + ": expected at least one value, got none");
    }
  }

  static void length(String name, int actual, int expected) {
    if (actual != expected) {
      throw new IllegalArgumentException(
          name + ": expected " + expected + " values, got " + actual);
    }
  }
}
