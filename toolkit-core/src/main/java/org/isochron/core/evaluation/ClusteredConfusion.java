package org.isochron.core.evaluation;

/**
 * Confusion counts by cluster at one threshold, so that a resample of clusters costs one pass over
 * them.
 */
public final class ClusteredConfusion {
  private static final int CELLS = 4;

  private final long[] counts;

  private ClusteredConfusion(int clusters) {
    counts = new long[clusters * CELLS];
  }

  /**
   * Counts decisions {@code score >= threshold} by cluster.
   *
   * @param scores [n]
   * @param positive [n] the truth
   * @param clusters [n] the cluster of each position, from 0
   * @param threshold the lowest score that is predicted positive, chosen on other data
   * @throws IllegalArgumentException if the lengths differ, a score is NaN or a cluster negative
   */
  public static ClusteredConfusion at(
      float[] scores, boolean[] positive, int[] clusters, double threshold) {
    ClusteredConfusion result = new ClusteredConfusion(Clusters.count(scores.length, clusters));
    Labels.check(scores.length, positive);
    for (int i = 0; i < scores.length; i++) {
      boolean predicted = Labels.number(scores, i) >= threshold;
      result.counts[clusters[i] * CELLS + Confusion.cell(predicted, positive[i])]++;
    }
    return result;
  }

  /** Returns the number of clusters. */
  public int clusters() {
    return counts.length / CELLS;
  }

  /** Returns the counts of all clusters together. */
  public Confusion total() {
    return total(Clusters.once(clusters()));
  }

  /**
   * Returns the counts of a resample, each cluster as often as it was drawn.
   *
   * @param multiplicity [clusters]
   * @throws IllegalArgumentException if the length is not the number of clusters
   */
  public Confusion total(int[] multiplicity) {
    Clusters.check(multiplicity, clusters());
    long[] sum = new long[CELLS];
    for (int i = 0; i < counts.length; i++) {
      sum[i % CELLS] += counts[i] * multiplicity[i / CELLS];
    }
    return new Confusion(sum[0], sum[1], sum[2], sum[3]);
  }
}
