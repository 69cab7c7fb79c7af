package org.isochron.cli;

import java.util.Locale;

/**
 * What is expected of an obtained measure.
 *
 * @param measure its name among the values of a {@link ReproductionRun}
 * @param comparison how it is compared
 * @param value the expected value
 * @param tolerance how far it may miss, at least 0
 * @param source where the expected value comes from
 */
record Expectation(
    String measure, Comparison comparison, double value, double tolerance, String source) {
  /** How an obtained value is compared with the expected one. */
  enum Comparison {
    /** Not below it by more than the tolerance. */
    AT_LEAST,
    /** Not away from it by more than the tolerance. */
    ABOUT
  }

  Expectation {
    if (!Double.isFinite(value) || !(tolerance >= 0)) {
      throw new IllegalArgumentException(
          measure
              + ": expected a finite value and a tolerance of at least 0, found "
              + value
              + " and "
              + tolerance);
    }
  }

  static Expectation atLeast(String measure, double value, String source) {
    return new Expectation(measure, Comparison.AT_LEAST, value, 0, source);
  }

  static Expectation about(String measure, double value, double tolerance, String source) {
    return new Expectation(measure, Comparison.ABOUT, value, tolerance, source);
  }

  /** Returns whether an obtained value is as expected. */
  boolean isMetBy(double obtained) {
    return switch (comparison) {
      case AT_LEAST -> obtained >= value - tolerance;
      case ABOUT -> Math.abs(obtained - value) <= tolerance;
    };
  }

  /** Returns {@code >= 0.9630} or {@code 0.9520 +- 0.0050}. */
  String text() {
    String within = tolerance > 0 ? String.format(Locale.ROOT, " +- %.4f", tolerance) : "";
    String sign = comparison == Comparison.AT_LEAST ? ">= " : "";
    return String.format(Locale.ROOT, "%s%.4f%s", sign, value, within);
  }
}
