package org.isochron.astro.fits;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;
import nom.tam.fits.ImageHDU;
import nom.tam.fits.RandomGroupsHDU;
import nom.tam.fits.TableHDU;
import nom.tam.fits.UndefinedHDU;
import nom.tam.fits.utilities.FitsCheckSum;
import nom.tam.image.compression.hdu.CompressedImageHDU;
import nom.tam.image.compression.hdu.CompressedTableHDU;
import nom.tam.util.FitsInputStream;
import org.isochron.core.io.FormatException;

/**
 * A FITS file, plain or gzip: its header-data units, found and checked when it is opened, read when
 * they are asked for. Values come from nom-tam-fits; that the file holds what its headers announce
 * is checked before, so that a damaged header allocates nothing.
 */
public final class FitsFile implements Closeable {
  /** What is done about CHECKSUM and DATASUM of units that have them. */
  public enum Checksums {
    /** A unit whose sums differ is refused. */
    VERIFY,
    /** They are not looked at. */
    IGNORE
  }

  private static final long ALL_ONES = 0xFFFFFFFFL;

  private final FitsBytes bytes;
  private final Checksums checksums;
  private final List<HduExtent> units;
  private final List<FitsHeader> headers = new ArrayList<>();

  private FitsFile(FitsBytes bytes, Checksums checksums) throws IOException {
    this.bytes = bytes;
    this.checksums = checksums;
    units = HduScan.of(bytes);
    for (HduExtent unit : units) {
      byte[] header = bytes.range(unit.at(), unit.headerLength());
      headers.add(new FitsHeader(unit.place(), parse(unit, header)));
      if (unit.dataLength() == 0 && checksums == Checksums.VERIFY) {
        // Nobody reads its data, so that nothing else would look.
        verify(headers.size() - 1, header);
      }
    }
  }

  /**
   * Opens a file and verifies checksums.
   *
   * @param file plain or gzip
   * @throws FormatException if it is no FITS file or ends too early; with file and unit
   */
  public static FitsFile open(Path file) throws IOException {
    return open(file, Checksums.VERIFY);
  }

