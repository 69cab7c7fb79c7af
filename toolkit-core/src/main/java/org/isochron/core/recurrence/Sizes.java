package org.isochron.core.recurrence;

/** Checks that every cell's record makes. */
final class Sizes {
  private Sizes() {}

  static void check(String cell, int inputSize, int hiddenSize) {
    if (inputSize < 1 || hiddenSize < 1) {
      throw new IllegalArgumentException(
          cell
              + " cell: sizes must be at least 1, found input "
              + inputSize
              + ", hidden "
              + hiddenSize);
    }
  }
}
