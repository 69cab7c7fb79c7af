package org.isochron.report;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A table of text; columns that hold only numbers are aligned to the right.
 *
 * @param header one name per column, with its unit
 * @param rows as many cells each as the header has names
 * @param caption what is shown
 */
public record Table(List<String> header, List<List<String>> rows, String caption) {
  private static final Pattern NUMBER =
      Pattern.compile("[-+\u2212]?\\d[\\d,.]*([eE][-+]?\\d+)?( ?%)?( ?[(\\[\u00b1].*)?");

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException if there are no columns, the caption is blank or a row has
   *     more or fewer cells than the header
   */
  public Table {
    Checks.text("caption of the table", caption);
    Checks.notEmpty("header of table '" + caption + "'", header.size());
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
    for (int i = 0; i < rows.size(); i++) {
      Checks.length("row " + i + " of table '" + caption + "'", rows.get(i).size(), header.size());
    }
  }

  /** Tells whether a column holds numbers only; blanks and dashes stand for missing ones. */
  boolean isNumeric(int column) {
    boolean some = false;
    for (List<String> row : rows) {
      String cell = row.get(column).strip();
      if (NUMBER.matcher(cell).matches()) {
        some = true;
      } else if (!cell.isEmpty() && !cell.equals("-") && !cell.equals("\u2013")) {
        return false;
      }
    }
    return some;
  }
}
