package org.isochron.astro.fits;

import static org.isochron.astro.fits.HduExtent.BLOCK;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.isochron.core.io.FormatException;

/**
 * Finds the header-data units of a file by their headers, and checks that the file holds what they
 * announce, so that nothing is allocated that is not there.
 */
final class HduScan {
  private static final Set<Long> BITPIX = Set.of(8L, 16L, 32L, 64L, -32L, -64L);
  private static final long ANY = 1L << 53;

  private final FitsBytes file;
  private final List<HduExtent> found = new ArrayList<>();

  private HduScan(FitsBytes file) {
    this.file = file;
  }

  /**
   * Returns the units of a file, at least one.
   *
   * @throws FormatException if it is no FITS file, or ends too early
   */
  static List<HduExtent> of(FitsBytes file) throws IOException {
    HduScan scan = new HduScan(file);
    long at = 0;
    do {
      HduExtent next = scan.unit(at);
      scan.found.add(next);
      at = next.end();
    } while (at < file.length() && !scan.isFill(at));
    return scan.found;
  }

  private HduExtent unit(long at) throws IOException {
    String place = file.name() + ": HDU " + found.size();
    StructuralCards cards = new StructuralCards(place);
    long next = at;
    while (!cards.isEnded()) {
      if (next + BLOCK > file.length()) {
        throw new FormatException(
            place,
            file.length() == 0
                ? "the file is empty"
                : "the file ends at byte " + file.length() + ", before the header's END");
      }
      byte[] block = file.range(next, BLOCK);
      if (next == at) {
        checkFirst(block, at, place);
      }
      cards.add(block);
      next += BLOCK;
    }
    long data = dataLength(cards);
    if (data > file.length() - next) {
      throw new FormatException(
          place,
          "its header announces %d bytes of data, the file holds %d after it"
              .formatted(data, file.length() - next));
    }
    return new HduExtent(place, cards, at, Math.toIntExact(next - at), data);
  }

  private void checkFirst(byte[] block, long at, String place) throws FormatException {
    String expected = found.isEmpty() ? "SIMPLE  =" : "XTENSION=";
    String start = new String(block, 0, expected.length(), StandardCharsets.US_ASCII);
    if (!start.equals(expected)) {
      throw new FormatException(
          place, "byte %d: expected '%s', found '%s'".formatted(at, expected, shown(start)));
    }
  }

  private static String shown(String bytes) {
    return bytes
        .chars()
        .mapToObj(c -> c < 0x20 || c > 0x7e ? "\\x%02x".formatted(c) : "" + (char) c)
        .reduce("", String::concat);
  }

  /** Tells whether nothing but zeros or blanks follows: fill that some programs leave. */
  private boolean isFill(long at) throws IOException {
    int count = (int) Math.min(BLOCK, file.length() - at);
    for (byte b : file.range(at, count)) {
      if (b != 0 && b != ' ') {
        return false;
      }
    }
    if (at + count < file.length()) {
      throw new FormatException(
          file.name() + ": HDU " + found.size(),
          "byte " + at + ": expected XTENSION, found a block of fill");
    }
    return true;
  }

  private long dataLength(StructuralCards cards) throws FormatException {
    long bitpix = cards.integer("BITPIX", -64, 64);
    if (!BITPIX.contains(bitpix)) {
      throw new FormatException(
          cards.place(), "BITPIX: expected 8, 16, 32, 64, -32 or -64, found " + bitpix);
    }
    int axes = (int) cards.integer("NAXIS", 0, 999);
    boolean groups = axes > 0 && cards.integer("NAXIS1", 0, ANY) == 0 && cards.isTrue("GROUPS");
    long parameters = cards.integer("PCOUNT", 0, ANY, 0);
    long count = cards.integer("GCOUNT", 1, ANY, 1);
    if (axes == 0) {
      return 0;
    }
    try {
      long elements = 1;
      for (int i = groups ? 2 : 1; i <= axes; i++) {
        elements = product(elements, cards.integer("NAXIS" + i, 0, ANY));
      }
      elements = product(count, Math.addExact(parameters, elements));
      return product(Math.abs(bitpix) / 8, elements);
    } catch (ArithmeticException e) {
      throw new FormatException(
          cards.place(), "its header announces more than 2^63 bytes of data", e);
    }
  }

  private static long product(long a, long b) {
    return Math.multiplyExact(a, b);
  }
}
