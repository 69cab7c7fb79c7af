package org.isochron.bio.windows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isochron.bio.fasta.Iupac;
import org.isochron.bio.windows.SpliceWindow.Kind;
import org.isochron.core.io.FormatException;

/**
 * Reads the primate splice-junction set of the UCI repository in its ARFF form: 60 bases around
 * exon-intron (EI, donor) and intron-exon (IE, acceptor) boundaries, and others (N).
 *
 * <p>The boundary lies between the bases 29 and 30, 0-based. The file's comment 3(b) calls IE sites
 * "donors" and EI sites "acceptors"; its section 4 has the names right, as here. D, N, R and S are
 * IUPAC letters ({@link SpliceWindow#probabilities}). The group is the locus, the name before its
 * first {@code -}; a name that was used before gets {@code @} and its line. Source: Towell,
 * Noordewier, Shavlik 1991, doi:10.24432/C5M888.
 */
public final class UciSplice {
  /** Bases of a window. */
  public static final int LENGTH = 60;

  /** The base after the boundary, 0-based. */
  public static final int BOUNDARY = 30;

  private static final Map<String, Kind> KINDS =
      Map.of("EI", Kind.DONOR, "IE", Kind.ACCEPTOR, "N", Kind.NEITHER);

  private UciSplice() {}

  /**
   * Reads the file.
   *
   * @param file {@code splice.arff}, plain or gzip
   * @return all records in order, repeated sequences and names included
   * @throws FormatException if it is no ARFF table of a name, 60 letters and a class
   * @throws IOException if it cannot be read
   */
  public static List<SpliceWindow> read(Path file) throws IOException {
    NominalArff table = ArffReader.read(file);
    String name = String.valueOf(file.getFileName());
    checkColumns(table.attributes(), name);
    List<SpliceWindow> windows = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (NominalArff.Row row : table.rows()) {
      windows.add(window(row, name + ":" + row.line(), ids));
    }
    return List.copyOf(windows);
  }

  private static void checkColumns(List<NominalArff.Attribute> columns, String name)
      throws FormatException {
    if (columns.size() != LENGTH + 2) {
      throw new FormatException(
          name,
          "expected "
              + (LENGTH + 2)
              + " attributes (name, 60 bases, class), found "
              + columns.size());
    }
    for (int i = 1; i <= LENGTH; i++) {
      for (String value : columns.get(i).values()) {
        if (value.length() != 1 || !Iupac.isLetter((byte) value.charAt(0))) {
          throw new FormatException(
              name,
              "attribute '"
                  + columns.get(i).name()
                  + "': expected nucleotide letters, found '"
                  + value
                  + "'");
        }
      }
    }
    for (String value : columns.get(LENGTH + 1).values()) {
      if (!KINDS.containsKey(value)) {
        throw new FormatException(
            name,
            "attribute '"
                + columns.get(LENGTH + 1).name()
                + "': expected EI, IE and N, found '"
                + value
                + "'");
      }
    }
  }

  private static SpliceWindow window(NominalArff.Row row, String place, Set<String> ids)
      throws FormatException {
    String name = row.values().get(0);
    int dash = name.indexOf('-');
    if (dash < 1) {
      throw new FormatException(
          place, "expected a name of the form LOCUS-DONOR-521, found '" + name + "'");
    }
    byte[] bases = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      bases[i] = (byte) row.values().get(i + 1).charAt(0);
    }
    String id = ids.add(name) ? name : name + "@" + row.line();
    Kind kind = KINDS.get(row.values().get(LENGTH + 1));
    return new SpliceWindow(id, bases, BOUNDARY, kind, name.substring(0, dash));
  }
}
