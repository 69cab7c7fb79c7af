package org.isochron.bio.annotation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isochron.bio.fasta.DataLines;
import org.isochron.bio.fasta.DataStreams;
import org.isochron.core.io.FormatException;

/**
 * A strict, streaming reader of EMBL flat files: one record in memory at a time.
 *
 * <p>A sequence's id is the first word of its ID line: the accession number, or before release 87
 * the entry name. Genes have the ids that {@link GenBank} would give them, and the same rules hold
 * for locations. The length of ID and SQ, SQ's counts of bases and the position at the end of each
 * sequence line are checked; a line code that the format does not have is an error. Format: EMBL
 * user manual, section 3.
 */
public final class Embl implements FlatFile {
  private static final Set<String> CODES =
      Set.of(
          "ID", "AC", "FT", "CO", "SQ", "  ", "XX", "PR", "DT", "DE", "KW", "OS", "OC", "OG", "OX",
          "RN", "RC", "RP", "RX", "RG", "RA", "RT", "RL", "DR", "CC", "AH", "AS", "FH", "SV", "NI",
          "PA", "ST");

  /** Since release 87: {@code X56734; SV 1; linear; mRNA; STD; PLN; 1859 BP.} */
  private static final Pattern ID =
      Pattern.compile("([^; ]+) *;(?:[^;]*;){5} *([0-9]{1,10}) BP\\. *");

  /** Before it: {@code TRBG361 standard; RNA; PLN; 1859 BP.} */
  private static final Pattern OLD_ID =
      Pattern.compile("([^; ]+) +[A-Za-z]+ *;(?:[^;]*;){2} *([0-9]{1,10}) BP\\. *");

  private static final Pattern COUNTED =
      Pattern.compile("Sequence +([0-9]{1,10}) BP;((?: *[0-9]+ [A-Za-z]+;)+) *");

  private final DataLines lines;
  private final FlatFileOptions options;
  private final FlatFileIds ids;
  private final FlatFileGenes genes;

  Embl(InputStream in, String name, FlatFileOptions options) {
    this.lines = new DataLines(in, name);
    this.options = options;
    this.ids = new FlatFileIds(lines, "ID");
    this.genes = new FlatFileGenes(lines, options);
  }

  /**
   * Opens a file, plain or gzip (told by its first bytes).
   *
   * @throws IOException if it cannot be opened
   */
  public static Embl open(Path file, FlatFileOptions options) throws IOException {
    return new Embl(DataStreams.open(file), String.valueOf(file.getFileName()), options);
  }

  /**
   * Reads from a stream, plain or gzip (told by its first bytes).
   *
   * @param in closed with the reader
   * @param name what messages call it
   * @throws IOException if its first bytes cannot be read
   */
  public static Embl open(InputStream in, String name, FlatFileOptions options) throws IOException {
    return new Embl(DataStreams.decompress(in, name), name, options);
  }

  /**
   * Reads a whole file with {@link FlatFileOptions#defaults()}.
   *
   * @throws FormatException if the file breaks the format, or holds a location that no gene can
   *     hold
   * @throws IOException if it cannot be read
   */
  public static List<AnnotatedSequence> read(Path file) throws IOException {
    try (Embl reader = open(file, FlatFileOptions.defaults())) {
      return reader.readRest();
    }
  }

  @Override
  public AnnotatedSequence next() throws IOException {
    if (!seekId()) {
      if (ids.isEmpty()) {
        throw ids.noRecord();
      }
      return null;
    }
    lines.refuseControlCharacters();
    String text = valueOf(lines.text());
    Matcher id = ID.matcher(text);
    if (!id.matches() && !id.usePattern(OLD_ID).matches()) {
      throw lines.problem(
          "ID: expected 'accession; SV n; topology; molecule; class; division; length BP.' "
              + "or 'name class; molecule; division; length BP.', found '"
              + text
              + "'");
    }
    String name = id.group(1);
    int length = ids.add(name, id.group(2));
    FlatFileFeatures features = new FlatFileFeatures(lines, 2, options.featureKey());
    FlatFileBases bases = new FlatFileBases(lines, "ID", length);
    readUpToSequence(name, length, features, bases);
    byte[] sequence = bases.finish();
    return new AnnotatedSequence(
        name, sequence, genes.genes(name, sequence.length, features.finish()));
  }

