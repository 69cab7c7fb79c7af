package org.isochron.core.analysis;

import java.util.Arrays;

/**
 * What each feature at each step of one sequence contributes to a score, or the score's gradient.
 *
 * @param sequence its id
 * @param site where the features are
 * @param features F
 * @param values [T,F]
 * @param score the score that is explained
 */
public record Attribution(String sequence, Site site, int features, double[] values, double score) {
  /** Returns T. */
  public int steps() {
    return values.length / features;
  }

  /** Returns the sum over the features of each step [T]. */
  public double[] perStep() {
    double[] sums = new double[steps()];
    Arrays.setAll(sums, t -> Arrays.stream(values, t * features, (t + 1) * features).sum());
    return sums;
  }

  /** Returns the Euclidean norm over the features of each step [T]. */
  public double[] norms() {
    double[] norms = new double[steps()];
    Arrays.setAll(
        norms,
        t ->
            Math.sqrt(
                Arrays.stream(values, t * features, (t + 1) * features).map(v -> v * v).sum()));
    return norms;
  }

  /** Returns the sum over steps from ≤ t &lt; to, such as a segment of interest. */
  public double sum(int from, int to) {
    return Arrays.stream(values, from * features, to * features).sum();
  }

  /** Returns the sum of all. */
  public double sum() {
    return sum(0, steps());
  }
}
