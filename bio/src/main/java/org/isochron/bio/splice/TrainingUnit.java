package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.List;
import org.isochron.core.training.Seeds;

/**
 * A unit that is trained on.
 *
 * @param unit it
 * @param labelled whether its sites and structure are taught
 */
record TrainingUnit(SpliceUnit unit, boolean labelled) {
  /**
   * Chooses the units that are labelled.
   *
   * @param share of the units, rounded, at least one
   * @param seed the same seed chooses the same ones
   */
  static List<TrainingUnit> of(List<SpliceUnit> units, double share, long seed) {
    int[] order = Seeds.permutation(units.size(), Seeds.random(seed, "labels"));
    int count = Math.max(1, (int) Math.rint(share * units.size()));
    boolean[] labelled = new boolean[units.size()];
    for (int i = 0; i < count; i++) {
      labelled[order[i]] = true;
    }
    List<TrainingUnit> all = new ArrayList<>();
    for (int u = 0; u < labelled.length; u++) {
      all.add(new TrainingUnit(units.get(u), labelled[u]));
    }
    return all;
  }

  /** Returns the units that are labelled. */
  static List<SpliceUnit> labelled(List<TrainingUnit> all) {
    return all.stream().filter(TrainingUnit::labelled).map(TrainingUnit::unit).toList();
  }
}
