package org.isochron.bio.annotation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isochron.bio.fasta.DataLines;
import org.isochron.bio.fasta.DataStreams;
import org.isochron.core.io.FormatException;

/**
 * A strict, streaming reader of GFF3 and GTF: one line in memory at a time.
 *
 * <p>The dialect is that of the first line's {@code ##gff-version}, else of the first ninth column
 * that tells, else of the file's name. Blank lines and comments are passed over; features end where
 * {@code ##FASTA} or a line that starts with {@code >} begins the sequences. A CDS without a phase
 * is read as one. Format: Sequence Ontology, GFF3 1.26; Brent lab, GTF2.2.
 */
public final class AnnotationReader implements AutoCloseable {
  private final DataLines lines;
  private final String name;
  private final Map<String, Interval> regions = new LinkedHashMap<>();
  private AnnotationDialect dialect;
  private long segment;
  private boolean ended;
  private boolean anyFeature;

  private AnnotationReader(InputStream in, String name) {
    this.lines = new DataLines(in, name);
    this.name = name;
  }

  /**
   * Opens a file, plain or gzip (told by its first bytes).
   *
   * @throws IOException if it cannot be opened
   */
  public static AnnotationReader open(Path file) throws IOException {
    return new AnnotationReader(DataStreams.open(file), String.valueOf(file.getFileName()));
  }

  /**
   * Reads from a stream, plain or gzip (told by its first bytes).
   *
   * @param in closed with the reader
   * @param name what messages call it; its ending may tell the dialect
   * @throws IOException if its first bytes cannot be read
   */
  public static AnnotationReader open(InputStream in, String name) throws IOException {
    return new AnnotationReader(DataStreams.decompress(in, name), name);
  }

  /**
   * Returns the next feature, or null at the end.
   *
   * @throws FormatException if a line breaks the format, at {@code file:line}, or there is no
   *     feature at all
   * @throws IOException if the file cannot be read
   */
  public AnnotationFeature next() throws IOException {
    while (!ended && lines.next()) {
      lines.refuseControlCharactersButTabs();
      if (lines.startsWith(">") || lines.startsWith("##FASTA")) {
        ended = true;
      } else if (lines.startsWith("##")) {
        directive(lines.text().strip());
      } else if (!lines.startsWith("#") && lines.indent() < lines.length()) {
        anyFeature = true;
        return feature(lines.text());
      }
    }
    ended = true;
    if (!anyFeature) {
      throw lines.problem("no feature; expected lines of 9 tab-separated columns");
    }
    return null;
  }

  /** Returns the dialect, as far as the lines read so far tell it, else the name's, else GFF3. */
  public AnnotationDialect dialect() {
    return dialect != null
        ? dialect
        : AnnotationDialect.ofName(name).orElse(AnnotationDialect.GFF3);
  }

  /** Tells whether the lines read so far tell the dialect. */
  boolean dialectIsKnown() {
    return dialect != null;
  }

  /** Returns what {@code ##sequence-region} lines said so far: sequence ids and their positions. */
  public Map<String, Interval> regions() {
    return Collections.unmodifiableMap(regions);
  }

