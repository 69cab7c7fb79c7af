package org.isochron.bio.splice;

/** What a position is labelled as where transcripts disagree. */
public enum IsoformRule {
  /** A site of any transcript is a site; where they disagree on the rest, all of them fit. */
  UNITE,

  /**
   * Nothing: positions that are in an exon, an intron, a donor or an acceptor of one transcript and
   * in another of these in another are not trained on, and not measured. Transcripts that end
   * before a position have no say, and reading frames do not count.
   */
  MASK
}
