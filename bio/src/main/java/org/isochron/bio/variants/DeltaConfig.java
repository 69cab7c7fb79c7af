package org.isochron.bio.variants;

/**
 * How changes of site probabilities are measured.
 *
 * @param distance sites are looked for up to so many bases before and after the variant's first
 *     base, at least 1
 * @param context bases that the model reads beyond these, on either side, at least 0
 * @param masked whether gains at annotated sites, and losses elsewhere, count as no change
 * @param shifted whether, of the places where an insertion or a deletion in repeated bases may be
 *     said to be, the one with the least change is taken, instead of the one that is given
 */
public record DeltaConfig(int distance, int context, boolean masked, boolean shifted) {
  /** Bases to either side of the variant where sites are looked for, as other tools do. */
  public static final int DEFAULT_DISTANCE = 50;

  /**
   * Bases of context where nothing is said: a compromise between exactness, which grows with it,
   * and time, as docs/variants.md measures.
   */
  public static final int DEFAULT_CONTEXT = 600;

  private static final int MOST = 100_000;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the distance is not 1 to 100,000 or the context not 0 to
   *     100,000
   */
  public DeltaConfig {
    if (distance < 1 || distance > MOST) {
      throw new IllegalArgumentException("distance: expected 1 to " + MOST + ", found " + distance);
    }
    if (context < 0 || context > MOST) {
      throw new IllegalArgumentException("context: expected 0 to " + MOST + ", found " + context);
    }
  }

  /** Returns the default distance and context, without mask or shift. */
  public static DeltaConfig defaults() {
    return new DeltaConfig(DEFAULT_DISTANCE, DEFAULT_CONTEXT, false, false);
  }

  /** Returns this with another distance. */
  public DeltaConfig withDistance(int bases) {
    return new DeltaConfig(bases, context, masked, shifted);
  }

  /** Returns this with another context. */
  public DeltaConfig withContext(int bases) {
    return new DeltaConfig(distance, bases, masked, shifted);
  }

  /** Returns this with a mask or without. */
  public DeltaConfig withMask(boolean mask) {
    return new DeltaConfig(distance, context, mask, shifted);
  }

  /** Returns this with the place of least change, or with the given one. */
  public DeltaConfig withShift(boolean shift) {
    return new DeltaConfig(distance, context, masked, shift);
  }

  /** Returns the most reference bases that a variant may have: twice the distance. */
  public int longestReference() {
    return 2 * distance;
  }
}
