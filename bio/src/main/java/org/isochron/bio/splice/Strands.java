package org.isochron.bio.splice;

/** How the two strands of a sequence are read where nobody says on which of them genes lie. */
public enum Strands {
  /** Under one grammar, in which no base lies in genes of both: the two compete. */
  TOGETHER,
  /** Each as if it were alone: genes may lie on both, and one's sites are seen in its shadow. */
  APART
}
