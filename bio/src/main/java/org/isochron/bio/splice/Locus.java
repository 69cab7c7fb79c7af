package org.isochron.bio.splice;

import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.Interval;

/**
 * A stretch of a chromosome.
 *
 * @param species whose it is; empty where none was named
 * @param chromosome its name
 * @param first the first position, 1-based
 * @param last the last position, inclusive
 */
public record Locus(String species, String chromosome, long first, long last) {
  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the chromosome has no name or one with a tab, or the
   *     positions do not ascend from 1
   */
  public Locus {
    if (chromosome.isEmpty() || chromosome.indexOf('\t') >= 0 || first < 1 || last < first) {
      throw new IllegalArgumentException(
          "locus: expected a chromosome and positions that ascend from 1, found '"
              + chromosome
              + "' and "
              + first
              + " to "
              + last);
    }
  }

  /** Returns where a window of a sequence lies. */
  static Locus of(String species, AnnotatedSequence sequence, Interval window) {
    long first = sequence.placement().firstOf(window, sequence.length());
    return new Locus(
        species, sequence.placement().chromosome(), first, first + window.length() - 1);
  }

  /** Returns the chromosome, after the species where one was named: {@code plant:Chr4}. */
  public String qualifiedChromosome() {
    return species.isEmpty() ? chromosome : species + ":" + chromosome;
  }

  /** Returns whether two stretches have a position in common. */
  public boolean overlaps(Locus other) {
    return qualifiedChromosome().equals(other.qualifiedChromosome())
        && first <= other.last
        && other.first <= last;
  }
}
