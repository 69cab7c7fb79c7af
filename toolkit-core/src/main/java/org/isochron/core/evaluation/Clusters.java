package org.isochron.core.evaluation;

import java.util.Arrays;

/** Checks of cluster numbers and multiplicities. */
final class Clusters {
  private Clusters() {}

  /** The number of clusters, the largest number plus one. */
  static int count(int scores, int[] clusters) {
    if (clusters.length != scores) {
      throw new IllegalArgumentException(
          "clusters has %d entries, expected %d as scores".formatted(clusters.length, scores));
    }
    int largest = -1;
    for (int i = 0; i < clusters.length; i++) {
      if (clusters[i] < 0) {
        throw new IllegalArgumentException(
            "clusters[%d] is %d, expected at least 0".formatted(i, clusters[i]));
      }
      largest = Math.max(largest, clusters[i]);
    }
    return largest + 1;
  }

  static void check(int[] multiplicity, int clusters) {
    if (multiplicity.length != clusters) {
      throw new IllegalArgumentException(
          "multiplicity has %d entries, expected %d clusters"
              .formatted(multiplicity.length, clusters));
    }
  }

  static int[] once(int clusters) {
    int[] multiplicity = new int[clusters];
    Arrays.fill(multiplicity, 1);
    return multiplicity;
  }
}
