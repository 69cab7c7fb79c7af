package org.isochron.core.evaluation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * McNemar's test of two classifiers on the same cases, of which only those that one gets right
 * count.
 *
 * <p>p is exact and two-sided: with n = b + c, p = min(1, 2 Σ_{i ≤ min(b,c)} C(n,i) / 2ⁿ). χ² = (|b
 * − c| − 1)² / n has the continuity correction. Without any such case p is 1 and χ² 0. Source:
 * McNemar 1947, doi 10.1007/BF02295996.
 *
 * @param onlyFirst b, the cases that only the first classifier gets right
 * @param onlySecond c, the cases that only the second gets right
 * @param p the probability of a difference as large, if both are equally good
 * @param chiSquare the statistic with continuity correction, one degree of freedom
 */
public record McNemar(long onlyFirst, long onlySecond, double p, double chiSquare) {
  private static final long MAX_CASES = 100_000;

  /**
   * Tests counts.
   *
   * @param onlyFirst cases that only the first gets right, at least 0
   * @param onlySecond cases that only the second gets right, at least 0
   * @throws IllegalArgumentException if a count is negative or their sum is above 100 000
   */
  public static McNemar of(long onlyFirst, long onlySecond) {
    if (onlyFirst < 0 || onlySecond < 0 || onlyFirst > MAX_CASES - onlySecond) {
      throw new IllegalArgumentException(
          "onlyFirst %d, onlySecond %d, expected at least 0 and together at most %d"
              .formatted(onlyFirst, onlySecond, MAX_CASES));
    }
    long n = onlyFirst + onlySecond;
    double distance = Math.max(0, Math.abs(onlyFirst - onlySecond) - 1);
    double chiSquare = n == 0 ? 0 : distance * distance / n;
    return new McNemar(
        onlyFirst, onlySecond, exact((int) n, Math.min(onlyFirst, onlySecond)), chiSquare);
  }

  /**
   * Tests two classifiers on the same cases.
   *
   * @param first [n] whether the first is right
   * @param second [n] whether the second is right
   * @throws IllegalArgumentException if the lengths differ
   */
  public static McNemar of(boolean[] first, boolean[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          "second has %d entries, expected %d as first".formatted(second.length, first.length));
    }
    long onlyFirst = 0;
    long onlySecond = 0;
    for (int i = 0; i < first.length; i++) {
      onlyFirst += first[i] && !second[i] ? 1 : 0;
      onlySecond += second[i] && !first[i] ? 1 : 0;
    }
    return of(onlyFirst, onlySecond);
  }

  private static double exact(int n, long fewer) {
    BigInteger term = BigInteger.ONE;
    BigInteger sum = BigInteger.ONE;
    for (int i = 1; i <= fewer; i++) {
      term = term.multiply(BigInteger.valueOf(n - i + 1L)).divide(BigInteger.valueOf(i));
      sum = sum.add(term);
    }
    BigInteger twoSided = sum.shiftLeft(1);
    BigInteger whole = BigInteger.ONE.shiftLeft(n);
    if (twoSided.compareTo(whole) >= 0) {
      return 1;
    }
    return new BigDecimal(twoSided)
        .divide(new BigDecimal(whole), MathContext.DECIMAL128)
        .doubleValue();
  }
}
