package org.isochron.bio.annotation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isochron.bio.annotation.GenBankFeatures.Feature;
import org.isochron.bio.annotation.GenBankOptions.Unsupported;
import org.isochron.bio.fasta.DataStreams;
import org.isochron.core.io.FormatException;

/**
 * A strict, streaming reader of GenBank flat files: one record in memory at a time.
 *
 * <p>A gene's id is {@code LOCUS:gene}, where {@code gene} is {@code /gene}, else {@code
 * /locus_tag}; without either it is {@code LOCUS#n} for the record's n-th feature of that key. A
 * repeated id gets {@code .2}, {@code .3} and so on. Features of one name that overlap on one
 * strand are transcripts of one gene. The partial marks {@code <} and {@code >} are accepted at a
 * transcript's outer ends. LOCUS length, ORIGIN positions and BASE COUNT are checked. Format: NCBI
 * GenBank release notes, section 3.4.
 */
public final class GenBank implements AutoCloseable {
  private final FlatFileLines lines;
  private final GenBankOptions options;
  private final Map<String, Long> lineOfLocus = new HashMap<>();
  private final List<SkippedFeature> skipped = new ArrayList<>();

  private GenBank(InputStream in, String name, GenBankOptions options) {
    this.lines = new FlatFileLines(in, name);
    this.options = options;
  }

  /**
   * Opens a file, plain or gzip (told by its first bytes).
   *
   * @throws IOException if it cannot be opened
   */
  public static GenBank open(Path file, GenBankOptions options) throws IOException {
    return new GenBank(DataStreams.open(file), String.valueOf(file.getFileName()), options);
  }

  /**
   * Reads from a stream, plain or gzip (told by its first bytes).
   *
   * @param in closed with the reader
   * @param name what messages call it
   * @throws IOException if its first bytes cannot be read
   */
  public static GenBank open(InputStream in, String name, GenBankOptions options)
      throws IOException {
    return new GenBank(DataStreams.decompress(in, name), name, options);
  }

  /**
   * Reads a whole file with {@link GenBankOptions#defaults()}.
   *
   * @throws FormatException if the file breaks the format, or holds a location that no gene can
   *     hold
   * @throws IOException if it cannot be read
   */
  public static List<AnnotatedSequence> read(Path file) throws IOException {
    try (GenBank reader = open(file, GenBankOptions.defaults())) {
      return reader.readRest();
    }
  }

  /**
   * Reads a whole stream with {@link GenBankOptions#defaults()} and closes it.
   *
   * @param name what messages call it
   * @throws FormatException as {@link #read(Path)}
   * @throws IOException if it cannot be read
   */
  public static List<AnnotatedSequence> read(InputStream in, String name) throws IOException {
    try (GenBank reader = open(in, name, GenBankOptions.defaults())) {
      return reader.readRest();
    }
  }

  /**
   * Returns the remaining records.
   *
   * @throws IOException as {@link #next()}
   */
  public List<AnnotatedSequence> readRest() throws IOException {
    List<AnnotatedSequence> records = new ArrayList<>();
    for (AnnotatedSequence r = next(); r != null; r = next()) {
      records.add(r);
    }
    return List.copyOf(records);
  }

  /**
   * Returns the next record, or null at the end.
   *
   * @throws FormatException if the file breaks the format, at {@code file:line} or {@code
   *     file:line:column}
   * @throws IOException if it cannot be read
   */
  public AnnotatedSequence next() throws IOException {
    if (!seekLocus()) {
      if (lineOfLocus.isEmpty()) {
        throw lines.problem("no record; expected a LOCUS line");
      }
      return null;
    }
    lines.refuseControlCharacters();
    String[] words = lines.text().strip().split(" +", -1);
    int length = checkLocus(words);
    String id = words[1];
    GenBankFeatures features = new GenBankFeatures(lines, options.featureKey());
    GenBankBases bases = new GenBankBases(lines, length);
    readBlocks(id, features, bases);
    byte[] sequence = bases.finish();
    return new AnnotatedSequence(id, sequence, genes(id, sequence.length, features.finish()));
  }

