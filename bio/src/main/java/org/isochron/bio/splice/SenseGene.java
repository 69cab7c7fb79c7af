package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.fasta.Iupac;

/**
 * A gene in a window of its sequence, read in the gene's own direction, with labels.
 *
 * @param gene as annotated, in positions of the forward sequence
 * @param group genes of one group stay on one side of a split
 * @param locus where the window lies on its chromosome, and of which species
 * @param window of the forward sequence, 0-based half-open
 * @param bases of the window, reverse-complemented for a minus gene; shared, not copied
 * @param labels of {@code bases}: this gene's and those of other genes of the same strand in the
 *     window
 * @param surroundings what else is known of the window
 */
public record SenseGene(
    Gene gene,
    String group,
    Locus locus,
    Interval window,
    byte[] bases,
    SpliceLabels labels,
    Surroundings surroundings) {
  /**
   * Checks that the parts fit.
   *
   * @throws IllegalArgumentException if the group is empty or holds a tab, the lengths differ, or
   *     the gene is not inside the window
   */
  public SenseGene {
    if (group.isEmpty() || group.indexOf('\t') >= 0) {
      throw new IllegalArgumentException("group: expected a name, found '" + group + "'");
    }
    if (bases.length != window.length() || labels.length() != window.length()) {
      throw new IllegalArgumentException(
          "gene "
              + gene.id()
              + ": expected "
              + window.length()
              + " bases and labels, found "
              + bases.length
              + " and "
              + labels.length());
    }
    if (gene.span().start() < window.start() || gene.span().end() > window.end()) {
      throw new IllegalArgumentException(
          "gene " + gene.id() + ": expected inside " + window + ", found " + gene.span());
    }
  }

  /** Makes a gene with nothing around it. */
  public SenseGene(
      Gene gene, String group, Locus locus, Interval window, byte[] bases, SpliceLabels labels) {
    this(gene, group, locus, window, bases, labels, Surroundings.none());
  }

  /**
   * Cuts a gene out of its sequence, as a group of its own.
   *
   * @param species whose gene it is; empty where none was named
   * @param sequence the whole forward sequence with all its genes
   * @param gene one of them
   * @param flank bases kept on either side of the gene, cut at the sequence's ends
   * @param rule what is labelled where transcripts disagree
   */
  static SenseGene of(
      String species, AnnotatedSequence sequence, Gene gene, int flank, IsoformRule rule) {
    int start = (int) Math.max(0L, (long) gene.span().start() - flank);
    int end = (int) Math.min(sequence.length(), (long) gene.span().end() + flank);
    Interval window = new Interval(start, end);
    boolean minus = gene.strand() == Strand.MINUS;
    List<Gene> sense = new ArrayList<>();
    sense.add(minus ? gene.mirrored(sequence.length()) : gene);
    for (Gene other : sequence.genes()) {
      boolean labelled = other.strand() == gene.strand() && other.span().overlaps(window);
      if (labelled && !other.id().equals(gene.id())) {
        sense.add(minus ? other.mirrored(sequence.length()) : other);
      }
    }
    Interval senseWindow = minus ? window.mirrored(sequence.length()) : window;
    SpliceLabels labels = SpliceLabels.ofWindow(senseWindow, sense, rule);
    byte[] forward = Arrays.copyOfRange(sequence.bases(), start, end);
    byte[] bases = minus ? Iupac.reverseComplement(forward) : forward;
    Locus locus = Locus.of(species, sequence, window);
    Surroundings around = Surroundings.of(sequence, gene.strand(), window);
    return new SenseGene(gene, qualified(species, gene), locus, window, bases, labels, around);
  }

  private static String qualified(String species, Gene gene) {
    return species.isEmpty() ? gene.id() : species + ":" + gene.id();
  }

  /** Returns this gene in another group. */
  SenseGene withGroup(String other) {
    return new SenseGene(gene, other, locus, window, bases, labels, surroundings);
  }

  /** Returns the gene's id. */
  public String geneId() {
    return gene.id();
  }

  /** Returns the gene's id, after the species where one was named: unique in a set of genes. */
  public String qualifiedId() {
    return qualified(species(), gene);
  }

  /** Returns the name of the species; empty where none was named. */
  public String species() {
    return locus.species();
  }

  /** Returns the id of the sequence that holds the gene. */
  public String sequenceId() {
    return gene.sequenceId();
  }

  /** Returns the same after the species where one was named: unique in a set of genes. */
  String qualifiedSequence() {
    return species().isEmpty() ? sequenceId() : species() + ":" + sequenceId();
  }

  /** Returns the strand that the gene reads. */
  public Strand strand() {
    return gene.strand();
  }

  /** Returns the number of bases of the window. */
  public int length() {
    return bases.length;
  }

  /**
   * Returns where a base of the window lies on the forward sequence: start + i on the plus strand,
   * end − 1 − i on the minus strand.
   *
   * @param sensePosition 0-based in {@link #bases}
   * @throws IndexOutOfBoundsException if it is outside the window
   */
  public int forwardPosition(int sensePosition) {
    Objects.checkIndex(sensePosition, bases.length);
    return strand() == Strand.PLUS
        ? window.start() + sensePosition
        : window.end() - 1 - sensePosition;
  }

  /**
   * Returns where a base of the forward sequence lies in the window; inverse of {@link
   * #forwardPosition}.
   *
   * @param forwardPosition 0-based in the forward sequence
   * @throws IndexOutOfBoundsException if it is outside the window
   */
  public int sensePosition(int forwardPosition) {
    int position =
        strand() == Strand.PLUS
            ? forwardPosition - window.start()
            : window.end() - 1 - forwardPosition;
    return Objects.checkIndex(position, bases.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SenseGene that
        && gene.equals(that.gene)
        && group.equals(that.group)
        && locus.equals(that.locus)
        && window.equals(that.window)
        && Arrays.equals(bases, that.bases)
        && labels.equals(that.labels)
        && surroundings.equals(that.surroundings);
  }

  @Override
  public int hashCode() {
    return Objects.hash(gene, group, locus, window, Arrays.hashCode(bases), labels, surroundings);
  }

  @Override
  public String toString() {
    return "SenseGene["
        + qualifiedId()
        + ", group "
        + group
        + ", "
        + strand()
        + ", "
        + length()
        + " bases]";
  }
}
