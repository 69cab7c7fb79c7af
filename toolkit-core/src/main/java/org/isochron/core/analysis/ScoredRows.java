package org.isochron.core.analysis;

import java.util.Arrays;
import org.isochron.core.objective.Head;
import org.isochron.core.sequence.Sequence;

/**
 * The rows of a head's outputs that a score sums; a gap reads the row that it repeats once more.
 *
 * @param from first row
 * @param weights how often each row is read
 */
record ScoredRows(int from, double[] weights) {
  /** Returns all of a number of rows, each once. */
  static ScoredRows all(int count) {
    double[] once = new double[count];
    Arrays.fill(once, 1);
    return new ScoredRows(0, once);
  }

  /**
   * Returns the rows of a score.
   *
   * @param score that fits the head and the sequence
   * @param head with a row for each step that is there, or one
   * @param sequence perhaps with gaps
   */
  static ScoredRows of(Score score, Head head, Sequence sequence) {
    if (head.scope().isSequence()) {
      return all(1);
    }
    int[] rows = sequence.rowsOfSteps();
    int first = score.steps().first(rows.length);
    int end = score.steps().end(rows.length);
    double[] weights = new double[rows[end - 1] + 1 - rows[first]];
    for (int t = first; t < end; t++) {
      weights[rows[t] - rows[first]]++;
    }
    return new ScoredRows(rows[first], weights);
  }

  /** Returns one past the last row. */
  int to() {
    return from + weights.length;
  }
}
