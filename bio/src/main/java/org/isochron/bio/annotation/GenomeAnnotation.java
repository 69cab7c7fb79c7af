package org.isochron.bio.annotation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isochron.core.io.FormatException;

/**
 * The genes of a GFF3 or GTF file.
 *
 * <p>A gene is what a transcript names as its parent ({@code gene_id} in GTF), else the transcript
 * itself. A feature of type {@code gene} with exons or coding parts of its own is also a
 * transcript. Without exon rows, the exons are the coding and untranslated parts together. In GTF
 * the stop codon follows the CDS rows; it is part of {@link Transcript#coding()}, as in GFF3 and
 * GenBank. Features of other types are passed over. Rows may come in any order.
 */
public final class GenomeAnnotation {
  private final List<Located> located;
  private final List<SkippedFeature> skipped;
  private final List<SpliceJunction> junctions;

  /**
   * A gene and where its file has it.
   *
   * @param place {@code file:line} of a row of its first transcript
   */
  record Located(Gene gene, String place) {}

  private GenomeAnnotation(
      List<Located> located, List<SkippedFeature> skipped, List<SpliceJunction> junctions) {
    this.located = List.copyOf(located);
    this.skipped = List.copyOf(skipped);
    this.junctions = SpliceJunction.united(junctions);
  }

  /**
   * Reads a file, plain or gzip.
   *
   * @throws FormatException if the file breaks the format, or holds, unless options say to leave
   *     them out: a transcript without exons, with overlapping exons, on two strands or sequences,
   *     of several genes, or beyond its {@code ##sequence-region}; a coding part whose phases do
   *     not follow from each other or that is not made of exons; a parent that the file lacks; or a
   *     junction has no count
   * @throws IOException if it cannot be read
   */
  public static GenomeAnnotation read(Path file, AnnotationOptions options) throws IOException {
    try (AnnotationReader reader = AnnotationReader.open(file)) {
      return read(reader, options);
    }
  }

  /**
   * Reads a stream, plain or gzip, and closes it.
   *
   * @param name what messages call it; its ending may tell the dialect
   * @throws FormatException as {@link #read(Path, AnnotationOptions)}
   * @throws IOException if it cannot be read
   */
  public static GenomeAnnotation read(InputStream in, String name, AnnotationOptions options)
      throws IOException {
    try (AnnotationReader reader = AnnotationReader.open(in, name)) {
      return read(reader, options);
    }
  }

  private static GenomeAnnotation read(AnnotationReader reader, AnnotationOptions options)
      throws IOException {
    Leftovers leftovers = new Leftovers(options.unsupported());
    FeatureCollector collector = null;
    List<Pending> pending = new ArrayList<>();
    List<SpliceJunction> junctions = new ArrayList<>();
    for (AnnotationFeature f = reader.next(); f != null; f = reader.next()) {
      if (options.isJunction(f)) {
        junctions.add(SpliceJunction.of(f));
      }
      if (options.counts(f.source())) {
        pending.add(new Pending(f, reader.segment()));
      }
      // Rows without attributes may come before the first one that tells the dialect.
      if (collector == null && reader.dialectIsKnown()) {
        collector = collector(reader.dialect(), options, leftovers);
      }
      if (collector != null) {
        take(pending, collector);
      }
    }
    if (collector == null) {
      collector = collector(reader.dialect(), options, leftovers);
      take(pending, collector);
    }
    List<Located> genes = collector.finish(Map.copyOf(reader.regions())).genes();
    return new GenomeAnnotation(genes, leftovers.list(), junctions);
  }

  private record Pending(AnnotationFeature feature, long segment) {}

  private static void take(List<Pending> pending, FeatureCollector collector)
      throws FormatException {
    for (Pending p : pending) {
      collector.take(p.feature(), p.segment());
    }
    pending.clear();
  }

  private static FeatureCollector collector(
      AnnotationDialect dialect, AnnotationOptions options, Leftovers leftovers) {
    return dialect == AnnotationDialect.GTF
        ? new GtfFeatures(options, leftovers)
        : new Gff3Features(options, leftovers);
  }

  /** Returns the genes, in the order of their first transcripts. */
  public List<Gene> genes() {
    return located.stream().map(Located::gene).toList();
  }

  /** Returns the genes with their places. */
  List<Located> located() {
    return located;
  }

  /** Returns the junctions of the source that options name, each once. */
  public List<SpliceJunction> junctions() {
    return junctions;
  }

  /** Returns what was left out; always empty under REFUSE. */
  public List<SkippedFeature> skipped() {
    return skipped;
  }
}
