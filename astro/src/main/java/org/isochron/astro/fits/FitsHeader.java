package org.isochron.astro.fits;

import nom.tam.fits.Header;
import nom.tam.fits.HeaderCard;
import org.isochron.core.io.FormatException;

/** The keywords of a header-data unit. */
public final class FitsHeader {
  private final String place;
  private final Header header;

  FitsHeader(String place, Header header) {
    this.place = place;
    this.header = header;
  }

  /** Returns file and number of the unit, for messages: {@code x.fits: HDU 1}. */
  public String place() {
    return place;
  }

  /** Tells whether a keyword has a value; {@code HIERARCH.A.B} names {@code HIERARCH A B}. */
  public boolean has(String key) {
    HeaderCard card = header.getCard(key);
    return card != null && card.getValue() != null;
  }

  /**
   * Returns a string.
   *
   * @param key the keyword
   * @throws FormatException if it has no value
   */
  public String text(String key) throws FormatException {
    return card(key).getValue().stripTrailing();
  }

  /** Returns a string, or what stands for it where the keyword has no value. */
  public String text(String key, String otherwise) throws FormatException {
    return has(key) ? text(key) : otherwise;
  }

  /**
   * Returns a real number.
   *
   * @param key the keyword
   * @throws FormatException if it has no value, or none that is a finite number
   */
  public double real(String key) throws FormatException {
    String value = card(key).getValue();
    try {
      double number = Double.parseDouble(value.replace('D', 'E').replace('d', 'e'));
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notA("number", key, value, e);
    }
    throw notA("finite number", key, value, null);
  }

  /** Returns a real number, or what stands for it where the keyword has no value. */
  public double real(String key, double otherwise) throws FormatException {
    return has(key) ? real(key) : otherwise;
  }

  /**
   * Returns an integer.
   *
   * @param key the keyword
   * @throws FormatException if it has no value, or none that is an integer of 64 bits
   */
  public long integer(String key) throws FormatException {
    String value = card(key).getValue();
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw notA("integer", key, value, e);
    }
  }

  /** Returns an integer, or what stands for it where the keyword has no value. */
  public long integer(String key, long otherwise) throws FormatException {
    return has(key) ? integer(key) : otherwise;
  }

  private HeaderCard card(String key) throws FormatException {
    if (!has(key)) {
      throw new FormatException(place, "no value of " + key + " in the header");
    }
    return header.getCard(key);
  }

  private FormatException notA(String kind, String key, String value, Exception cause) {
    return new FormatException(
        place, key + ": expected a " + kind + ", found '" + value + "'", cause);
  }
}
