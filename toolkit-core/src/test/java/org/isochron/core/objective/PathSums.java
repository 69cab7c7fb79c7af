package org.isochron.core.objective;

import java.util.Arrays;
import java.util.function.BiConsumer;
import org.isochron.core.sequence.Sequence;

/** A chain by its definition, one path after the other: the oracle of {@link ChainInference}. */
public final class PathSums {
  private final LinearChain chain;
  private final double[] transitions;
  private final double[][] logits;

  /**
   * Makes the oracle.
   *
   * @param transitions score of each allowed transition
   * @param logits [T][C]
   */
  public PathSums(LinearChain chain, double[] transitions, double[][] logits) {
    this.chain = chain;
    this.transitions = transitions;
    this.logits = logits;
  }

  /** Returns −log p of the paths that fit the labels. */
  public double loss(int[] labels) {
    double[] sums = new double[2];
    forEachPath(
        (path, weight) -> {
          boolean fits = true;
          for (int t = 0; t < path.length; t++) {
            fits &= fits(labels[t], path[t]);
          }
          sums[0] += weight;
          sums[1] += fits ? weight : 0;
        });
    return StrictMath.log(sums[0]) - StrictMath.log(sums[1]);
  }

  private boolean fits(int label, int state) {
    int set = label - chain.states().size();
    return label == Sequence.IGNORE
        || (set < 0 ? label == state : chain.labelSets().get(set).contains(state));
  }

  /** Returns the marginals [T][S]. */
  double[][] marginals() {
    double[][] marginals = new double[logits.length][chain.states().size()];
    double[] sum = {0};
    forEachPath(
        (path, weight) -> {
          sum[0] += weight;
          for (int t = 0; t < path.length; t++) {
            marginals[t][path[t]] += weight;
          }
        });
    for (double[] row : marginals) {
      Arrays.setAll(row, s -> row[s] / sum[0]);
    }
    return marginals;
  }

  /** Returns the best path. */
  int[] bestPath() {
    int[][] best = {null};
    double[] most = {0};
    forEachPath(
        (path, weight) -> {
          if (weight > most[0]) {
            most[0] = weight;
            best[0] = path.clone();
          }
        });
    return best[0];
  }

  private void forEachPath(BiConsumer<int[], Double> action) {
    extend(new int[logits.length], 0, 0, action);
  }

  private void extend(int[] path, int t, double score, BiConsumer<int[], Double> action) {
    if (t == path.length) {
      action.accept(path, StrictMath.exp(score));
      return;
    }
    for (int s = 0; s < chain.states().size(); s++) {
      double step = chain.states().get(s).stream().mapToDouble(l -> logits[t][l]).sum();
      path[t] = s;
      if (t == 0) {
        extend(path, 1, step, action);
        continue;
      }
      int edge = chain.transitions().indexOf(new LinearChain.Transition(path[t - 1], s));
      if (edge >= 0) {
        extend(path, t + 1, score + step + transitions[edge], action);
      }
    }
  }
}
