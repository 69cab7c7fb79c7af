package org.isochron.astro.fits;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isochron.core.io.FormatException;

/**
 * The cards of a header that say how its data are laid out, read before anything is allocated by
 * them (FITS standard 4.0, sections 4.4.1 and 7, doi 10.1051/0004-6361/201015362).
 */
final class StructuralCards {
  /** Bytes of a card. */
  static final int CARD = 80;

  private static final Pattern STRUCTURAL =
      Pattern.compile(
          "SIMPLE|XTENSION|BITPIX|NAXIS\\d{0,3}|PCOUNT|GCOUNT|GROUPS|TFIELDS|THEAP"
              + "|TFORM\\d{1,3}|TDIM\\d{1,3}|TBCOL\\d{1,3}|ZIMAGE|ZTABLE|ZBITPIX|ZNAXIS\\d{0,3}|ZTILE\\d{1,3}");
  private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'\\s*(?:/.*)?");

  private final String place;
  private final Map<String, String> values = new HashMap<>();
  private int count;
  private boolean ended;

  StructuralCards(String place) {
    this.place = place;
  }

  /**
   * Reads the cards of a block.
   *
   * @throws FormatException if a byte is no printable ASCII character, or a structural card stands
   *     twice with different values
   */
  void add(byte[] block) throws FormatException {
    for (int at = 0; at < block.length && !ended; at += CARD) {
      for (int i = at; i < at + CARD; i++) {
        if (block[i] < 0x20 || block[i] > 0x7e) {
          throw new FormatException(
              placeOf(count),
              "byte 0x%02x in the header, expected printable ASCII".formatted(block[i] & 0xff));
        }
      }
      add(new String(block, at, CARD, StandardCharsets.US_ASCII));
      count++;
    }
  }

  private void add(String card) throws FormatException {
    String key = card.substring(0, 8).stripTrailing();
    if (key.equals("END") && card.substring(8).isBlank()) {
      ended = true;
      return;
    }
    if (!STRUCTURAL.matcher(key).matches() || !card.startsWith("= ", 8)) {
      return;
    }
    String value = card.substring(10).strip();
    String before = values.putIfAbsent(key, value);
    if (before != null && !before.equals(value)) {
      throw new FormatException(
          placeOf(count), key + " stands twice, with " + before + " and " + value);
    }
  }

  private String placeOf(int card) {
    return place + ", card " + (card + 1);
  }

  /** Tells whether END has been read. */
  boolean isEnded() {
    return ended;
  }

  String place() {
    return place;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /**
   * Returns an integer.
   *
   * @throws FormatException if the card is missing, no integer, or out of range
   */
  long integer(String key, long least, long most) throws FormatException {
    String value = values.get(key);
    if (value == null) {
      throw new FormatException(place, "no " + key + " in the header");
    }
    String digits = value.replaceFirst("\\s*/.*", "");
    long number;
    try {
      number = Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new FormatException(place, key + ": expected an integer, found '" + digits + "'", e);
    }
    if (number < least || number > most) {
      throw new FormatException(
          place, "%s: expected %d to %d, found %d".formatted(key, least, most, number));
    }
    return number;
  }

  /** Returns an integer, or what stands for it where there is no card. */
  long integer(String key, long least, long most, long otherwise) throws FormatException {
    return has(key) ? integer(key, least, most) : otherwise;
  }

  /**
   * Returns a string without trailing blanks.
   *
   * @throws FormatException if the card is missing or no string
   */
  String text(String key) throws FormatException {
    String value = values.getOrDefault(key, "");
    Matcher matcher = TEXT.matcher(value);
    if (!matcher.matches()) {
      throw new FormatException(
          place,
          key + ": expected a string in quotes, found " + (value.isEmpty() ? "none" : value));
    }
    return matcher.group(1).replace("''", "'").stripTrailing();
  }

  /** Tells whether a logical card says true. */
  boolean isTrue(String key) {
    return values.getOrDefault(key, "").startsWith("T");
  }
}
