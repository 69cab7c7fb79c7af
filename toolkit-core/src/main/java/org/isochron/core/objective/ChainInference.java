package org.isochron.core.objective;

import java.util.Arrays;
import org.isochron.core.kernel.Elementary;
import org.isochron.core.sequence.Sequence;

/**
 * Exact inference in a {@link LinearChain}, in double: loss and its cotangents, marginals, the best
 * path. Memory is kept from sequence to sequence, so one object serves one thread.
 *
 * <p>The recursions run on probabilities that are rescaled at every step (Rabiner 1989, doi
 * 10.1109/5.18626); a path needs a probability above 1e-300 of the best one's to be seen.
 */
public final class ChainInference {
  private final int states;
  private final int logitCount;
  private final int edges;
  private final int[] from;
  private final int[] to;
  private final int[][] logitsOf;
  private final int[][] statesOf;
  private final double[] weights;
  private final double[] factors;
  private final double[] edgeSums;
  private double[] emissions = new double[0];
  private final Pass free;
  private final Pass clamped;

  /**
   * Makes the memory for a chain.
   *
   * @param chain what to infer in
   */
  public ChainInference(LinearChain chain) {
    states = chain.states().size();
    logitCount = chain.logits();
    edges = chain.transitions().size();
    from = chain.transitions().stream().mapToInt(LinearChain.Transition::from).toArray();
    to = chain.transitions().stream().mapToInt(LinearChain.Transition::to).toArray();
    logitsOf =
        chain.states().stream()
            .map(logits -> logits.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    statesOf = statesOf(chain);
    weights = new double[edges];
    factors = new double[edges];
    edgeSums = new double[edges];
    free = new Pass();
    clamped = new Pass();
  }

  /** Returns the states that fit each label. */
  private static int[][] statesOf(LinearChain chain) {
    int[][] fitting = new int[chain.labels()][];
    for (int label = 0; label < fitting.length; label++) {
      int set = label - chain.states().size();
      fitting[label] =
          set < 0
              ? new int[] {label}
              : chain.labelSets().get(set).stream().mapToInt(Integer::intValue).toArray();
    }
    return fitting;
  }

  /**
   * Sets the transition scores.
   *
   * @param parameters flat parameters
   * @param offset where the scores begin, in the order of {@link LinearChain#transitions}
   */
  public void pack(double[] parameters, int offset) {
    for (int e = 0; e < edges; e++) {
      weights[e] = parameters[offset + e];
      factors[e] = Elementary.exp(weights[e]);
    }
  }

  /**
   * Returns factor·(log Σ exp score of all paths − log Σ exp score of those that fit the labels)
   * and its cotangents.
   *
   * @param logits [T,C]
   * @param classes C
   * @param labels [T] states or label sets, or {@link Sequence#IGNORE} where any state fits
   * @param factor scale of the loss
   * @param cotangent takes that of the logits [T,C]
   * @param transitionCotangent that of the transition scores is added to this
   * @throws IllegalArgumentException if a label is not of the chain, or no path fits the labels
   */
  public double apply(
      double[] logits,
      int classes,
      int[] labels,
      double factor,
      double[] cotangent,
      double[] transitionCotangent) {
    int steps = labels.length;
    Arrays.fill(cotangent, 0, steps * classes, 0);
    score(logits, classes, steps);
    double loss = -clamped.forward(steps, labels, null) + free.forward(steps, null, null);
    free.backward(steps, null);
    spread(free, steps, classes, factor, cotangent);
    addEdges(factor, transitionCotangent);
    clamped.backward(steps, null);
    spread(clamped, steps, classes, -factor, cotangent);
    addEdges(-factor, transitionCotangent);
    return factor * loss;
  }

  private void spread(Pass pass, int steps, int classes, double factor, double[] cotangent) {
    for (int t = 0; t < steps; t++) {
      for (int s = 0; s < states; s++) {
        double p = factor * pass.alpha[t * states + s];
        for (int logit : logitsOf[s]) {
          cotangent[t * classes + logit] += p;
        }
      }
    }
  }

  private void addEdges(double factor, double[] transitionCotangent) {
    for (int e = 0; e < edges; e++) {
      transitionCotangent[e] += factor * edgeSums[e];
    }
  }

  /**
   * Writes the marginal probability of each state at each step of a sequence.
   *
   * @param logits [T,C]
   * @param classes C
   * @param steps T, at least 1
   * @param marginals takes the result [T,S]
   */
  public void marginals(double[] logits, int classes, int steps, float[] marginals) {
    smooth(null, null, logits, classes, steps, marginals);
  }

  /**
   * Carries what is known of the state over one block of a long sequence: the forward recursion.
   *
   * @param before P(state of the step before | logits so far) [S], or null at the sequence's start
   * @param logits of the block [T,C]
   * @param classes C
   * @param steps T, at least 1
   * @return the same of the block's last step [S]
   */
  public double[] filter(double[] before, double[] logits, int classes, int steps) {
    score(logits, classes, steps);
    free.forward(steps, null, before);
    return Arrays.copyOfRange(free.alpha, (steps - 1) * states, steps * states);
  }

  /**
   * Writes the marginals of one block of a long sequence, blocks from last to first: bit for bit
   * those of the sequence in one piece.
   *
   * @param before what {@link #filter} gave for the block before, or null for the first block
   * @param after what this method returned for the block after, or null for the last block
   * @param logits of the block [T,C]
   * @param classes C
   * @param steps T, at least 1
   * @param marginals takes the result [T,S]
   * @return the backward message for the block before [S]
   */
  public double[] smooth(
      double[] before, double[] after, double[] logits, int classes, int steps, float[] marginals) {
    score(logits, classes, steps);
    free.forward(steps, null, before);
    free.backward(steps, after);
    for (int i = 0; i < steps * states; i++) {
      marginals[i] = (float) free.alpha[i];
    }
    return free.beta.clone();
  }

  /**
   * Returns the probabilities of the states that the transitions settle to, far from any logit: of
   * what a sequence begins with if nothing is known.
   */
  public double[] stationary() {
    double[][] p = new double[states][states];
    for (int e = 0; e < edges; e++) {
      p[from[e]][to[e]] = factors[e];
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

  private double[][] squared(double[][] p) {
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

  /**
   * Returns the most probable path (Viterbi 1967, doi 10.1109/TIT.1967.1054010); of equal ones that
   * of the earlier transition in the chain's order.
   *
   * @param logits [T,C]
   * @param classes C
   * @param steps T, at least 1
   * @throws IllegalArgumentException if C is not the number of logits that the chain reads, sizes
   *     disagree, or a logit is NaN
   */
  public int[] bestPath(double[] logits, int classes, int steps) {
    checkClasses(classes);
    LogitRows.checkWhole(logits, classes, steps);
    score(logits, classes, steps);
    double[] best = Arrays.copyOf(emissions, states);
    double[] next = new double[states];
    int[] before = new int[steps * states];
    for (int t = 1; t < steps; t++) {
      Arrays.fill(next, Double.NEGATIVE_INFINITY);
      for (int e = 0; e < edges; e++) {
        double value = best[from[e]] + weights[e];
        if (value > next[to[e]]) {
          next[to[e]] = value;
          before[t * states + to[e]] = from[e];
        }
      }
      for (int s = 0; s < states; s++) {
        best[s] = next[s] + emissions[t * states + s];
      }
    }
    int[] path = new int[steps];
    for (int s = 1; s < states; s++) {
      path[steps - 1] = best[s] > best[path[steps - 1]] ? s : path[steps - 1];
    }
    for (int t = steps - 1; t > 0; t--) {
      path[t - 1] = before[t * states + path[t]];
    }
    return path;
  }

  private void checkClasses(int classes) {
    if (classes != logitCount) {
      throw new IllegalArgumentException(
          "classes: the chain reads " + logitCount + " logits, found " + classes);
    }
  }

  private void score(double[] logits, int classes, int steps) {
    checkClasses(classes);
    LogitRows.check(logits, classes, steps);
    if (emissions.length < steps * states) {
      emissions = new double[steps * states];
    }
    for (int t = 0; t < steps; t++) {
      for (int s = 0; s < states; s++) {
        double sum = 0;
        for (int logit : logitsOf[s]) {
          sum += logits[t * classes + logit];
        }
        emissions[t * states + s] = sum;
      }
    }
  }

  /** One run of forward and backward recursions over a sequence. */
  private final class Pass {
    private double[] potentials = new double[0];
    private double[] scales = new double[0];
    private final double[] beta = new double[states];
    private final double[] next = new double[states];

    /** After forward: P(s_t | what came so far). After backward: the marginals. */
    double[] alpha = new double[0];

    /** Returns log Σ exp score of the paths that fit the labels (null: all). */
    double forward(int steps, int[] labels, double[] before) {
      grow(steps);
      double log = 0;
      for (int t = 0; t < steps; t++) {
        int at = t * states;
        if (t == 0 && before == null) {
          Arrays.fill(alpha, 0, states, 1);
        } else {
          advance(t == 0 ? before : alpha, t == 0 ? 0 : at - states, at);
        }
        log += potentials(at, labels == null ? Sequence.IGNORE : labels[t]);
        for (int s = 0; s < states; s++) {
          alpha[at + s] *= potentials[at + s];
        }
        log += StrictMath.log(rescale(t));
      }
      return log;
    }

    private void advance(double[] last, int lastAt, int at) {
      Arrays.fill(alpha, at, at + states, 0);
      for (int e = 0; e < edges; e++) {
        alpha[at + to[e]] += last[lastAt + from[e]] * factors[e];
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
    private double potentials(int at, int label) {
      if (label == Sequence.IGNORE) {
        double max = Double.NEGATIVE_INFINITY;
        for (int s = 0; s < states; s++) {
          max = alpha[at + s] > 0 && emissions[at + s] > max ? emissions[at + s] : max;
        }
        for (int s = 0; s < states; s++) {
          potential(at + s, max);
        }
        return max;
      }
      if (label < 0 || label >= statesOf.length) {
        throw new IllegalArgumentException(
            "label: expected 0 to "
                + (statesOf.length - 1)
                + " or "
                + Sequence.IGNORE
                + ", found "
                + label);
      }
      Arrays.fill(potentials, at, at + states, 0);
      int[] fitting = statesOf[label];
      if (fitting.length == 1) {
        potentials[at + fitting[0]] = 1;
        return emissions[at + fitting[0]];
      }
      double max = Double.NEGATIVE_INFINITY;
      for (int s : fitting) {
        max = alpha[at + s] > 0 && emissions[at + s] > max ? emissions[at + s] : max;
      }
      for (int s : fitting) {
        potential(at + s, max);
      }
      return max == Double.NEGATIVE_INFINITY ? 0 : max;
    }

    private void potential(int i, double max) {
      potentials[i] = alpha[i] > 0 ? Elementary.exp(emissions[i] - max) : 0;
    }

    private double rescale(int t) {
      double sum = 0;
      for (int s = 0; s < states; s++) {
        sum += alpha[t * states + s];
      }
      if (sum == 0) {
        throw new IllegalArgumentException("labels: no allowed path fits them up to step " + t);
      }
      scales[t] = sum;
      for (int s = 0; s < states; s++) {
        alpha[t * states + s] /= sum;
      }
      return sum;
    }

    /** Turns alpha into marginals, sums those of the transitions, and leaves beta for t = −1. */
    void backward(int steps, double[] after) {
      Arrays.fill(edgeSums, 0);
      for (int s = 0; s < states; s++) {
        beta[s] = after == null ? 1 : after[s];
      }
      for (int t = steps - 1; t >= 0; t--) {
        int at = t * states;
        for (int s = 0; s < states; s++) {
          next[s] = potentials[at + s] * beta[s] / scales[t];
          alpha[at + s] *= beta[s];
        }
        Arrays.fill(beta, 0);
        for (int e = 0; e < edges; e++) {
          double term = factors[e] * next[to[e]];
          beta[from[e]] += term;
          edgeSums[e] += t == 0 ? 0 : alpha[at - states + from[e]] * term;
        }
      }
    }
  }
}
