package org.isochron.bio.splice;

import java.util.List;

/**
 * Which positions are called as sites of one kind.
 *
 * @param called 1 where the probability reaches the threshold, else 0; positions as in {@link
 *     SiteSamples.Track}
 * @param threshold that of all units; NaN where they differ
 */
record Calls(float[] called, double threshold) {
  /**
   * Calls.
   *
   * @param thresholds of each unit
   * @param site the kind
   */
  static Calls of(
      List<SpliceUnit> units,
      List<SpliceScanner.Scores> scores,
      List<SiteThresholds> thresholds,
      byte site) {
    double common = thresholds.get(0).of(site);
    float[] called = new float[SiteSamples.measured(units)];
    int at = 0;
    for (int u = 0; u < units.size(); u++) {
      double threshold = thresholds.get(u).of(site);
      common = threshold == common ? common : Double.NaN;
      SpliceScanner.Scores s = scores.get(u);
      float[] p = site == SpliceLabels.DONOR ? s.donor() : s.acceptor();
      for (int t : SiteSamples.measured(units.get(u))) {
        called[at++] = p[t] >= threshold ? 1 : 0;
      }
    }
    return new Calls(called, common);
  }
}
