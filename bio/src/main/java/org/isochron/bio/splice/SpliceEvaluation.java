package org.isochron.bio.splice;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isochron.core.evaluation.Estimate;
import org.isochron.core.evaluation.PrecisionRecall;

/**
 * How well sites are found on annotated genes, over the gene spans, sense strand, with 95 %
 * intervals from resampled gene groups. Where genes of a strand overlap, as isoforms do, each
 * position counts once.
 *
 * @param donor scores of donors
 * @param acceptor scores of acceptors
 * @param meanAuprc mean of the AUPRC of donors and acceptors, by which training chooses the epoch
 * @param genes number of genes
 * @param sites number of annotated donors and acceptors
 * @param positions number of scored positions
 * @param maskedPositions of the spans, left out since transcripts disagree
 * @param labelConflicts positions annotated as donor and acceptor both; they count as the first
 * @param foundByMotif introns and their found sites by their ends: GT-AG, GC-AG, AT-AC, other
 * @param donorBases bases around the called donors
 * @param acceptorBases bases around the called acceptors
 */
public record SpliceEvaluation(
    SiteClass donor,
    SiteClass acceptor,
    Estimate meanAuprc,
    int genes,
    int sites,
    long positions,
    long maskedPositions,
    int labelConflicts,
    Map<String, FoundIntrons> foundByMotif,
    SiteBases donorBases,
    SiteBases acceptorBases) {
  /** Draws of gene groups for an interval. */
  static final int RESAMPLES = 1000;

  /** The seed of the draws where the caller does not say. */
  public static final long DEFAULT_SEED = 1;

  /** Keeps the motifs' order. */
  public SpliceEvaluation {
    foundByMotif = Collections.unmodifiableMap(new LinkedHashMap<>(foundByMotif));
  }

  /** Measures with the same thresholds everywhere. */
  static SpliceEvaluation of(
      List<SpliceUnit> units,
      List<SpliceScanner.Scores> scores,
      SiteThresholds thresholds,
      long seed) {
    return of(units, scores, Collections.nCopies(units.size(), thresholds), seed);
  }

  /**
   * Measures.
   *
   * @param thresholds of each unit
   */
  static SpliceEvaluation of(
      List<SpliceUnit> units,
      List<SpliceScanner.Scores> scores,
      List<SiteThresholds> thresholds,
      long seed) {
    if (units.isEmpty()) {
      throw new IllegalArgumentException("evaluation needs at least one gene, found none");
    }
    requireSites("evaluation", units);
    SiteSamples samples =
        new SiteSamples(
            SiteSamples.Track.of(units, scores, SpliceLabels.DONOR),
            SiteSamples.Track.of(units, scores, SpliceLabels.ACCEPTOR));
    int conflicts = units.stream().mapToInt(unit -> unit.labels().conflicts()).sum();
    return new SpliceEvaluation(
        SiteClass.of(
            samples.donor(), Calls.of(units, scores, thresholds, SpliceLabels.DONOR), seed),
        SiteClass.of(
            samples.acceptor(), Calls.of(units, scores, thresholds, SpliceLabels.ACCEPTOR), seed),
        samples.meanAuprc(seed),
        genes(units),
        samples.donor().sites() + samples.acceptor().sites(),
        samples.donor().labels().length,
        units.stream().mapToLong(u -> u.span().length()).sum() - samples.donor().labels().length,
        conflicts,
        FoundIntrons.byMotif(units, scores, thresholds),
        SiteBases.ofDonors(units, scores, thresholds),
        SiteBases.ofAcceptors(units, scores, thresholds));
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
  static SiteThresholds bestThresholds(List<SpliceUnit> units, List<SpliceScanner.Scores> scores) {
    return new SiteThresholds(
        best(SiteSamples.Track.of(units, scores, SpliceLabels.DONOR)),
        best(SiteSamples.Track.of(units, scores, SpliceLabels.ACCEPTOR)));
  }

  private static double best(SiteSamples.Track track) {
    double best = PrecisionRecall.of(track.scores(), track.labels()).bestF1().threshold();
    // A softmax in floats can be a hair above 1, or 0.
    return Math.max(Float.MIN_VALUE, Math.min(1, best));
  }

  /** Returns 1 minus the mean AUPRC of donors and acceptors: a score to minimise. */
  static double rankingError(List<SpliceUnit> units, List<SpliceScanner.Scores> scores) {
    double sum = 0;
    for (byte site : new byte[] {SpliceLabels.DONOR, SpliceLabels.ACCEPTOR}) {
      SiteSamples.Track t = SiteSamples.Track.of(units, scores, site);
      sum += PrecisionRecall.of(t.scores(), t.labels()).averagePrecision();
    }
    return 1 - sum / 2;
  }

  /** Returns the content of {@code metrics.json}. */
  public Map<String, Object> metrics() {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("donor", donor.metrics());
    m.put("acceptor", acceptor.metrics());
    m.put("meanAuprc", meanAuprc);
    m.put("genes", genes);
    m.put("sites", sites);
    m.put("positions", positions);
    m.put("maskedPositions", maskedPositions);
    m.put("labelConflicts", labelConflicts);
    m.put("foundByMotif", foundByMotif);
    return m;
  }
}
