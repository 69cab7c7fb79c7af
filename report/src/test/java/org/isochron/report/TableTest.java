package org.isochron.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private static boolean numeric(String... cells) {
    List<List<String>> rows = new ArrayList<>();
    for (String cell : cells) {
      rows.add(List.of(cell));
    }
    return new Table(List.of("x"), rows, "c").isNumeric(0);
  }

  @Test
  void numbersWithIntervalsUnitsAndGapsAreNumeric() {
    assertTrue(numeric("1", "-2.5", "1,204", "3e-05", "82 %"));
    assertTrue(numeric("0.8 (0.7\u20130.9)", "0.8 [0.7, 0.9]", "1.2 \u00b1 0.1", "-", ""));
  }

  @Test
  void wordsAreNotNumeric() {
    assertFalse(numeric("1", "one"));
    assertFalse(numeric("chr1"));
    assertFalse(numeric("2L"));
    assertFalse(numeric("", "-"));
    assertFalse(numeric());
  }

  @Test
  void rowsOfAnotherLengthAreRefused() {
    List<List<String>> rows = List.of(List.of("1", "2"), List.of("3"));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new Table(List.of("a", "b"), rows, "scores"));
    assertEquals("row 1 of table 'scores': expected 2 values, got 1", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Table(List.of(), List.of(), "scores"));
  }

  @Test
  void laterChangesOfTheListsDoNotReachTheTable() {
    List<String> row = new ArrayList<>(List.of("1"));
    Table table = new Table(List.of("a"), List.of(row), "c");
    row.set(0, "2");
    assertEquals(List.of(List.of("1")), table.rows());
  }
}
