package org.isochron.core.evaluation;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Small random rankings with many ties, and the definitions spelled out in O(n²). */
final class RankingCases {
  static final long SEED = 5_081_974L;

  private RankingCases() {}

  record Case(float[] scores, boolean[] positive, int[] clusters, int clusterCount, long seed) {
    double[] doubles() {
      double[] doubles = new double[scores.length];
      for (int i = 0; i < doubles.length; i++) {
        doubles[i] = scores[i];
      }
      return doubles;
    }

    String where() {
      return "seed " + seed;
    }
  }

  static Case random(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    int n = 1 + random.nextInt(40);
    int levels = 1 + random.nextInt(12);
    int clusterCount = 1 + random.nextInt(6);
    float[] scores = new float[n];
    boolean[] positive = new boolean[n];
    int[] clusters = new int[n];
    for (int i = 0; i < n; i++) {
      scores[i] = (random.nextInt(levels) - 2) * 0.125f;
      positive[i] = random.nextInt(3) == 0;
      clusters[i] = i < clusterCount ? i : random.nextInt(clusterCount);
    }
    return new Case(scores, positive, clusters, Math.min(clusterCount, n), seed);
  }

  /** The case with each position as often as its cluster was drawn. */
  static Case repeated(Case one, int[] multiplicity) {
    int n = 0;
    for (int cluster : one.clusters()) {
      n += multiplicity[cluster];
    }
    float[] scores = new float[n];
    boolean[] positive = new boolean[n];
    int next = 0;
    for (int i = 0; i < one.scores().length; i++) {
      for (int m = 0; m < multiplicity[one.clusters()[i]]; m++) {
        scores[next] = one.scores()[i];
        positive[next++] = one.positive()[i];
      }
    }
    return new Case(scores, positive, new int[n], 1, one.seed());
  }

  static Confusion confusion(Case c, double threshold) {
    long[] counts = new long[4];
    for (int i = 0; i < c.scores().length; i++) {
      boolean predicted = c.scores()[i] >= threshold;
      counts[predicted ? (c.positive()[i] ? 0 : 1) : (c.positive()[i] ? 2 : 3)]++;
    }
    return new Confusion(counts[0], counts[1], counts[2], counts[3]);
  }

  /** Σ over every distinct score, of any class, of (R − R before) P. */
  static double averagePrecision(Case c) {
    double area = 0;
    double recallBefore = 0;
    for (double threshold : thresholds(c)) {
      Confusion counts = confusion(c, threshold);
      area += (counts.recall() - recallBefore) * counts.precision();
      recallBefore = counts.recall();
    }
    return area;
  }

  static double bestF1(Case c) {
    double best = 0;
    for (double threshold : thresholds(c)) {
      best = Math.max(best, confusion(c, threshold).f1());
    }
    return best;
  }

  /** Each positive is among the k highest with probability (k − above) / tied, held to 0..1. */
  static double topK(Case c) {
    double expected = 0;
    long k = confusion(c, Double.NEGATIVE_INFINITY).tp();
    for (int i = 0; i < c.scores().length; i++) {
      long above = 0;
      long tied = 0;
      for (float other : c.scores()) {
        above += other > c.scores()[i] ? 1 : 0;
        tied += other == c.scores()[i] ? 1 : 0;
      }
      if (c.positive()[i]) {
        expected += Math.max(0, Math.min(1, (double) (k - above) / tied));
      }
    }
    return k == 0 ? 0 : expected / k;
  }

  static double auc(Case c) {
    double won = 0;
    long pairs = 0;
    for (int i = 0; i < c.scores().length; i++) {
      for (int j = 0; j < c.scores().length; j++) {
        if (c.positive()[i] && !c.positive()[j]) {
          pairs++;
          won += c.scores()[i] > c.scores()[j] ? 1 : c.scores()[i] == c.scores()[j] ? 0.5 : 0;
        }
      }
    }
    return pairs == 0 ? 0.5 : won / pairs;
  }

  private static double[] thresholds(Case c) {
    double[] ascending = c.doubles();
    Arrays.sort(ascending);
    double[] descending = new double[ascending.length];
    for (int i = 0; i < ascending.length; i++) {
      descending[i] = ascending[ascending.length - 1 - i];
    }
    return descending;
  }
}
