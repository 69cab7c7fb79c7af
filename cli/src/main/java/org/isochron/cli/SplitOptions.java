package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.isochron.bio.splice.GeneSet;
import org.isochron.bio.splice.GeneSplit;
import org.isochron.bio.splice.SenseGene;
import org.isochron.core.io.FormatException;
import picocli.CommandLine.Option;

/** How genes are dealt to training, validation and test. */
final class SplitOptions {
  private static final double DECIMALS = 1e12;

  @Option(
      names = "--split",
      paramLabel = "FILE",
      description = "Use this split, a split.tsv of an earlier run, instead of a new one.")
  Path file;

  @Option(
      names = "--validation-fraction",
      paramLabel = "X",
      defaultValue = "0.1",
      description = {
        "Share of the genes that choose the epoch and the calling thresholds (default"
            + " ${DEFAULT-VALUE}; above 0)."
      })
  double validation;

  @Option(
      names = "--test-fraction",
      paramLabel = "X",
      defaultValue = "0.2",
      description = {
        "Share of the genes that only measure (default ${DEFAULT-VALUE}). 0 trains on all genes but"
            + " the validation ones, and measures nothing."
      })
  double test;

  /** Splits by gene group, or reads the split, and checks that both kinds of site can be learnt. */
  GeneSplit split(GeneData data, long seed) throws IOException {
    GeneSplit split = file == null ? dealt(data, seed) : loaded(data.genes());
    requireIntrons(data, "training", split.train());
    requireIntrons(data, "validation", split.validation());
    if (!split.test().isEmpty()) {
      requireIntrons(data, "test", split.test());
    }
    return split;
  }

  private GeneSplit loaded(GeneSet genes) throws IOException {
    return Inputs.split(file, genes);
  }

  private GeneSplit dealt(GeneData data, long seed) throws FormatException {
    Options.share("--test-fraction", test);
    if (!(Options.share("--validation-fraction", validation) > 0)) {
      throw CommandException.usage(
          "--validation-fraction: expected above 0, found " + validation,
          "Training needs validation genes to choose the epoch and the thresholds by.");
    }
    // 1 - 0.2 - 0.1 in binary is a hair more than 0.7.
    double train = Math.rint((1 - test - validation) * DECIMALS) / DECIMALS;
    if (!(train > 0)) {
      throw CommandException.usage(
          "--validation-fraction and --test-fraction: expected a sum below 1, found "
              + (test + validation),
          "");
    }
    try {
      if (test > 0) {
        return data.genes().splitByGroup(train, validation, seed);
      }
      GeneSplit two = data.genes().splitByGroup(train, seed);
      return new GeneSplit(two.train(), two.test(), List.of());
    } catch (IllegalArgumentException e) {
      throw new FormatException(data.names(), e.getMessage(), e);
    }
  }

  static void requireIntrons(GeneData data, String what, List<SenseGene> genes)
      throws FormatException {
    if (genes.stream().allMatch(gene -> gene.gene().introns().isEmpty())) {
      throw new FormatException(
          data.names(),
          genes.size() + " " + what + " genes without an intron; expected at least one intron");
    }
  }
}
