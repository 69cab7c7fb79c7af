package org.isochron.bio.splice;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.annotation.Transcript;

/**
 * Per-base labels of a sequence that is read in the sense direction of its genes, all transcripts
 * united, or masked where they disagree: {@link IsoformRule}.
 *
 * <p>A {@link #DONOR} is the last base of an exon that an intron follows, an {@link #ACCEPTOR} the
 * first base of an exon that an intron precedes, in any transcript. Of a base that is both, the
 * acceptor counts.
 *
 * @param sites [T], one of NONE, DONOR, ACCEPTOR, MASKED; shared, not copied
 * @param states [T], which states of {@link GeneGrammar} the transcripts have there, as bits;
 *     shared, not copied
 * @param conflicts positions that are a donor of one exon and an acceptor of another or of the
 *     same, and not masked
 */
public record SpliceLabels(byte[] sites, int[] states, int conflicts) {
  /** No splice site. */
  public static final byte NONE = 0;

  /** The last base of an exon before an intron. */
  public static final byte DONOR = 1;

  /** The first base of an exon after an intron. */
  public static final byte ACCEPTOR = 2;

  /** Transcripts disagree, and the position is left out. */
  public static final byte MASKED = 3;

  /**
   * Checks the lengths.
   *
   * @throws IllegalArgumentException if the tracks differ in length
   */
  public SpliceLabels {
    if (sites.length != states.length) {
      throw new IllegalArgumentException(
          "labels: expected tracks of one length, found " + sites.length + " and " + states.length);
    }
  }

  /** Makes the labels of bases in these states. */
  static SpliceLabels of(int[] states, IsoformRule rule) {
    byte[] sites = new byte[states.length];
    for (int i = 0; i < states.length; i++) {
      boolean donor = GeneGrammar.hasDonor(states[i]);
      boolean acceptor = GeneGrammar.hasAcceptor(states[i]);
      sites[i] = acceptor ? ACCEPTOR : donor ? DONOR : NONE;
      if (rule == IsoformRule.MASK && GeneGrammar.isDisputed(states[i])) {
        sites[i] = MASKED;
      }
    }
    return of(sites, states);
  }

  /** Counts the conflicts. */
  static SpliceLabels of(byte[] sites, int[] states) {
    int conflicts = 0;
    for (int i = 0; i < states.length; i++) {
      boolean both = GeneGrammar.hasDonor(states[i]) && GeneGrammar.hasAcceptor(states[i]);
      conflicts += both && sites[i] != MASKED ? 1 : 0;
    }
    return new SpliceLabels(sites, states, conflicts);
  }

  /**
   * Labels a sequence, transcripts united.
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
    return ofWindow(new Interval(0, length), genes, IsoformRule.UNITE);
  }

  /** Labels a window of a sequence; genes may reach beyond it, and what is outside is left out. */
  static SpliceLabels ofWindow(Interval window, List<Gene> plusGenes, IsoformRule rule) {
    Marks marks = new Marks(window.start(), new int[window.length()]);
    for (Gene gene : plusGenes) {
      gene.transcripts().forEach(marks::mark);
    }
    for (int i = 0; i < marks.states.length; i++) {
      marks.states[i] = marks.states[i] == 0 ? 1 << GeneGrammar.OUTSIDE : marks.states[i];
    }
    return of(marks.states, rule);
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
        && Arrays.equals(states, that.states);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(sites), Arrays.hashCode(states), conflicts);
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

  /** The states of a window while they are filled; positions are those of the whole sequence. */
  private record Marks(int start, int[] states) {
    void mark(Transcript transcript) {
      int frame = Math.floorMod(1 - transcript.codonStart(), 3);
      int before = GeneGrammar.UNTRANSLATED;
      List<Interval> pieces = transcript.pieces();
      for (int p = 0; p < pieces.size(); p++) {
        Interval piece = pieces.get(p);
        boolean coding = transcript.coding().contains(piece);
        boolean intronBefore = p > 0 && isIntron(pieces.get(p - 1), piece);
        boolean intronAfter = p + 1 < pieces.size() && isIntron(piece, pieces.get(p + 1));
        for (int i = piece.start(); i < piece.end(); i++) {
          before = coding ? frame : GeneGrammar.UNTRANSLATED;
          frame = coding ? GeneGrammar.nextFrame(frame) : frame;
          boolean acceptor = intronBefore && i == piece.start();
          boolean donor = intronAfter && i == piece.end() - 1;
          if (acceptor) {
            add(i, GeneGrammar.ACCEPTOR + before);
          }
          if (donor) {
            add(i, GeneGrammar.DONOR + before);
          }
          if (!acceptor && !donor) {
            add(i, GeneGrammar.EXON + before);
          }
        }
        for (int i = piece.end(); intronAfter && i < pieces.get(p + 1).start(); i++) {
          add(i, GeneGrammar.INTRON + GeneGrammar.nextFrame(before));
        }
      }
    }

    private static boolean isIntron(Interval left, Interval right) {
      return right.start() - left.end() >= Transcript.MIN_INTRON;
    }

    private void add(int position, int state) {
      int i = position - start;
      if (i >= 0 && i < states.length) {
        states[i] |= 1 << state;
      }
    }
  }
}
