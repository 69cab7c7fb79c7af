package org.isochron.core.io;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Predicate;

/**
 * The shortest decimal that reads back as the same number, in one notation.
 *
 * <p>{@code Double.toString} differs between JDK 17 and 19 and later (JDK-4511638), so the digits
 * are computed here: the fewest that round-trip, and of those the nearest to the number.
 */
final class DecimalText {
  private static final int MAX_DOUBLE_DIGITS = 17;
  private static final int MAX_FLOAT_DIGITS = 9;

  /**
   * With at most 15 digits two decimals never read as one double, so one that fits is the nearest.
   */
  private static final double UNIQUE_LIMIT = 1e15;

  private static final int MAX_EXACT_POWER = 22;
  private static final double[] POWERS = exactPowers();

  private DecimalText() {}

  static String of(double value) {
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    double magnitude = Math.abs(value);
    String sign = value < 0 ? "-" : "";
    int decimals = shortDecimals(magnitude);
    if (decimals >= 0) {
      long digits = (long) Math.rint(magnitude * POWERS[decimals]);
      return sign + layOut(BigDecimal.valueOf(digits, decimals));
    }
    Predicate<String> reads = text -> Double.parseDouble(text) == magnitude;
    return sign + layOut(shortest(new BigDecimal(magnitude), MAX_DOUBLE_DIGITS, reads));
  }

  static String of(float value) {
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    float magnitude = Math.abs(value);
    Predicate<String> reads =
        text ->
            Float.parseFloat(text) == magnitude && (float) Double.parseDouble(text) == magnitude;
    BigDecimal exact = new BigDecimal((double) magnitude);
    return (value < 0 ? "-" : "") + layOut(shortest(exact, MAX_FLOAT_DIGITS, reads));
  }

  /** The fewest decimals n with m / 10^n = value for a whole m below 1e15, or -1: no such n. */
  private static int shortDecimals(double magnitude) {
    for (int n = 0; n <= MAX_EXACT_POWER; n++) {
      double scaled = magnitude * POWERS[n];
      if (scaled >= UNIQUE_LIMIT) {
        return -1;
      }
      double whole = Math.rint(scaled);
      if (whole > 0 && whole / POWERS[n] == magnitude) {
        return n;
      }
    }
    return -1;
  }

  private static BigDecimal shortest(BigDecimal exact, int maxDigits, Predicate<String> reads) {
    for (int digits = 1; digits < maxDigits; digits++) {
      BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (reads.test(nearest.toString())) {
        return nearest;
      }
      RoundingMode away = nearest.compareTo(exact) > 0 ? RoundingMode.DOWN : RoundingMode.UP;
      BigDecimal other = exact.round(new MathContext(digits, away));
      if (reads.test(other.toString())) {
        return other;
      }
    }
    return exact.round(new MathContext(maxDigits, RoundingMode.HALF_EVEN));
  }

  /** Plain from 1e-4 to below 1e15, with at least one decimal; outside it d.ddde-5. */
  private static String layOut(BigDecimal value) {
    BigDecimal bare = value.stripTrailingZeros();
    String digits = bare.unscaledValue().toString();
    int exponent = digits.length() - 1 - bare.scale();
    if (exponent >= -4 && exponent < 15) {
      return bare.scale() <= 0 ? bare.toPlainString() + ".0" : bare.toPlainString();
    }
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    return digits.charAt(0) + fraction + "e" + exponent;
  }

  private static double[] exactPowers() {
    double[] powers = new double[MAX_EXACT_POWER + 1];
    powers[0] = 1;
    for (int n = 1; n < powers.length; n++) {
      powers[n] = powers[n - 1] * 10;
    }
    return powers;
  }
}
