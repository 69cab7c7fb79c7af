package org.isochron.bio.variants;

import htsjdk.samtools.util.Interval;
import htsjdk.samtools.util.OverlapDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.isochron.bio.annotation.AnnotationOptions;
import org.isochron.bio.annotation.FlatFileOptions.Unsupported;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.GenomeAnnotation;
import org.isochron.bio.annotation.SequenceNames;
import org.isochron.bio.annotation.SkippedFeature;
import org.isochron.bio.annotation.Strand;
import org.isochron.core.io.FormatException;

/** What a variant is scored for: the genes that it is in, or, without genes, both strands. */
public final class VariantGenes {
  private static final List<Target> BOTH_STRANDS =
      List.of(target(Strand.PLUS), target(Strand.MINUS));

  private final OverlapDetector<Gene> genes;
  private final int size;
  private final List<SkippedFeature> skipped;

  private VariantGenes(OverlapDetector<Gene> genes, int size, List<SkippedFeature> skipped) {
    this.genes = genes;
    this.size = size;
    this.skipped = List.copyOf(skipped);
  }

  /**
   * One set of scores of a variant.
   *
   * @param symbol the gene's id, or {@code +} or {@code -}
   * @param strand that is read
   * @param known its annotated sites
   */
  public record Target(String symbol, Strand strand, KnownSites known) {}

  private static Target target(Strand strand) {
    return new Target(String.valueOf(strand.symbol()), strand, KnownSites.NONE);
  }

  /** Returns: no genes, every variant is scored on both strands. */
  public static VariantGenes bothStrands() {
    return new VariantGenes(null, 0, List.of());
  }

  /** Returns genes, whose sequence ids are the names of the sequences. */
  public static VariantGenes of(List<Gene> genes) {
    return of(genes, List.of());
  }

  private static VariantGenes of(List<Gene> genes, List<SkippedFeature> skipped) {
    OverlapDetector<Gene> detector = new OverlapDetector<>(0, 0);
    for (Gene gene : genes) {
      detector.addLhs(
          gene, new Interval(gene.sequenceId(), gene.span().start() + 1, gene.span().end()));
    }
    return new VariantGenes(detector, genes.size(), skipped);
  }

  /**
   * Reads the genes of a GFF3 or GTF file.
   *
   * @param options which rows count; unless they refuse it, genes that are on none of the sequences
   *     or beyond the end of theirs are left out and listed
   * @param sequences that variants are on
   * @param names from the annotation's to those of the sequences
   * @throws FormatException if the file breaks the format, or a gene may not be left out
   * @throws IOException if it cannot be read
   */
  public static VariantGenes read(
      Path annotation, AnnotationOptions options, ReferenceSequences sequences, SequenceNames names)
      throws IOException {
    GenomeAnnotation read = GenomeAnnotation.read(annotation, options);
    String file = String.valueOf(annotation.getFileName());
    List<Gene> genes = new ArrayList<>();
    List<SkippedFeature> skipped = new ArrayList<>(read.skipped());
    for (Gene gene : read.genes()) {
      try {
        genes.add(placed(gene, sequences, names));
      } catch (IllegalArgumentException e) {
        if (options.unsupported() == Unsupported.REFUSE) {
          throw new FormatException(file, "gene '" + gene.id() + "': " + e.getMessage(), e);
        }
        String location = (gene.span().start() + 1) + "-" + gene.span().end();
        skipped.add(new SkippedFeature(gene.id(), file, location, e.getMessage()));
      }
    }
    return of(genes, skipped);
  }

  private static Gene placed(Gene gene, ReferenceSequences sequences, SequenceNames names) {
    Gene placed = gene.on(names.resolve(gene.sequenceId()));
    int length = sequences.length(placed.sequenceId());
    if (placed.span().end() > length) {
      throw new IllegalArgumentException(
          "beyond the " + length + " bases of " + placed.sequenceId());
    }
    return placed;
  }

  /** Returns the number of genes. */
  public int size() {
    return size;
  }

  /** Returns what of the annotation was left out. */
  public List<SkippedFeature> skipped() {
    return skipped;
  }

  /** Returns what a variant is scored for: genes by position, then by id. */
  public List<Target> at(Variant variant) {
    if (genes == null) {
      return BOTH_STRANDS;
    }
    Set<Gene> found =
        genes.getOverlaps(
            new Interval(variant.sequenceId(), variant.position0() + 1, variant.end()));
    return found.stream()
        .sorted(Comparator.comparingInt((Gene g) -> g.span().start()).thenComparing(Gene::id))
        .map(gene -> new Target(gene.id(), gene.strand(), KnownSites.of(gene)))
        .toList();
  }
}
