package org.isochron.bio.splice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isochron.bio.annotation.Interval;
import org.isochron.core.evaluation.Bootstrap;
import org.isochron.core.evaluation.Estimate;
import org.isochron.core.evaluation.RankedSites;
import org.isochron.core.evaluation.SiteScores;

/** All measured positions: what scores are computed from, and intervals drawn from. */
final class SiteSamples {
  private final Track donor;
  private final Track acceptor;

  SiteSamples(Track donor, Track acceptor) {
    this.donor = donor;
    this.acceptor = acceptor;
  }

  Track donor() {
    return donor;
  }

  Track acceptor() {
    return acceptor;
  }

  /** Returns the positions of a unit's span that are measured: all but those masked. */
  static int[] measured(SpliceUnit unit) {
    Interval span = unit.span();
    byte[] sites = unit.labels().sites();
    return IntStream.range(span.start(), span.end())
        .filter(t -> sites[t] != SpliceLabels.MASKED)
        .toArray();
  }

  /** Returns how many positions of some units are measured. */
  static int measured(List<SpliceUnit> units) {
    int positions = 0;
    for (SpliceUnit unit : units) {
      positions = Math.addExact(positions, measured(unit).length);
    }
    return positions;
  }

  /** Scores, labels and gene groups of all positions, for one kind of site. */
  record Track(float[] scores, boolean[] labels, int[] clusters) {
    static Track of(List<SpliceUnit> units, List<SpliceScanner.Scores> scores, byte site) {
      int positions = measured(units);
      Track track = new Track(new float[positions], new boolean[positions], new int[positions]);
      Map<String, Integer> groups = new LinkedHashMap<>();
      int at = 0;
      for (int u = 0; u < units.size(); u++) {
        SpliceUnit unit = units.get(u);
        int group = groups.computeIfAbsent(unit.group(), name -> groups.size());
        SpliceScanner.Scores s = scores.get(u);
        float[] p = site == SpliceLabels.DONOR ? s.donor() : s.acceptor();
        for (int t : measured(unit)) {
          track.scores()[at] = p[t];
          track.labels()[at] = unit.labels().sites()[t] == site;
          track.clusters()[at] = group;
          at++;
        }
      }
      return track;
    }

    /** Returns the number of annotated sites. */
    int sites() {
      int count = 0;
      for (boolean label : labels) {
        count += label ? 1 : 0;
      }
      return count;
    }

    private RankedSites ranked() {
      return RankedSites.of(scores, labels, clusters);
    }
  }

  /** Returns the mean AUPRC of both kinds; draws without a donor or an acceptor are left out. */
  Estimate meanAuprc(long seed) {
    RankedSites donors = donor.ranked();
    RankedSites acceptors = acceptor.ranked();
    var interval =
        Bootstrap.of(
            donors.clusters(),
            SpliceEvaluation.RESAMPLES,
            seed,
            drawn -> mean(donors.scores(drawn), acceptors.scores(drawn)));
    return Estimate.of(mean(donors.scores(), acceptors.scores()), interval);
  }

  /** With a site the area is above 0. */
  private static double mean(SiteScores donors, SiteScores acceptors) {
    boolean both = donors.auprc() > 0 && acceptors.auprc() > 0;
    return both ? (donors.auprc() + acceptors.auprc()) / 2 : Double.NaN;
  }
}
