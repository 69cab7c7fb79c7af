package org.isochron.bio.splice;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isochron.core.evaluation.ClusteredConfusion;
import org.isochron.core.evaluation.Confusion;
import org.isochron.core.evaluation.Estimate;

/**
 * How well sites of one kind are called on both strands, with 95 % intervals from resampled gene
 * groups.
 *
 * @param f1 harmonic mean of precision and recall
 * @param precision share of the called sites that are annotated
 * @param recall share of the annotated sites that are called
 * @param threshold probability from which sites are called; NaN where species differ
 */
public record RecordSites(Estimate f1, Estimate precision, Estimate recall, double threshold) {
  static RecordSites of(
      float[] called, boolean[] sites, int[] clusters, double threshold, long seed) {
    ClusteredConfusion at = ClusteredConfusion.at(called, sites, clusters, 1);
    return new RecordSites(
        SiteClass.estimate(at, seed, Confusion::f1),
        SiteClass.estimate(at, seed, Confusion::precision),
        SiteClass.estimate(at, seed, Confusion::recall),
        threshold);
  }

  /** Tells whether one threshold is that of all records. */
  public boolean hasThreshold() {
    return !Double.isNaN(threshold);
  }

  /** Returns the content of {@code metrics.json}. */
  Map<String, Object> metrics() {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("f1", f1);
    m.put("precision", precision);
    m.put("recall", recall);
    if (hasThreshold()) {
      m.put("threshold", threshold);
    }
    return m;
  }
}
