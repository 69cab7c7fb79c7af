package org.isochron.bio.splice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isochron.core.recurrence.Workers;

/**
 * Where sites of whole records are called.
 *
 * @param ofRecords whether they were chosen on whole records; else they are the model's, chosen on
 *     gene spans
 * @param bySpecies donor, acceptor
 */
record RecordThresholds(boolean ofRecords, Map<String, double[]> bySpecies) {
  /**
   * Chooses the thresholds of best F1 on validation records; where these have no donor or no
   * acceptor of a species, all are the model's.
   *
   * @param species of the records that will be measured
   */
  static RecordThresholds of(
      SpliceTagger tagger, List<RecordRegion> validation, List<String> species, Workers workers) {
    RecordSamples samples = RecordSamples.of(tagger, validation, workers);
    boolean all =
        species.stream()
            .allMatch(
                name ->
                    samples.sites(SpliceLabels.DONOR, name) > 0
                        && samples.sites(SpliceLabels.ACCEPTOR, name) > 0);
    Map<String, double[]> thresholds = new LinkedHashMap<>();
    for (String name : species) {
      SpliceTagger reading = tagger.species().isEmpty() ? tagger : tagger.of(name);
      thresholds.put(
          name,
          all
              ? new double[] {
                samples.bestThreshold(SpliceLabels.DONOR, name),
                samples.bestThreshold(SpliceLabels.ACCEPTOR, name)
              }
              : new double[] {reading.donorThreshold(), reading.acceptorThreshold()});
    }
    return new RecordThresholds(all, thresholds);
  }

  double of(String species, byte site) {
    return bySpecies.get(species)[site == SpliceLabels.DONOR ? 0 : 1];
  }
}
