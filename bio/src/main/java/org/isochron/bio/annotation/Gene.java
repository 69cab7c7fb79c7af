package org.isochron.bio.annotation;

import java.util.ArrayList;
import java.util.List;

/**
 * One transcript of a gene on a sequence: its exons, or the coding part of them.
 *
 * <p>Exons that touch, or have a gap of fewer than {@value #MIN_INTRON} bases between them, are
 * kept as given and mean no intron (GenBank writes a programmed frameshift so).
 *
 * @param id unique in its file
 * @param sequenceId the sequence that the positions refer to
 * @param strand the strand that the gene reads
 * @param exons in ascending order of position on the plus strand, for either strand; not
 *     overlapping
 * @param codonStart 1, 2 or 3: the first base of the first whole codon, counted from the gene's 5'
 *     end, as in GenBank's {@code /codon_start}
 */
public record Gene(
    String id, String sequenceId, Strand strand, List<Interval> exons, int codonStart) {
  /**
   * The least length of an intron: the shortest known ones have 15 bases (Stentor coeruleus,
   * Slabodnick et al. 2017, doi 10.1016/j.cub.2016.12.057); a margin below.
   */
  public static final int MIN_INTRON = 10;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if an id is empty or holds a control character, there is no
   *     exon, exons overlap or are out of order, or {@code codonStart} is not 1, 2 or 3
   */
  public Gene {
    exons = List.copyOf(exons);
    if (id.isEmpty() || sequenceId.isEmpty()) {
      throw new IllegalArgumentException(
          "gene: expected two ids, found '" + id + "' on '" + sequenceId + "'");
    }
    if (id.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException("gene " + id + ": control character in its id");
    }
    if (strand == null || exons.isEmpty()) {
      throw new IllegalArgumentException("gene " + id + ": expected a strand and an exon");
    }
    if (codonStart < 1 || codonStart > 3) {
      throw new IllegalArgumentException(
          "gene " + id + ": codonStart: expected 1 to 3, found " + codonStart);
    }
    for (int i = 1; i < exons.size(); i++) {
      if (exons.get(i).start() < exons.get(i - 1).end()) {
        throw new IllegalArgumentException(
            "gene " + id + ": expected ascending exons that do not overlap, found " + exons);
      }
    }
  }

  /** Makes a gene that starts with a whole codon. */
  public Gene(String id, String sequenceId, Strand strand, List<Interval> exons) {
    this(id, sequenceId, strand, exons, 1);
  }

  /** Returns the gaps of at least {@value #MIN_INTRON} bases between exons, in ascending order. */
  public List<Interval> introns() {
    return gaps().stream().filter(gap -> gap.length() >= MIN_INTRON).toList();
  }

  /** Returns the gaps that are too short for an intron, in ascending order. */
  public List<Interval> shortGaps() {
    return gaps().stream().filter(gap -> gap.length() < MIN_INTRON).toList();
  }

  private List<Interval> gaps() {
    List<Interval> gaps = new ArrayList<>();
    for (int i = 1; i < exons.size(); i++) {
      int start = exons.get(i - 1).end();
      int end = exons.get(i).start();
      if (start < end) {
        gaps.add(new Interval(start, end));
      }
    }
    return gaps;
  }

  /** Returns the positions from the first exon's start to the last exon's end. */
  public Interval span() {
    return new Interval(exons.get(0).start(), exons.get(exons.size() - 1).end());
  }

  /** Returns the number of exon bases. */
  public int exonBases() {
    return exons.stream().mapToInt(Interval::length).sum();
  }

  /**
   * Returns the gene as seen on the reverse complement of its sequence: opposite strand, mirrored
   * exons.
   *
   * @param length of the sequence
   * @throws IllegalArgumentException if an exon reaches beyond it
   */
  public Gene mirrored(int length) {
    List<Interval> mirrored = new ArrayList<>();
    for (int i = exons.size() - 1; i >= 0; i--) {
      mirrored.add(exons.get(i).mirrored(length));
    }
    return new Gene(id, sequenceId, strand.opposite(), mirrored, codonStart);
  }
}
