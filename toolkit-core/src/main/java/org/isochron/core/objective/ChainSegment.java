package org.isochron.core.objective;

import java.util.Arrays;
import org.isochron.core.kernel.Kernels;

/**
 * Exact marginals in a {@link LinearChain} of one segment after the other of a sequence that is too
 * long for memory, in double: the forward recursion while its stretches come, then the backward
 * one.
 *
 * <p>Messages are rescaled to sum 1 at every step, so a segment's do not depend on where segments
 * begin. A path needs a probability above 1e-300 of the best one's to be seen. Memory is kept from
 * segment to segment, so one object serves one thread. Rabiner 1989, doi 10.1109/5.18626.
 */
public final class ChainSegment {
  /** Sums within these bounds are far from where a double's exponent ends. */
  private static final double LOW = 1e-250;

  private static final double HIGH = 1e250;

  private final ChainShape shape;
  private final int states;
  private final ChainPotentials potentials;
  private final double[] message;
  private final double[] weighted;
  private double[] alpha = new double[0];
  private double[] factors = new double[0];
  private double[] before;
  private int steps;

  ChainSegment(ChainShape shape, Kernels kernels) {
    this.shape = shape;
    states = shape.states;
    potentials = new ChainPotentials(shape, kernels);
    message = new double[states];
    weighted = new double[states];
  }

  /**
   * Forgets the segment, and begins the next one.
   *
   * @param last P(state of the step before | logits so far) [S], as {@link #filtered} gave it, or
   *     {@link ChainStretches#stationary}
   */
  public void begin(double[] last) {
    before = last.clone();
    steps = 0;
  }

  /**
   * Runs forward over the next stretch of the segment.
   *
   * @param logits [T,C] or longer
   * @param count T
   * @throws IllegalArgumentException if there are fewer logits, one is NaN, or no path has a
   *     probability that can be seen
   */
  public void add(float[] logits, int count) {
    LogitRows.check(logits.length, shape.logitCount, count);
    grow(steps + count);
    potentials.write(logits, 0, count, factors, steps * states);
    for (int t = 0; t < count; t++) {
      int at = steps * states;
      if (steps == 0) {
        advance(before, 0);
      } else {
        advance(alpha, at - states);
      }
      double sum = weigh(at);
      if (!(sum > LOW && sum < HIGH)) {
        potentials.writeBelow(logits, t * shape.logitCount, message, 0, factors, at);
        sum = weigh(at);
        if (!(sum > 0)) {
          throw new IllegalArgumentException("logits: no path leads past step " + steps);
        }
      }
      double inverse = 1 / sum;
      for (int i = at; i < at + states; i++) {
        alpha[i] *= inverse;
      }
      steps++;
    }
  }

  private void grow(int wanted) {
    int length = wanted * states;
    if (alpha.length < length) {
      alpha = Arrays.copyOf(alpha, length);
      factors = Arrays.copyOf(factors, length);
    }
  }

  /** Carries the forward message over the transitions. */
  private void advance(double[] last, int lastAt) {
    int[] start = shape.inStart;
    int[] from = shape.inFrom;
    double[] factor = shape.inFactor;
    int e = 0;
    for (int s = 0; s < states; s++) {
      double sum = 0;
      for (int end = start[s + 1]; e < end; e++) {
        sum = Math.fma(last[lastAt + from[e]], factor[e], sum);
      }
      message[s] = sum;
    }
  }

  private double weigh(int at) {
    double sum = 0;
    for (int s = 0; s < states; s++) {
      double value = message[s] * factors[at + s];
      alpha[at + s] = value;
      sum += value;
    }
    return sum;
  }

  /** Returns P(state of the last step | logits up to it) [S]. */
  public double[] filtered() {
    return steps == 0
        ? before.clone()
        : Arrays.copyOfRange(alpha, (steps - 1) * states, steps * states);
  }

  /** Returns the number of steps so far. */
  public int steps() {
    return steps;
  }

  /**
   * Runs backward over the segment, and writes the probabilities of sets of states at each step.
   *
   * @param after P(what comes after | state of the last step), up to a factor [S], or null at the
   *     sequence's end
   * @param setOf for each state the set that it is in, from 0, or -1
   * @param sums takes, for each set, one value for each step
   * @throws IllegalArgumentException if nothing that comes after fits what came before
   */
  public void smooth(double[] after, int[] setOf, float[][] sums) {
    if (after == null) {
      Arrays.fill(message, 1);
    } else {
      System.arraycopy(after, 0, message, 0, states);
    }
    double[] parts = new double[sums.length];
    for (int t = steps - 1; t >= 0; t--) {
      int at = t * states;
      double whole = 0;
      Arrays.fill(parts, 0);
      for (int s = 0; s < states; s++) {
        double p = alpha[at + s] * message[s];
        whole += p;
        if (setOf[s] >= 0) {
          parts[setOf[s]] += p;
        }
      }
      if (!(whole > 0)) {
        throw new IllegalArgumentException("after: no path of the segment leads on from it");
      }
      for (int i = 0; i < parts.length; i++) {
        sums[i][t] = Math.min(1f, (float) (parts[i] / whole));
      }
      retreat(at);
    }
  }

  /** Carries the backward message over a step and the transitions into it. */
  private void retreat(int at) {
    for (int s = 0; s < states; s++) {
      weighted[s] = factors[at + s] * message[s];
    }
    ChainBackward.carry(shape, weighted, message);
  }
}
