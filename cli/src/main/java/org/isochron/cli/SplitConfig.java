package org.isochron.cli;

import java.util.List;
import org.isochron.bio.splice.GeneSet;
import org.isochron.bio.splice.GeneSplit;

/**
 * How genes are dealt to training, validation and test; the rest is for training.
 *
 * @param validation share of the genes that choose the epoch and the thresholds, above 0
 * @param test share of the genes that only measure, at least 0
 * @param sha256 of the split.tsv that was given instead; empty where the genes are dealt
 */
record SplitConfig(double validation, double test, String sha256) {
  private static final double DECIMALS = 1e12;

  SplitConfig {
    if (!(validation > 0 && test >= 0 && validation + test < 1)) {
      throw new IllegalArgumentException(
          "split: expected validation above 0, test of at least 0 and a sum below 1, found "
              + validation
              + " and "
              + test);
    }
  }

  static SplitConfig defaults() {
    return new SplitConfig(0.1, 0.2, "");
  }

  /** Tells whether a split was given. */
  boolean given() {
    return !sha256.isEmpty();
  }

  SplitConfig withGiven(String checksum) {
    return new SplitConfig(validation, test, checksum);
  }

  /**
   * Deals by gene group.
   *
   * @throws IllegalArgumentException if the groups leave a side empty
   */
  GeneSplit deal(GeneSet genes, long seed) {
    // 1 - 0.2 - 0.1 in binary is a hair more than 0.7.
    double train = Math.rint((1 - test - validation) * DECIMALS) / DECIMALS;
    if (test > 0) {
      return genes.splitByGroup(train, validation, seed);
    }
    GeneSplit two = genes.splitByGroup(train, seed);
    return new GeneSplit(two.train(), two.test(), List.of());
  }
}
