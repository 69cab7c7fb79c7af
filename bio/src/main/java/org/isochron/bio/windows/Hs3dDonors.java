package org.isochron.bio.windows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isochron.bio.windows.SpliceWindow.Kind;

/**
 * Reads HS3D's own file of donors, {@code EI_true.seq}: after four lines of heading, a line {@code
 * AB000381 ( 1,2,2): BASES} for each site, with locus, running number, exon and intron.
 *
 * <p>The id is locus and running number, the group the locus. Source: Pollastro and Rampone 2002,
 * Int. J. Mod. Phys. C 13:1105.
 */
public final class Hs3dDonors {
  private static final String TITLE = "Exon-Intron true splice sites";
  private static final Pattern RECORD =
      Pattern.compile("([A-Za-z0-9_.]+) *\\( *([0-9]{1,9}),([^,():]+),([^,():]+)\\): ");

  private Hs3dDonors() {}

  /**
   * Reads the file.
   *
   * @param file plain or gzip
   * @throws org.isochron.core.io.FormatException if a line has another form, the running numbers do
   *     not count from 1 or a window has not 140 bases
   * @throws IOException if it cannot be read
   */
  public static List<SpliceWindow> read(Path file) throws IOException {
    WindowLayout layout = WindowLayout.HS3D;
    try (TextLines lines = TextLines.open(file)) {
      readHeading(lines);
      List<SpliceWindow> windows = new ArrayList<>();
      for (String text = lines.next(); text != null; text = lines.next()) {
        Matcher head = RECORD.matcher(text);
        if (!head.lookingAt()) {
          throw lines.problem(
              "expected 'LOCUS ( number,exon,intron): bases', found '" + text + "'");
        }
        int number = windows.size() + 1;
        if (Integer.parseInt(head.group(2)) != number) {
          throw lines.problem(
              head.start(2), "expected the running number " + number + ", found " + head.group(2));
        }
        String locus = head.group(1);
        byte[] bases = lines.bases(text, head.end(), layout.length());
        windows.add(
            new SpliceWindow(
                locus + ":" + number, bases, layout.donorBoundary(), Kind.DONOR, locus));
      }
      if (windows.isEmpty()) {
        throw lines.problem("expected at least one site after the heading, found none");
      }
      return List.copyOf(windows);
    }
  }

  private static void readHeading(TextLines lines) throws IOException {
    for (String expected : List.of("Date/Time", "", TITLE, "")) {
      String found = lines.next();
      boolean fits =
          found != null && (expected.isEmpty() ? found.isBlank() : found.startsWith(expected));
      if (!fits) {
        String what = expected.isEmpty() ? "a blank line" : "'" + expected + "'";
        throw lines.problem(
            "expected "
                + what
                + " in the heading, found "
                + (found == null ? "the end of the file" : "'" + found + "'"));
      }
    }
  }
}
