package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.isochron.bio.splice.GeneSplit;
import org.isochron.bio.splice.SenseGene;
import org.isochron.core.io.FormatException;
import picocli.CommandLine.Option;

/** How genes are dealt to training, validation and test. */
final class SplitOptions {
  @Option(
      names = "--split",
      paramLabel = "FILE",
      description = "Use this split, a split.tsv of an earlier run, instead of a new one.")
  Path file;

  @Option(
      names = "--validation-fraction",
      paramLabel = "X",
      description = {
        "Share of the genes that choose the epoch and the calling thresholds (above 0; default"
            + " 0.1, or that of --config)."
      })
  Double validation;

  @Option(
      names = "--test-fraction",
      paramLabel = "X",
      description = {
        "Share of the genes that only measure (default 0.2, or that of --config). 0 trains on all"
            + " genes but the validation ones, and measures nothing."
      })
  Double test;

  @Option(
      names = "--test-chromosome",
      arity = "1..*",
      paramLabel = "NAME",
      description = {
        "Chromosomes whose genes only measure, as the annotation names them; with --species also"
            + " SPECIES:NAME. --test-fraction then is of the species for which none is named."
      })
  List<String> testChromosomes;

  @Option(
      names = "--validation-chromosome",
      arity = "1..*",
      paramLabel = "NAME",
      description = "Chromosomes whose genes choose the epoch and the thresholds, likewise.")
  List<String> validationChromosomes;

  @Option(
      names = "--leave-out-sharing",
      paramLabel = "X",
      description = {
        "Leave out test genes that share more than this fraction of their 24-mers with training or"
            + " validation genes (the leak check's bound: 0.05), or overlap one on the chromosome."
      })
  Double leaveOutSharing;

  /** Returns a configuration with what the options say otherwise. */
  SplitConfig over(SplitConfig base) {
    boolean more = testChromosomes != null || validationChromosomes != null;
    if (file != null && (more || leaveOutSharing != null)) {
      throw CommandException.usage(
          "--split: the file says which genes are left out of what; expected no --test-chromosome,"
              + " --validation-chromosome or --leave-out-sharing beside it",
          "Give the file or the options.");
    }
    SplitConfig result = shares(base);
    if (testChromosomes != null) {
      result = result.withTestChromosomes(Options.named("--test-chromosome", testChromosomes));
    }
    if (validationChromosomes != null) {
      result =
          result.withValidationChromosomes(
              Options.named("--validation-chromosome", validationChromosomes));
    }
    return leaveOutSharing == null
        ? result
        : result.withLeaveOutSharing(Options.share("--leave-out-sharing", leaveOutSharing));
  }

  private SplitConfig shares(SplitConfig base) {
    if (validation == null && test == null) {
      return base;
    }
    double tested = test == null ? base.test() : Options.share("--test-fraction", test);
    double chosen =
        validation == null ? base.validation() : Options.share("--validation-fraction", validation);
    if (!(chosen > 0)) {
      throw CommandException.usage(
          "--validation-fraction: expected above 0, found " + validation,
          "Training needs validation genes to choose the epoch and the thresholds by.");
    }
    if (!(chosen + tested < 1)) {
      throw CommandException.usage(
          "--validation-fraction and --test-fraction: expected a sum below 1, found "
              + (chosen + tested),
          "");
    }
    return base.withShares(chosen, tested);
  }

  /** Splits by gene group, or reads the split, and checks that both kinds of site can be learnt. */
  GeneSplit split(GeneData data, SpliceRunConfig config) throws IOException {
    GeneSplit split = file == null ? dealt(data, config) : Inputs.split(file, data.genes());
    List<String> species = data.genes().species();
    for (String name : species.isEmpty() ? List.of("") : species) {
      GeneSplit part = split.ofSpecies(name);
      String of = name.isEmpty() ? "" : name + " ";
      requireIntrons(data, of + "training", part.train());
      requireIntrons(data, of + "validation", part.validation());
      if (!part.test().isEmpty()) {
        requireIntrons(data, of + "test", part.test());
      }
    }
    return split;
  }

  private static GeneSplit dealt(GeneData data, SpliceRunConfig config) {
    SplitConfig split = config.split();
    if (split.given()) {
      throw CommandException.usage(
          "--config: the split of its run was given to it (split.tsv, sha256 "
              + split.sha256()
              + "), and is missing",
          "Give that run's split.tsv with --split, or a new split's --test-fraction.");
    }
    try {
      return split.deal(data.genes(), config.training().seed());
    } catch (IllegalArgumentException e) {
      throw CommandException.badInput(
          data.names() + ": " + e.getMessage(),
          "Give more genes, or other shares with --validation-fraction and --test-fraction (0: no"
              + " test genes, nothing is measured).");
    }
  }

  static void requireIntrons(GeneData data, String what, List<SenseGene> genes)
      throws FormatException {
    if (genes.stream().allMatch(gene -> gene.gene().introns().isEmpty())) {
      throw new FormatException(
          data.names(),
          Counted.of(genes.size(), what + " gene")
              + " without an intron; expected at least one intron");
    }
  }
}
