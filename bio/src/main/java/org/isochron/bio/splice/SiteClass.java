package org.isochron.bio.splice;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.isochron.core.evaluation.Bootstrap;
import org.isochron.core.evaluation.Calibration;
import org.isochron.core.evaluation.ClusteredConfusion;
import org.isochron.core.evaluation.Confusion;
import org.isochron.core.evaluation.Estimate;
import org.isochron.core.evaluation.PrecisionRecall;
import org.isochron.core.evaluation.RankedSites;
import org.isochron.core.evaluation.SiteEstimates;

/**
 * Scores of one kind of site, with 95 % intervals from resampled gene groups.
 *
 * @param topK share of the k best-scored positions that are sites, k the number of sites
 * @param auprc area under the precision-recall curve (average precision)
 * @param f1 F1 at the model's threshold
 * @param mcc Matthews correlation at the threshold
 * @param precision at the threshold
 * @param recall at the threshold
 * @param threshold the model's threshold, chosen on validation genes; NaN where those of the genes'
 *     species differ
 * @param ece expected calibration error, in 10 bins of all positions
 * @param brier mean squared error of the probabilities
 * @param curve the precision-recall curve
 * @param calibration the bins
 */
public record SiteClass(
    Estimate topK,
    Estimate auprc,
    Estimate f1,
    Estimate mcc,
    Estimate precision,
    Estimate recall,
    double threshold,
    Estimate ece,
    Estimate brier,
    PrecisionRecall.Curve curve,
    Calibration calibration) {
  private static final int BINS = 10;

  static SiteClass of(SiteSamples.Track track, Calls calls, long seed) {
    float[] scores = track.scores();
    boolean[] labels = track.labels();
    int[] clusters = track.clusters();
    SiteEstimates ranked =
        RankedSites.of(scores, labels, clusters).estimate(SpliceEvaluation.RESAMPLES, seed);
    ClusteredConfusion at = ClusteredConfusion.at(calls.called(), labels, clusters, 1);
    Calibration calibration = Calibration.of(doubles(scores), labels, BINS);
    ClusteredCalibration.Estimates match =
        ClusteredCalibration.of(scores, labels, clusters, BINS)
            .estimate(calibration, SpliceEvaluation.RESAMPLES, seed);
    return new SiteClass(
        ranked.topK(),
        ranked.auprc(),
        estimate(at, seed, Confusion::f1),
        estimate(at, seed, Confusion::mcc),
        estimate(at, seed, Confusion::precision),
        estimate(at, seed, Confusion::recall),
        calls.threshold(),
        match.ece(),
        match.brier(),
        PrecisionRecall.of(scores, labels).curve(),
        calibration);
  }

  private static double[] doubles(float[] scores) {
    double[] values = new double[scores.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = scores[i];
    }
    return values;
  }

  /** Draws without a site are left out, as {@link RankedSites#estimate} does. */
  static Estimate estimate(ClusteredConfusion at, long seed, ToDoubleFunction<Confusion> score) {
    var interval =
        Bootstrap.of(
            at.clusters(),
            SpliceEvaluation.RESAMPLES,
            seed,
            drawn -> {
              Confusion c = at.total(drawn);
              return c.tp() + c.fn() == 0 ? Double.NaN : score.applyAsDouble(c);
            });
    return Estimate.of(score.applyAsDouble(at.total()), interval);
  }

  /** Tells whether one threshold is that of all genes. */
  public boolean hasThreshold() {
    return !Double.isNaN(threshold);
  }

  /** Returns the content of {@code metrics.json}. */
  Map<String, Object> metrics() {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("topK", topK);
    m.put("auprc", auprc);
    m.put("f1", f1);
    m.put("mcc", mcc);
    m.put("precision", precision);
    m.put("recall", recall);
    if (hasThreshold()) {
      m.put("threshold", threshold);
    }
    m.put("ece", ece);
    m.put("brier", brier);
    return m;
  }
}