  /** Returns how many lines {@code ###} were read: features before one name no later parent. */
  long segment() {
    return segment;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private void directive(String text) throws FormatException {
    String[] words = text.split("\\s+", -1);
    if (text.equals("###")) {
      segment++;
    } else if (words[0].equals("##gff-version")) {
      String version = words.length == 2 ? words[1] : "";
      if (!version.matches("[23](\\.[0-9]+){0,2}")) {
        throw lines.problem("##gff-version: expected 3 or 2, found '" + version + "'");
      }
      dialect = version.startsWith("2") ? AnnotationDialect.GTF : AnnotationDialect.GFF3;
    } else if (words[0].equals("##sequence-region")) {
      region(words);
    }
  }

  private void region(String[] words) throws FormatException {
    if (words.length != 4) {
      throw lines.problem(
          "##sequence-region: expected a name, a start and an end, found "
              + (words.length - 1)
              + " words");
    }
    String id = unescaped("##sequence-region", words[1]);
    Interval region =
        interval(
            position("##sequence-region start", words[2]),
            position("##sequence-region end", words[3]));
    Interval earlier = regions.putIfAbsent(id, region);
    if (earlier != null && !earlier.equals(region)) {
      throw lines.problem("##sequence-region: a second, different one of '" + id + "'");
    }
  }

  private AnnotationFeature feature(String line) throws FormatException {
    String[] columns = line.split("\t", 9);
    if (columns.length < 9) {
      throw lines.problem("expected 9 tab-separated columns, found " + columns.length);
    }
    return new AnnotationFeature(
        word("sequence", columns[0]),
        text("source", columns[1]),
        word("type", columns[2]),
        interval(position("start", columns[3]), position("end", columns[4])),
        AnnotationColumns.score(columns[5]).orElseThrow(() -> expected("score", columns[5])),
        AnnotationColumns.strand(columns[6]).orElseThrow(() -> expected("strand", columns[6])),
        AnnotationColumns.phase(columns[7]).orElseThrow(() -> expected("phase", columns[7])),
        attributes(columns[8]),
        lines.placeOf(lines.number()));
  }

  private Map<String, List<String>> attributes(String column) throws FormatException {
    // Some tools leave the column empty where it should be '.'.
    if (column.equals(".") || column.isBlank()) {
      return Map.of();
    }
    if (dialect == null) {
      dialect = AnnotationDialect.ofColumn(column).orElse(dialect());
    }
    try {
      if (dialect == AnnotationDialect.GTF) {
        return AnnotationAttributes.gtf(column);
      }
      int tab = column.indexOf('\t');
      if (tab >= 0) {
        long more = column.chars().filter(c -> c == '\t').count();
        throw lines.problem("expected 9 tab-separated columns, found " + (9 + more));
      }
      return AnnotationAttributes.gff3(column);
    } catch (AnnotationAttributes.SyntaxException e) {
      throw new FormatException(lines.placeOf(lines.number()), "attributes: " + e.getMessage(), e);
    }
  }

  /** Returns a column that must be there and hold no blank. */
  private String word(String what, String column) throws FormatException {
    String text = text(what, column);
    if (text.equals(".") || text.chars().anyMatch(c -> c <= ' ')) {
      throw lines.problem(what + ": expected a name without blanks, found '" + shown(column) + "'");
    }
    return text;
  }

  private String text(String what, String column) throws FormatException {
    String text = unescaped(what, column);
    if (text.isBlank()) {
      throw lines.problem(what + ": expected a name, found '" + shown(column) + "'");
    }
    return text;
  }

  private String unescaped(String what, String column) throws FormatException {
    if (dialect == AnnotationDialect.GTF) {
      return column;
    }
    try {
      return AnnotationAttributes.unescape(column);
    } catch (AnnotationAttributes.SyntaxException e) {
      throw new FormatException(lines.placeOf(lines.number()), what + ": " + e.getMessage(), e);
    }
  }

  private int position(String what, String column) throws FormatException {
    boolean digits = column.matches("[0-9]{1,10}");
    long value = digits ? Long.parseLong(column) : 0;
    if (value < 1 || value > Integer.MAX_VALUE) {
      throw lines.problem(
          what + ": expected a position from 1 to 2147483647, found '" + shown(column) + "'");
    }
    return (int) value;
  }

  private Interval interval(int first, int last) throws FormatException {
    if (first > last) {
      throw lines.problem("end: expected at least the start, " + first + ", found " + last);
    }
    return new Interval(first - 1, last);
  }

  private FormatException expected(String what, String column) {
    return lines.problem(
        what
            + ": expected "
            + AnnotationColumns.expected(what)
            + ", found '"
            + shown(column)
            + "'");
  }

  private static String shown(String text) {
    return AnnotationAttributes.shown(text);
  }
}
