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
      description = "Measure all genes of the data even though the model was trained on some.")
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
    RunningKernels.ask();
    RunClock clock = new RunClock();
    Voice voice = new Voice(console, talk);
    try (Workers workers = compute.workers();
        OutputFolder out = output.open(SpliceResults.OF_EVALUATION)) {
      SpliceTagger tagger = Inputs.tagger(model);
      GeneData data = genes.read(voice);
      List<SenseGene> measured = measured(data, tagger, voice);
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

  private List<SenseGene> measured(GeneData data, SpliceTagger tagger, Voice voice)
      throws IOException {
    if (split != null) {
      GeneSplit loaded = GeneSplit.load(Inputs.check("--split", split), data.genes());
      return switch (set == null ? Side.TEST : set) {
        case TRAIN -> loaded.train();
        case VALIDATION -> loaded.validation();
        case TEST -> loaded.test();
      };
    }
    if (data.overlaps(tagger.model().provenance())) {
      String fact = model + " was trained on genes of " + data.names();
      if (!includeTrainingGenes) {
        throw CommandException.usage(
            fact + ": scores on them say nothing about other genes",
            "Give the split.tsv of the training with --split (its test genes are measured), or"
                + " say --include-training-genes.");
      }
      voice.warn(fact + ", and they are measured too");
    }
    return data.genes().genes();
  }
}
