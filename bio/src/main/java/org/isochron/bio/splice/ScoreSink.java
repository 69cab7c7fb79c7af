package org.isochron.bio.splice;

import org.isochron.bio.annotation.Strand;

/** Takes the site probabilities of a sequence's strands, stretch by stretch. */
@FunctionalInterface
public interface ScoreSink {
  /** Takes nothing. */
  ScoreSink NONE = (strand, start0, donor, acceptor) -> {};

  /**
   * Takes a stretch. Those of a strand adjoin, in ascending or in descending order, and cover the
   * sequence once.
   *
   * @param strand that was read
   * @param start0 where the stretch begins, 0-based on the forward strand, for either strand
   * @param donor probability of a donor of that strand at each base, in forward order
   * @param acceptor probability of an acceptor, as many
   */
  void take(Strand strand, int start0, float[] donor, float[] acceptor);
}
