package org.isochron.astro.lightcurve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.isochron.core.io.FormatException;

/**
 * Reads light curves as comma-separated text, an object in a file, whose name without {@code .csv}
 * is the object's: a header line that names {@code time}, {@code mag} and {@code magerr} or {@code
 * flux} and {@code fluxerr}, and perhaps {@code band}, in any order, then an observation a line. A
 * file, a folder of them, or a zip archive of them.
 */
public final class CsvReader {
  /** The longest text that is read, so that an archive cannot fill the memory. */
  private static final long MAX_BYTES = 1L << 28;

  private final BandIndex bands;
  private final List<LightCurve> curves = new ArrayList<>();
  private final ReadingLedger ledger = new ReadingLedger();
  private Brightness brightness;
  private long bytes;

  private CsvReader(BandAliases aliases) {
    bands = new BandIndex(aliases);
  }

  /**
   * Reads light curves.
   *
   * @param path a {@code .csv} file, a folder, or a {@code .zip}
   * @param aliases other names of bands
   * @throws FormatException with file and line, if one breaks the format
   */
  public static LightCurveSet read(Path path, BandAliases aliases) throws IOException {
    CsvReader reader = new CsvReader(aliases);
    if (Files.isDirectory(path)) {
      try (Stream<Path> files = Files.list(path)) {
        for (Path file : files.filter(CsvReader::isCsv).sorted().toList()) {
          reader.readFile(file);
        }
      }
    } else if (path.toString().endsWith(".zip")) {
      reader.readZip(path);
    } else {
      reader.readFile(path);
    }
    if (reader.curves.isEmpty()) {
      throw new FormatException(path.getFileName().toString(), "no .csv file with observations");
    }
    return new LightCurveSet(reader.curves, reader.bands.names(), reader.brightness, reader.ledger);
  }

  private static boolean isCsv(Path file) {
    return file.toString().endsWith(".csv");
  }

  private void readFile(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      read(in, file.getFileName().toString());
    }
  }

  private void readZip(Path path) throws IOException {
    String name = path.getFileName().toString();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      List<? extends ZipEntry> entries =
          zip.stream()
              .filter(e -> !e.isDirectory() && e.getName().endsWith(".csv"))
              .sorted(Comparator.comparing(ZipEntry::getName))
              .toList();
      for (ZipEntry entry : entries) {
        try (InputStream in = zip.getInputStream(entry)) {
          read(in, name + "/" + entry.getName());
        }
      }
    } catch (ZipException e) {
      throw new FormatException(name, "damaged archive: " + e.getMessage(), e);
    }
  }

  private void read(InputStream in, String place) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    String first = lines.readLine();
    if (first == null) {
      throw new FormatException(place, "the file is empty; expected a line of column names");
    }
    Columns columns = Columns.of(first, place);
    if (brightness != null && brightness != columns.brightness()) {
      throw new FormatException(place + ":1", "some files have magnitudes and others fluxes");
    }
    brightness = columns.brightness();
    List<double[]> rows = new ArrayList<>();
    int number = 1;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      bytes += line.length() + 1L;
      if (bytes > MAX_BYTES) {
        throw new FormatException(
            place + ":" + number, "more than " + MAX_BYTES + " bytes of text");
      }
      if (!line.isBlank()) {
        rows.add(columns.row(line, place + ":" + number, bands));
      }
    }
    add(place, rows);
  }

  private void add(String place, List<double[]> rows) {
    String file = place.substring(place.lastIndexOf('/') + 1);
    String id = file.endsWith(".csv") ? file.substring(0, file.length() - 4) : file;
    if (rows.isEmpty()) {
      ledger.add("objects left out: no observations", 1, place);
      return;
    }
    boolean inOrder = true;
    for (int i = 1; i < rows.size(); i++) {
      inOrder &= rows.get(i)[0] >= rows.get(i - 1)[0];
    }
    if (!inOrder) {
      rows.sort(Comparator.comparingDouble(row -> row[0]));
      ledger.add("objects put in order of time", 1, place);
    }
    int size = rows.size();
    double[] times = new double[size];
    int[] band = new int[size];
    double[] values = new double[size];
    double[] errors = new double[size];
    for (int i = 0; i < size; i++) {
      double[] row = rows.get(i);
      times[i] = row[0];
      values[i] = row[1];
      errors[i] = row[2];
      band[i] = (int) row[3];
    }
    curves.add(new LightCurve(id, times, band, values, errors, ObjectTable.none()));
  }

  /**
   * Where the columns are.
   *
   * @param time column of the time
   * @param value of magnitude or flux
   * @param error of its error
   * @param band of the band's name, or −1
   * @param count of all
   * @param brightness what the values are
   */
  private record Columns(
      int time, int value, int error, int band, int count, Brightness brightness) {
    static Columns of(String line, String place) throws FormatException {
      List<String> names =
          Stream.of(line.split(",", -1)).map(n -> n.strip().toLowerCase(Locale.ROOT)).toList();
      boolean isFlux = names.contains("flux");
      String value = isFlux ? "flux" : "mag";
      Columns found =
          new Columns(
              names.indexOf("time"),
              names.indexOf(value),
              names.indexOf(value + "err"),
              names.indexOf("band"),
              names.size(),
              isFlux ? Brightness.FLUX : Brightness.MAGNITUDE);
      if (found.time < 0 || found.value < 0 || found.error < 0) {
        throw new FormatException(
            place + ":1",
            "expected columns time, mag and magerr (or flux and fluxerr), found " + line);
      }
      return found;
    }

    double[] row(String line, String place, BandIndex bands) throws FormatException {
      String[] cells = line.split(",", -1);
      if (cells.length != count) {
        throw new FormatException(place, "expected " + count + " columns, found " + cells.length);
      }
      double[] row = {
        number(cells[time], place), number(cells[value], place), number(cells[error], place), 0
      };
      if (!(row[2] > 0)) {
        throw new FormatException(place, "expected an error above 0, found " + cells[error]);
      }
      String name = band < 0 ? "all" : cells[band].strip();
      if (name.isEmpty()) {
        throw new FormatException(place, "expected a band, found none");
      }
      row[3] = bands.of(name);
      return row;
    }

    private static double number(String cell, String place) throws FormatException {
      try {
        double value = Double.parseDouble(cell.strip());
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw new FormatException(place, "expected a number, found '" + cell + "'", e);
      }
      throw new FormatException(place, "expected a finite number, found '" + cell + "'");
    }
  }
}
