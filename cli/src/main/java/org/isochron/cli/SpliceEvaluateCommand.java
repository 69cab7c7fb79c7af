package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.isochron.bio.splice.GeneSplit;
import org.isochron.bio.splice.SenseGene;
import org.isochron.bio.splice.SpliceEvaluation;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.core.io.Json;
import org.isochron.core.model.Provenance;
import org.isochron.core.recurrence.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a tagger on annotated genes. */
@Command(
    name = "evaluate",
    description = "Measure a tagger on annotated genes.",
    customSynopsis = {
      "isochron splice evaluate --model FILE (--genbank FILE... | --dataset NAME) --out DIR",
      "                                [--split FILE [--set SET]] [OPTIONS]",
      ""
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  isochron splice evaluate --model fly/model.isoc --genbank other.gb.gz --out other",
      "  isochron splice evaluate --model fly/model.isoc --dataset dmel-augustus \\",
      "      --split fly/split.tsv --set test --out fly-test",
      "",
      "Writes metrics.json, report.html and plots/."
    })
final class SpliceEvaluateCommand implements Callable<Integer> {
  /** The sides of a split. */
  enum Side {
    TRAIN,
    VALIDATION,
    TEST
  }

  private final Console console;

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "A model.isoc.")
  Path model;

  @Mixin GeneOptions genes;
  @Mixin OutputOptions output;

  @Option(
      names = "--split",
      paramLabel = "FILE",
      description = "The split.tsv of the training; without it all genes are measured.")
  Path split;

  @Option(
      names = "--set",
      paramLabel = "SET",
      description = "With --split: train, validation or test (default test).")
  Side set;

  @Option(
      names = "--include-training-genes",
      description = {
        "Measure the genes even though the model was trained on some of them, or may have been:"
            + " it names another split."
      })
  boolean includeTrainingGenes;

  @Mixin ComputeOptions compute;
  @Mixin TalkOptions talk;
  @Mixin HelpOption help;

  SpliceEvaluateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (set != null && split == null) {
      throw CommandException.usage("--set needs --split", "Give the split.tsv of the training.");
    }
    Plots.probe();
    RunClock clock = new RunClock();
    Voice voice = new Voice(console, talk);
    try (Workers workers = compute.workers();
        OutputFolder out = output.open(SpliceResults.OF_EVALUATION)) {
      SpliceTagger tagger = Inputs.tagger(model);
      GeneData data = genes.read(voice);
      List<SenseGene> measured = measured(data, tagger, voice, out);
      SplitOptions.requireIntrons(data, "measured", measured);
      voice.kernels(workers.count());
      SpliceEvaluation evaluation = tagger.evaluate(measured, workers);
      RunFacts facts = new RunFacts(console.commandLine(), workers.count(), clock);
      Map<String, Object> metrics = SpliceMetrics.of(evaluation, data);
      Json.write(out.prepare("metrics.json"), metrics);
      SpliceMeasurement run = new SpliceMeasurement(tagger, data, measured, evaluation);
      SpliceReport report = SpliceReport.of(run, facts, workers);
      SpliceResults.write(report, out);
      out.commit();
      SpliceMetrics.summary(evaluation).forEach(voice::say);
      voice.say("report  " + out.place("report.html"));
      voice.json(metrics);
      return 0;
    }
  }

  private List<SenseGene> measured(
      GeneData data, SpliceTagger tagger, Voice voice, OutputFolder out) throws IOException {
    Provenance provenance = tagger.model().provenance();
    if (split != null) {
      GeneSplit loaded = Inputs.split(split, data.genes());
      if (isAnother(loaded, provenance, out)) {
        refuseUnlessAsked(
            model
                + " was trained with another split than "
                + split
                + ": it may have seen the genes",
            "Give the split.tsv of the training with --split, or say --include-training-genes.",
            voice);
      }
      return switch (set == null ? Side.TEST : set) {
        case TRAIN -> loaded.train();
        case VALIDATION -> loaded.validation();
        case TEST -> loaded.test();
      };
    }
    if (data.overlaps(provenance)) {
      refuseUnlessAsked(
          model
              + " was trained on genes of "
              + data.names()
              + ": scores on them say nothing about other genes",
          "Give the split.tsv of the training with --split (its test genes are measured), or"
              + " say --include-training-genes.",
          voice);
    }
    return data.genes().genes();
  }

  /** Tells whether the model names a split, but not this one. */
  private static boolean isAnother(GeneSplit loaded, Provenance provenance, OutputFolder out)
      throws IOException {
    // Written as the training wrote it, whatever the file's line ends and order.
    String found = SpliceResults.write(loaded, out).sha256();
    out.drop(SpliceResults.SPLIT);
    List<String> named =
        provenance.data().stream()
            .filter(file -> file.name().equals(SpliceResults.SPLIT))
            .map(Provenance.DataFile::sha256)
            .toList();
    return !named.isEmpty() && !named.contains(found);
  }

  private void refuseUnlessAsked(String fact, String hint, Voice voice) {
    if (!includeTrainingGenes) {
      throw CommandException.usage(fact, hint);
    }
    voice.warn(fact);
  }
}
