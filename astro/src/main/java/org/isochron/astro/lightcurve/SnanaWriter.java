package org.isochron.astro.lightcurve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.FitsElement;
import nom.tam.fits.utilities.FitsCheckSum;
import nom.tam.util.FitsOutputStream;
import org.isochron.core.io.AtomicFile;

/**
 * Writes light curves as an SNANA pair: 1-based pointers, a row of MJD −777 after each object, SNID
 * as text, sums of each unit. What {@link SnanaReader} reads of it are the same numbers.
 */
public final class SnanaWriter {
  private static final double END = -777;
  private static final int BLOCK = 2880;

  private static final String PRIMARY =
      "%-80s%-80s%-80s%-80s%-80s"
          .formatted(
              "SIMPLE  =                    T",
              "BITPIX  =                    8",
              "NAXIS   =                    0",
              "EXTEND  =                    T",
              "END");

  private SnanaWriter() {}

  /**
   * Writes a pair.
   *
   * @param set fluxes or magnitudes
   * @param head the HEAD file; gzip if its name ends in {@code .gz}
   * @param phot the PHOT file, likewise
   * @throws IllegalArgumentException if the set has no object
   */
  public static void write(LightCurveSet set, Path head, Path phot) throws IOException {
    if (set.size() == 0) {
      throw new IllegalArgumentException("expected at least one object, found none");
    }
    write(head, "HEAD", head(set));
    write(phot, "PHOT", phot(set));
  }

  /** Columns of a table, in order. */
  private static final class Columns {
    final BinaryTable table = new BinaryTable();
    final List<String> names = new ArrayList<>();

    void add(String name, Object values) {
      if (values instanceof String[] texts) {
        table.addStringColumn(texts);
      } else {
        table.addColumn(values);
      }
      names.add(name);
    }
  }

  private static Columns head(LightCurveSet set) throws IOException {
    int count = set.size();
    String[] ids = new String[count];
    int[] sizes = new int[count];
    int[] first = new int[count];
    int[] last = new int[count];
    int row = 1;
    for (int o = 0; o < count; o++) {
      ids[o] = set.curves().get(o).id();
      sizes[o] = set.curves().get(o).size();
      first[o] = row;
      last[o] = row + sizes[o] - 1;
      row += sizes[o] + 1;
    }
    Columns columns = new Columns();
    columns.add("SNID", ids);
    columns.add("NOBS", sizes);
    columns.add("PTROBS_MIN", first);
    columns.add("PTROBS_MAX", last);
    for (String name : set.curves().get(0).properties().table().names()) {
      if (!columns.names.contains(name) && !name.equals("OBJID")) {
        columns.add(name, property(set, name));
      }
    }
    return columns;
  }

  /** Returns a column of the objects' properties, which all must have. */
  private static Object property(LightCurveSet set, String name) throws IOException {
    ObjectTable.ObjectRow first = set.curves().get(0).properties();
    if (first.isText(name)) {
      String[] texts = new String[set.size()];
      for (int o = 0; o < texts.length; o++) {
        texts[o] = set.curves().get(o).properties().text(name);
      }
      return texts;
    }
    double[] numbers = new double[set.size()];
    for (int o = 0; o < numbers.length; o++) {
      numbers[o] = set.curves().get(o).properties().number(name);
    }
    if (!first.isInteger(name)) {
      return numbers;
    }
    return Arrays.stream(numbers).mapToLong(v -> (long) v).toArray();
  }

  private static Columns phot(LightCurveSet set) {
    int rows = Math.toIntExact(set.observations() + set.size());
    double[] times = new double[rows];
    String[] bands = new String[rows];
    double[] values = new double[rows];
    double[] errors = new double[rows];
    int row = 0;
    for (LightCurve curve : set.curves()) {
      for (int i = 0; i < curve.size(); i++) {
        times[row] = curve.times()[i];
        bands[row] = set.bands().get(curve.bands()[i]);
        values[row] = curve.values()[i];
        errors[row++] = curve.errors()[i];
      }
      times[row] = END;
      bands[row] = "-";
      values[row] = END;
      errors[row++] = END;
    }
    boolean isFlux = set.brightness() == Brightness.FLUX;
    Columns columns = new Columns();
    columns.add("MJD", times);
    columns.add("BAND", bands);
    columns.add(isFlux ? "FLUXCAL" : "MAG", values);
    columns.add(isFlux ? "FLUXCALERR" : "MAGERR", errors);
    return columns;
  }

  private static void write(Path file, String extension, Columns columns) throws IOException {
    BinaryTableHDU table = columns.table.toHDU();
    List<String> names = columns.names;
    for (int c = 0; c < names.size(); c++) {
      table.setColumnName(c, names.get(c), null);
    }
    table.addValue("EXTNAME", extension, "");
    byte[] data = bytes(table.getData());
    byte[] header = withSums(bytes(table.getHeader()), FitsCheckSum.checksum(data));
    AtomicFile.write(
        file,
        out -> {
          boolean gzip = file.toString().endsWith(".gz");
          OutputStream packed = gzip ? new GZIPOutputStream(out, 1 << 16) : out;
          packed.write(withSums(PRIMARY.getBytes(StandardCharsets.US_ASCII), 0));
          packed.write(header);
          packed.write(data);
          if (packed instanceof GZIPOutputStream finished) {
            finished.finish();
          }
        });
  }

  private static byte[] bytes(FitsElement element) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FitsOutputStream out = new FitsOutputStream(bytes);
    element.write(out);
    out.flush();
    return bytes.toByteArray();
  }

  /** Adds DATASUM and CHECKSUM: the library's own have the time of day in their comments. */
  private static byte[] withSums(byte[] header, long ofData) {
    String cards = new String(header, StandardCharsets.US_ASCII).stripTrailing();
    String own = cards.substring(0, cards.length() - "END".length());
    String sum = "%-80s".formatted("DATASUM = '" + ofData + "'");
    String zero = padded(own + sum + checksum("0".repeat(16)));
    long all =
        FitsCheckSum.sumOf(FitsCheckSum.checksum(zero.getBytes(StandardCharsets.US_ASCII)), ofData);
    String whole = padded(own + sum + checksum(FitsCheckSum.encode(all)));
    return whole.getBytes(StandardCharsets.US_ASCII);
  }

  private static String checksum(String encoded) {
    return "%-80s".formatted("CHECKSUM= '" + encoded + "'");
  }

  private static String padded(String cards) {
    String ended = cards + "%-80s".formatted("END");
    return ended + " ".repeat((BLOCK - ended.length() % BLOCK) % BLOCK);
  }
}
