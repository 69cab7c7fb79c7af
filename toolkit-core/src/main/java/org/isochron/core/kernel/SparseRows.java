package org.isochron.core.kernel;

import java.util.Arrays;

/**
 * The entries of a matrix [rows, columns] that are not zero, row after row: one-hot letters, masks
 * and other inputs that are mostly zero need no more work than their entries.
 */
public final class SparseRows {
  private int columnCount;
  private int rowCount;
  private int[] starts = new int[1];
  private int[] columns = new int[0];
  private float[] values = new float[0];
  private int[] byColumn = new int[0];
  private int[] rowOf = new int[0];
  private float[] valueOf = new float[0];

  /**
   * Takes the entries of a dense matrix, if at most a third of them are not zero.
   *
   * @param dense values [rows, columnCount], row-major
   * @param rows number of rows
   * @param columnCount number of columns
   * @return whether the matrix is that sparse; if not, this holds nothing of use
   */
  public boolean take(float[] dense, int rows, int columnCount) {
    int limit = rows * columnCount / 3;
    this.columnCount = columnCount;
    // One entry more than may be taken in a row: each value is written before it is known to count.
    grow(rows, limit + columnCount + 1);
    int at = 0;
    for (int r = 0; r < rows; r++) {
      starts[r] = at;
      if (at > limit) {
        return false;
      }
      at = takeRow(dense, r * columnCount, at);
    }
    starts[rows] = at;
    return at <= limit;
  }

  /**
   * Appends the entries of a row without a branch on them, which no processor could foresee: a
   * value's bits but for its sign are 0 or not.
   */
  private int takeRow(float[] dense, int from, int start) {
    int[] column = columns;
    float[] kept = values;
    int at = start;
    for (int c = 0; c < columnCount; c++) {
      float value = dense[from + c];
      column[at] = c;
      kept[at] = value;
      int bits = Float.floatToRawIntBits(value) << 1;
      at += (bits | -bits) >>> 31;
    }
    return at;
  }

  private void grow(int rows, int count) {
    if (starts.length < rows + 1) {
      starts = new int[rows + 1];
    }
    if (columns.length < count) {
      columns = new int[count];
      values = new float[count];
    }
    if (byColumn.length < columnCount + 1) {
      byColumn = new int[columnCount + 1];
    }
  }

  /**
   * Begins to take entries row by row: each row's are written to {@link #columns} and {@link
   * #values} from {@link #end} on, and {@link #endRow} says where they end.
   *
   * @param count number of rows that may come
   * @param most entries of a row at most
   * @param width number of columns
   */
  public void begin(int count, int most, int width) {
    columnCount = width;
    grow(count, Math.multiplyExact(count, most));
    starts[0] = 0;
    rowCount = 0;
  }

  /** Returns where the next row's entries begin. */
  public int end() {
    return starts[rowCount];
  }

  /** Ends a row. */
  public void endRow(int at) {
    starts[++rowCount] = at;
  }

  /** Returns where the entries of a row begin; those of row r end where row r + 1 begins. */
  public int start(int row) {
    return starts[row];
  }

  /** Returns the column of each entry, not a copy. */
  public int[] columns() {
    return columns;
  }

  /** Returns the value of each entry, not a copy. */
  public float[] values() {
    return values;
  }

  /** Returns the number of columns. */
  public int columnCount() {
    return columnCount;
  }

  /**
   * Sorts the entries of some rows by column, each column's by descending row.
   *
   * @param first first row
   * @param count number of rows
   */
  public void turn(int first, int count) {
    int from = starts[first];
    int to = starts[first + count];
    if (rowOf.length < to - from) {
      rowOf = new int[to - from];
      valueOf = new float[to - from];
    }
    Arrays.fill(byColumn, 0, columnCount + 1, 0);
    for (int e = from; e < to; e++) {
      byColumn[columns[e] + 1]++;
    }
    for (int c = 0; c < columnCount; c++) {
      byColumn[c + 1] += byColumn[c];
    }
    for (int r = first + count - 1; r >= first; r--) {
      for (int e = starts[r]; e < starts[r + 1]; e++) {
        int slot = byColumn[columns[e]]++;
        rowOf[slot] = r - first;
        valueOf[slot] = values[e];
      }
    }
  }

  /** Returns where a column's turned entries begin, after {@link #turn}. */
  public int turnedStart(int column) {
    return column == 0 ? 0 : byColumn[column - 1];
  }

  /** Returns where a column's turned entries end. */
  public int turnedEnd(int column) {
    return byColumn[column];
  }

  /** Returns the row of each turned entry, counted from the first row turned; not a copy. */
  public int[] turnedRows() {
    return rowOf;
  }

  /** Returns the value of each turned entry, not a copy. */
  public float[] turnedValues() {
    return valueOf;
  }
}