  @Override
  public List<SkippedFeature> skipped() {
    return genes.skipped();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  /** Moves to an ID line, over blank lines. */
  private boolean seekId() throws IOException {
    while (lines.next()) {
      if (lines.startsWith("ID ")) {
        return true;
      }
      if (lines.indent() < lines.length()) {
        throw ids.otherText();
      }
    }
    return false;
  }

  /** Reads up to the line {@code //}; the sequence comes last. */
  private void readUpToSequence(
      String id, int length, FlatFileFeatures features, FlatFileBases bases) throws IOException {
    boolean described = false;
    while (lines.next()) {
      if (ids.isEnd()) {
        return;
      }
      String code = code(id);
      described |= !code.equals("AC") && !code.equals("XX");
      switch (code) {
        case "ID" -> throw ids.startsInside(id);
        case "AC" -> checkAccessions(described);
        case "FT" -> features.take();
        case "CO" -> bases.takeAssembly("CO");
        case "SQ" -> {
          takeCounts(length, bases);
          readSequence(id, bases);
          return;
        }
        case "  " -> throw lines.problem("a sequence line before the SQ line");
        default -> {
          // A line about something else: description, references, comments.
        }
      }
    }
    throw ids.endsInside(id);
  }

  private void readSequence(String id, FlatFileBases bases) throws IOException {
    while (lines.next()) {
      if (ids.isEnd()) {
        return;
      }
      if (lines.startsWith("ID ")) {
        throw ids.startsInside(id);
      }
      if (!lines.startsWith("     ")) {
        throw lines.problem(
            "after SQ: expected a sequence line, which starts with 5 blanks, or '//'");
      }
      bases.takeBeforePosition();
    }
    throw ids.endsInside(id);
  }

  /** Returns the code of the current line: two letters, or two blanks. */
  private String code(String id) throws FormatException {
    boolean blankAfter = lines.length() == 2 || (lines.length() > 2 && lines.at(2) == ' ');
    String code = lines.length() < 2 ? "" : "" + (char) lines.at(0) + (char) lines.at(1);
    if (!blankAfter || !CODES.contains(code)) {
      String text = lines.text();
      String shown = text.length() <= 40 ? text : text.substring(0, 40) + "...";
      throw lines.problem("unknown line code inside record '" + id + "': '" + shown + "'");
    }
    return code;
  }

  /** Returns what follows a line's code and its three blanks. */
  private static String valueOf(String line) {
    return line.substring(2).strip();
  }

  private void checkAccessions(boolean described) throws FormatException {
    lines.refuseControlCharacters();
    if (described) {
      throw lines.problem(
          "an AC line after others than ID: the start of another record without its ID?");
    }
    String text = valueOf(lines.text());
    if (text.length() < 2 || !text.endsWith(";")) {
      throw lines.problem("AC: expected accession numbers that end in ';', found '" + text + "'");
    }
  }

  private void takeCounts(int length, FlatFileBases bases) throws FormatException {
    lines.refuseControlCharacters();
    String text = valueOf(lines.text());
    if (text.isEmpty()) {
      return; // Some programs write the code alone.
    }
    Matcher counted = COUNTED.matcher(text);
    if (!counted.matches()) {
      throw lines.problem(
          "SQ: expected 'Sequence n BP; n A; n C; n G; n T; n other;', found '" + text + "'");
    }
    if (Long.parseLong(counted.group(1)) != length) {
      throw lines.problem(
          "SQ: expected the " + length + " BP that ID declares, found " + counted.group(1));
    }
    bases.takeCounts("SQ", counted.group(2).replace(';', ' '));
  }
}
