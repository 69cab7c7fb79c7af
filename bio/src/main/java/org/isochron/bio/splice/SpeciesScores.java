package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isochron.core.model.NetworkRun;

/** Scores units of any species, each as its own. */
final class SpeciesScores {
  private SpeciesScores() {}

  /**
   * Returns the scores of each unit.
   *
   * @param encoder of the network that runs
   * @throws IllegalArgumentException if the network tells species apart and a unit is of none of
   *     them
   */
  static List<SpliceScanner.Scores> of(
      NetworkRun run, SpliceEncoder encoder, List<SpliceUnit> units) {
    Map<SpliceEncoder, List<Integer>> byEncoder = new LinkedHashMap<>();
    for (int u = 0; u < units.size(); u++) {
      SpliceEncoder reading = encoder.reading(units.get(u).species());
      byEncoder.computeIfAbsent(reading, e -> new ArrayList<>()).add(u);
    }
    SpliceScanner.Scores[] scores = new SpliceScanner.Scores[units.size()];
    byEncoder.forEach(
        (reading, indexes) -> {
          List<byte[]> bases = indexes.stream().map(u -> units.get(u).bases()).toList();
          List<SpliceScanner.Scores> part = new SpliceScanner(run, reading).score(bases);
          for (int i = 0; i < part.size(); i++) {
            scores[indexes.get(i)] = part.get(i);
          }
        });
    return List.of(scores);
  }
}
