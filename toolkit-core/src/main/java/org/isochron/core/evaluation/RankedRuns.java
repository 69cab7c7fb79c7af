package org.isochron.core.evaluation;

import java.util.Arrays;

/**
 * Runs of a descending ranking, three per distinct score of a positive: the negatives above it (and
 * below the one before), the negatives tied with it, the positives. A run lists clusters with
 * counts.
 */
final class RankedRuns {
  private final int[] ranked;
  private final float[] scores;
  private final boolean[] positive;
  private final int[] clusterOf;
  private final int[] tally;

  private int[] ends = new int[64];
  private int runs;
  private int[] clusters = new int[1024];
  private int[] counts = new int[1024];
  private int entries;

  private RankedRuns(float[] scores, boolean[] positive, int[] clusterOf, int clusterCount) {
    this.scores = scores;
    this.positive = positive;
    this.clusterOf = clusterOf;
    this.tally = new int[clusterCount];
    this.ranked = descending(scores);
  }

  static RankedRuns of(float[] scores, boolean[] positive, int[] clusterOf, int clusterCount) {
    RankedRuns result = new RankedRuns(scores, positive, clusterOf, clusterCount);
    result.collect();
    return result;
  }

  int[] ends() {
    return Arrays.copyOf(ends, runs);
  }

  int[] clusters() {
    return Arrays.copyOf(clusters, entries);
  }

  int[] counts() {
    return Arrays.copyOf(counts, entries);
  }

  private void collect() {
    int segment = 0;
    int at = 0;
    while (at < ranked.length) {
      int end = at;
      boolean site = false;
      while (end < ranked.length && scores[ranked[end]] == scores[ranked[at]]) {
        site |= positive[ranked[end++]];
      }
      if (site) {
        run(segment, at, false);
        run(at, end, false);
        run(at, end, true);
        segment = end;
      }
      at = end;
    }
  }

  /** Adds the positions of one class in a stretch of the ranking as a run. */
  private void run(int from, int to, boolean wanted) {
    int start = entries;
    for (int r = from; r < to; r++) {
      int i = ranked[r];
      if (positive[i] == wanted && tally[clusterOf[i]]++ == 0) {
        reserve();
        clusters[entries++] = clusterOf[i];
      }
    }
    for (int e = start; e < entries; e++) {
      counts[e] = tally[clusters[e]];
      tally[clusters[e]] = 0;
    }
    if (runs == ends.length) {
      ends = Arrays.copyOf(ends, 2 * runs);
    }
    ends[runs++] = entries;
  }

  private void reserve() {
    if (entries == clusters.length) {
      int larger = (int) Math.min(2L * entries, ranked.length);
      clusters = Arrays.copyOf(clusters, larger);
      counts = Arrays.copyOf(counts, larger);
    }
  }

  /** Indices by descending score, ties by index: one sort of long keys, score bits above index. */
  private static int[] descending(float[] scores) {
    long[] keys = new long[scores.length];
    for (int i = 0; i < scores.length; i++) {
      int bits = Float.floatToIntBits((float) Labels.number(scores, i));
      int ascending = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
      keys[i] = ((long) ~ascending << 32) | i;
    }
    Arrays.sort(keys);
    int[] ranked = new int[keys.length];
    for (int r = 0; r < keys.length; r++) {
      ranked[r] = (int) keys[r];
    }
    return ranked;
  }
}
