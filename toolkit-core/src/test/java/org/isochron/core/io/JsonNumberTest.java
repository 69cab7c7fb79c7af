package org.isochron.core.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumberTest {
  private static final long SEED = 20261122L;

  /** Rows marked * are those where {@code Double.toString} of JDK 17 and 25 differ. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.0, -0.0",
    "3, 3.0",
    "-17, -17.0",
    "0.1, 0.1",
    "0.3333333333333333, 0.3333333333333333",
    "0.0001, 0.0001",
    "0.00001, 1e-5",
    "0.00009999, 9.999e-5",
    "123456789012345, 123456789012345.0",
    "999999999999999.9, 999999999999999.9",
    "1e15, 1e15",
    "1.5e300, 1.5e300",
    "0.002, 0.002",
    // * JDK 17: 1.9999999999999998E23
    "2e23, 2e23",
    // * JDK 17: 9.999999999999999E22
    "1e23, 1e23",
    // * JDK 17: 8.409999999999999E21
    "8.41e21, 8.41e21",
    // * JDK 17: 5.6843418860808015E-14; 2^-44 has its lower neighbour at half the distance
    "5.684341886080802e-14, 5.684341886080802e-14",
    "2.2250738585072014e-308, 2.2250738585072014e-308",
    "4.9e-324, 5e-324",
    "1.7976931348623157e308, 1.7976931348623157e308",
    "9007199254740993, 9.007199254740992e15"
  })
  void knownNumbersHaveTheirShortestForm(String value, String expected) {
    assertEquals(expected, Json.number(Double.parseDouble(value)));
  }

  @Test
  void randomBitsRoundTripWithTheFewestDigits() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (!Double.isNaN(value) && !Double.isInfinite(value)) {
        checkShortest(value);
      }
    }
  }

  @Test
  void everydayNumbersRoundTripWithTheFewestDigits() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    for (int i = 0; i < 20_000; i++) {
      checkShortest(random.nextDouble());
      checkShortest(random.nextInt(1_000_000) / 1000.0);
      checkShortest(random.nextInt(1_000_000) * 1e-12);
    }
  }

  @Test
  void powersOfTwoRoundTripWithTheFewestDigits() {
    for (int exponent = Double.MIN_EXPONENT - 52; exponent <= Double.MAX_EXPONENT; exponent++) {
      checkShortest(Math.scalb(1.0, exponent));
    }
  }

  /**
   * The definition, digit count by digit count: neither neighbour with one digit fewer reads back.
   */
  private static void checkShortest(double value) {
    String text = Json.number(value);
    String context =
        "seed " + SEED + ", bits " + Long.toHexString(Double.doubleToRawLongBits(value));
    assertEquals(value, Double.parseDouble(text), context);
    int digits = new BigDecimal(text).stripTrailingZeros().precision();
    assertTrue(digits <= 17, context + ": " + text);
    if (digits > 1) {
      BigDecimal exact = new BigDecimal(value);
      for (RoundingMode mode : new RoundingMode[] {RoundingMode.UP, RoundingMode.DOWN}) {
        BigDecimal shorter = exact.round(new MathContext(digits - 1, mode));
        assertTrue(shorter.doubleValue() != value, context + ": " + text + " but also " + shorter);
      }
    }
  }

  @Test
  void floatsHaveTheirOwnShortestForm() {
    assertEquals("0.1", Json.number(0.1f));
    assertEquals("16777216.0", Json.number(16777216f));
    assertEquals("1e-45", Json.number(Float.MIN_VALUE));
    assertEquals("3.4028235e38", Json.number(Float.MAX_VALUE));
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    for (int i = 0; i < 20_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (!Float.isNaN(value) && !Float.isInfinite(value)) {
        String text = Json.number(value);
        assertEquals(value, Float.parseFloat(text), text);
        assertEquals(value, (float) Double.parseDouble(text), text);
        assertTrue(new BigDecimal(text).stripTrailingZeros().precision() <= 9, text);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void numbersThatAreNotFiniteAreRefused(double value) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Json.number(value));
    assertEquals("value " + value + " is not a finite number", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Json.number((float) value));
  }
}
