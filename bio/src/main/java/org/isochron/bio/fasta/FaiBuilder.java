package org.isochron.bio.fasta;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isochron.core.io.FormatException;

/**
 * Makes the index of a FASTA file in one pass. Beyond the rules of {@link Fasta}, all lines of a
 * record but the last must be equally long and end alike: an index can hold nothing else.
 */
final class FaiBuilder {
  private final DataLines lines;
  private final List<FaiEntry> entries = new ArrayList<>();
  private final Map<String, Long> lineOfName = new HashMap<>();
  private long at;
  private String name = "";
  private long headerLine;
  private long offset;
  private long length;
  private int lineBases;
  private int ending;
  private boolean lastLineSeen;

  private FaiBuilder(DataLines lines) {
    this.lines = lines;
  }

  /**
   * Reads a file, plain or gzip, and returns its index.
   *
   * @throws FormatException if the file breaks the format, or cannot be indexed
   */
  static List<FaiEntry> build(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    try (DataLines lines = new DataLines(DataStreams.open(file), name)) {
      return new FaiBuilder(lines).entries();
    }
  }

  private List<FaiEntry> entries() throws IOException {
    long blank = 0;
    while (lines.next()) {
      at += lines.length() + lines.endingLength();
      if (lines.length() == 0) {
        blank = blank == 0 ? lines.number() : blank;
        continue;
      }
      if (blank > 0) {
        throw new FormatException(
            lines.placeOf(blank), "blank line inside the file; allowed at its end only");
      }
      if (lines.at(0) == '>') {
        finish();
        start();
      } else {
        takeBases();
      }
    }
    finish();
    if (entries.isEmpty()) {
      throw new FormatException(
          lines.placeOf(1), "the file is empty; expected a header line that starts with '>'");
    }
    return List.copyOf(entries);
  }

  private void start() throws FormatException {
    String header = lines.text().substring(1);
    int end = 0;
    while (end < header.length() && header.charAt(end) > ' ') {
      end++;
    }
    name = header.substring(0, end);
    if (name.isEmpty()) {
      throw lines.problem(1, "empty id; expected a name right after '>'");
    }
    headerLine = lines.number();
    Long earlier = lineOfName.putIfAbsent(name, headerLine);
    if (earlier != null) {
      throw lines.problem(1, "duplicate id '" + name + "', first used at line " + earlier);
    }
    offset = at;
    length = 0;
    lineBases = 0;
    lastLineSeen = false;
  }

  private void takeBases() throws FormatException {
    if (name.isEmpty()) {
      throw lines.problem("expected a header that starts with '>' before any other line");
    }
    for (int i = 0; i < lines.length(); i++) {
      if (!Iupac.isLetter(lines.at(i))) {
        throw lines.problem(i, Iupac.describeForeign(lines.at(i)));
      }
    }
    if (length == 0) {
      lineBases = lines.length();
      ending = lines.endingLength();
    }
    if (lastLineSeen || lines.length() > lineBases) {
      throw lines.problem(
          "record '"
              + name
              + "' cannot be indexed: all its lines but the last must have "
              + lineBases
              + " bases; this one has "
              + lines.length()
              + (lastLineSeen ? " and follows a shorter one" : ""));
    }
    if (lines.endingLength() != ending && lines.endingLength() != 0) {
      throw lines.problem(
          "record '" + name + "' cannot be indexed: its lines end in LF and in CRLF");
    }
    lastLineSeen = lines.length() < lineBases;
    length += lines.length();
  }

  private void finish() throws FormatException {
    if (name.isEmpty()) {
      return;
    }
    String place = lines.placeOf(headerLine);
    if (length == 0) {
      throw new FormatException(place + ":1", "record '" + name + "' has no bases");
    }
    if (length > Integer.MAX_VALUE - 8) {
      throw new FormatException(place, "a record of more than 2147483639 bases");
    }
    entries.add(new FaiEntry(name, (int) length, offset, lineBases, lineBases + ending, place));
  }
}
