package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
  private static float[] mask(Dropout dropout, long key, int offset, int count) {
    float[] row = new float[offset + count];
    Arrays.fill(row, 1f);
    dropout.apply(key, row, offset, count);
    return Arrays.copyOfRange(row, offset, offset + count);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.25, 0.5, 0.9})
  void theExpectedShareIsDroppedAndTheMeanIsKept(double rate) {
    Dropout dropout = new Dropout(rate);
    float kept = (float) (1 / (1 - Math.round(rate * 65536) / 65536.0));
    int rows = 4000;
    int columns = 37;
    int[] dropped = new int[columns];
    for (int row = 0; row < rows; row++) {
      float[] mask = mask(dropout, Dropout.key(9, 1, row / 100, row % 100), 0, columns);
      for (int j = 0; j < columns; j++) {
        assertTrue(mask[j] == 0f || mask[j] == kept, "a mask of " + mask[j]);
        dropped[j] += mask[j] == 0f ? 1 : 0;
      }
    }
    double deviation = Math.sqrt(rate * (1 - rate) * rows);
    for (int j = 0; j < columns; j++) {
      assertEquals(rate * rows, dropped[j], 5 * deviation, "dropped in feature " + j);
    }
    int total = Arrays.stream(dropped).sum();
    assertEquals(rate * rows * columns, total, 5 * deviation * Math.sqrt(columns));
  }

  @Test
  void aRowsPlaceInMemoryChangesNothing() {
    Dropout dropout = new Dropout(0.4);
    long key = Dropout.key(1, 2, 3, 4);
    float[] expected = mask(dropout, key, 0, 50);
    assertSameBits(expected, mask(dropout, key, 13, 50), "at another offset");
    assertSameBits(Arrays.copyOf(expected, 21), mask(dropout, key, 0, 21), "with fewer features");
  }

  @Test
  void seedLayerSequenceAndStepEachGiveAnotherMask() {
    Dropout dropout = new Dropout(0.5);
    float[] mask = mask(dropout, Dropout.key(1, 1, 1, 1), 0, 256);
    long[] others = {
      Dropout.key(2, 1, 1, 1),
      Dropout.key(1, 2, 1, 1),
      Dropout.key(1, 1, 2, 1),
      Dropout.key(1, 1, 1, 2)
    };
    for (long other : others) {
      float[] found = mask(dropout, other, 0, 256);
      int same = 0;
      for (int j = 0; j < found.length; j++) {
        same += found[j] == mask[j] ? 1 : 0;
      }
      // Independent masks agree in half of the features: 128, standard deviation 8.
      assertEquals(128, same, 40, "features in which two masks agree");
    }
  }

  @Test
  void rateZeroDropsNothing() {
    float[] mask = mask(new Dropout(0), 77, 0, 100);
    float[] ones = new float[100];
    Arrays.fill(ones, 1f);
    assertSameBits(ones, mask, "rate 0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void aRateThatIsNoProbabilityIsRefused(double rate) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new Dropout(rate));
    assertEquals("dropout must be in [0, 1), found " + rate, e.getMessage());
  }
}
