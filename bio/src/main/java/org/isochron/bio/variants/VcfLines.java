package org.isochron.bio.variants;

import htsjdk.tribble.TribbleException;
import htsjdk.tribble.readers.LineIteratorImpl;
import htsjdk.tribble.readers.SynchronousLineReader;
import htsjdk.variant.variantcontext.VariantContext;
import htsjdk.variant.vcf.VCFCodec;
import htsjdk.variant.vcf.VCFHeader;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isochron.bio.fasta.DataLines;
import org.isochron.bio.fasta.DataStreams;
import org.isochron.core.io.FormatException;

/**
 * A VCF file, plain or gzip, line by line: each record as htsjdk reads it, beside its text, so that
 * what is written again is what was read.
 */
final class VcfLines implements Closeable {
  private static final int REFERENCE = 3;
  private static final int ALTERNATIVES = 4;

  private static final int REF = 3;
  private static final int ALT = 4;

  private final String name;
  private final DataLines lines;
  private final VCFCodec codec = new VCFCodec();
  private final List<String> header = new ArrayList<>();
  private VcfColumns columns;

  /**
   * A record.
   *
   * @param columns its text
   * @param context what it says
   * @param place {@code file:line}
   */
  record Line(String[] columns, VariantContext context, String place) {
    /** Returns the reference bases as they are written. */
    String reference() {
      return columns[REFERENCE];
    }

    /** Returns the alternatives as they are written. */
    String[] alternatives() {
      return columns[ALTERNATIVES].split(",", -1);
    }
  }

  private VcfLines(Path file) throws IOException {
    name = String.valueOf(file.getFileName());
    lines = new DataLines(DataStreams.open(file), name);
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws FormatException if it is no VCF file
   * @throws IOException if it cannot be read
   */
  static VcfLines open(Path file) throws IOException {
    VcfLines opened = new VcfLines(file);
    try {
      opened.readHeader();
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private void readHeader() throws IOException {
    if (!lines.next() || !lines.startsWith("##fileformat=VCFv4")) {
      throw new FormatException(
          lines.placeOf(1), "expected ##fileformat=VCFv4, found another line");
    }
    header.add(lines.text());
    while (lines.next() && lines.startsWith("##")) {
      header.add(lines.text());
    }
    if (!lines.startsWith("#CHROM\t")) {
      throw lines.problem("expected a header line #CHROM, found none after the lines ##");
    }
    header.add(lines.text());
    columns = new VcfColumns(lines);
    byte[] text = (String.join("\n", header) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      var reader = new SynchronousLineReader(new ByteArrayInputStream(text));
      codec.readActualHeader(new LineIteratorImpl(reader));
      codec.getHeader().getSequenceDictionary();
    } catch (RuntimeException e) {
      // A header line that breaks the format ends in whatever htsjdk stumbles over.
      throw new FormatException(name + ": header", "no VCF header: " + e.getMessage(), e);
    }
  }

  /** Returns the header's lines, the last of which names the columns. */
  List<String> header() {
    return List.copyOf(header);
  }

  /** Returns what the header says. */
  VCFHeader parsedHeader() {
    return codec.getHeader();
  }

  /** Returns the file's name. */
  String name() {
    return name;
  }

  /**
   * Returns the next record, or null at the end.
   *
   * @throws FormatException if a line is none
   */
  Line next() throws IOException {
    if (!lines.next()) {
      return null;
    }
    String place = lines.placeOf(lines.number());
    if (lines.startsWith("#")) {
      throw lines.problem("expected a record, found a line that starts with #");
    }
    String[] of = columns.of(lines);
    try {
      return new Line(of, codec.decode(lines.text()), place);
    } catch (TribbleException | IllegalArgumentException | IllegalStateException e) {
      // htsjdk has all three for records that break the format.
      throw new FormatException(place, "no VCF record: " + problem(of, e), e);
    }
  }

  /** Returns what is wrong with a record; alleles that are the same in words of our own. */
  private static String problem(String[] columns, RuntimeException thrown) {
    if (columns.length <= ALT) {
      return thrown.getMessage();
    }
    List<String> alleles = new ArrayList<>();
    alleles.add(columns[REF]);
    alleles.addAll(List.of(columns[ALT].split(",", -1)));
    boolean twice =
        alleles.stream().map(a -> a.toUpperCase(Locale.ROOT)).distinct().count() < alleles.size();
    return twice
        ? "an allele stands twice in REF " + columns[REF] + " and ALT " + columns[ALT]
        : thrown.getMessage();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
