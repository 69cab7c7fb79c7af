package org.isochron.bio.fasta;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.isochron.core.io.FormatException;

/**
 * A strict, streaming FASTQ reader: any number of records, one in memory at a time.
 *
 * <p>A record is {@code @id description}, the bases, {@code +} alone or with the whole header
 * again, and one quality character a base. Bases may take several lines; then, and only then,
 * qualities may too. Lines end in LF or CRLF; blank lines may stand at the end only. Ids may
 * repeat, as those of read pairs do. Format: Cock et al. 2010, doi 10.1093/nar/gkp1137.
 */
public final class Fastq implements AutoCloseable {
  private final DataLines lines;
  private final QualityEncoding encoding;
  private boolean any;
  private byte[] bases = new byte[1 << 8];
  private int baseCount;
  private byte[] qualities = new byte[1 << 8];

  private Fastq(InputStream in, String name, QualityEncoding encoding) {
    this.lines = new DataLines(in, name);
    this.encoding = encoding;
  }

  /**
   * Opens a file of {@link QualityEncoding#PHRED33}, plain or gzip (told by its first bytes).
   *
   * @throws IOException if it cannot be opened
   */
  public static Fastq open(Path file) throws IOException {
    return open(file, QualityEncoding.PHRED33);
  }

  /**
   * Opens a file, plain or gzip (told by its first bytes).
   *
   * @throws IOException if it cannot be opened
   */
  public static Fastq open(Path file, QualityEncoding encoding) throws IOException {
    return new Fastq(DataStreams.open(file), String.valueOf(file.getFileName()), encoding);
  }

  /**
   * Reads from a stream, plain or gzip (told by its first bytes).
   *
   * @param in closed with the reader
   * @param name what messages call it
   * @throws IOException if its first bytes cannot be read
   */
  public static Fastq read(InputStream in, String name, QualityEncoding encoding)
      throws IOException {
    return new Fastq(DataStreams.decompress(in, name), name, encoding);
  }

  /**
   * Reads a whole file of {@link QualityEncoding#PHRED33}.
   *
   * @throws FormatException if the file breaks the format
   * @throws IOException if it cannot be read
   */
  public static List<FastqRecord> readAll(Path file) throws IOException {
    List<FastqRecord> records = new ArrayList<>();
    try (Fastq fastq = open(file)) {
      for (FastqRecord r = fastq.next(); r != null; r = fastq.next()) {
        records.add(r);
      }
    }
    return List.copyOf(records);
  }

  /**
   * Returns the next record, or null at the end.
   *
   * @throws FormatException if the file breaks the format
   * @throws IOException if it cannot be read
   */
  public FastqRecord next() throws IOException {
    if (!lines.next()) {
      if (!any) {
        throw new FormatException(
            lines.placeOf(1), "the file is empty; expected a header line that starts with '@'");
      }
      return null;
    }
    if (any && lines.length() == 0) {
      readBlankEnd();
      return null;
    }
    long headerLine = lines.number();
    String header = readHeader();
    any = true;
    int blank = firstBlank(header);
    String id = header.substring(0, blank);
    if (id.isEmpty()) {
      throw lines.problem(1, "empty id; expected a name right after '@'");
    }
    int baseLines = readBases(id, headerLine);
    checkPlus(header, headerLine);
    readQualities(id, headerLine, baseLines == 1);
    String description = header.substring(Math.min(blank + 1, header.length()));
    return new FastqRecord(
        id, description, Arrays.copyOf(bases, baseCount), Arrays.copyOf(qualities, baseCount));
  }

