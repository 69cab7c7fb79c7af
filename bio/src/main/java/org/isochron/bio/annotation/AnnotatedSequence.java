package org.isochron.bio.annotation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A sequence with its genes.
 *
 * @param id the sequence's name
 * @param bases nucleotide letters, case kept; the array is shared, not copied, and must not be
 *     changed
 * @param genes on this sequence, in the file's order; possibly none
 * @param placement where it lies on a chromosome
 * @param junctions introns that RNA-seq reads span, on this sequence; possibly none
 */
public record AnnotatedSequence(
    String id,
    byte[] bases,
    List<Gene> genes,
    Placement placement,
    List<SpliceJunction> junctions) {
  /**
   * Checks that the genes fit the sequence.
   *
   * @throws IllegalArgumentException if a gene names another sequence, reaches beyond this one, or
   *     two have the same id
   */
  public AnnotatedSequence {
    genes = List.copyOf(genes);
    junctions = List.copyOf(junctions);
    Objects.requireNonNull(placement, "placement");
    Set<String> ids = new HashSet<>();
    for (Gene gene : genes) {
      if (!gene.sequenceId().equals(id)) {
        throw new IllegalArgumentException(
            "gene " + gene.id() + ": expected on " + id + ", found on " + gene.sequenceId());
      }
      if (gene.span().end() > bases.length) {
        throw new IllegalArgumentException(
            "gene "
                + gene.id()
                + ": expected within "
                + bases.length
                + " bases, found "
                + gene.span());
      }
      if (!ids.add(gene.id())) {
        throw new IllegalArgumentException("sequence " + id + ": duplicate gene id " + gene.id());
      }
    }
  }

  /** Makes a sequence that lies where its name says: {@link Placement#ofName}. */
  public AnnotatedSequence(String id, byte[] bases, List<Gene> genes) {
    this(id, bases, genes, Placement.ofName(id));
  }

  /** Makes a sequence without junctions. */
  public AnnotatedSequence(String id, byte[] bases, List<Gene> genes, Placement placement) {
    this(id, bases, genes, placement, List.of());
  }

  /** Returns this sequence with other genes. */
  public AnnotatedSequence withGenes(List<Gene> others) {
    return new AnnotatedSequence(id, bases, others, placement, junctions);
  }

  /** Returns the number of bases. */
  public int length() {
    return bases.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AnnotatedSequence that
        && id.equals(that.id)
        && Arrays.equals(bases, that.bases)
        && genes.equals(that.genes)
        && placement.equals(that.placement)
        && junctions.equals(that.junctions);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, Arrays.hashCode(bases), genes, placement, junctions);
  }

  @Override
  public String toString() {
    return "AnnotatedSequence[" + id + ", " + bases.length + " bases, " + genes.size() + " genes]";
  }
}
