package org.isochron.core.objective;

import java.util.Arrays;
import org.isochron.core.kernel.Elementary;

/**
 * A {@link LinearChain} in flat arrays, with the factors exp(score) of its transitions.
 *
 * <p>Transitions into a state, and out of one, keep the chain's order, so that sums over them do
 * not depend on how they are walked.
 */
final class ChainShape {
  final int states;
  final int edges;
  final int logitCount;
  final int[] from;
  final int[] to;

  /** Score of each transition, in the chain's order, and exp(score). */
  final double[] scores;

  final double[] factors;

  /** The logits that each state reads, and the states that fit each label. */
  final int[][] logitsOf;

  final int[][] statesOf;

  /** The logits that state s reads: entries logitStart[s] to logitStart[s + 1]. */
  final int[] logitStart;

  final int[] logitIndex;

  /** Transitions into state s: entries inStart[s] to inStart[s + 1]. */
  final int[] inStart;

  final int[] inEdge;
  final int[] inFrom;
  final double[] inFactor;

  /** Transitions out of state s: entries outStart[s] to outStart[s + 1]. */
  final int[] outStart;

  final int[] outEdge;
  final int[] outTo;
  final double[] outFactor;

  ChainShape(LinearChain chain) {
    states = chain.states().size();
    logitCount = chain.logits();
    edges = chain.transitions().size();
    from = chain.transitions().stream().mapToInt(LinearChain.Transition::from).toArray();
    to = chain.transitions().stream().mapToInt(LinearChain.Transition::to).toArray();
    scores = new double[edges];
    factors = new double[edges];
    logitsOf =
        chain.states().stream()
            .map(logits -> logits.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    statesOf = statesOf(chain);
    logitStart = new int[states + 1];
    for (int s = 0; s < states; s++) {
      logitStart[s + 1] = logitStart[s] + logitsOf[s].length;
    }
    logitIndex = Arrays.stream(logitsOf).flatMapToInt(Arrays::stream).toArray();
    inStart = new int[states + 1];
    inEdge = sorted(to, inStart);
    inFrom = picked(from, inEdge);
    inFactor = new double[edges];
    outStart = new int[states + 1];
    outEdge = sorted(from, outStart);
    outTo = picked(to, outEdge);
    outFactor = new double[edges];
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

  /** Returns the transitions by one of their ends, and where those of each state begin. */
  private static int[] sorted(int[] end, int[] start) {
    int[] sorted = new int[end.length];
    int count = 0;
    for (int s = 0; s + 1 < start.length; s++) {
      start[s] = count;
      for (int e = 0; e < end.length; e++) {
        if (end[e] == s) {
          sorted[count++] = e;
        }
      }
    }
    start[start.length - 1] = count;
    return sorted;
  }

  private static int[] picked(int[] values, int[] order) {
    int[] picked = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      picked[i] = values[order[i]];
    }
    return picked;
  }

  /** Takes the transition scores, in the chain's order. */
  void setScores(double[] parameters, int offset) {
    for (int e = 0; e < edges; e++) {
      scores[e] = parameters[offset + e];
      factors[e] = Elementary.exp(scores[e]);
    }
    for (int i = 0; i < edges; i++) {
      inFactor[i] = factors[inEdge[i]];
      outFactor[i] = factors[outEdge[i]];
    }
  }
}
