package org.isochron.bio.splice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isochron.core.evaluation.Bootstrap;
import org.isochron.core.evaluation.ClusteredConfusion;
import org.isochron.core.evaluation.Confusion;
import org.isochron.core.evaluation.Estimate;
import org.isochron.core.evaluation.PrecisionRecall;
import org.isochron.core.evaluation.RankedSites;
import org.isochron.core.evaluation.SiteEstimates;

/**
 * How well sites are found on annotated genes, over the gene spans, sense strand, with 95 %
 * intervals from resampled genes.
 *
 * @param donor scores of donors
 * @param acceptor scores of acceptors
 * @param genes number of genes
 * @param sites number of annotated donors and acceptors
 * @param positions number of scored positions
 */
public record SpliceEvaluation(
    SiteClass donor, SiteClass acceptor, int genes, int sites, long positions) {
  private static final int RESAMPLES = 1000;
  private static final long BOOTSTRAP_SEED = 1;

  /**
   * Scores of one kind of site.
   *
   * @param topK share of the k best-scored positions that are sites, k the number of sites
   * @param auprc area under the precision-recall curve (average precision)
   * @param f1 F1 at the model's threshold
   * @param mcc Matthews correlation at the threshold
   * @param precision at the threshold
   * @param recall at the threshold
   * @param threshold the model's threshold, chosen on validation genes
   * @param curve the precision-recall curve
   */
  public record SiteClass(
      Estimate topK,
      Estimate auprc,
      Estimate f1,
      Estimate mcc,
      double precision,
      double recall,
      double threshold,
      PrecisionRecall.Curve curve) {

    private static SiteClass of(Track track, double threshold) {
      float[] scores = track.scores();
      boolean[] labels = track.labels();
      int[] clusters = track.clusters();
      SiteEstimates ranked =
          RankedSites.of(scores, labels, clusters).estimate(RESAMPLES, BOOTSTRAP_SEED);
      ClusteredConfusion at = ClusteredConfusion.at(scores, labels, clusters, threshold);
      Confusion all = at.total();
      Estimate f1 =
          Estimate.of(
              all.f1(),
              Bootstrap.of(at.clusters(), RESAMPLES, BOOTSTRAP_SEED, m -> at.total(m).f1()));
      Estimate mcc =
          Estimate.of(
              all.mcc(),
              Bootstrap.of(at.clusters(), RESAMPLES, BOOTSTRAP_SEED, m -> at.total(m).mcc()));
      return new SiteClass(
          ranked.topK(),
          ranked.auprc(),
          f1,
          mcc,
          all.precision(),
          all.recall(),
          threshold,
          PrecisionRecall.of(scores, labels).curve());
    }

    private Map<String, Object> metrics() {
      Map<String, Object> m = new LinkedHashMap<>();
      m.put("topK", topK);
      m.put("auprc", auprc);
      m.put("f1", f1);
      m.put("mcc", mcc);
      m.put("precision", precision);
      m.put("recall", recall);
      m.put("threshold", threshold);
      return m;
    }
  }

  /** Scores, labels and genes of all positions, for one kind of site. */
  private record Track(float[] scores, boolean[] labels, int[] clusters) {}

  static SpliceEvaluation of(
      List<SenseGene> genes, List<SpliceScanner.Scores> scores, double[] thresholds) {
    if (genes.isEmpty()) {
      throw new IllegalArgumentException("evaluation needs at least one gene, found none");
    }
    Track donors = track(genes, scores, SpliceLabels.DONOR);
    Track acceptors = track(genes, scores, SpliceLabels.ACCEPTOR);
    int sites = count(donors.labels()) + count(acceptors.labels());
    if (count(donors.labels()) == 0 || count(acceptors.labels()) == 0) {
      throw new IllegalArgumentException(
          "evaluation needs annotated donors and acceptors, found "
              + count(donors.labels())
              + " and "
              + count(acceptors.labels())
              + " in "
              + genes.size()
              + " genes");
    }
    return new SpliceEvaluation(
        SiteClass.of(donors, thresholds[0]),
        SiteClass.of(acceptors, thresholds[1]),
        genes.size(),
        sites,
        donors.labels().length);
  }

  /** Returns thresholds of best F1 for donors and acceptors. */
  static double[] bestThresholds(List<SenseGene> genes, List<SpliceScanner.Scores> scores) {
    double[] thresholds = new double[2];
    for (int i = 0; i < 2; i++) {
      Track t = track(genes, scores, (byte) (i + 1));
      thresholds[i] = PrecisionRecall.of(t.scores(), t.labels()).bestF1().threshold();
    }
    return thresholds;
  }

  /** Returns 1 minus the mean AUPRC of donors and acceptors: a score to minimise. */
  static double rankingError(List<SenseGene> genes, List<SpliceScanner.Scores> scores) {
    double sum = 0;
    for (byte site : new byte[] {SpliceLabels.DONOR, SpliceLabels.ACCEPTOR}) {
      Track t = track(genes, scores, site);
      sum += PrecisionRecall.of(t.scores(), t.labels()).averagePrecision();
    }
    return 1 - sum / 2;
  }

  private static int count(boolean[] labels) {
    int count = 0;
    for (boolean label : labels) {
      count += label ? 1 : 0;
    }
    return count;
  }

  private static Track track(List<SenseGene> genes, List<SpliceScanner.Scores> scores, byte site) {
    int positions = 0;
    for (SenseGene gene : genes) {
      positions = Math.addExact(positions, gene.gene().span().length());
    }
    Track track = new Track(new float[positions], new boolean[positions], new int[positions]);
    int at = 0;
    for (int g = 0; g < genes.size(); g++) {
      SenseGene gene = genes.get(g);
      SpliceScanner.Scores s = scores.get(g);
      float[] p = site == SpliceLabels.DONOR ? s.donor() : s.acceptor();
      int start = SpliceChunks.spanStart(gene);
      for (int t = start; t < start + gene.gene().span().length(); t++) {
        track.scores()[at] = p[t];
        track.labels()[at] = gene.labels().sites()[t] == site;
        track.clusters()[at] = g;
        at++;
      }
    }
    return track;
  }

  /** Returns the content of {@code metrics.json}. */
  public Map<String, Object> metrics() {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("donor", donor.metrics());
    m.put("acceptor", acceptor.metrics());
    m.put("genes", genes);
    m.put("sites", sites);
    m.put("positions", positions);
    return m;
  }
}
