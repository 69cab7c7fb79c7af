package org.isochron.bio.fasta;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isochron.core.io.FormatException;

/**
 * A strict, streaming FASTA reader: any number of records, one in memory at a time.
 *
 * <p>Lines end in LF or CRLF; blank lines may stand at the end only. Letters are those of {@link
 * Iupac}, in either case. Nothing is repaired or dropped: whatever breaks the format is a {@link
 * FormatException} at {@code file:line:column}, or at {@code file: byte N} in a damaged .gz.
 */
public final class Fasta implements AutoCloseable {
  private static final int MAX_BASES = Integer.MAX_VALUE - 8;

  private final InputStream in;
  private final String name;
  private final byte[] buffer = new byte[1 << 16];
  private final Map<String, Long> lineOfId = new HashMap<>();
  private long bufferStart;
  private int at;
  private int limit;
  private long line = 1;
  private long lineStart;
  private final GatheredBytes gathered = new GatheredBytes();

  private Fasta(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /**
   * Opens a file, plain or gzip (told by its first bytes).
   *
   * @throws IOException if it cannot be opened
   */
  public static Fasta open(Path file) throws IOException {
    return new Fasta(DataStreams.open(file), String.valueOf(file.getFileName()));
  }

  /**
   * Reads from a stream, plain or gzip (told by its first bytes).
   *
   * @param in closed with the reader
   * @param name what messages call it
   * @throws IOException if its first bytes cannot be read
   */
  public static Fasta read(InputStream in, String name) throws IOException {
    return new Fasta(DataStreams.decompress(in, name), name);
  }

  /**
   * Reads a whole file.
   *
   * @throws FormatException if the file breaks the format
   * @throws IOException if it cannot be read
   */
  public static List<FastaRecord> readAll(Path file) throws IOException {
    List<FastaRecord> records = new ArrayList<>();
    try (Fasta fasta = open(file)) {
      for (FastaRecord r = fasta.next(); r != null; r = fasta.next()) {
        records.add(r);
      }
    }
    return List.copyOf(records);
  }

  /** Describes the byte that stands where a header should begin. */
  private String found() {
    int b = buffer[at] & 0xFF;
    return switch (b) {
      case '\n', '\r' -> "a blank line";
      case '@' -> "'@': a FASTQ file?";
      case 0xEF -> "byte EF: a byte order mark? Save the file without it";
      default -> b > ' ' && b < 0x7F ? "'" + (char) b + "'" : String.format("byte %02X", b);
    };
  }

  /**
   * Returns the next record, or null at the end.
   *
   * @throws FormatException if the file breaks the format
   * @throws IOException if it cannot be read
   */
  public FastaRecord next() throws IOException {
    boolean first = lineOfId.isEmpty();
    if (!ready()) {
      if (first) {
        throw problem("the file is empty; expected a header line that starts with '>'");
      }
      return null;
    }
    if (buffer[at] != '>') {
      // Only the first record can come here: a later one ends where the next '>' is.
      throw problem(
          "expected a header that starts with '>' before any other line, found " + found());
    }
    at++;
    long headerLine = line;
    String header = readHeader();
    int blank = firstBlank(header);
    String id = header.substring(0, blank);
    checkId(id, headerLine);
    readBases();
    if (gathered.length() == 0) {
      throw new FormatException(name + ":" + headerLine + ":1", "record '" + id + "' has no bases");
    }
    String description = header.substring(Math.min(blank + 1, header.length()));
    return new FastaRecord(id, description, gathered.take());
  }

  /**
   * Returns the remaining records, lazily; reading problems come as {@link UncheckedIOException}.
   */
  public Stream<FastaRecord> stream() {
    return Stream.iterate(nextUnchecked(), r -> r != null, r -> nextUnchecked());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private FastaRecord nextUnchecked() {
    try {
      return next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int firstBlank(String header) {
    for (int i = 0; i < header.length(); i++) {
      if (header.charAt(i) == ' ' || header.charAt(i) == '\t') {
        return i;
      }
    }
    return header.length();
  }

  private void checkId(String id, long headerLine) throws FormatException {
    String place = name + ":" + headerLine + ":2";
    if (id.isEmpty()) {
      throw new FormatException(place, "empty id; expected a name right after '>'");
    }
    Long earlier = lineOfId.putIfAbsent(id, headerLine);
    if (earlier != null) {
      throw new FormatException(place, "duplicate id '" + id + "', first used at line " + earlier);
    }
  }

  private String readHeader() throws IOException {
    while (ready() && buffer[at] != '\n' && buffer[at] != '\r') {
      byte b = buffer[at];
      if (b >= 0 && b < ' ' && b != '\t') {
        throw problem("control character " + b + " in a header");
      }
      append(at, 1);
      at++;
    }
    endLine();
    try {
      ByteBuffer bytes = ByteBuffer.wrap(gathered.take());
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new FormatException(name + ":" + (line - 1), "the header is not UTF-8", e);
    }
  }

  /** Gathers the bases up to the next header or the end. */
  private void readBases() throws IOException {
    while (ready() && buffer[at] != '>') {
      if (buffer[at] == '\n' || buffer[at] == '\r') {
        readBlankEnd();
        return;
      }
      readBaseLine();
    }
  }

  private void readBaseLine() throws IOException {
    while (ready()) {
      int end = at;
      while (end < limit && Iupac.isLetter(buffer[end])) {
        end++;
      }
      append(at, end - at);
      at = end;
      if (at < limit) {
        if (buffer[at] != '\n' && buffer[at] != '\r') {
          throw problem(Iupac.describeForeign(buffer[at]));
        }
        endLine();
        return;
      }
    }
  }

  private void readBlankEnd() throws IOException {
    long blank = line;
    while (ready()) {
      if (buffer[at] != '\n' && buffer[at] != '\r') {
        throw new FormatException(
            name + ":" + blank + ":1", "blank line inside the file; allowed at its end only");
      }
      endLine();
    }
  }

  /** Passes LF, CRLF, or the end of the file. */
  private void endLine() throws IOException {
    if (ready() && buffer[at] == '\r') {
      at++;
      if (ready() && buffer[at] != '\n') {
        throw problem("carriage return inside a line; expected a line feed after it");
      }
    }
    if (ready()) {
      at++;
      line++;
      lineStart = bufferStart + at;
    }
  }

  private void append(int from, int count) throws FormatException {
    if (count > MAX_BASES - gathered.length()) {
      throw problem("a record of more than " + MAX_BASES + " bases");
    }
    gathered.add(buffer, from, count);
  }

  private boolean ready() throws IOException {
    if (at < limit) {
      return true;
    }
    bufferStart += limit;
    at = 0;
    limit = Math.max(0, in.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  private FormatException problem(String text) {
    long column = bufferStart + at - lineStart + 1;
    return new FormatException(name + ":" + line + ":" + column, text);
  }
}
