package org.isochron.bio.variants;

import java.util.stream.Stream;

/**
 * How much a variant changes the probabilities of sites near it, on one strand: the largest gain
 * and the largest loss of an acceptor and of a donor.
 *
 * @param acceptorGain of P(acceptor | alternative) − P(acceptor | reference)
 * @param acceptorLoss of P(acceptor | reference) − P(acceptor | alternative)
 * @param donorGain the same of donors
 * @param donorLoss the same of donors
 */
public record DeltaScores(
    Delta acceptorGain, Delta acceptorLoss, Delta donorGain, Delta donorLoss) {
  /**
   * One change.
   *
   * @param score in [0, 1]; 0 where no base changes that way
   * @param position of the site, relative to the variant's first reference base in coordinates of
   *     the forward strand, for either strand; 0 where the score is 0
   */
  public record Delta(double score, int position) {
    /** No change. */
    public static final Delta NONE = new Delta(0, 0);

    /**
     * Checks the score.
     *
     * @throws IllegalArgumentException if it is not in [0, 1]
     */
    public Delta {
      if (!(score >= 0 && score <= 1)) {
        throw new IllegalArgumentException("score: expected 0 to 1, found " + score);
      }
    }
  }

  /** Returns the largest of the four scores. */
  public double largest() {
    return Stream.of(acceptorGain, acceptorLoss, donorGain, donorLoss)
        .mapToDouble(Delta::score)
        .max()
        .orElseThrow();
  }
}
