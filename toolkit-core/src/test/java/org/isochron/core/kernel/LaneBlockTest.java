package org.isochron.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneBlockTest {
  @Test
  void rowsAreTheStepsThatExist() {
    LaneBlock block = new LaneBlock();
    block.layOut(new int[] {9, 9, 9, 9, 9, 9}, 6);
    block.layOut(new int[] {4, 2, 2, 1, 99}, 4);
    assertEquals(4, block.count());
    assertEquals(4, block.steps());
    assertEquals(9, block.rows());
    int[] active = {4, 3, 1, 1, 0};
    int[] start = {0, 4, 7, 8, 9};
    for (int t = 0; t <= 4; t++) {
      assertEquals(active[t], block.active(t), "active at " + t);
      assertEquals(start[t], block.start(t), "start of " + t);
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 3, 3, 1", "3, 0, 0, 1"})
  void lengthsThatAreNotPositiveAndDescendingAreRefused(int a, int b, int found, int at) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new LaneBlock().layOut(new int[] {a, b}, 2));
    assertEquals(
        "lengths must be positive and descending, found " + found + " at " + at, e.getMessage());
  }
}
