package org.isochron.bio.splice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isochron.core.recurrence.Workers;

/** Chooses where sites of whole records are called: at the best F1 on validation records. */
final class RecordThresholds {
  private RecordThresholds() {}

  /**
   * Chooses.
   *
   * @param validation records of genes that were not fitted to
   * @return thresholds by species, of those that have annotated donors and acceptors there
   */
  static Map<String, SiteThresholds> choose(
      SpliceTagger tagger, List<RecordRegion> validation, Workers workers) {
    RecordSamples samples = RecordSamples.of(tagger, validation, workers);
    Map<String, SiteThresholds> thresholds = new LinkedHashMap<>();
    for (RecordRegion region : validation) {
      String species = region.species();
      if (samples.sites(SpliceLabels.DONOR, species) > 0
          && samples.sites(SpliceLabels.ACCEPTOR, species) > 0) {
        thresholds.computeIfAbsent(
            species,
            name ->
                new SiteThresholds(
                    samples.bestThreshold(SpliceLabels.DONOR, name),
                    samples.bestThreshold(SpliceLabels.ACCEPTOR, name)));
      }
    }
    return thresholds;
  }
}
