package org.isochron.astro.lightcurve;

import java.util.ArrayList;
import java.util.List;
import org.isochron.astro.fits.ColumnNames;
import org.isochron.core.io.FormatException;

/** What a table says of objects, one row each: names of columns match without regard to case. */
public final class ObjectTable {
  private static final ObjectTable NONE = new ObjectTable("no table", 0);

  private final String place;
  private final int rows;
  private final List<Object> columns = new ArrayList<>();
  private final List<String> written = new ArrayList<>();
  private ColumnNames names = new ColumnNames(List.of());

  /**
   * Makes a table without columns.
   *
   * @param place file and table, for messages
   * @param rows number of objects
   */
  public ObjectTable(String place, int rows) {
    this.place = place;
    this.rows = rows;
  }

  /** Returns a row of no table. */
  public static ObjectRow none() {
    return new ObjectRow(NONE, 0);
  }

  /** Adds a column of numbers, NaN where there is none; not copied. */
  public void add(String name, double[] values) {
    put(name, values, values.length);
  }

  /** Adds a column of integers; not copied. */
  public void add(String name, long[] values) {
    put(name, values, values.length);
  }

  /** Adds a column of text; not copied. */
  public void add(String name, String[] values) {
    put(name, values, values.length);
  }

  private void put(String name, Object values, int length) {
    if (length != rows) {
      throw new IllegalArgumentException(
          place + ": expected " + rows + " rows of " + name + ", found " + length);
    }
    columns.add(values);
    written.add(name);
    names = new ColumnNames(written);
  }

  /** Returns the names of the columns, in order. */
  public List<String> names() {
    return names.list();
  }

  /** Tells whether there is a column of a name. */
  public boolean has(String name) {
    return names.has(name);
  }

  /** Returns the number of objects. */
  public int rows() {
    return rows;
  }

  private Object column(String name) throws FormatException {
    return columns.get(names.index(name, place));
  }

  /**
   * One object's row.
   *
   * @param table the table
   * @param row 0-based
   */
  public record ObjectRow(ObjectTable table, int row) {
    /** Tells whether the table has a column. */
    public boolean has(String column) {
      return table.has(column);
    }

    /** Tells whether a column holds text. */
    public boolean isText(String column) throws FormatException {
      return table.column(column) instanceof String[];
    }

    /** Tells whether a column holds integers. */
    public boolean isInteger(String column) throws FormatException {
      return table.column(column) instanceof long[];
    }

    /**
     * Returns a value as text; reals as Java writes them.
     *
     * @param column its name
     * @throws FormatException if there is no such column
     */
    public String text(String column) throws FormatException {
      Object values = table.column(column);
      if (values instanceof String[] texts) {
        return texts[row];
      }
      return values instanceof long[] integers
          ? Long.toString(integers[row])
          : Double.toString(((double[]) values)[row]);
    }

    /**
     * Returns a number, NaN where there is none.
     *
     * @param column its name
     * @throws FormatException if there is no such column, or it holds text
     */
    public double number(String column) throws FormatException {
      Object values = table.column(column);
      if (values instanceof String[]) {
        throw new FormatException(
            table.place + ", column " + column, "expected numbers, found text");
      }
      return values instanceof long[] integers ? integers[row] : ((double[]) values)[row];
    }
  }
}
