package org.isochron.astro.fits;

import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isochron.core.io.FormatException;

/** What is checked of a unit before the library reads it: that what it will allocate is there. */
final class UnitChecks {
  private static final Pattern ASCII_FORM = Pattern.compile("([AIFED])(\\d{1,9})(?:\\.\\d{1,9})?");

  /** Deflate's largest ratio; no other tile compression of the standard comes near it. */
  private static final long MAX_RATIO = 1032;

  private UnitChecks() {}

  /**
   * Checks a unit.
   *
   * @param unit where it lies
   * @param whole its bytes, with the header
   * @throws FormatException if it is laid out in a way that cannot be
   */
  static void check(HduExtent unit, byte[] whole) throws FormatException {
    StructuralCards cards = unit.cards();
    String kind = cards.has("XTENSION") ? cards.text("XTENSION") : "";
    if (kind.equals("BINTABLE")) {
      ByteBuffer data =
          ByteBuffer.wrap(whole, unit.headerLength(), Math.toIntExact(unit.dataLength())).slice();
      TableLayout.of(cards).checkHeap(data);
      if (cards.isTrue("ZIMAGE")) {
        checkCompressed(cards, unit.dataLength());
      }
    } else if (kind.equals("TABLE")) {
      checkText(cards);
    }
  }

  private static void checkCompressed(StructuralCards cards, long dataLength)
      throws FormatException {
    int axes = (int) cards.integer("ZNAXIS", 1, 999);
    long bitpix = Math.abs(cards.integer("ZBITPIX", -64, 64));
    long most = MAX_RATIO * (dataLength + HduExtent.BLOCK);
    long size = Math.max(1, bitpix / 8);
    long tiles = 1;
    for (int i = 1; i <= axes; i++) {
      long n = cards.integer("ZNAXIS" + i, 1, most);
      long tile = cards.integer("ZTILE" + i, 1, Integer.MAX_VALUE, i == 1 ? n : 1);
      size = product(cards, size, n, most);
      tiles *= (n + tile - 1) / tile;
      if (tile > n) {
        throw new FormatException(
            cards.place(), "ZTILE%d = %d: the image has %d pixels there".formatted(i, tile, n));
      }
    }
    long rows = cards.integer("NAXIS2", 0, Integer.MAX_VALUE);
    if (tiles != rows) {
      throw new FormatException(
          cards.place(), "the image has %d tiles, the table %d rows".formatted(tiles, rows));
    }
  }

  private static long product(StructuralCards cards, long size, long n, long most)
      throws FormatException {
    if (n > most / size) {
      throw new FormatException(
          cards.place(),
          "its header announces more than %d bytes of pixels, more than tiles can hold"
              .formatted(most));
    }
    return size * n;
  }

  /** Checks the columns of a table of text against the width of a row. */
  private static void checkText(StructuralCards cards) throws FormatException {
    cards.integer("NAXIS", 2, 2);
    cards.integer("BITPIX", 8, 8);
    long width = cards.integer("NAXIS1", 0, Integer.MAX_VALUE);
    int fields = (int) cards.integer("TFIELDS", 0, 999);
    for (int c = 1; c <= fields; c++) {
      String form = cards.text("TFORM" + c).strip();
      Matcher matcher = ASCII_FORM.matcher(form);
      if (!matcher.matches()) {
        throw new FormatException(
            cards.place(),
            "TFORM" + c + ": expected a format like I6 or E12.4, found '" + form + "'");
      }
      long begin = cards.integer("TBCOL" + c, 1, Math.max(1, width));
      if (begin - 1 + Long.parseLong(matcher.group(2)) > width) {
        throw new FormatException(
            cards.place(),
            "TFORM%d = '%s' at byte %d reaches beyond a row of %d bytes"
                .formatted(c, form, begin, width));
      }
    }
  }
}
