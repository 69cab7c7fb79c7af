package org.isochron.bio.splice;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How well sites are called on whole records, both strands unaided: what gene finders are measured
 * by.
 *
 * @param donor scores of donors
 * @param acceptor scores of acceptors
 * @param records number of stretches
 * @param whole of them, those that are whole sequences; the others are genes with their flanks
 * @param sites number of annotated donors and acceptors, of genes of both strands
 * @param positions number of scored positions, those of both strands together
 * @param maskedPositions left out: in genes that are not measured, or where transcripts disagree
 * @param thresholdsOfRecords whether the thresholds were chosen on validation records; else they
 *     are the model's, chosen on gene spans
 */
public record RecordEvaluation(
    RecordSites donor,
    RecordSites acceptor,
    int records,
    int whole,
    int sites,
    long positions,
    long maskedPositions,
    boolean thresholdsOfRecords) {
  /** Returns the content of {@code metrics.json}, under {@code wholeRecords}. */
  public Map<String, Object> metrics() {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("donor", donor.metrics());
    m.put("acceptor", acceptor.metrics());
    m.put("records", records);
    m.put("wholeSequences", whole);
    m.put("sites", sites);
    m.put("positions", positions);
    m.put("maskedPositions", maskedPositions);
    m.put("thresholdsOfRecords", thresholdsOfRecords);
    return m;
  }
}
