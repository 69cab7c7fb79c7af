package org.isochron.core.kernel;

/**
 * A few sequences of unequal length that are stepped together, longest first.
 *
 * <p>Arrays over time hold one row for each step that exists and none for padding: step t of
 * sequence n is row {@code start(t) + n}, for n &lt; {@code active(t)}.
 */
public final class LaneBlock {
  private int[] lengths = new int[0];
  private int[] starts = new int[1];
  private int count;

  /**
   * Lays out the rows anew, reusing memory.
   *
   * @param sorted lengths in descending order, at least 1 each
   * @param size how many of them count
   */
  public void layOut(int[] sorted, int size) {
    if (lengths.length < size) {
      lengths = new int[size];
    }
    for (int n = 0; n < size; n++) {
      if (sorted[n] < 1 || (n > 0 && sorted[n] > sorted[n - 1])) {
        throw new IllegalArgumentException(
            "lengths must be positive and descending, found " + sorted[n] + " at " + n);
      }
      lengths[n] = sorted[n];
    }
    count = size;
    int steps = steps();
    if (starts.length < steps + 1) {
      starts = new int[steps + 1];
    }
    int active = size;
    starts[0] = 0;
    for (int t = 0; t < steps; t++) {
      while (lengths[active - 1] <= t) {
        active--;
      }
      starts[t + 1] = Math.addExact(starts[t], active);
    }
  }

  /** Returns the number of sequences. */
  public int count() {
    return count;
  }

  /** Returns the longest length. */
  public int steps() {
    return count == 0 ? 0 : lengths[0];
  }

  /** Returns the length of sequence n. */
  public int length(int n) {
    return lengths[n];
  }

  /** Returns the row of sequence 0 at step t; at t = steps, the number of rows. */
  public int start(int t) {
    return starts[t];
  }

  /** Returns how many sequences have a step t; 0 at t = steps. */
  public int active(int t) {
    return t >= steps() ? 0 : starts[t + 1] - starts[t];
  }

  /** Returns the number of rows over all steps. */
  public int rows() {
    return starts[steps()];
  }
}
