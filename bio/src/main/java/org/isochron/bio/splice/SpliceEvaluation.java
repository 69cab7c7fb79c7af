package org.isochron.bio.splice;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.isochron.bio.annotation.Interval;
import org.isochron.core.evaluation.Bootstrap;
import org.isochron.core.evaluation.Calibration;
import org.isochron.core.evaluation.ClusteredConfusion;
import org.isochron.core.evaluation.Confusion;
import org.isochron.core.evaluation.Estimate;
import org.isochron.core.evaluation.PrecisionRecall;
import org.isochron.core.evaluation.RankedSites;
import org.isochron.core.evaluation.SiteEstimates;

/**
 * How well sites are found on annotated genes, over the gene spans, sense strand, with 95 %
 * intervals from resampled gene groups. Where genes of a strand overlap, as isoforms do, each
 * position counts once.
 *
 * @param donor scores of donors
 * @param acceptor scores of acceptors
 * @param genes number of genes
 * @param sites number of annotated donors and acceptors
 * @param positions number of scored positions
 * @param labelConflicts positions annotated as donor and acceptor both; they count as the first
 * @param foundByMotif introns and their found sites by their ends: GT-AG, GC-AG, AT-AC, other
 */
public record SpliceEvaluation(
    SiteClass donor,
    SiteClass acceptor,
    int genes,
    int sites,
    long positions,
    int labelConflicts,
    Map<String, FoundIntrons> foundByMotif) {
  private static final int RESAMPLES = 1000;
  private static final long BOOTSTRAP_SEED = 1;

  /** Keeps the motifs' order. */
  public SpliceEvaluation {
    foundByMotif = Collections.unmodifiableMap(new LinkedHashMap<>(foundByMotif));
  }

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
   * @param calibration how well the probabilities match, in 10 bins of all positions
   */
  public record SiteClass(
      Estimate topK,
      Estimate auprc,
      Estimate f1,
      Estimate mcc,
      double precision,
      double recall,
      double threshold,
      PrecisionRecall.Curve curve,
      Calibration calibration) {
    private static final int BINS = 10;

    private static SiteClass of(Track track, double threshold) {
      float[] scores = track.scores();
      boolean[] labels = track.labels();
      int[] clusters = track.clusters();
      SiteEstimates ranked =
          RankedSites.of(scores, labels, clusters).estimate(RESAMPLES, BOOTSTRAP_SEED);
      ClusteredConfusion at = ClusteredConfusion.at(scores, labels, clusters, threshold);
      Confusion all = at.total();
      Estimate f1 = estimate(at, Confusion::f1);
      Estimate mcc = estimate(at, Confusion::mcc);
      return new SiteClass(
          ranked.topK(),
          ranked.auprc(),
          f1,
          mcc,
          all.precision(),
          all.recall(),
          threshold,
          PrecisionRecall.of(scores, labels).curve(),
          Calibration.of(doubles(scores), labels, BINS));
    }

    private static double[] doubles(float[] scores) {
      double[] values = new double[scores.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = scores[i];
      }
      return values;
    }

    /** Draws without a site are left out, as {@link RankedSites#estimate} does. */
    private static Estimate estimate(ClusteredConfusion at, ToDoubleFunction<Confusion> score) {
      var interval =
          Bootstrap.of(
              at.clusters(),
              RESAMPLES,
              BOOTSTRAP_SEED,
              drawn -> {
                Confusion c = at.total(drawn);
                return c.tp() + c.fn() == 0 ? Double.NaN : score.applyAsDouble(c);
              });
      return Estimate.of(score.applyAsDouble(at.total()), interval);
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
      m.put("ece", calibration.ece());
      m.put("brier", calibration.brier());
      return m;
    }
  }

  /** Scores, labels and gene groups of all positions, for one kind of site. */
  private record Track(float[] scores, boolean[] labels, int[] clusters) {}

  static SpliceEvaluation of(
      List<SpliceUnit> units, List<SpliceScanner.Scores> scores, double[] thresholds) {
    if (units.isEmpty()) {
      throw new IllegalArgumentException("evaluation needs at least one gene, found none");
    }
    Track donors = track(units, scores, SpliceLabels.DONOR);
    Track acceptors = track(units, scores, SpliceLabels.ACCEPTOR);
    requireSites("evaluation", units);
    int sites = count(donors.labels()) + count(acceptors.labels());
    return new SpliceEvaluation(
        SiteClass.of(donors, thresholds[0]),
        SiteClass.of(acceptors, thresholds[1]),
        genes(units),
        sites,
        donors.labels().length,
        units.stream().mapToInt(unit -> unit.labels().conflicts()).sum(),
        FoundIntrons.byMotif(units, scores, thresholds));
  }

  /** Refuses genes without a donor or without an acceptor. */
  static void requireSites(String what, List<SpliceUnit> units) {
    int donors = units.stream().mapToInt(unit -> unit.count(SpliceLabels.DONOR)).sum();
    int acceptors = units.stream().mapToInt(unit -> unit.count(SpliceLabels.ACCEPTOR)).sum();
    if (donors == 0 || acceptors == 0) {
      throw new IllegalArgumentException(
          what
              + " needs annotated donors and acceptors, found "
              + donors
              + " and "
              + acceptors
              + " in "
              + genes(units)
              + " genes");
    }
  }

  private static int genes(List<SpliceUnit> units) {
    return units.stream().mapToInt(unit -> unit.members().size()).sum();
  }

  /** Returns thresholds of best F1 for donors and acceptors, in (0, 1]. */
  static double[] bestThresholds(List<SpliceUnit> units, List<SpliceScanner.Scores> scores) {
    double[] thresholds = new double[2];
    for (int i = 0; i < 2; i++) {
      Track t = track(units, scores, (byte) (i + 1));
      double best = PrecisionRecall.of(t.scores(), t.labels()).bestF1().threshold();
      // A softmax in floats can be a hair above 1, or 0.
      thresholds[i] = Math.max(Float.MIN_VALUE, Math.min(1, best));
    }
    return thresholds;
  }

  /** Returns 1 minus the mean AUPRC of donors and acceptors: a score to minimise. */
  static double rankingError(List<SpliceUnit> units, List<SpliceScanner.Scores> scores) {
    double sum = 0;
    for (byte site : new byte[] {SpliceLabels.DONOR, SpliceLabels.ACCEPTOR}) {
      Track t = track(units, scores, site);
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

  private static Track track(List<SpliceUnit> units, List<SpliceScanner.Scores> scores, byte site) {
    int positions = 0;
    for (SpliceUnit unit : units) {
      positions = Math.addExact(positions, unit.span().length());
    }
    Track track = new Track(new float[positions], new boolean[positions], new int[positions]);
    Map<String, Integer> groups = new LinkedHashMap<>();
    int at = 0;
    for (int u = 0; u < units.size(); u++) {
      SpliceUnit unit = units.get(u);
      int group = groups.computeIfAbsent(unit.group(), name -> groups.size());
      SpliceScanner.Scores s = scores.get(u);
      float[] p = site == SpliceLabels.DONOR ? s.donor() : s.acceptor();
      Interval span = unit.span();
      for (int t = span.start(); t < span.end(); t++) {
        track.scores()[at] = p[t];
        track.labels()[at] = unit.labels().sites()[t] == site;
        track.clusters()[at] = group;
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
    m.put("labelConflicts", labelConflicts);
    m.put("foundByMotif", foundByMotif);
    return m;
  }
}
