package org.isochron.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.isochron.astro.lightcurve.LightCurve;
import org.isochron.astro.transients.Redshift;
import org.isochron.astro.transients.TransientSet;
import org.isochron.core.io.FormatException;

/** Where redshifts come from: the host's columns, the spectrum's, a file, or nowhere. */
final class RedshiftSource {
  private static final List<String> HOST = List.of("HOSTGAL_PHOTOZ");
  private static final List<String> SPECTRUM =
      List.of("REDSHIFT_SPEC", "HOSTGAL_SPECZ", "REDSHIFT_FINAL", "REDSHIFT_HELIO");

  /** What a line of headings has in its second column. */
  private static final List<String> HEADINGS = List.of("z", "redshift");

  private RedshiftSource() {}

  /** Tells whether there is any. */
  static boolean isAny(String source) {
    return !source.equals("none");
  }

  /** Returns the file that a source names. */
  static Optional<Path> file(String source) {
    boolean known = List.of("host", "spec", "none").contains(source);
    return known ? Optional.empty() : Optional.of(Path.of(source));
  }

  /**
   * Returns what gives an object its redshift.
   *
   * @param source host, spec, none, or a file of lines {@code object,z,error}
   */
  static TransientSet.OfObject<Redshift> of(String source) throws IOException {
    return switch (source) {
      case "none" -> curve -> Redshift.NONE;
      case "host" -> curve -> ofColumns(curve, HOST, "host");
      case "spec" -> curve -> ofColumns(curve, SPECTRUM, "spec");
      default -> {
        Map<String, Redshift> known = read(Inputs.check("--redshift", Path.of(source)));
        yield curve -> known.getOrDefault(curve.id(), Redshift.NONE);
      }
    };
  }

  private static Redshift ofColumns(LightCurve curve, List<String> columns, String source)
      throws FormatException {
    for (String column : columns) {
      if (curve.properties().has(column)) {
        String error = column + "_ERR";
        double sigma = curve.properties().has(error) ? curve.properties().number(error) : 0;
        return Redshift.ofColumns(curve.properties().number(column), sigma);
      }
    }
    throw CommandException.badInput(
        "--redshift "
            + source
            + ": no column "
            + String.join(" or ", columns)
            + " in the HEAD file",
        "Give --redshift none, or a file of lines object,z,error.");
  }

  private static Map<String, Redshift> read(Path file) throws IOException {
    Map<String, Redshift> known = new HashMap<>();
    String name = String.valueOf(file.getFileName());
    int number = 0;
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      String place = name + ":" + number;
      String[] cells = line.split(",", -1);
      if (cells.length < 2 || cells.length > 3) {
        throw new FormatException(
            place, "expected object,z or object,z,error, found '" + line + "'");
      }
      if (number == 1 && HEADINGS.contains(cells[1].strip().toLowerCase(Locale.ROOT))) {
        continue;
      }
      Redshift redshift;
      try {
        double error = cells.length == 3 ? Double.parseDouble(cells[2].strip()) : 0;
        redshift = Redshift.ofColumns(Double.parseDouble(cells[1].strip()), error);
      } catch (IllegalArgumentException e) {
        throw new FormatException(place, "no redshift: " + e.getMessage(), e);
      }
      if (known.put(cells[0].strip(), redshift) != null) {
        throw new FormatException(place, "object '" + cells[0].strip() + "' comes twice");
      }
    }
    return known;
  }
}
