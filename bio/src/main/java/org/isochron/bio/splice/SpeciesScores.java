package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scores units of any species, each as its own. */
final class SpeciesScores {
  private SpeciesScores() {}

  /**
   * Returns the scores of each unit.
   *
   * @param reader of the network; its encoder's species is not looked at
   * @throws IllegalArgumentException if the network tells species apart and a unit is of none of
   *     them
   */
  static List<SpliceScanner.Scores> of(TileReader reader, List<SpliceUnit> units) {
    Map<SpliceEncoder, List<Integer>> byEncoder = new LinkedHashMap<>();
    for (int u = 0; u < units.size(); u++) {
      SpliceEncoder reading = reader.encoder().reading(units.get(u).species());
      byEncoder.computeIfAbsent(reading, e -> new ArrayList<>()).add(u);
    }
    SpliceScanner.Scores[] scores = new SpliceScanner.Scores[units.size()];
    byEncoder.forEach(
        (reading, indexes) -> {
          List<byte[]> bases = indexes.stream().map(u -> units.get(u).bases()).toList();
          List<SpliceScanner.Scores> part = new SpliceScanner(reader.with(reading)).score(bases);
          for (int i = 0; i < part.size(); i++) {
            scores[indexes.get(i)] = part.get(i);
          }
        });
    return List.of(scores);
  }
}
