package org.isochron.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.isochron.core.evaluation.RankingCases.Case;
import org.junit.jupiter.api.Test;

class RankedSitesTest {
  private static final double EPS = 1e-12;

  private static RankedSites ranked(Case c) {
    return RankedSites.of(c.scores(), c.positive(), c.clusters());
  }

  @Test
  void aResampleScoresAsItsPositionsWrittenOutDo() {
    for (long seed = RankingCases.SEED; seed < RankingCases.SEED + 2000; seed++) {
      Case c = RankingCases.random(seed);
      RankedSites sites = ranked(c);
      assertEquals(c.clusterCount(), sites.clusters(), c.where());
      check(c, sites.scores(), c.where());
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      int[] multiplicity = new int[c.clusterCount()];
      for (int m = 0; m < multiplicity.length; m++) {
        multiplicity[m] = random.nextInt(4);
      }
      check(RankingCases.repeated(c, multiplicity), sites.scores(multiplicity), c.where());
    }
  }

  private static void check(Case c, SiteScores scores, String where) {
    assertEquals(RankingCases.averagePrecision(c), scores.auprc(), EPS, where);
    assertEquals(RankingCases.topK(c), scores.topK(), EPS, where);
    assertEquals(RankingCases.bestF1(c), scores.bestF1(), EPS, where);
  }

  @Test
  void confusionByClusterAddsUpLikeThePositionsWrittenOut() {
    for (long seed = RankingCases.SEED; seed < RankingCases.SEED + 500; seed++) {
      Case c = RankingCases.random(seed);
      ClusteredConfusion counts =
          ClusteredConfusion.at(c.scores(), c.positive(), c.clusters(), 0.25);
      assertEquals(RankingCases.confusion(c, 0.25), counts.total(), c.where());
      int[] multiplicity = new int[counts.clusters()];
      for (int m = 0; m < multiplicity.length; m++) {
        multiplicity[m] = (m * 7 + 2) % 4;
      }
      assertEquals(
          RankingCases.confusion(RankingCases.repeated(c, multiplicity), 0.25),
          counts.total(multiplicity),
          c.where());
    }
  }

  /**
   * Genes of different quality, so that the interval has a width; compared with the plain
   * statistic.
   */
  @Test
  void intervalsEqualThoseOfThePlainStatistic() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    int n = 4000;
    float[] scores = new float[n];
    boolean[] positive = new boolean[n];
    int[] clusters = new int[n];
    for (int i = 0; i < n; i++) {
      clusters[i] = i / 100;
      positive[i] = random.nextInt(40) == 0;
      double noise = random.nextDouble() * (0.5 + clusters[i] / 20.0);
      scores[i] = Math.round(100 * ((positive[i] ? 0.6 : 0) + noise)) / 100f;
    }
    Case c = new Case(scores, positive, clusters, 40, 3);
    RankedSites sites = ranked(c);
    SiteEstimates estimates = sites.estimate(50, 11);
    Interval auprc = Bootstrap.of(40, 50, 11, drawn -> plain(c, drawn).averagePrecision());
    Interval topK = Bootstrap.of(40, 50, 11, drawn -> plain(c, drawn).topK());
    Interval f1 = Bootstrap.of(40, 50, 11, drawn -> plain(c, drawn).bestF1().confusion().f1());
    check(estimates.auprc(), auprc, PrecisionRecall.of(scores, positive).averagePrecision());
    check(estimates.topK(), topK, PrecisionRecall.of(scores, positive).topK());
    check(estimates.bestF1(), f1, PrecisionRecall.of(scores, positive).bestF1().confusion().f1());
    assertEquals(estimates, sites.estimate(50, 11));
    assertTrue(auprc.high() - auprc.low() > 0.01, auprc::toString);
  }

  private static PrecisionRecall plain(Case c, int[] drawn) {
    Case repeated = RankingCases.repeated(c, drawn);
    return PrecisionRecall.of(repeated.scores(), repeated.positive());
  }

  private static void check(Estimate estimate, Interval interval, double value) {
    assertEquals(value, estimate.value(), EPS);
    assertEquals(interval.low(), estimate.low(), EPS);
    assertEquals(interval.high(), estimate.high(), EPS);
  }

  @Test
  void withoutSitesTheEstimatesAreZero() {
    RankedSites sites = RankedSites.of(new float[3], new boolean[3], new int[] {0, 1, 1});
    Estimate zero = new Estimate(0, 0, 0);
    assertEquals(new SiteEstimates(zero, zero, zero), sites.estimate(10, 1));
  }

  @Test
  void drawsWithoutASiteAreLeftOut() {
    // one site in one of two genes: a quarter of the draws hold no site, all others score 1
    RankedSites sites =
        RankedSites.of(new float[] {1, 0}, new boolean[] {true, false}, new int[] {0, 1});
    assertEquals(new Estimate(1, 1, 1), sites.estimate(100, 1).auprc());
  }

  @Test
  void badInputIsRefused() {
    RankedSites sites = RankedSites.of(new float[2], new boolean[2], new int[] {0, 1});
    assertEquals(
        "multiplicity has 3 entries, expected 2 clusters",
        assertThrows(IllegalArgumentException.class, () -> sites.scores(new int[3])).getMessage());
    assertEquals(
        "clusters[1] is -1, expected at least 0",
        assertThrows(
                IllegalArgumentException.class,
                () -> RankedSites.of(new float[2], new boolean[2], new int[] {0, -1}))
            .getMessage());
    assertEquals(
        "clusters has 1 entries, expected 2 as scores",
        assertThrows(
                IllegalArgumentException.class,
                () -> RankedSites.of(new float[2], new boolean[2], new int[1]))
            .getMessage());
  }
}
