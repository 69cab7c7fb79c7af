package org.isochron.astro.lightcurve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isochron.astro.fits.FitsFile;
import org.isochron.astro.fits.FitsTable;
import org.isochron.core.io.FormatException;

/**
 * Reads SNANA's pairs of FITS files: a HEAD table with a row for each object, and a PHOT table with
 * their observations one after another (Kessler et al. 2009, doi 10.1086/605984). Tables of
 * magnitudes laid out alike are read too.
 */
public final class SnanaReader {
  private static final List<String> IDS = List.of("SNID", "OBJID");
  private static final List<String> TIMES = List.of("MJD", "TIME");
  private static final List<String> BANDS = List.of("BAND", "FLT", "FILTER");
  private static final List<String> FLUXES = List.of("FLUXCAL", "FLUX");
  private static final List<String> MAGNITUDES = List.of("MAG");

  private final FitsTable head;
  private final FitsTable phot;
  private final String photPlace;
  private final SnanaOptions options;
  private final ReadingLedger ledger = new ReadingLedger();
  private final BandIndex bands;

  private SnanaReader(FitsTable head, FitsTable phot, SnanaOptions options) {
    this.head = head;
    this.phot = phot;
    this.options = options;
    photPlace = phot.header().place();
    bands = new BandIndex(options.aliases());
  }

  /**
   * Reads a pair.
   *
   * @param head the HEAD file, plain or gzip
   * @param phot the PHOT file
   * @param options how
   * @throws FormatException if one is damaged, columns are missing, or the two do not fit
   */
  public static LightCurveSet read(Path head, Path phot, SnanaOptions options) throws IOException {
    try (FitsFile headFile = FitsFile.open(head);
        FitsFile photFile = FitsFile.open(phot)) {
      return read(headFile, photFile, options);
    }
  }

  /**
   * Reads a pair of open files.
   *
   * @param head the HEAD file
   * @param phot the PHOT file
   * @param options how
   * @throws FormatException as {@link #read(Path, Path, SnanaOptions)}
   */
  public static LightCurveSet read(FitsFile head, FitsFile phot, SnanaOptions options)
      throws IOException {
    return new SnanaReader(head.table(), phot.table(), options).read();
  }

  private LightCurveSet read() throws FormatException {
    String idColumn = need(head, IDS);
    String[] ids = head.strings(idColumn);
    checkDistinct(ids);
    ObjectTable properties = properties();
    double[] times = phot.doubles(need(phot, TIMES));
    int[] from = rows(ids, times);
    long[] counts = head.integers("NOBS");
    boolean isFlux = phot.firstOf(FLUXES).isPresent();
    String column = need(phot, isFlux ? FLUXES : MAGNITUDES);
    Photometry all =
        new Photometry(times, bandNumbers(), phot.doubles(column), phot.doubles(column + "ERR"));
    List<LightCurve> curves = new ArrayList<>(ids.length);
    for (int o = 0; o < ids.length; o++) {
      if (from[o] >= 0) {
        curves.add(curve(ids[o], all, from[o], (int) counts[o], properties, o));
      } else if (options.pointers() == SnanaOptions.Pointers.CHECKED) {
        ledger.add("objects left out: no observations (NOBS 0)", 1, ids[o]);
      }
    }
    Brightness brightness = isFlux ? Brightness.FLUX : Brightness.MAGNITUDE;
    return new LightCurveSet(curves, bands.names(), brightness, ledger);
  }

  /** The observations of all objects, one after another. */
  private record Photometry(double[] times, int[] bands, double[] values, double[] errors) {
    boolean isGood(int row) {
      return Double.isFinite(times[row])
          && Double.isFinite(values[row])
          && errors[row] > 0
          && errors[row] < Double.POSITIVE_INFINITY;
    }
  }

  private static String need(FitsTable table, List<String> names) throws FormatException {
    return table
        .firstOf(names)
        .orElseThrow(
            () ->
                new FormatException(
                    table.header().place(),
                    "expected a column "
                        + String.join(" or ", names)
                        + ", found "
                        + String.join(", ", table.names())));
  }

