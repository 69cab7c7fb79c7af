package org.isochron.bio.splice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isochron.bio.annotation.Interval;

/**
 * How many annotated introns have their sites found at the thresholds.
 *
 * @param introns annotated, each counted once whatever the number of isoforms that have it; none
 *     with a masked end
 * @param donorsFound of them, those whose donor's probability reaches the threshold
 * @param acceptorsFound of them, those whose acceptor's probability reaches the threshold
 */
public record FoundIntrons(int introns, int donorsFound, int acceptorsFound) {
  private FoundIntrons plus(boolean donor, boolean acceptor) {
    return new FoundIntrons(
        introns + 1, donorsFound + (donor ? 1 : 0), acceptorsFound + (acceptor ? 1 : 0));
  }

  /** Counts by the introns' ends: {@link SpliceMotifs#KINDS}, then {@code other}. */
  static Map<String, FoundIntrons> byMotif(
      List<SpliceUnit> units, List<SpliceScanner.Scores> scores, List<SiteThresholds> thresholds) {
    Map<String, FoundIntrons> found = new LinkedHashMap<>();
    SpliceMotifs.KINDS.forEach(kind -> found.put(kind, new FoundIntrons(0, 0, 0)));
    found.put(SpliceMotifs.OTHER, new FoundIntrons(0, 0, 0));
    for (int u = 0; u < units.size(); u++) {
      SpliceUnit unit = units.get(u);
      SpliceScanner.Scores s = scores.get(u);
      SiteThresholds at = thresholds.get(u);
      for (Interval intron : unit.introns()) {
        byte[] sites = unit.labels().sites();
        if (sites[intron.start() - 1] == SpliceLabels.MASKED
            || sites[intron.end()] == SpliceLabels.MASKED) {
          continue;
        }
        boolean donor = s.donor()[intron.start() - 1] >= at.donor();
        boolean acceptor = s.acceptor()[intron.end()] >= at.acceptor();
        found.computeIfPresent(
            SpliceMotifs.kind(unit.bases(), intron), (k, f) -> f.plus(donor, acceptor));
      }
    }
    return found;
  }
}