  /**
   * Returns the remaining records, lazily; reading problems come as {@link UncheckedIOException}.
   */
  public Stream<FastqRecord> stream() {
    return Stream.iterate(nextUnchecked(), r -> r != null, r -> nextUnchecked());
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private FastqRecord nextUnchecked() {
    try {
      return next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readBlankEnd() throws IOException {
    long blank = lines.number();
    while (lines.next()) {
      if (lines.length() > 0) {
        throw new FormatException(
            lines.placeOf(blank), "blank line inside the file; allowed at its end only");
      }
    }
  }

  private String readHeader() throws FormatException {
    if (lines.length() == 0 || lines.at(0) != '@') {
      throw lines.problem("expected a header line that starts with '@', found " + found());
    }
    lines.refuseControlCharactersButTabs();
    return lines.text().substring(1);
  }

  private String found() {
    if (lines.length() == 0) {
      return "a blank line";
    }
    int b = lines.at(0) & 0xff;
    String shown = b > ' ' && b < 0x7f ? "'" + (char) b + "'" : String.format("byte %02X", b);
    return b == '>' ? "'>': a FASTA file?" : shown;
  }

  private static int firstBlank(String header) {
    for (int i = 0; i < header.length(); i++) {
      if (header.charAt(i) == ' ' || header.charAt(i) == '\t') {
        return i;
      }
    }
    return header.length();
  }

  /** Reads up to the line that starts with {@code +}; returns the number of lines of bases. */
  private int readBases(String id, long headerLine) throws IOException {
    baseCount = 0;
    for (int count = 0; lines.next(); count++) {
      if (lines.length() > 0 && lines.at(0) == '+') {
        if (baseCount == 0) {
          throw new FormatException(lines.placeOf(headerLine), "record '" + id + "' has no bases");
        }
        return count;
      }
      if (lines.length() == 0) {
        throw lines.problem("blank line among the bases of '" + id + "'; expected bases or '+'");
      }
      if (lines.at(0) == '@') {
        throw lines.problem("a new record; expected the '+' line of '" + id + "' before it");
      }
      for (int i = 0; i < lines.length(); i++) {
        if (!Iupac.isLetter(lines.at(i))) {
          throw lines.problem(i, Iupac.describeForeign(lines.at(i)));
        }
      }
      bases = withRoom(bases, baseCount, lines.length());
      System.arraycopy(lines.bytes(), 0, bases, baseCount, lines.length());
      baseCount += lines.length();
    }
    throw truncated(id, "the '+' line");
  }

  private byte[] withRoom(byte[] array, int used, int more) throws FormatException {
    if (more > Integer.MAX_VALUE - 8 - used) {
      throw lines.problem("a record of more than " + (Integer.MAX_VALUE - 8) + " bases");
    }
    return used + more <= array.length
        ? array
        : Arrays.copyOf(array, (int) Math.min(Integer.MAX_VALUE - 8, 2L * (used + more)));
  }

  private void checkPlus(String header, long headerLine) throws FormatException {
    String repeated = lines.text().substring(1);
    if (!repeated.isEmpty() && !repeated.equals(header)) {
      throw lines.problem(
          "expected '+' alone or with the header of line "
              + headerLine
              + ", '"
              + header
              + "', found '+"
              + repeated
              + "'");
    }
  }

  private void readQualities(String id, long headerLine, boolean oneLine) throws IOException {
    qualities = withRoom(qualities, 0, baseCount);
    int count = 0;
    while (count < baseCount) {
      if (!lines.next()) {
        throw truncated(id, "its qualities (" + count + " of " + baseCount + ")");
      }
      long end = (long) count + lines.length();
      boolean stuck = lines.length() == 0;
      if (end > baseCount || stuck || (oneLine && end < baseCount)) {
        throw lines.problem(
            "qualities of '"
                + id
                + "' (header at line "
                + headerLine
                + "): expected "
                + baseCount
                + ", as many as bases, found "
                + (end > baseCount && !oneLine ? "at least " : "")
                + end);
      }
      for (int i = 0; i < lines.length(); i++) {
        byte character = lines.at(i);
        if (!encoding.writes(character)) {
          throw lines.problem(
              i,
              "quality character: expected "
                  + encoding.range()
                  + ", found "
                  + (character > ' ' && character < 0x7f
                      ? "'" + (char) character + "'"
                      : String.format("byte %02X", character & 0xff)));
        }
        qualities[count++] = encoding.score(character);
      }
    }
  }

  private FormatException truncated(String id, String missing) {
    return lines.problem(
        "the file ends inside record '" + id + "', before " + missing + " (truncated file?)");
  }
}
