package org.isochron.report;

import java.util.Arrays;

/** One kind of splice site along a gene: its probabilities and where it truly is. */
final class SiteTrack {
  private final String name;
  private final GeneTrack.Gene gene;
  private final double[] probability;
  private final boolean annotated;
  private final int[] sites;

  /** Makes a track whose true sites are unknown. */
  SiteTrack(String name, GeneTrack.Gene gene, double[] probability) {
    this(name, gene, probability, false, new int[0]);
  }

  private SiteTrack(
      String name, GeneTrack.Gene gene, double[] probability, boolean annotated, int[] sites) {
    this.name = name;
    this.gene = gene;
    this.probability = Checks.fractions(name + " probability", probability);
    Checks.length(name + " probability", probability.length, gene.shown().length());
    this.annotated = annotated;
    this.sites = sites.clone();
    Arrays.sort(this.sites);
    for (int i = 0; i < this.sites.length; i++) {
      if (!gene.shown().contains(this.sites[i])) {
        throw new IllegalArgumentException(
            "true " + name + ": expected a position in " + gene.shown() + ", got " + this.sites[i]);
      }
      if (i > 0 && this.sites[i] == this.sites[i - 1]) {
        throw new IllegalArgumentException(
            "true " + name + ": expected different positions, got " + this.sites[i] + " twice");
      }
    }
  }

  SiteTrack withSites(int[] positions) {
    return new SiteTrack(name, gene, probability, true, positions);
  }

  String name() {
    return name;
  }

  /** Tells whether the true sites are known, be there some or none. */
  boolean isAnnotated() {
    return annotated;
  }

  int start0() {
    return gene.shown().start0();
  }

  int length() {
    return probability.length;
  }

  double at(int position0) {
    return probability[position0 - start0()];
  }

  int[] sites() {
    return sites.clone();
  }

  boolean isSite(int position0) {
    return Arrays.binarySearch(sites, position0) >= 0;
  }

  /** Returns for each of the given number of bins the position of its highest value, or -1. */
  int[] highest(int bins, double least) {
    int[] best = new int[bins];
    Arrays.fill(best, -1);
    for (int i = 0; i < probability.length; i++) {
      int bin = (int) ((long) i * bins / probability.length);
      int before = best[bin] - start0();
      if (probability[i] >= least && (best[bin] < 0 || probability[i] > probability[before])) {
        best[bin] = start0() + i;
      }
    }
    return best;
  }

  /** Counts the positions that are called, annotated ones or others. */
  int called(double threshold, boolean annotated) {
    int count = 0;
    for (int i = 0; i < probability.length; i++) {
      if (probability[i] >= threshold && isSite(start0() + i) == annotated) {
        count++;
      }
    }
    return count;
  }
}
