package org.isochron.core.analysis;

import java.util.stream.IntStream;
import org.isochron.core.sequence.Sequence;

/** From the steps of a sequence to the rows of those that are there, and back. */
final class Gaps {
  private Gaps() {}

  /** Returns the steps that are there. */
  static int[] there(Sequence sequence) {
    boolean[] present = sequence.presentOrAll();
    return IntStream.range(0, present.length).filter(t -> present[t]).toArray();
  }

  /**
   * Returns values of the steps that are there as values of all steps, 0 in the gaps.
   *
   * @param values [steps that are there, size]
   */
  static double[] opened(Sequence sequence, double[] values, int size) {
    if (sequence.present() == null) {
      return values;
    }
    double[] all = new double[sequence.steps() * size];
    int[] there = there(sequence);
    for (int k = 0; k < there.length; k++) {
      System.arraycopy(values, k * size, all, there[k] * size, size);
    }
    return all;
  }
}
