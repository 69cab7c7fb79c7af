package org.isochron.bio.explain;

import java.io.IOException;
import java.util.Arrays;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.fasta.Iupac;
import org.isochron.bio.splice.SpliceSite;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.bio.splice.SpliceTagger.SiteProbabilities;
import org.isochron.bio.variants.ReferenceSequences;
import org.isochron.core.recurrence.Workers;

/**
 * A region of one strand, and the bases around it that a model reads.
 *
 * @param sequenceId the sequence
 * @param region that is explained, on the forward strand
 * @param strand that is read
 * @param window the region with its context
 * @param bases of the window in sense direction; shared, not copied
 */
public record SenseRegion(
    String sequenceId, Interval region, Strand strand, Interval window, byte[] bases) {
  /** The most bases of a region: the work grows with the square of it. */
  public static final int MOST_BASES = 5000;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the region is longer than {@value #MOST_BASES} bases, not
   *     in the window, or the bases are not those of the window
   */
  public SenseRegion {
    if (region.length() > MOST_BASES) {
      throw new IllegalArgumentException(
          "region: expected at most " + MOST_BASES + " bases, found " + region.length());
    }
    if (!window.contains(region) || window.length() != bases.length) {
      throw new IllegalArgumentException(
          "window: expected the region "
              + region
              + " and "
              + bases.length
              + " bases, found "
              + window);
    }
  }

  /**
   * Reads a region and up to {@code context} bases on either side of it.
   *
   * @throws IllegalArgumentException if there is no such sequence, it ends before the region, or
   *     the region is too long
   * @throws IOException if it cannot be read
   */
  public static SenseRegion read(
      ReferenceSequences sequences, String id, Interval region, Strand strand, int context)
      throws IOException {
    int length = sequences.length(id);
    if (region.end() > length) {
      throw new IllegalArgumentException(
          "region: expected to end within the "
              + length
              + " bases of "
              + id
              + ", found "
              + region.end());
    }
    int start = Math.max(0, region.start() - context);
    int end = (int) Math.min(length, (long) region.end() + context);
    byte[] forward = sequences.bases(id, start, end);
    byte[] sense = strand == Strand.PLUS ? forward : Iupac.reverseComplement(forward);
    return new SenseRegion(id, region, strand, new Interval(start, end), sense);
  }

  /** Returns the index in {@link #bases} of a position of the forward strand. */
  public int senseIndex(int position0) {
    return strand == Strand.PLUS ? position0 - window.start() : window.end() - 1 - position0;
  }

  /** Returns the forward strand's letter at a position, upper case. */
  public char forwardLetter(int position0) {
    byte sense = bases[senseIndex(position0)];
    return (char) Character.toUpperCase(strand == Strand.PLUS ? sense : Iupac.complement(sense));
  }

  /**
   * Returns the site of the region with the largest probability, the first of equals in sense
   * direction, a donor before an acceptor.
   */
  public SpliceSite strongest(SpliceTagger tagger, Workers workers) {
    SiteProbabilities p = tagger.probabilities(bases, workers);
    SpliceSite best = null;
    int[] senseOrder = new int[region.length()];
    Arrays.setAll(
        senseOrder, i -> strand == Strand.PLUS ? region.start() + i : region.end() - 1 - i);
    for (int position : senseOrder) {
      for (SpliceSite.Kind kind : SpliceSite.Kind.values()) {
        SpliceSite site = site(p, position, kind);
        best = best == null || site.probability() > best.probability() ? site : best;
      }
    }
    return best;
  }

  /**
   * Returns a site of the region with its probability.
   *
   * @param position0 on the forward strand
   * @throws IllegalArgumentException if it is not in the region
   */
  public SpliceSite site(
      SpliceTagger tagger, int position0, SpliceSite.Kind kind, Workers workers) {
    if (!region.contains(position0)) {
      throw new IllegalArgumentException(
          "site: expected it in the region " + region + ", found " + position0);
    }
    return site(tagger.probabilities(bases, workers), position0, kind);
  }

  private SpliceSite site(SiteProbabilities p, int position0, SpliceSite.Kind kind) {
    return new SpliceSite(
        sequenceId, position0, strand, kind, probability(p, senseIndex(position0), kind));
  }

  static float probability(SiteProbabilities p, int index, SpliceSite.Kind kind) {
    return kind == SpliceSite.Kind.DONOR ? p.donor()[index] : p.acceptor()[index];
  }
}
