package org.isochron.astro.fits;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nom.tam.fits.AsciiTable;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.TableHDU;
import nom.tam.util.ArrayFuncs;
import org.isochron.core.io.FormatException;

/**
 * A table, binary or of text, by column. Scaling is applied always: value = TZERO + TSCAL · stored,
 * and an integer that is TNULL is no value. Names of columns match without regard to case, as the
 * standard says (FITS 4.0, section 7.2.2), where that is one column.
 */
public final class FitsTable {
  private final FitsHeader header;
  private final TableHDU<?> table;
  private final ColumnNames names;

  FitsTable(FitsHeader header, TableHDU<?> table) throws FormatException {
    this.header = header;
    this.table = table;
    List<String> written = new ArrayList<>();
    for (int c = 0; c < table.getNCols(); c++) {
      written.add(header.text("TTYPE" + (c + 1), "").strip());
    }
    names = new ColumnNames(written);
  }

  /** Returns the keywords of the table's unit. */
  public FitsHeader header() {
    return header;
  }

  /** Returns the number of rows. */
  public int rows() {
    return table.getNRows();
  }

  /** Returns the names of the columns, in order; the empty string where one has none. */
  public List<String> names() {
    return names.list();
  }

  /** Tells whether there is a column of a name. */
  public boolean has(String column) {
    return names.has(column);
  }

  /** Returns the first of some names that a column has. */
  public Optional<String> firstOf(List<String> columns) {
    return columns.stream().filter(this::has).findFirst();
  }

  /** Tells whether a column holds text, one in each row. */
  public boolean isText(String column) throws FormatException {
    return storedType(column) == String.class;
  }

  /** Tells whether a column holds one integer in each row, unscaled but for a whole TZERO. */
  public boolean isInteger(String column) throws FormatException {
    Class<?> type = storedType(column);
    StoredNumbers numbers = numbers(index(column));
    boolean isPlain = numbers.isWhole() && numbers.blank() == null;
    return isPlain
        && (type == byte.class || type == short.class || type == int.class || type == long.class);
  }

  /** Tells whether a column holds one value in each row. */
  public boolean isScalar(String column) throws FormatException {
    return storedType(column) != null;
  }

  /** Returns the type of a column's one value in each row; null where there are arrays. */
  private Class<?> storedType(String column) throws FormatException {
    int c = index(column);
    if (table.getData() instanceof BinaryTable binary) {
      BinaryTable.ColumnDesc description = binary.getDescriptor(c);
      boolean isArray =
          description.isVariableSize()
              ? !description.isString()
              : !description.isSingleton() && !description.isString();
      return isArray || description.isComplex() ? null : description.getElementClass();
    }
    return ((AsciiTable) table.getData()).getColumnType(c);
  }

  /** Returns the unit of a column (TUNIT), or the empty string. */
  public String unit(String column) throws FormatException {
    return header.text("TUNIT" + (index(column) + 1), "");
  }

  /**
   * Returns a column of numbers, one in each row; NaN where there is no value; logicals are 1 and
   * 0.
   *
   * @param column its name
   * @throws FormatException if there is no such column, it holds text, or arrays
   */
  public double[] doubles(String column) throws FormatException {
    int c = index(column);
    Object stored = scalars(c, column);
    if (stored instanceof String[]) {
      throw new FormatException(place(column), "expected numbers, found text");
    }
    double[] values = numbers(c).values(stored, place(column));
    blankNulls(c, values);
    return values;
  }

  /**
   * Returns a column of integers, one in each row; with TSCAL 1 and a whole TZERO they are exact.
   *
   * @param column its name
   * @throws FormatException if there is no such column, it holds no integers, or a row no value
   */
  public long[] integers(String column) throws FormatException {
    int c = index(column);
    Object stored = scalars(c, column);
    StoredNumbers numbers = numbers(c);
    boolean whole = numbers.isWhole();
    boolean fits =
        stored instanceof byte[]
            || stored instanceof short[]
            || stored instanceof int[]
            || stored instanceof long[];
    if (!fits || !whole) {
      throw new FormatException(
          place(column),
          "expected integers, found "
              + (fits ? "scaled numbers" : stored.getClass().getComponentType().getSimpleName()));
    }
    long[] values = new long[rows()];
    long zero = (long) numbers.zero();
    for (int row = 0; row < values.length; row++) {
      long x = stored instanceof byte[] bytes ? bytes[row] & 0xff : Array.getLong(stored, row);
      boolean isNull = numbers.blank() != null && x == numbers.blank();
      if (isNull || isNull(c, row)) {
        throw new FormatException(place(column) + ", row " + (row + 1), "no value (TNULL)");
      }
      values[row] = x + zero;
      if (((x ^ values[row]) & (zero ^ values[row])) < 0) {
        throw new FormatException(
            place(column) + ", row " + (row + 1), x + " + " + zero + " has more than 64 bits");
      }
    }
    return values;
  }

