package org.isochron.bio.variants;

import java.util.HashSet;
import java.util.Set;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;

/**
 * The annotated sites of a gene, in all its transcripts, at positions of the forward strand.
 *
 * @param donors0 last bases of exons before an intron, 0-based
 * @param acceptors0 first bases of exons after one
 */
public record KnownSites(Set<Integer> donors0, Set<Integer> acceptors0) {
  /** No annotated site. */
  public static final KnownSites NONE = new KnownSites(Set.of(), Set.of());

  /** Copies the sets. */
  public KnownSites {
    donors0 = Set.copyOf(donors0);
    acceptors0 = Set.copyOf(acceptors0);
  }

  /** Returns the sites of a gene. */
  public static KnownSites of(Gene gene) {
    Set<Integer> before = new HashSet<>();
    Set<Integer> after = new HashSet<>();
    for (Interval intron : gene.introns()) {
      before.add(intron.start() - 1);
      after.add(intron.end());
    }
    return gene.strand() == Strand.PLUS
        ? new KnownSites(before, after)
        : new KnownSites(after, before);
  }
}
