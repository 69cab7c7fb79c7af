package org.isochron.bio.splice;

import java.util.stream.IntStream;

/**
 * Numbers 0 to n − 1 in sets that can be joined, each called by its lowest member. Tarjan 1975, doi
 * 10.1145/321879.321884.
 */
public final class DisjointSets {
  private final int[] parent;

  /** Makes n sets of one member. */
  public DisjointSets(int n) {
    parent = IntStream.range(0, n).toArray();
  }

  /** Joins the sets of two numbers. */
  public void join(int a, int b) {
    int lowestA = lowest(a);
    int lowestB = lowest(b);
    parent[Math.max(lowestA, lowestB)] = Math.min(lowestA, lowestB);
  }

  /** Returns the lowest number of a number's set. */
  public int lowest(int i) {
    int at = i;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }
}
