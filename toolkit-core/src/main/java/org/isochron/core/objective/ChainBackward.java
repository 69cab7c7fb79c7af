package org.isochron.core.objective;

/** One step of the backward recursion over messages of sum 1. */
final class ChainBackward {
  private ChainBackward() {}

  /**
   * Carries a message over the transitions into its step.
   *
   * @param weighted factor of each state at the step times the message after it [S]
   * @param message takes the message before the step [S]
   */
  static void carry(ChainShape shape, double[] weighted, double[] message) {
    int[] start = shape.outStart;
    int[] to = shape.outTo;
    double[] factor = shape.outFactor;
    int e = 0;
    double sum = 0;
    for (int s = 0; s < shape.states; s++) {
      double value = 0;
      for (int end = start[s + 1]; e < end; e++) {
        value = Math.fma(factor[e], weighted[to[e]], value);
      }
      message[s] = value;
      sum += value;
    }
    double inverse = 1 / sum;
    for (int s = 0; s < shape.states; s++) {
      message[s] *= inverse;
    }
  }
}