  /**
   * Returns a column as text, without trailing blanks; integers in decimal digits.
   *
   * @param column its name
   * @throws FormatException if there is no such column, or it holds reals or arrays
   */
  public String[] strings(String column) throws FormatException {
    Object stored = scalars(index(column), column);
    if (!(stored instanceof String[] texts)) {
      long[] values = integers(column);
      String[] texts = new String[values.length];
      for (int row = 0; row < texts.length; row++) {
        texts[row] = Long.toString(values[row]);
      }
      return texts;
    }
    String[] trimmed = new String[texts.length];
    for (int row = 0; row < texts.length; row++) {
      String text = texts[row] == null ? "" : texts[row];
      boolean ends = text.isEmpty() || text.charAt(text.length() - 1) != ' ';
      trimmed[row] = ends ? text : text.stripTrailing();
    }
    return trimmed;
  }

  /**
   * Returns a column of arrays, one in each row, in the order in which they are stored; complex
   * numbers as pairs.
   *
   * @param column its name
   * @throws FormatException if there is no such column, or it holds text
   */
  public double[][] arrays(String column) throws FormatException {
    int c = index(column);
    StoredNumbers numbers = numbers(c);
    double[][] values = new double[rows()][];
    for (int row = 0; row < values.length; row++) {
      Object cell = ArrayFuncs.flatten(cell(c, row, column));
      if (cell instanceof String || cell instanceof String[]) {
        throw new FormatException(place(column), "expected arrays of numbers, found text");
      }
      values[row] = numbers.values(cell, place(column));
    }
    return values;
  }

  /** Returns the shape of a column's cells (TDIM), the slowest axis first; [1] of scalars. */
  public List<Integer> shape(String column) throws FormatException {
    if (!(table.getData() instanceof BinaryTable binary)) {
      return List.of(1);
    }
    BinaryTable.ColumnDesc description = binary.getDescriptor(index(column));
    int[] shape = description.isVariableSize() ? null : description.getEntryShape();
    if (shape == null) {
      throw new FormatException(place(column), "cells of variable length have no shape");
    }
    List<Integer> sizes = new ArrayList<>();
    for (int n : shape) {
      sizes.add(n);
    }
    return sizes.isEmpty() ? List.of(1) : sizes;
  }

  private Object cell(int c, int row, String column) throws FormatException {
    try {
      return table.getElement(row, c);
    } catch (RuntimeException e) {
      throw damaged(column + ", row " + (row + 1), e);
    }
  }

  /** Returns a column with one stored value in each row. */
  private Object scalars(int c, String column) throws FormatException {
    Object stored;
    try {
      stored = table.getColumn(c);
    } catch (RuntimeException e) {
      throw damaged(column, e);
    }
    if (stored == null || !stored.getClass().isArray() || Array.getLength(stored) != rows()) {
      throw new FormatException(place(column), "expected one value in each row, found arrays");
    }
    if (stored.getClass().getComponentType().isArray()) {
      throw new FormatException(
          place(column), "expected one value in each row, found arrays (" + form(c) + ")");
    }
    return stored;
  }

  private String form(int c) throws FormatException {
    return header.text("TFORM" + (c + 1), "");
  }

  private StoredNumbers numbers(int c) throws FormatException {
    String n = Integer.toString(c + 1);
    boolean binary = table.getData() instanceof BinaryTable;
    return new StoredNumbers(
        header.real("TSCAL" + n, 1),
        header.real("TZERO" + n, 0),
        binary && header.has("TNULL" + n) ? header.integer("TNULL" + n) : null);
  }

  private boolean isNull(int c, int row) {
    return table.getData() instanceof AsciiTable text && text.isNull(row, c);
  }

  private void blankNulls(int c, double[] values) {
    if (table.getData() instanceof AsciiTable) {
      for (int row = 0; row < values.length; row++) {
        if (isNull(c, row)) {
          values[row] = Double.NaN;
        }
      }
    }
  }

  private int index(String column) throws FormatException {
    return names.index(column, header.place());
  }

  private String place(String column) {
    return header.place() + ", column " + column;
  }

  private FormatException damaged(String column, Exception cause) {
    return new FormatException(place(column), "damaged: " + cause.getMessage(), cause);
  }
}
