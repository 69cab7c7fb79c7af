package org.isochron.core.kernel;

import java.util.Arrays;

/**
 * A few sequences of unequal length that are stepped together, longest first, or a part of their
 * time.
 *
 * <p>Arrays over time hold one row for each step that exists and none for padding: step t of
 * sequence n is row {@code start(t) + n}, for n &lt; {@code active(t)}. Steps and rows count from
 * the part's beginning.
 */
public final class LaneBlock {
  private int[] lengths = new int[0];
  private int[] starts = new int[1];
  private int count;
  private int lanes;
  private int before;
  private int firstStep;
  private int firstRow;

  /**
   * Lays out the rows of whole sequences anew, reusing memory.
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
    lanes = size;
    before = size;
    firstStep = 0;
    firstRow = 0;
    layOutRows();
  }

  /**
   * Lays out the rows of a part of a block's time.
   *
   * @param whole the block
   * @param from its first step
   * @param to where it ends, at most the whole's steps
   */
  public void layOutPart(LaneBlock whole, int from, int to) {
    count = whole.active(from);
    if (lengths.length < count) {
      lengths = new int[count];
    }
    for (int n = 0; n < count; n++) {
      lengths[n] = Math.min(whole.lengths[n], to) - from;
    }
    lanes = whole.lanes;
    before = whole.active(from - 1);
    firstStep = whole.firstStep + from;
    firstRow = whole.firstRow + whole.start(from);
    layOutRows();
  }

  /**
   * Lays out sequences of one step each.
   *
   * @param size how many
   */
  public void layOutSteps(int size) {
    if (lengths.length < size) {
      lengths = new int[size];
    }
    Arrays.fill(lengths, 0, size, 1);
    layOut(lengths, size);
  }

  private void layOutRows() {
    int steps = steps();
    if (starts.length < steps + 1) {
      starts = new int[steps + 1];
    }
    int active = count;
    starts[0] = 0;
    for (int t = 0; t < steps; t++) {
      while (lengths[active - 1] <= t) {
        active--;
      }
      starts[t + 1] = Math.addExact(starts[t], active);
    }
  }

  /** Returns the number of sequences that have a step here. */
  public int count() {
    return count;
  }

  /** Returns the number of sequences of the whole block. */
  public int lanes() {
    return lanes;
  }

  /** Returns how many sequences have the step before the first; for whole sequences, all. */
  public int before() {
    return before;
  }

  /** Returns which step of the whole block step 0 is. */
  public int firstStep() {
    return firstStep;
  }

  /** Returns which row of the whole block row 0 is. */
  public int firstRow() {
    return firstRow;
  }

  /** Returns the longest length. */
  public int steps() {
    return count == 0 ? 0 : lengths[0];
  }

  /** Returns the length of sequence n. */
  public int length(int n) {
    return lengths[n];
  }

  /**
   * Returns the row of sequence 0 at step t; at t = steps, the number of rows; at t = −1, minus
   * {@link #before}.
   */
  public int start(int t) {
    return t < 0 ? -before : starts[t];
  }

  /** Returns how many sequences have a step t; 0 at t = steps, {@link #before} at t = −1. */
  public int active(int t) {
    if (t < 0) {
      return before;
    }
    return t >= steps() ? 0 : starts[t + 1] - starts[t];
  }

  /**
   * Returns where steps end that have at most some rows in all; at least one step.
   *
   * @param from the first of them
   * @param count how many rows
   */
  public int stepsWithin(int from, int count) {
    int to = from + 1;
    while (to < steps() && starts[to + 1] - starts[from] <= count) {
      to++;
    }
    return to;
  }

  /** Returns the number of rows over all steps. */
  public int rows() {
    return starts[steps()];
  }

  /**
   * Returns how many steps one float sum of a gradient spans: a function of the whole block alone,
   * so that no schedule changes a bit.
   */
  public int stretchSteps() {
    return Math.max(16, Integer.highestOneBit(Math.max(1, GradientPart.STRETCH_ROWS / lanes)));
  }

  /**
   * Returns where the stretch begins that ends at step {@code end}, or is cut there, at least 0.
   */
  public int stretchStart(int end) {
    int stretch = stretchSteps();
    return Math.max(0, (firstStep + end - 1) / stretch * stretch - firstStep);
  }

  /** Returns whether a stretch begins at a step; else it goes on in the part before. */
  public boolean beginsStretch(int step) {
    return (firstStep + step) % stretchSteps() == 0;
  }
}
