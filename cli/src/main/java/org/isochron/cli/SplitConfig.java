package org.isochron.cli;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.util.List;
import org.isochron.bio.splice.ChromosomePlan;
import org.isochron.bio.splice.GeneSet;
import org.isochron.bio.splice.GeneSplit;

/**
 * How genes are dealt to training, validation and test; the rest is for training.
 *
 * @param validation share of the genes that choose the epoch and the thresholds, above 0
 * @param test share of the genes that only measure, at least 0
 * @param sha256 of the split.tsv that was given instead; empty where the genes are dealt
 * @param chromosomes kept out of training, before the shares of other genes are dealt; a file
 *     without them names none
 * @param leaveOutSharing test genes of which a larger fraction is in training or validation genes
 *     are left out, as are those that overlap one; 1 leaves none out, and so does a file without it
 */
record SplitConfig(
    double validation,
    double test,
    String sha256,
    @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE)
        ChromosomePlan chromosomes,
    @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE) Double leaveOutSharing) {
  SplitConfig {
    chromosomes = chromosomes == null ? ChromosomePlan.none() : chromosomes;
    leaveOutSharing = leaveOutSharing == null ? Double.valueOf(1) : leaveOutSharing;
    if (!(validation > 0 && test >= 0 && validation + test < 1)) {
      throw new IllegalArgumentException(
          "split: expected validation above 0, test of at least 0 and a sum below 1, found "
              + validation
              + " and "
              + test);
    }
    if (!(leaveOutSharing >= 0 && leaveOutSharing <= 1)) {
      throw new IllegalArgumentException(
          "leaveOutSharing: expected 0 to 1, found " + leaveOutSharing);
    }
  }

  static SplitConfig defaults() {
    return new SplitConfig(0.1, 0.2, "", ChromosomePlan.none(), 1.0);
  }

  /** Tells whether a split was given. */
  boolean given() {
    return !sha256.isEmpty();
  }

  SplitConfig withGiven(String checksum) {
    return new SplitConfig(validation, test, checksum, chromosomes, leaveOutSharing);
  }

  SplitConfig withShares(double validationShare, double testShare) {
    return new SplitConfig(validationShare, testShare, "", chromosomes, leaveOutSharing);
  }

  SplitConfig withTestChromosomes(List<String> names) {
    ChromosomePlan plan = new ChromosomePlan(names, chromosomes.validation());
    return new SplitConfig(validation, test, "", plan, leaveOutSharing);
  }

  SplitConfig withValidationChromosomes(List<String> names) {
    ChromosomePlan plan = new ChromosomePlan(chromosomes.test(), names);
    return new SplitConfig(validation, test, "", plan, leaveOutSharing);
  }

  SplitConfig withLeaveOutSharing(double bound) {
    return new SplitConfig(validation, test, "", chromosomes, bound);
  }

  /**
   * Deals by chromosome, as far as any is named, and by gene group.
   *
   * @throws IllegalArgumentException if the groups leave a side empty, or a chromosome is not one
   */
  GeneSplit deal(GeneSet genes, long seed) {
    GeneSplit split = chromosomes.isEmpty() ? dealGroups(genes, seed) : dealAll(genes, seed);
    return leaveOutSharing < 1 ? split.leavingOut(leaveOutSharing) : split;
  }

  private GeneSplit dealAll(GeneSet genes, long seed) {
    return genes.splitByChromosome(chromosomes, validation, test, seed);
  }

  private GeneSplit dealGroups(GeneSet genes, long seed) {
    double train = GeneSplit.trainingShare(validation, test);
    if (test > 0) {
      return genes.splitByGroup(train, validation, seed);
    }
    GeneSplit two = genes.splitByGroup(train, seed);
    return new GeneSplit(two.train(), two.test(), List.of());
  }
}
