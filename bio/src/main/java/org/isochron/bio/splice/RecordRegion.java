package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;

/**
 * A stretch of a sequence that is scored on both strands: the whole of it, or some genes with their
 * flanks.
 *
 * @param species whose it is; empty where none was named
 * @param bases along the plus strand
 * @param plus sites of the plus strand, as {@link SpliceLabels#sites}
 * @param minus those of the minus strand, at the same positions
 * @param genes that are measured here, by position
 * @param start where it begins in the sequence
 * @param whole whether it is a whole sequence
 */
record RecordRegion(
    String species,
    byte[] bases,
    byte[] plus,
    byte[] minus,
    List<SenseGene> genes,
    int start,
    boolean whole) {
  /**
   * Labels a stretch with the sites of all its genes. Other genes' spans are masked on both
   * strands: the tagger may have seen them.
   *
   * @param measured the genes that are measured there
   */
  static RecordRegion of(
      String species,
      AnnotatedSequence sequence,
      Interval window,
      List<SenseGene> measured,
      IsoformRule rule) {
    byte[] plus = sites(sequence, window, Strand.PLUS, rule);
    byte[] minus = sites(sequence, window, Strand.MINUS, rule);
    List<String> ids = measured.stream().map(SenseGene::geneId).toList();
    for (Gene gene : sequence.genes()) {
      if (!ids.contains(gene.id())) {
        int from = Math.max(window.start(), gene.span().start()) - window.start();
        int to = Math.min(window.end(), gene.span().end()) - window.start();
        if (from < to) {
          Arrays.fill(plus, from, to, SpliceLabels.MASKED);
          Arrays.fill(minus, from, to, SpliceLabels.MASKED);
        }
      }
    }
    return new RecordRegion(
        species,
        Arrays.copyOfRange(sequence.bases(), window.start(), window.end()),
        plus,
        minus,
        List.copyOf(measured),
        window.start(),
        window.length() == sequence.length());
  }

  private static byte[] sites(
      AnnotatedSequence sequence, Interval window, Strand strand, IsoformRule rule) {
    boolean minus = strand == Strand.MINUS;
    List<Gene> sense = new ArrayList<>();
    for (Gene gene : sequence.genes()) {
      if (gene.strand() == strand && gene.span().overlaps(window)) {
        sense.add(minus ? gene.mirrored(sequence.length()) : gene);
      }
    }
    Interval read = minus ? window.mirrored(sequence.length()) : window;
    byte[] sites = SpliceLabels.ofWindow(read, sense, rule).sites();
    return minus ? reversed(sites) : sites;
  }

  private static byte[] reversed(byte[] sites) {
    byte[] turned = new byte[sites.length];
    for (int i = 0; i < sites.length; i++) {
      turned[i] = sites[sites.length - 1 - i];
    }
    return turned;
  }

  int length() {
    return bases.length;
  }

  /** Returns the group of the measured gene that is nearest to a position, of equals the first. */
  String group(int position) {
    SenseGene nearest = genes.get(0);
    for (SenseGene gene : genes) {
      nearest = distance(gene, position) < distance(nearest, position) ? gene : nearest;
    }
    return nearest.group();
  }

  private int distance(SenseGene gene, int position) {
    Interval span = gene.gene().span();
    int at = start + position;
    return Math.max(0, Math.max(span.start() - at, at - (span.end() - 1)));
  }
}
