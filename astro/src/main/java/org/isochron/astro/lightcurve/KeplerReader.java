package org.isochron.astro.lightcurve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isochron.astro.fits.FitsFile;
import org.isochron.astro.fits.FitsHeader;
import org.isochron.astro.fits.FitsTable;
import org.isochron.core.io.FormatException;

/**
 * Reads light-curve files of Kepler, K2 and TESS, and of products laid out alike. What leaves a
 * cadence out is in the ledger, bit by bit; a cadence is counted once, for its first reason.
 *
 * <p>Times are days as the file has them; the object's properties say from when: {@code BJDREF}
 * (BJDREFI + BJDREFF, or what a unit like {@code BJD - 2454833} says) and {@code TIMESYS}.
 */
public final class KeplerReader {
  /** The flux that pipelines have taken systematics from. */
  public static final String PDCSAP = "PDCSAP_FLUX";

  /** The sum of the aperture's pixels. */
  public static final String SAP = "SAP_FLUX";

  private static final List<String> QUALITIES = List.of("SAP_QUALITY", "QUALITY");
  private static final Pattern REFERENCE =
      Pattern.compile("BJD\\s*-\\s*(\\d+(?:\\.\\d+)?)(?:,.*)?");
  private static final double SECONDS = 86_400;

  private final String fluxColumn;
  private final QualityMask mask;

  /**
   * Makes a reader.
   *
   * @param fluxColumn {@link #PDCSAP}, {@link #SAP}, or a product's own
   * @param mask which quality leaves a cadence out
   */
  public KeplerReader(String fluxColumn, QualityMask mask) {
    this.fluxColumn = fluxColumn;
    this.mask = mask;
  }

  /**
   * Reads files, one object each.
   *
   * @param files plain or gzip
   * @throws FormatException if one is damaged, lacks a column, or names an object of another
   */
  public LightCurveSet read(List<Path> files) throws IOException {
    List<LightCurveSet> sets = new ArrayList<>();
    for (Path file : files) {
      try (FitsFile fits = FitsFile.open(file)) {
        sets.add(read(fits));
      }
    }
    return LightCurveSet.join(sets);
  }

  /** Reads one file. */
  LightCurveSet read(FitsFile file) throws IOException {
    FitsTable table = file.table();
    FitsHeader header = table.header();
    String errorColumn =
        table
            .firstOf(List.of(fluxColumn + "_ERR", fluxColumn + "ERR", "ERROR"))
            .orElseThrow(() -> new FormatException(header.place(), noError(table)));
    double[] flux = table.doubles(fluxColumn);
    double[] error = table.doubles(errorColumn);
    double[] times = days(table);
    ReadingLedger ledger = new ReadingLedger();
    boolean[] kept = kept(file, table, new double[][] {times, flux, error}, ledger);
    int count = 0;
    for (int row = 0; row < kept.length; row++) {
      if (kept[row]) {
        times[count] = times[row];
        flux[count] = flux[row];
        error[count++] = error[row];
      }
    }
    String id = id(file, header);
    ObjectTable properties = properties(file, table, id);
    LightCurve curve =
        new LightCurve(
            id,
            checkOrder(Arrays.copyOf(times, count), header.place()),
            new int[count],
            Arrays.copyOf(flux, count),
            Arrays.copyOf(error, count),
            new ObjectTable.ObjectRow(properties, 0));
    return new LightCurveSet(List.of(curve), List.of(band(file, header)), Brightness.FLUX, ledger);
  }

  private String noError(FitsTable table) {
    return "expected columns "
        + fluxColumn
        + " and "
        + fluxColumn
        + "_ERR, found "
        + String.join(", ", table.names());
  }

  private static double[] checkOrder(double[] times, String place) throws FormatException {
    for (int i = 1; i < times.length; i++) {
      if (times[i] < times[i - 1]) {
        throw new FormatException(
            place, "time " + times[i] + " comes after " + times[i - 1] + ": cadences out of order");
      }
    }
    return times;
  }

  private static double[] days(FitsTable table) throws FormatException {
    double[] times = table.doubles("TIME");
    String unit = table.header().text("TIMEUNIT", "d").strip();
    if (unit.equals("s")) {
      Arrays.setAll(times, i -> times[i] / SECONDS);
    } else if (!unit.equals("d")) {
      throw new FormatException(
          table.header().place(), "TIMEUNIT: expected d or s, found '" + unit + "'");
    }
    return times;
  }

  private boolean[] kept(FitsFile file, FitsTable table, double[][] needed, ReadingLedger ledger)
      throws FormatException {
    int rows = table.rows();
    boolean[] kept = new boolean[rows];
    Optional<String> column = table.firstOf(QUALITIES);
    boolean isTess = header(file, table.header(), "TELESCOP").equals("TESS");
    long wanted = (isTess ? mask.tess() : mask.kepler()) & 0xffffffffL;
    List<String> bits = isTess ? QualityMask.TESS_BITS : QualityMask.KEPLER_BITS;
    long[] quality = column.isPresent() ? table.integers(column.get()) : new long[rows];
    for (int row = 0; row < rows; row++) {
      String where = table.header().place() + ", row " + (row + 1);
      long set = quality[row] & wanted;
      if (set != 0) {
        int bit = Long.numberOfTrailingZeros(set);
        ledger.add(
            "cadences left out: quality bit %d, %s".formatted(bit + 1, QualityMask.name(bits, bit)),
            1,
            where);
      } else if (Double.isNaN(needed[0][row])) {
        ledger.add("cadences left out: no time", 1, where);
      } else if (Double.isNaN(needed[1][row])) {
        ledger.add("cadences left out: no " + fluxColumn, 1, where);
      } else if (!(needed[2][row] > 0)) {
        ledger.add("cadences left out: no error above 0", 1, where);
      } else {
        kept[row] = true;
      }
    }
    return kept;
  }

  private static ObjectTable properties(FitsFile file, FitsTable table, String id)
      throws FormatException {
    FitsHeader header = table.header();
    ObjectTable properties = new ObjectTable(header.place(), 1);
    properties.add("OBJECT", new String[] {id});
    properties.add("TELESCOP", new String[] {header(file, header, "TELESCOP")});
    properties.add("TIMESYS", new String[] {header.text("TIMESYS", "")});
    properties.add("BJDREF", new double[] {reference(table)});
    return properties;
  }

  private static double reference(FitsTable table) throws FormatException {
    FitsHeader header = table.header();
    if (header.has("BJDREFI")) {
      return header.integer("BJDREFI") + header.real("BJDREFF", 0);
    }
    Matcher unit = REFERENCE.matcher(table.unit("TIME"));
    return unit.matches() ? Double.parseDouble(unit.group(1)) : Double.NaN;
  }

  private static String id(FitsFile file, FitsHeader header) throws FormatException {
    String id = header(file, header, "OBJECT");
    return id.isEmpty() ? file.name() : id;
  }

  private static String band(FitsFile file, FitsHeader header) throws FormatException {
    String telescope = header(file, header, "TELESCOP");
    return telescope.isEmpty() ? "all" : telescope;
  }

  /** Returns a keyword of the table's header, or of the primary one. */
  private static String header(FitsFile file, FitsHeader header, String key)
      throws FormatException {
    return header.has(key) ? header.text(key) : file.header(0).text(key, "");
  }
}