  private void checkDistinct(String[] ids) throws FormatException {
    Map<String, Integer> first = new HashMap<>();
    for (int o = 0; o < ids.length; o++) {
      Integer before = first.putIfAbsent(ids[o], o);
      if (before != null) {
        throw new FormatException(
            head.header().place() + ", row " + (o + 1),
            ids[o] + " stands twice, first in row " + (before + 1));
      }
    }
  }

  private int[] rows(String[] ids, double[] times) throws FormatException {
    SnanaRows rows = new SnanaRows(head.header().place(), ids, head.integers("NOBS"), times);
    if (options.pointers() == SnanaOptions.Pointers.CHECKED) {
      rows.byPointers(head.integers("PTROBS_MIN"), head.integers("PTROBS_MAX"));
    } else {
      rows.byEndRows(ledger);
    }
    return rows.from();
  }

  private int[] bandNumbers() throws FormatException {
    int[] numbers = new int[phot.rows()];
    String column = phot.firstOf(BANDS).orElse(null);
    if (column == null) {
      bands.of("all");
      return numbers;
    }
    String[] names = phot.strings(column);
    for (int row = 0; row < numbers.length; row++) {
      // The row that ends an object has a band that is none.
      numbers[row] = names[row].equals("-") ? -1 : bands.of(names[row]);
    }
    return numbers;
  }

  private ObjectTable properties() throws FormatException {
    ObjectTable table = new ObjectTable(head.header().place(), head.rows());
    for (String name : head.names()) {
      if (head.isText(name)) {
        table.add(name, head.strings(name));
      } else if (head.isInteger(name)) {
        table.add(name, head.integers(name));
      } else if (head.isScalar(name)) {
        table.add(name, head.doubles(name));
      }
    }
    return table;
  }

  private LightCurve curve(
      String id, Photometry all, int from, int count, ObjectTable properties, int object)
      throws FormatException {
    int[] rows = new int[count];
    int kept = 0;
    for (int row = from; row < from + count; row++) {
      if (all.isGood(row) && all.bands()[row] >= 0) {
        rows[kept++] = row;
      } else {
        bad(id, all, row);
      }
    }
    rows = inOrder(id, all.times(), Arrays.copyOf(rows, kept));
    double[] times = new double[kept];
    int[] numbers = new int[kept];
    double[] values = new double[kept];
    double[] errors = new double[kept];
    for (int i = 0; i < kept; i++) {
      int row = rows[i];
      times[i] = all.times()[row];
      numbers[i] = all.bands()[row];
      values[i] = all.values()[row];
      errors[i] = all.errors()[row];
    }
    return new LightCurve(
        id, times, numbers, values, errors, new ObjectTable.ObjectRow(properties, object));
  }

  private void bad(String id, Photometry all, int row) throws FormatException {
    String where = photPlace + ", row " + (row + 1) + " (" + id + ")";
    if (options.bad() == SnanaOptions.BadObservations.REFUSE) {
      throw new FormatException(
          where,
          "expected a finite time and value, a band, and an error above 0, found %s, %s, error %s"
              .formatted(all.times()[row], all.values()[row], all.errors()[row]));
    }
    boolean error = Double.isFinite(all.values()[row]) && Double.isFinite(all.times()[row]);
    ledger.add(
        error
            ? "observations left out: error not above 0, or no band"
            : "observations left out: time or value not finite",
        1,
        where);
  }

  private int[] inOrder(String id, double[] times, int[] rows) {
    for (int i = 1; i < rows.length; i++) {
      if (times[rows[i]] < times[rows[i - 1]]) {
        ledger.add("objects put in order of time", 1, id);
        return Arrays.stream(rows)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> times[row]))
            .mapToInt(Integer::intValue)
            .toArray();
      }
    }
    return rows;
  }
}