  /** Returns the features left out so far, in the file's order; always empty under REFUSE. */
  public List<SkippedFeature> skipped() {
    return List.copyOf(skipped);
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
      heading |= lines.number() == 1 && lines.text().contains("Genetic Sequence Data Bank");
      boolean blank = lines.indent() == lines.length();
      if (!blank && !(heading && lineOfLocus.isEmpty())) {
        throw lines.problem("expected a LOCUS line, found other text");
      }
    }
    return false;
  }

  private int checkLocus(String[] words) throws FormatException {
    boolean complete = words.length >= 4 && words[2].matches("[0-9]{1,10}");
    if (!complete || !words[3].equals("bp")) {
      throw lines.problem(
          "LOCUS: expected 'LOCUS name length bp ...', found '" + lines.text() + "'");
    }
    long length = Long.parseLong(words[2]);
    if (length < 1 || length > Integer.MAX_VALUE - 8) {
      throw lines.problem("LOCUS length: expected 1 to 2147483639, found " + length);
    }
    Long earlier = lineOfLocus.putIfAbsent(words[1], lines.number());
    if (earlier != null) {
      throw lines.problem("duplicate LOCUS '" + words[1] + "', first used at line " + earlier);
    }
    return (int) length;
  }

  /** Reads up to the line {@code //}. */
  private void readBlocks(String id, GenBankFeatures features, GenBankBases bases)
      throws IOException {
    String block = "";
    while (lines.next()) {
      if (lines.startsWith("//")) {
        return;
      }
      if (lines.indent() == 0 && lines.length() > 0) {
        block = block(id, bases);
      } else if (block.equals("FEATURES")) {
        features.take();
      } else if (block.equals("ORIGIN")) {
        bases.take();
      }
    }
    throw lines.problem(
        "the file ends inside record '" + id + "'; expected '//' (truncated file?)");
  }

  private String block(String id, GenBankBases bases) throws FormatException {
    if (lines.startsWith("LOCUS ")) {
      throw lines.problem("a new LOCUS inside record '" + id + "'; expected '//' before it");
    }
    if (lines.startsWith("BASE COUNT")) {
      bases.takeBaseCount();
      return "BASE COUNT";
    }
    return lines.startsWith("FEATURES") ? "FEATURES" : lines.startsWith("ORIGIN") ? "ORIGIN" : "";
  }

  private List<Gene> genes(String id, int length, List<Feature> features) throws FormatException {
    List<Isoforms.Named> transcripts = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < features.size(); i++) {
      Feature feature = features.get(i);
      GenBankLocation.Parsed location = feature.location();
      String place = lines.placeOf(feature.line());
      if (location.last() > length) {
        throw new FormatException(
            place,
            "an exon ends at " + location.last() + ", outside the " + length + " bases of " + id);
      }
      String name = feature.name().isEmpty() ? id + "#" + (i + 1) : id + ":" + feature.name();
      if (!location.unsupported().isEmpty()) {
        skipOrRefuse(new SkippedFeature(name, place, feature.text(), location.unsupported()));
        continue;
      }
      String unique = name;
      for (int n = 2; !ids.add(unique); n++) {
        unique = name + "." + n;
      }
      transcripts.add(
          new Isoforms.Named(name, false, id, location.strand(), transcript(unique, feature)));
    }
    return Isoforms.genes(transcripts);
  }

  private Transcript transcript(String id, Feature feature) {
    GenBankLocation.Parsed location = feature.location();
    Transcript transcript =
        options.featureKey().equals("CDS")
            ? Transcript.coding(id, location.exons(), feature.codonStart())
            : Transcript.untranslated(id, location.exons());
    return transcript.withOpenEnds(location.openEnds());
  }

  private void skipOrRefuse(SkippedFeature feature) throws FormatException {
    if (options.unsupported() == Unsupported.REFUSE) {
      throw new FormatException(
          feature.place(),
          options.featureKey() + " location cannot make a gene: " + feature.reason());
    }
    skipped.add(feature);
  }
}
