package org.isochron.bio.annotation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.isochron.bio.fasta.DataLines;
import org.isochron.bio.fasta.DataStreams;
import org.isochron.core.io.FormatException;

/**
 * A strict, streaming reader of GenBank flat files: one record in memory at a time.
 *
 * <p>A gene's id is {@code LOCUS:gene}, where {@code gene} is {@code /gene}, else {@code
 * /locus_tag}; without either it is {@code LOCUS#n} for the record's n-th feature of that key. A
 * repeated id gets {@code .2}, {@code .3} and so on. Features of one name that overlap on one
 * strand are transcripts of one gene. The partial marks {@code <} and {@code >} are accepted at a
 * transcript's outer ends. LOCUS length, ORIGIN positions and BASE COUNT are checked; a keyword
 * that the format does not have is an error. Format: NCBI GenBank release notes, section 3.4.
 */
public final class GenBank implements FlatFile {
  /** What the first line of an NCBI release file, which is before its records, holds. */
  static final String RELEASE_HEADING = "Genetic Sequence Data Bank";

  private static final Set<String> KEYWORDS =
      Set.of(
          "DEFINITION",
          "ACCESSION",
          "VERSION",
          "NID",
          "PID",
          "PROJECT",
          "DBLINK",
          "DBSOURCE",
          "KEYWORDS",
          "SEGMENT",
          "SOURCE",
          "REFERENCE",
          "COMMENT",
          "PRIMARY",
          "FEATURES",
          "WGS",
          "WGS_SCAFLD",
          "TSA",
          "TLS",
          "ORIGIN");

  /** Two of one in a record are two records whose border is damaged. */
  private static final Set<String> ONCE =
      Set.of("DEFINITION", "ACCESSION", "FEATURES", "BASE", "ORIGIN");

  private final DataLines lines;
  private final FlatFileOptions options;
  private final FlatFileIds ids;
  private final FlatFileGenes genes;

  GenBank(InputStream in, String name, FlatFileOptions options) {
    this.lines = new DataLines(in, name);
    this.options = options;
    this.ids = new FlatFileIds(lines, "LOCUS");
    this.genes = new FlatFileGenes(lines, options);
  }

  /**
   * Opens a file, plain or gzip (told by its first bytes).
   *
   * @throws IOException if it cannot be opened
   */
  public static GenBank open(Path file, FlatFileOptions options) throws IOException {
    return new GenBank(DataStreams.open(file), String.valueOf(file.getFileName()), options);
  }

  /**
   * Reads from a stream, plain or gzip (told by its first bytes).
   *
   * @param in closed with the reader
   * @param name what messages call it
   * @throws IOException if its first bytes cannot be read
   */
  public static GenBank open(InputStream in, String name, FlatFileOptions options)
      throws IOException {
    return new GenBank(DataStreams.decompress(in, name), name, options);
  }

  /**
   * Reads a whole file with {@link FlatFileOptions#defaults()}.
   *
   * @throws FormatException if the file breaks the format, or holds a location that no gene can
   *     hold
   * @throws IOException if it cannot be read
   */
  public static List<AnnotatedSequence> read(Path file) throws IOException {
    try (GenBank reader = open(file, FlatFileOptions.defaults())) {
      return reader.readRest();
    }
  }

  /**
   * Reads a whole stream with {@link FlatFileOptions#defaults()} and closes it.
   *
   * @param name what messages call it
   * @throws FormatException as {@link #read(Path)}
   * @throws IOException if it cannot be read
   */
  public static List<AnnotatedSequence> read(InputStream in, String name) throws IOException {
    try (GenBank reader = open(in, name, FlatFileOptions.defaults())) {
      return reader.readRest();
    }
  }

  @Override
  public AnnotatedSequence next() throws IOException {
    if (!seekLocus()) {
      if (ids.isEmpty()) {
        throw ids.noRecord();
      }
      return null;
    }
    lines.refuseControlCharacters();
    String[] words = lines.text().strip().split(" +", -1);
    int length = checkLocus(words);
    String id = words[1];
    FlatFileFeatures features = new FlatFileFeatures(lines, 0, options.featureKey());
    FlatFileBases bases = new FlatFileBases(lines, "LOCUS", length);
    readBlocks(id, features, bases);
    byte[] sequence = bases.finish();
    return new AnnotatedSequence(id, sequence, genes.genes(id, sequence.length, features.finish()));
  }

  @Override
  public List<SkippedFeature> skipped() {
    return genes.skipped();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  /** Moves to a LOCUS line, over blank lines and the heading of an NCBI release file. */
  private boolean seekLocus() throws IOException {
    boolean heading = false;
    while (lines.next()) {
      if (lines.startsWith("LOCUS ")) {
        return true;
      }
      heading |= lines.number() == 1 && lines.text().contains(RELEASE_HEADING);
      boolean blank = lines.indent() == lines.length();
      if (!blank && !(heading && ids.isEmpty())) {
        throw ids.otherText();
      }
    }
    return false;
  }

  private int checkLocus(String[] words) throws FormatException {
    boolean complete = words.length >= 4 && words[2].matches("[0-9]{1,10}");
    if (!complete || !words[3].equals("bp") || twice(words)) {
      throw lines.problem(
          "LOCUS: expected 'LOCUS name length bp ...', found '" + lines.text() + "'");
    }
    return ids.add(words[1], words[2]);
  }

  /** Tells whether another LOCUS line follows on the same line. */
  private static boolean twice(String[] words) {
    return List.of(words).subList(4, words.length).contains("bp");
  }

  /** Reads up to the line {@code //}. */
  private void readBlocks(String id, FlatFileFeatures features, FlatFileBases bases)
      throws IOException {
    String block = "";
    Set<String> seen = new HashSet<>();
    while (lines.next()) {
      if (ids.isEnd()) {
        return;
      }
      if (lines.indent() == 0 && lines.length() > 0) {
        block = block(id, bases);
        if (!seen.add(block) && ONCE.contains(block)) {
          throw lines.problem("'" + block + "' comes twice in record '" + id + "'");
        }
      } else if (block.isEmpty() && lines.indent() < lines.length()) {
        throw lines.problem("expected a keyword after the LOCUS line, found an indented line");
      } else if (block.equals("FEATURES")) {
        features.take();
      } else if (block.equals("ORIGIN")) {
        bases.takeAfterPosition();
      }
    }
    throw ids.endsInside(id);
  }

  /** Returns the keyword of the current line, which is not indented. */
  private String block(String id, FlatFileBases bases) throws FormatException {
    String keyword = lines.firstWord();
    switch (keyword) {
      case "LOCUS" -> throw ids.startsInside(id);
      case "BASE" -> {
        if (!lines.startsWith("BASE COUNT")) {
          throw lines.problem("expected 'BASE COUNT', found '" + lines.text() + "'");
        }
        bases.takeCounts("BASE COUNT", lines.text().substring("BASE COUNT".length()));
      }
      case "CONTIG" -> bases.takeAssembly("CONTIG");
      default -> {
        if (!KEYWORDS.contains(keyword)) {
          throw lines.problem("unknown keyword '" + keyword + "' inside record '" + id + "'");
        }
      }
    }
    return keyword;
  }
}
