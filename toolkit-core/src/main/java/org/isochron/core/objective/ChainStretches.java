package org.isochron.core.objective;

import org.isochron.core.kernel.KernelProvider;
import org.isochron.core.kernel.Kernels;

/**
 * Exact inference in a {@link LinearChain} over sequences that are too long for memory: what is
 * known of the states passes from stretch to stretch as messages of one number a state.
 *
 * <p>Threads may share it.
 */
public final class ChainStretches {
  private static final int CHUNK = 64;

  private final ChainShape shape;
  private final Kernels kernels;

  /**
   * Makes the inference with transition scores.
   *
   * @param chain what to infer in
   * @param parameters flat parameters
   * @param offset where the scores begin, in the order of {@link LinearChain#transitions}
   */
  public ChainStretches(LinearChain chain, double[] parameters, int offset) {
    this(chain, parameters, offset, KernelProvider.kernels());
  }

  /**
   * Makes the inference on given kernels.
   *
   * @param chain what to infer in
   * @param parameters flat parameters
   * @param offset where the scores begin, in the order of {@link LinearChain#transitions}
   * @param kernels where it runs
   */
  public ChainStretches(LinearChain chain, double[] parameters, int offset, Kernels kernels) {
    this.kernels = kernels;
    shape = new ChainShape(chain);
    shape.setScores(parameters, offset);
  }

  /** Returns the number of states. */
  public int states() {
    return shape.states;
  }

  /** Returns memory for marginals, segment by segment. */
  public ChainSegment segment() {
    return new ChainSegment(shape, kernels);
  }

  /** Returns the product over a stretch of no steps: the identity. */
  public ChainProduct product() {
    return new ChainProduct(shape, kernels);
  }

  /**
   * Carries a backward message over a stretch whose marginals are not wanted.
   *
   * @param after the message from after it [S], or null at the sequence's end
   * @param logits [T,C] or longer
   * @param steps T
   * @return the message before it, with sum 1
   * @throws IllegalArgumentException if there are fewer logits
   */
  public double[] retreat(double[] after, float[] logits, int steps) {
    LogitRows.check(logits.length, shape.logitCount, steps);
    double[] message = new double[shape.states];
    for (int s = 0; s < message.length; s++) {
      message[s] = after == null ? 1 : after[s];
    }
    ChainPotentials potentials = new ChainPotentials(shape, kernels);
    double[] factors = new double[CHUNK * message.length];
    double[] weighted = new double[message.length];
    int from = steps;
    for (int t = steps - 1; t >= 0; t--) {
      if (t < from) {
        from = Math.max(0, t + 1 - CHUNK);
        potentials.write(logits, from, t + 1 - from, factors, 0);
      }
      for (int s = 0; s < weighted.length; s++) {
        weighted[s] = factors[(t - from) * weighted.length + s] * message[s];
      }
      ChainBackward.carry(shape, weighted, message);
    }
    return message;
  }

  /**
   * Returns the probabilities of the states that the transitions settle to, far from any logit: of
   * what a sequence begins with if nothing is known.
   */
  public double[] stationary() {
    int states = shape.states;
    double[][] p = new double[states][states];
    for (int e = 0; e < shape.edges; e++) {
      p[shape.from[e]][shape.to[e]] = shape.factors[e];
    }
    for (int i = 0; i < 40; i++) {
      p = normalised(i == 0 ? p : squared(p));
    }
    double[] mean = new double[states];
    for (double[] row : p) {
      for (int s = 0; s < states; s++) {
        mean[s] += row[s] / states;
      }
    }
    return mean;
  }

  private static double[][] squared(double[][] p) {
    int states = p.length;
    double[][] product = new double[states][states];
    for (int i = 0; i < states; i++) {
      for (int k = 0; k < states; k++) {
        for (int j = 0; j < states; j++) {
          product[i][j] += p[i][k] * p[k][j];
        }
      }
    }
    return product;
  }

  private static double[][] normalised(double[][] p) {
    for (double[] row : p) {
      double sum = 0;
      for (double value : row) {
        sum += value;
      }
      for (int s = 0; s < row.length; s++) {
        row[s] /= sum;
      }
    }
    return p;
  }
}
