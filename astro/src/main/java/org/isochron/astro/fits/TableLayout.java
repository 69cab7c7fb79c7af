package org.isochron.astro.fits;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isochron.core.io.FormatException;

/**
 * The columns of a binary table as its header lays them out, checked against the width of a row
 * and, where cells are of variable length, against the heap (FITS standard 4.0, section 7.3).
 */
final class TableLayout {
  private static final Pattern FORM = Pattern.compile("(\\d{0,9})([LXBIJKAEDCMPQ])(.*)");
  private static final Pattern DIMENSIONS = Pattern.compile("\\(\\s*\\d+\\s*(,\\s*\\d+\\s*)*\\)");
  private static final String HEAP_TYPES = "LXBIJKAEDCM";

  private final StructuralCards cards;
  private final long rowWidth;
  private final List<Column> columns = new ArrayList<>();

  /**
   * A column.
   *
   * @param offset of its cells in a row, bytes
   * @param repeat elements of a cell
   * @param type TFORM's letter
   * @param heapType letter of the elements of a cell of variable length, or '-'
   * @param bytes of a cell
   */
  record Column(long offset, long repeat, char type, char heapType, long bytes) {}

  private TableLayout(StructuralCards cards) throws FormatException {
    this.cards = cards;
    rowWidth = cards.integer("NAXIS1", 0, Integer.MAX_VALUE);
  }

  /**
   * Reads the layout.
   *
   * @throws FormatException if columns and row do not fit each other
   */
  static TableLayout of(StructuralCards cards) throws FormatException {
    cards.integer("NAXIS", 2, 2);
    cards.integer("BITPIX", 8, 8);
    cards.integer("GCOUNT", 1, 1, 1);
    TableLayout layout = new TableLayout(cards);
    int fields = (int) cards.integer("TFIELDS", 0, 999);
    long offset = 0;
    for (int c = 1; c <= fields; c++) {
      Column column = layout.column(c, offset);
      layout.columns.add(column);
      offset += column.bytes();
    }
    if (offset != layout.rowWidth) {
      throw new FormatException(
          cards.place(),
          "its columns take %d bytes of a row, NAXIS1 says %d".formatted(offset, layout.rowWidth));
    }
    return layout;
  }

  private Column column(int c, long offset) throws FormatException {
    String form = cards.text("TFORM" + c).strip();
    Matcher matcher = FORM.matcher(form);
    if (!matcher.matches()) {
      throw new FormatException(
          cards.place(), "TFORM" + c + ": expected a format like 1J or 20A, found '" + form + "'");
    }
    long repeat = matcher.group(1).isEmpty() ? 1 : Long.parseLong(matcher.group(1));
    char type = matcher.group(2).charAt(0);
    char heapType = '-';
    if (type == 'P' || type == 'Q') {
      heapType = matcher.group(3).isEmpty() ? ' ' : matcher.group(3).charAt(0);
      if (HEAP_TYPES.indexOf(heapType) < 0 || repeat > 1) {
        throw new FormatException(
            cards.place(), "TFORM" + c + ": expected a format like 1PE(9), found '" + form + "'");
      }
    }
    long bytes = type == 'X' ? (repeat + 7) / 8 : repeat * width(type);
    if (offset + bytes > rowWidth) {
      throw new FormatException(
          cards.place(),
          "TFORM" + c + " = '" + form + "' reaches beyond a row of " + rowWidth + " bytes");
    }
    checkDimensions(c, repeat, type);
    return new Column(offset, repeat, type, heapType, bytes);
  }

  private void checkDimensions(int c, long repeat, char type) throws FormatException {
    String key = "TDIM" + c;
    if (!cards.has(key) || type == 'P' || type == 'Q') {
      return;
    }
    String text = cards.text(key).strip();
    if (!DIMENSIONS.matcher(text).matches()) {
      throw new FormatException(
          cards.place(), key + ": expected sizes like (8,9), found '" + text + "'");
    }
    long product = 1;
    for (String size : text.substring(1, text.length() - 1).split(",", -1)) {
      // Ten digits at most, and never a product beyond 2^62.
      String digits = size.strip();
      long n = digits.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(digits);
      product = Math.min(product * n, Integer.MAX_VALUE);
    }
    if (product > repeat) {
      throw new FormatException(
          cards.place(), key + " = '" + text + "': a cell has " + repeat + " elements");
    }
  }

  private static int width(char type) {
    return switch (type) {
      case 'I' -> 2;
      case 'J', 'E' -> 4;
      case 'K', 'D', 'C', 'P' -> 8;
      case 'M', 'Q' -> 16;
      default -> 1;
    };
  }

  List<Column> columns() {
    return columns;
  }

  /**
   * Checks that every cell of variable length lies in the heap.
   *
   * @param data of the unit, as its header announces it
   * @throws FormatException with row and column of the first that does not
   */
  void checkHeap(ByteBuffer data) throws FormatException {
    long rows = cards.integer("NAXIS2", 0, Integer.MAX_VALUE);
    long begin = cards.integer("THEAP", 0, data.limit(), rows * rowWidth);
    long heap = data.limit() - begin;
    for (int c = 0; c < columns.size(); c++) {
      Column column = columns.get(c);
      if (column.heapType() == '-' || column.repeat() == 0) {
        continue;
      }
      for (long row = 0; row < rows; row++) {
        int at = (int) (row * rowWidth + column.offset());
        boolean is64 = column.type() == 'Q';
        long count = is64 ? data.getLong(at) : data.getInt(at);
        long offset = is64 ? data.getLong(at + 8) : data.getInt(at + 4);
        if (!fits(count, offset, column.heapType(), heap)) {
          throw new FormatException(
              cards.place(),
              "row %d, column %d: %d elements from byte %d of a heap of %d bytes"
                  .formatted(row + 1, c + 1, count, offset, heap));
        }
      }
    }
  }

  private static boolean fits(long count, long offset, char type, long heap) {
    if (count < 0 || count > Integer.MAX_VALUE) {
      return false;
    }
    long bytes = type == 'X' ? (count + 7) / 8 : count * width(type);
    return bytes == 0 || (offset >= 0 && offset <= heap - bytes);
  }
}
