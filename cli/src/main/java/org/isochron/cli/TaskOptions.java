package org.isochron.cli;

import java.util.ArrayList;
import java.util.List;
import org.isochron.bio.annotation.SpliceJunction;
import org.isochron.bio.splice.FineTune;
import org.isochron.bio.splice.GeneSetConfig;
import org.isochron.bio.splice.TaskConfig;
import picocli.CommandLine.Option;

/** What is learnt beside the sites, and of how many genes the sites are. */
final class TaskOptions {
  private static final List<String> NAMES =
      List.of(TaskConfig.STRAND, TaskConfig.SPECIES, TaskConfig.USAGE);

  @Option(
      names = "--task",
      paramLabel = "NAME=WEIGHT",
      description = {
        "Learn this of stretches of bases too, its loss times the weight beside that of the sites;"
            + " repeat it for more. strand: read in its gene's direction or not; species: of which"
            + " it is, of those named (the network then does not read the species); usage: log of"
            + " the RNA-seq reads that span its introns (--junction-source). 0 takes a task of"
            + " --config away."
      })
  List<String> tasks = new ArrayList<>();

  @Option(
      names = "--label-fraction",
      paramLabel = "X",
      description = {
        "Teach the sites of this share of the training genes alone, chosen by the seed; of the"
            + " others only what tasks need is used (default 1, or that of --config)."
      })
  Double labelFraction;

  /** Returns tasks with what the options say otherwise. */
  TaskConfig over(TaskConfig base) {
    double[] weights = {base.strand(), base.species(), base.usage()};
    List<String> seen = new ArrayList<>();
    for (String text : tasks) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      if (!NAMES.contains(name) || seen.contains(name)) {
        throw CommandException.usage(
            "--task "
                + text
                + ": expected each of "
                + String.join(", ", NAMES)
                + " at most once, as in strand=0.1",
            "");
      }
      seen.add(name);
      weights[NAMES.indexOf(name)] = weight(text, equals);
    }
    TaskConfig result = base.withWeights(weights[0], weights[1], weights[2]);
    if (labelFraction == null) {
      return result;
    }
    if (!(labelFraction > 0 && labelFraction <= 1)) {
      throw CommandException.usage(
          "--label-fraction: expected above 0 and at most 1, found " + labelFraction, "");
    }
    return result.withLabelFraction(labelFraction);
  }

  private static double weight(String text, int equals) {
    double weight;
    try {
      weight = equals < 0 ? -1 : Double.parseDouble(text.substring(equals + 1));
    } catch (NumberFormatException e) {
      weight = -1;
    }
    if (!(weight >= 0 && weight < 1e6)) {
      throw CommandException.usage(
          "--task " + text + ": expected a weight of at least 0 after '='", "As in strand=0.1.");
    }
    return weight;
  }

  /** Refuses tasks that make no sense. */
  void check(TaskConfig wanted, List<String> species, FineTune phase) {
    if (wanted.species() > 0 && species.size() < 2) {
      throw CommandException.usage(
          "task species: expected at least two species to tell apart, found "
              + (species.isEmpty() ? "none named" : species.get(0) + " alone"),
          "Name each with --species before its files.");
    }
    if (wanted.species() > 0 && phase.isWanted()) {
      throw CommandException.usage(
          "task species: expected no --fine-tune beside it, which trains on one species alone,"
              + " found "
              + phase.species(),
          "Leave out one of them.");
    }
  }

  /** Returns how genes are read: with junctions, if these are to be learnt. */
  GeneSetConfig junctions(GeneSetConfig data, TaskConfig wanted) {
    boolean named = !data.annotation().junctionSource().isEmpty();
    return wanted.usage() > 0 && !named
        ? data.withAnnotation(data.annotation().withJunctionSource(SpliceJunction.RNA_SEQ))
        : data;
  }
}
