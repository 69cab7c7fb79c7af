package org.isochron.bio.annotation;

/**
 * Whether a transcript goes on beyond its first or last annotated position, as the partial marks
 * {@code <} and {@code >} of GenBank say, or {@code start_range} and {@code end_range} of GFF3.
 *
 * @param left beyond the lowest position of the plus strand
 * @param right beyond the highest
 */
public record OpenEnds(boolean left, boolean right) {
  /** Both ends are those of the transcript, as far as is known. */
  public static final OpenEnds NONE = new OpenEnds(false, false);

  /** Returns the ends as seen on the reverse complement. */
  public OpenEnds mirrored() {
    return new OpenEnds(/* left= */ right, /* right= */ left);
  }
}
