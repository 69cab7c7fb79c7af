package org.isochron.bio.splice;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.annotation.Transcript;

/**
 * Per-base labels of a sequence that is read in the sense direction of its genes.
 *
 * <p>Sites: {@link #DONOR} on the last base of an exon that an intron follows, {@link #ACCEPTOR} on
 * the first base of an exon that an intron precedes. Regions: 0 outside; 1 to 3 in an exon, the
 * base being the first, second or third of its codon; 4 to 6 in an intron that falls before the
 * first, second or third base of a codon (intron phase 0, 1, 2). The reading frame of the coding
 * part goes on into untranslated exons; a transcript without a coding part is numbered from its
 * first base. Where genes or transcripts disagree the earlier in the list wins.
 *
 * @param sites [T], one of NONE, DONOR, ACCEPTOR; shared, not copied
 * @param regions [T], 0 to 6; shared, not copied
 * @param conflicts positions that are a donor of one exon and an acceptor of another or of the same
 */
public record SpliceLabels(byte[] sites, byte[] regions, int conflicts) {
  /** No splice site. */
  public static final byte NONE = 0;

  /** The last base of an exon before an intron. */
  public static final byte DONOR = 1;

  /** The first base of an exon after an intron. */
  public static final byte ACCEPTOR = 2;

  /** Outside a transcript. */
  public static final byte OUTSIDE = 0;

  /** The region of a codon's first base; the second and third follow. */
  public static final byte EXON = 1;

  /** The region of an intron between two codons; those after a first and a second base follow. */
  public static final byte INTRON = 4;

  /** The number of region classes. */
  public static final int REGION_CLASSES = 7;

  /**
   * Checks the lengths.
   *
   * @throws IllegalArgumentException if the tracks differ in length
   */
  public SpliceLabels {
    if (sites.length != regions.length) {
      throw new IllegalArgumentException(
          "labels: expected tracks of one length, found "
              + sites.length
              + " and "
              + regions.length);
    }
  }

  /**
   * Labels a sequence.
   *
   * @param length of the sequence, T
   * @param genes on its plus strand (mirror those of the minus strand first, with the sequence)
   * @throws IllegalArgumentException if a gene is on the minus strand or reaches beyond the
   *     sequence
   */
  public static SpliceLabels of(int length, List<Gene> genes) {
    for (Gene gene : genes) {
      if (gene.strand() != Strand.PLUS || gene.span().end() > length) {
        throw new IllegalArgumentException(
            "gene "
                + gene.id()
                + ": expected on PLUS and within "
                + length
                + " bases, found on "
                + gene.strand()
                + " at "
                + gene.span());
      }
    }
    return ofWindow(new Interval(0, length), genes);
  }

  /** Labels a window of a sequence; genes may reach beyond it, and sites outside are left out. */
  static SpliceLabels ofWindow(Interval window, List<Gene> plusGenes) {
    int length = window.length();
    Marks marks = new Marks(window.start(), new byte[length], new byte[length], new BitSet());
    for (Gene gene : plusGenes) {
      gene.transcripts().forEach(marks::markSites);
      gene.transcripts().forEach(marks::markRegions);
    }
    return new SpliceLabels(marks.sites, marks.regions, marks.conflicts.cardinality());
  }

  /** Returns the number of positions. */
  public int length() {
    return sites.length;
  }

  /** Returns the number of positions with a site label. */
  public int count(byte site) {
    int count = 0;
    for (byte found : sites) {
      count += found == site ? 1 : 0;
    }
    return count;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SpliceLabels that
        && conflicts == that.conflicts
        && Arrays.equals(sites, that.sites)
        && Arrays.equals(regions, that.regions);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(sites), Arrays.hashCode(regions), conflicts);
  }

  @Override
  public String toString() {
    return "SpliceLabels["
        + length()
        + " positions, "
        + count(DONOR)
        + " donors, "
        + count(ACCEPTOR)
        + " acceptors]";
  }

  /** The tracks of a window while they are filled; positions are those of the whole sequence. */
  private record Marks(int start, byte[] sites, byte[] regions, BitSet conflicts) {
    void markSites(Transcript transcript) {
      for (Interval intron : transcript.introns()) {
        mark(intron.start() - 1, DONOR);
        mark(intron.end(), ACCEPTOR);
      }
    }

    private void mark(int position, byte site) {
      int i = position - start;
      if (i < 0 || i >= sites.length) {
        return;
      }
      if (sites[i] == NONE) {
        sites[i] = site;
      } else if (sites[i] != site) {
        conflicts.set(i);
      }
    }

    void markRegions(Transcript transcript) {
      int phase = firstPhase(transcript);
      int end = transcript.span().start();
      for (Interval piece : transcript.pieces()) {
        boolean intron = piece.start() - end >= Transcript.MIN_INTRON;
        for (int i = end; intron && i < piece.start(); i++) {
          fill(i, INTRON + phase);
        }
        for (int i = piece.start(); i < piece.end(); i++) {
          fill(i, EXON + phase);
          phase = phase == 2 ? 0 : phase + 1;
        }
        end = piece.end();
      }
    }

    /** Returns the codon position, 0 to 2, of the first exon base, the frame read on from there. */
    private static int firstPhase(Transcript plus) {
      int before = 0;
      for (Interval piece : plus.coding().isEmpty() ? List.<Interval>of() : plus.pieces()) {
        before += piece.end() <= plus.coding().get(0).start() ? piece.length() : 0;
      }
      return Math.floorMod(4 - plus.codonStart() - before, 3);
    }

    private void fill(int position, int region) {
      int i = position - start;
      if (i >= 0 && i < regions.length && regions[i] == OUTSIDE) {
        regions[i] = (byte) region;
      }
    }
  }
}
