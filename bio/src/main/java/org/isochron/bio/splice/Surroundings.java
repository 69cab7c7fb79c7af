package org.isochron.bio.splice;

import java.util.List;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.SpliceJunction;
import org.isochron.bio.annotation.Strand;

/**
 * What is known of a gene's window beside the genes of its strand; positions of the forward
 * sequence.
 *
 * @param junctions introns that RNA-seq reads span, on the gene's strand or on none that is told,
 *     within the window
 * @param opposite spans of genes of the other strand that reach into the window
 */
public record Surroundings(List<SpliceJunction> junctions, List<Interval> opposite) {
  /** Copies the lists. */
  public Surroundings {
    junctions = List.copyOf(junctions);
    opposite = List.copyOf(opposite);
  }

  /** Nothing. */
  static Surroundings none() {
    return new Surroundings(List.of(), List.of());
  }

  /** Looks around a window. */
  static Surroundings of(AnnotatedSequence sequence, Strand strand, Interval window) {
    return new Surroundings(
        sequence.junctions().stream()
            .filter(j -> j.mayBeOf(strand) && window.contains(j.interval()))
            .toList(),
        sequence.genes().stream()
            .filter(gene -> gene.strand() != strand)
            .map(Gene::span)
            .filter(window::overlaps)
            .toList());
  }
}
