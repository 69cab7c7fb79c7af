package org.isochron.core.objective;

import java.util.Arrays;
import org.isochron.core.sequence.Sequence;

/**
 * Exact inference in a {@link LinearChain}, in double: loss and its cotangents, marginals, the best
 * path. Memory is kept from sequence to sequence, so one object serves one thread; {@link
 * ChainStretches} is for sequences that are too long for it.
 *
 * <p>The recursions run on probabilities that are rescaled at every step (Rabiner 1989, doi
 * 10.1109/5.18626); a path needs a probability above 1e-300 of the best one's to be seen.
 */
public final class ChainInference {
  private final ChainShape shape;
  private final int states;
  private final double[] edgeSums;
  private double[] emissions = new double[0];
  private final ChainPass free;
  private final ChainPass clamped;

  /**
   * Makes the memory for a chain.
   *
   * @param chain what to infer in
   */
  public ChainInference(LinearChain chain) {
    shape = new ChainShape(chain);
    states = shape.states;
    edgeSums = new double[shape.edges];
    free = new ChainPass(shape);
    clamped = new ChainPass(shape);
  }

  /**
   * Sets the transition scores.
   *
   * @param parameters flat parameters
   * @param offset where the scores begin, in the order of {@link LinearChain#transitions}
   */
  public void pack(double[] parameters, int offset) {
    shape.setScores(parameters, offset);
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
    double loss = -clamped.forward(steps, emissions, labels) + free.forward(steps, emissions, null);
    backward(free, steps);
    spread(free, steps, classes, factor, cotangent);
    addEdges(factor, transitionCotangent);
    backward(clamped, steps);
    spread(clamped, steps, classes, -factor, cotangent);
    addEdges(-factor, transitionCotangent);
    return factor * loss;
  }

  private void backward(ChainPass pass, int steps) {
    Arrays.fill(edgeSums, 0);
    pass.backward(steps, edgeSums);
  }

  private void spread(ChainPass pass, int steps, int classes, double factor, double[] cotangent) {
    for (int t = 0; t < steps; t++) {
      for (int s = 0; s < states; s++) {
        double p = factor * pass.alpha[t * states + s];
        for (int logit : shape.logitsOf[s]) {
          cotangent[t * classes + logit] += p;
        }
      }
    }
  }

  private void addEdges(double factor, double[] transitionCotangent) {
    for (int e = 0; e < shape.edges; e++) {
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
    score(logits, classes, steps);
    free.filter(steps, emissions);
    free.backward(steps, null);
    for (int i = 0; i < steps * states; i++) {
      marginals[i] = (float) free.alpha[i];
    }
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
      for (int e = 0; e < shape.edges; e++) {
        int from = shape.from[e];
        int to = shape.to[e];
        double value = best[from] + shape.scores[e];
        if (value > next[to]) {
          next[to] = value;
          before[t * states + to] = from;
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
    if (classes != shape.logitCount) {
      throw new IllegalArgumentException(
          "classes: the chain reads " + shape.logitCount + " logits, found " + classes);
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
        for (int logit : shape.logitsOf[s]) {
          sum += logits[t * classes + logit];
        }
        emissions[t * states + s] = sum;
      }
    }
  }
}
