package org.isochron.core.evaluation;

import java.util.Arrays;
import java.util.List;

/**
 * Positions sorted once by score, so that each resample of clusters costs one pass: top-k, AUPRC,
 * best F1.
 *
 * <p>Exact and small: recall only moves at the scores of positives, so of the negatives between two
 * such scores only their number by cluster is kept, and those below the last are dropped.
 */
public final class RankedSites {
  private final int clusters;

  /**
   * Runs of equal meaning: 3 s the negatives above threshold s, 3 s + 1 those tied, 3 s + 2 the
   * positives.
   */
  private final int[] runEnd;

  private final int[] runCluster;
  private final int[] runCount;

  private RankedSites(int clusters, RankedRuns runs) {
    this.clusters = clusters;
    this.runEnd = runs.ends();
    this.runCluster = runs.clusters();
    this.runCount = runs.counts();
  }

  /**
   * Sorts positions.
   *
   * @param scores [n], higher means more likely a site
   * @param positive [n] the truth
   * @param clusters [n] the cluster (gene) of each position, from 0
   * @throws IllegalArgumentException if the lengths differ, a score is NaN or a cluster negative
   */
  public static RankedSites of(float[] scores, boolean[] positive, int[] clusters) {
    Labels.check(scores.length, positive);
    int count = Clusters.count(scores.length, clusters);
    return new RankedSites(count, RankedRuns.of(scores, positive, clusters, count));
  }

  /** Returns the number of clusters. */
  public int clusters() {
    return clusters;
  }

  /** Returns the scores over all positions, as {@link PrecisionRecall} gives them. */
  public SiteScores scores() {
    return scores(Clusters.once(clusters));
  }

  /**
   * Returns the scores of a resample, each position as often as its cluster was drawn.
   *
   * @param multiplicity [clusters]
   * @throws IllegalArgumentException if the length is not the number of clusters
   */
  public SiteScores scores(int[] multiplicity) {
    Clusters.check(multiplicity, clusters);
    long sites = 0;
    for (int run = 2; run < runEnd.length; run += 3) {
      sites += weight(run, multiplicity);
    }
    return sites == 0 ? new SiteScores(0, 0, 0) : sweep(multiplicity, sites);
  }

  private SiteScores sweep(int[] multiplicity, long sites) {
    long hits = 0;
    long misses = 0;
    double area = 0;
    double bestF1 = 0;
    double topHits = 0;
    for (int run = 0; run < runEnd.length; run += 3) {
      long missesBefore = misses + weight(run, multiplicity);
      long tiedMisses = weight(run + 1, multiplicity);
      long tiedHits = weight(run + 2, multiplicity);
      misses = missesBefore + tiedMisses;
      if (tiedHits == 0) {
        continue;
      }
      topHits += placesFor(tiedHits, tiedMisses, sites - hits - missesBefore);
      hits += tiedHits;
      double predicted = (double) hits + misses;
      area += tiedHits * (hits / predicted);
      bestF1 = Math.max(bestF1, 2.0 * hits / (predicted + sites));
    }
    return new SiteScores(topHits / sites, area / sites, bestF1);
  }

  /** The expected hits among the places left for a tie. */
  private static double placesFor(long tiedHits, long tiedMisses, long places) {
    if (places <= 0) {
      return 0;
    }
    long tied = tiedHits + tiedMisses;
    return tied <= places ? tiedHits : (double) places * tiedHits / tied;
  }

  /**
   * Returns the scores with 95 % intervals by drawing clusters; draws without a site are left out.
   *
   * @param resamples the number of draws, at least 1
   * @param seed as in {@link Bootstrap#of}
   * @throws IllegalArgumentException if resamples is below 1
   */
  public SiteEstimates estimate(int resamples, long seed) {
    SiteScores all = scores();
    if (all.auprc() == 0) {
      Estimate zero = new Estimate(0, 0, 0);
      return new SiteEstimates(zero, zero, zero);
    }
    List<Interval> intervals =
        Bootstrap.ofAll(clusters, resamples, seed, drawn -> values(scores(drawn)));
    return new SiteEstimates(
        Estimate.of(all.topK(), intervals.get(0)),
        Estimate.of(all.auprc(), intervals.get(1)),
        Estimate.of(all.bestF1(), intervals.get(2)));
  }

  private static double[] values(SiteScores scores) {
    double[] values = {scores.topK(), scores.auprc(), scores.bestF1()};
    if (scores.auprc() == 0) {
      Arrays.fill(values, Double.NaN);
    }
    return values;
  }

  private long weight(int run, int[] multiplicity) {
    long sum = 0;
    int end = runEnd[run];
    for (int i = run == 0 ? 0 : runEnd[run - 1]; i < end; i++) {
      sum += (long) runCount[i] * multiplicity[runCluster[i]];
    }
    return sum;
  }
}
