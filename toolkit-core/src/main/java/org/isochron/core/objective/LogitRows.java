package org.isochron.core.objective;

/** Checks of logits [T,C] in one array. */
final class LogitRows {
  private LogitRows() {}

  /**
   * Refuses an array that is too short for its rows; buffers may be longer.
   *
   * @param logits [T,C]
   * @param classes C
   * @param steps T
   */
  static void check(double[] logits, int classes, int steps) {
    check(logits.length, classes, steps);
  }

  /**
   * Refuses rows that are too few.
   *
   * @param values how many there are
   * @param classes C
   * @param steps T
   */
  static void check(int values, int classes, int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("steps: expected at least 1, found " + steps);
    }
    if (values < (long) steps * classes) {
      throw wrong("at least ", values, classes, steps);
    }
  }

  /** Refuses an array of another length than its rows have, and NaN in it. */
  static void checkWhole(double[] logits, int classes, int steps) {
    check(logits, classes, steps);
    if (logits.length != (long) steps * classes) {
      throw wrong("", logits.length, classes, steps);
    }
    for (int i = 0; i < logits.length; i++) {
      if (Double.isNaN(logits[i])) {
        throw new IllegalArgumentException(
            "logits: step %d, class %d, from 0: expected a number, found NaN"
                .formatted(i / classes, i % classes));
      }
    }
  }

  private static IllegalArgumentException wrong(String bound, int values, int classes, int steps) {
    return new IllegalArgumentException(
        "logits: expected %s%d steps of %d classes, %d values, found %d"
            .formatted(bound, steps, classes, (long) steps * classes, values));
  }
}
