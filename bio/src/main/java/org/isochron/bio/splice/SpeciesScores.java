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
   * @param reader of the tagger; which species it reads is not looked at
   * @throws IllegalArgumentException if the network tells species apart and a unit is of none of
   *     them
   */
  static List<SpliceScanner.Scores> of(SiteReader reader, List<SpliceUnit> units) {
    Map<String, List<Integer>> bySpecies = new LinkedHashMap<>();
    for (int u = 0; u < units.size(); u++) {
      bySpecies.computeIfAbsent(units.get(u).species(), name -> new ArrayList<>()).add(u);
    }
    SpliceScanner.Scores[] scores = new SpliceScanner.Scores[units.size()];
    bySpecies.forEach(
        (name, indexes) -> {
          List<byte[]> bases = indexes.stream().map(u -> units.get(u).bases()).toList();
          List<SpliceScanner.Scores> part = new SpliceScanner(reader.reading(name)).score(bases);
          for (int i = 0; i < part.size(); i++) {
            scores[indexes.get(i)] = part.get(i);
          }
        });
    return List.of(scores);
  }
}
