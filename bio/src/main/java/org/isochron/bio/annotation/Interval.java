package org.isochron.bio.annotation;

/**
 * A non-empty run of positions of a sequence, 0-based and half-open: start ≤ position &lt; end.
 *
 * @param start the first position
 * @param end the position after the last
 */
public record Interval(int start, int end) {
  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if not 0 ≤ start &lt; end
   */
  public Interval {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException(
          "interval: expected 0 <= start < end, found [" + start + "," + end + ")");
    }
  }

  /** Returns the number of positions. */
  public int length() {
    return end - start;
  }

  /** Returns whether a position lies inside. */
  public boolean contains(int position) {
    return start <= position && position < end;
  }

  /** Returns whether all positions of another interval lie inside. */
  public boolean contains(Interval other) {
    return start <= other.start && other.end <= end;
  }

  /** Returns whether two intervals share a position. */
  public boolean overlaps(Interval other) {
    return start < other.end && other.start < end;
  }

  /**
   * Returns the same positions as counted from the other end of a sequence: [length − end, length −
   * start).
   *
   * @param length of the sequence
   * @throws IllegalArgumentException if the interval reaches beyond it
   */
  public Interval mirrored(int length) {
    if (end > length) {
      throw new IllegalArgumentException(
          "interval [" + start + "," + end + "): expected to end within " + length);
    }
    return new Interval(length - end, length - start);
  }
}
