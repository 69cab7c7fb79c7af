package org.isochron.bio.splice;

/**
 * When two genes belong to one group and so to one side of a split.
 *
 * <p>They do if their windows overlap on the chromosome, if {@code bySequence} and they are on the
 * same sequence, or if they share at least max({@code minShared}, {@code minFraction} · k-mers of
 * the smaller) canonical k-mers, low-complexity ones left out; and so does whoever is in a group
 * with either.
 *
 * @param k k-mer length, 12 to 31
 * @param minShared shared distinct k-mers, at least 1; s of them in one run mean k + s − 1 equal
 *     bases
 * @param minFraction of the smaller gene's k-mers, 0 to 1
 * @param bySequence whether all genes of a sequence make one group
 */
public record Grouping(int k, int minShared, double minFraction, boolean bySequence) {
  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public Grouping {
    if (k < Kmers.MIN_K || k > Kmers.MAX_K) {
      throw new IllegalArgumentException(
          "k: expected " + Kmers.MIN_K + " to " + Kmers.MAX_K + ", found " + k);
    }
    if (minShared < 1) {
      throw new IllegalArgumentException("minShared: expected at least 1, found " + minShared);
    }
    if (!(minFraction >= 0 && minFraction <= 1)) {
      throw new IllegalArgumentException("minFraction: expected 0 to 1, found " + minFraction);
    }
  }

  /**
   * Returns: 8 shared 24-mers (31 equal bases in a row), any fraction; genes of one sequence may
   * part where their windows do not overlap.
   */
  public static Grouping defaults() {
    return new Grouping(24, 8, 0, false);
  }

  /** Returns this grouping with another k. */
  public Grouping withK(int other) {
    return new Grouping(other, minShared, minFraction, bySequence);
  }

  /** Returns this grouping with another least number of shared k-mers. */
  public Grouping withMinShared(int other) {
    return new Grouping(k, other, minFraction, bySequence);
  }

  /** Returns this grouping with another least fraction of shared k-mers. */
  public Grouping withMinFraction(double other) {
    return new Grouping(k, minShared, other, bySequence);
  }

  /** Returns this grouping with or without keeping whole sequences together. */
  public Grouping withBySequence(boolean other) {
    return new Grouping(k, minShared, minFraction, other);
  }
}
