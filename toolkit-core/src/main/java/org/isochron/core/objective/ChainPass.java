package org.isochron.core.objective;

import java.util.Arrays;
import org.isochron.core.kernel.Elementary;
import org.isochron.core.sequence.Sequence;

/**
 * One run of forward and backward recursions over a sequence, on probabilities that are rescaled at
 * every step.
 */
final class ChainPass {
  private final ChainShape shape;
  private final int states;
  private double[] potentials = new double[0];
  private double[] scales = new double[0];
  private final double[] next;

  private final double[] beta;

  /** After forward: P(s_t | what came so far). After backward: the marginals. */
  double[] alpha = new double[0];

  ChainPass(ChainShape shape) {
    this.shape = shape;
    states = shape.states;
    beta = new double[states];
    next = new double[states];
  }

  /**
   * Runs forward, and returns log Σ exp score of the paths that fit the labels.
   *
   * @param emissions scores of the states [T,S]
   * @param labels [T], or null where any state fits
   */
  double forward(int steps, double[] emissions, int[] labels) {
    grow(steps);
    double log = 0;
    for (int t = 0; t < steps; t++) {
      if (t == 0) {
        Arrays.fill(alpha, 0, states, 1);
      } else {
        advance(alpha, (t - 1) * states, t * states);
      }
      log += potentials(t * states, emissions, labels == null ? Sequence.IGNORE : labels[t]);
      log += StrictMath.log(rescale(t));
    }
    return log;
  }

  /**
   * Runs forward where any state fits, with the bits of {@link #forward}.
   *
   * @param emissions scores of the states [T,S]
   */
  void filter(int steps, double[] emissions) {
    grow(steps);
    for (int t = 0; t < steps; t++) {
      int at = t * states;
      if (t > 0) {
        advance(alpha, at - states, at);
      } else {
        Arrays.fill(alpha, 0, states, 1);
      }
      freePotentials(at, emissions);
      rescale(t);
    }
  }

  private void advance(double[] last, int lastAt, int at) {
    int[] start = shape.inStart;
    int[] from = shape.inFrom;
    double[] factor = shape.inFactor;
    int e = 0;
    for (int s = 0; s < states; s++) {
      double sum = 0;
      for (int end = start[s + 1]; e < end; e++) {
        sum += last[lastAt + from[e]] * factor[e];
      }
      alpha[at + s] = sum;
    }
  }

  private void grow(int steps) {
    if (scales.length < steps) {
      scales = new double[steps];
      potentials = new double[steps * states];
      alpha = new double[steps * states];
    }
  }

  /**
   * Fills exp(e − max) of the states that fit a label and returns the maximum, that of the states
   * that can be reached: what others score must not push these under.
   */
  private double potentials(int at, double[] emissions, int label) {
    if (label == Sequence.IGNORE) {
      return freePotentials(at, emissions);
    }
    if (label < 0 || label >= shape.statesOf.length) {
      throw new IllegalArgumentException(
          "label: expected 0 to "
              + (shape.statesOf.length - 1)
              + " or "
              + Sequence.IGNORE
              + ", found "
              + label);
    }
    Arrays.fill(potentials, at, at + states, 0);
    int[] fitting = shape.statesOf[label];
    if (fitting.length == 1) {
      potentials[at + fitting[0]] = 1;
      return emissions[at + fitting[0]];
    }
    double max = Double.NEGATIVE_INFINITY;
    for (int s : fitting) {
      max = alpha[at + s] > 0 && emissions[at + s] > max ? emissions[at + s] : max;
    }
    for (int s : fitting) {
      potential(at + s, emissions, max);
    }
    return max == Double.NEGATIVE_INFINITY ? 0 : max;
  }

  private double freePotentials(int at, double[] emissions) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = at; i < at + states; i++) {
      max = alpha[i] > 0 && emissions[i] > max ? emissions[i] : max;
    }
    for (int i = at; i < at + states; i++) {
      potential(i, emissions, max);
    }
    return max;
  }

  private void potential(int i, double[] emissions, double max) {
    potentials[i] = alpha[i] > 0 ? Elementary.exp(emissions[i] - max) : 0;
  }

  /** Multiplies with the potentials, and divides by the sum, which is returned. */
  private double rescale(int t) {
    int at = t * states;
    double sum = 0;
    for (int i = at; i < at + states; i++) {
      alpha[i] *= potentials[i];
      sum += alpha[i];
    }
    if (sum == 0) {
      throw new IllegalArgumentException("labels: no allowed path fits them up to step " + t);
    }
    scales[t] = sum;
    for (int i = at; i < at + states; i++) {
      alpha[i] /= sum;
    }
    return sum;
  }

  /**
   * Turns alpha into marginals.
   *
   * @param edgeSums takes the marginals of the transitions, summed over steps; null: not wanted
   */
  void backward(int steps, double[] edgeSums) {
    Arrays.fill(beta, 1);
    for (int t = steps - 1; t >= 0; t--) {
      int at = t * states;
      double scale = scales[t];
      for (int s = 0; s < states; s++) {
        next[s] = potentials[at + s] * beta[s] / scale;
        alpha[at + s] *= beta[s];
      }
      retreat();
      if (edgeSums != null && t > 0) {
        addEdges(at - states, edgeSums);
      }
    }
  }

  private void retreat() {
    int[] start = shape.outStart;
    int[] to = shape.outTo;
    double[] factor = shape.outFactor;
    int e = 0;
    for (int s = 0; s < states; s++) {
      double sum = 0;
      for (int end = start[s + 1]; e < end; e++) {
        sum += factor[e] * next[to[e]];
      }
      beta[s] = sum;
    }
  }

  private void addEdges(int before, double[] edgeSums) {
    for (int e = 0; e < shape.edges; e++) {
      edgeSums[e] += alpha[before + shape.from[e]] * (shape.factors[e] * next[shape.to[e]]);
    }
  }
}