  /**
   * Opens a file.
   *
   * @param file plain or gzip
   * @param checksums what is done about them
   * @throws FormatException if it is no FITS file or ends too early; with file and unit
   */
  public static FitsFile open(Path file, Checksums checksums) throws IOException {
    FitsBytes bytes = FitsBytes.open(file);
    try {
      return new FitsFile(bytes, checksums);
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  /**
   * Opens a file in memory.
   *
   * @param file its bytes, plain or gzip
   * @param name what messages call it
   * @param checksums what is done about them
   * @throws FormatException as {@link #open(Path)}
   */
  public static FitsFile of(byte[] file, String name, Checksums checksums) throws IOException {
    return new FitsFile(FitsBytes.of(file, name), checksums);
  }

  /** Returns the file's name. */
  public String name() {
    return bytes.name();
  }

  /** Returns the number of header-data units. */
  public int size() {
    return units.size();
  }

  /**
   * Returns the header of a unit.
   *
   * @param hdu 0 is the primary one
   */
  public FitsHeader header(int hdu) {
    return headers.get(hdu);
  }

  /**
   * Returns the first table.
   *
   * @throws FormatException if there is none, or it is damaged
   */
  public FitsTable table() throws IOException {
    for (int i = 0; i < units.size(); i++) {
      String kind = headers.get(i).text("XTENSION", "");
      if (kind.equals("TABLE") || (kind.equals("BINTABLE") && !isCompressedImage(i))) {
        return table(i);
      }
    }
    throw new FormatException(name(), "no table among its " + units.size() + " HDUs");
  }

  /**
   * Returns a table.
   *
   * @param hdu its number
   * @throws FormatException if it is none, or damaged
   */
  public FitsTable table(int hdu) throws IOException {
    BasicHDU<?> unit = read(hdu);
    String place = units.get(hdu).place();
    if (unit instanceof CompressedTableHDU || !(unit instanceof TableHDU<?> table)) {
      throw new FormatException(place, "expected a table, found " + kind(unit));
    }
    return new FitsTable(headers.get(hdu), table);
  }

  /**
   * Returns an image or cube; one that is compressed tile by tile, unpacked.
   *
   * @param hdu its number
   * @throws FormatException if it is none, has no pixels, or is damaged
   */
  public FitsImage image(int hdu) throws IOException {
    BasicHDU<?> unit = read(hdu);
    if (!(unit instanceof ImageHDU) && !(unit instanceof CompressedImageHDU)) {
      throw new FormatException(units.get(hdu).place(), "expected an image, found " + kind(unit));
    }
    return guarded(hdu, () -> ImageValues.of(headers.get(hdu), unit));
  }

  /** Tells whether a unit is an image, or a compressed one, with pixels. */
  public boolean isImage(int hdu) throws IOException {
    StructuralCards cards = units.get(hdu).cards();
    boolean plain = hdu == 0 || headers.get(hdu).text("XTENSION").equals("IMAGE");
    return isCompressedImage(hdu)
        || (plain && units.get(hdu).dataLength() > 0 && !cards.isTrue("GROUPS"));
  }

  private boolean isCompressedImage(int hdu) {
    return units.get(hdu).cards().isTrue("ZIMAGE");
  }

  private static String kind(BasicHDU<?> unit) {
    if (unit instanceof RandomGroupsHDU) {
      return "random groups, which are not read";
    }
    if (unit instanceof CompressedTableHDU) {
      return "a tile-compressed table, which is not read; unpack it with funpack";
    }
    if (unit instanceof TableHDU<?>) {
      return "a table";
    }
    return unit instanceof UndefinedHDU ? "an extension of another kind" : "an image";
  }

  /** Something that nom-tam-fits does with one unit. */
  private interface Action<T> {
    T run() throws FitsException, IOException;
  }

  /** Runs something; what the library throws about a unit names the unit. */
  private <T> T guarded(int hdu, Action<T> action) throws IOException {
    String place = units.get(hdu).place();
    try {
      return action.run();
    } catch (FormatException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new FormatException(place, "damaged: " + e.getMessage(), e);
    }
  }

  private BasicHDU<?> read(int hdu) throws IOException {
    HduExtent unit = units.get(hdu);
    long length = Math.min(unit.end(), bytes.length()) - unit.at();
    if (length > Integer.MAX_VALUE - HduExtent.BLOCK) {
      throw new FormatException(
          unit.place(), "has " + length + " bytes; units of more than 2^31 are not read");
    }
    // The last block's padding, which some programs leave out.
    byte[] whole =
        Arrays.copyOf(
            bytes.range(unit.at(), (int) length), Math.toIntExact(unit.end() - unit.at()));
    if (checksums == Checksums.VERIFY) {
      verify(hdu, whole);
    }
    UnitChecks.check(unit, whole);
    return guarded(
        hdu,
        () -> {
          try (Fits one = new Fits(new ByteArrayInputStream(whole))) {
            return one.readHDU();
          }
        });
  }

  private Header parse(HduExtent unit, byte[] header) throws IOException {
    try {
      return Header.readHeader(new FitsInputStream(new ByteArrayInputStream(header)));
    } catch (IOException | RuntimeException e) {
      throw new FormatException(unit.place(), "damaged header: " + e.getMessage(), e);
    }
  }

  private void verify(int hdu, byte[] whole) throws IOException {
    HduExtent unit = units.get(hdu);
    FitsHeader header = headers.get(hdu);
    if (header.has("DATASUM")) {
      String expected = header.text("DATASUM").strip();
      long found =
          FitsCheckSum.checksum(Arrays.copyOfRange(whole, unit.headerLength(), whole.length));
      if (!expected.equals(Long.toString(found))) {
        throw sums(unit, "DATASUM of its data is " + found + ", its header says " + expected);
      }
    }
    if (header.has("CHECKSUM") && !header.text("CHECKSUM").isBlank()) {
      long sum = FitsCheckSum.checksum(whole);
      if (sum != ALL_ONES && sum != 0) {
        throw sums(
            unit, "CHECKSUM: its 32-bit words add up to %08x, not to ffffffff".formatted(sum));
      }
    }
  }

  private static FormatException sums(HduExtent unit, String problem) {
    return new FormatException(unit.place(), problem + "; the unit is damaged");
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
