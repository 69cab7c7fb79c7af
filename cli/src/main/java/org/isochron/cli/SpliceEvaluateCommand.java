package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.isochron.bio.splice.GeneSetConfig;
import org.isochron.bio.splice.SpliceEvaluation;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.bio.splice.TaskEvaluation;
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
      "isochron splice evaluate --model FILE... [--species NAME] FILES ... --out DIR",
      "                                [--split FILE [--set SET]] [OPTIONS]",
      "  FILES: --genbank FILE... and --fasta FILE --annotation FILE, or --dataset NAME",
      ""
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  isochron splice evaluate --model fly/model.isoc --genbank other.gb.gz --out other",
      "  isochron splice evaluate --model fly/model.isoc --dataset dmel-augustus \\",
      "      --split fly/split.tsv --set test --out fly-test",
      "  isochron splice evaluate --model plant/model.isoc --species plant \\",
      "      --fasta b.fa --annotation b.gff3 --out plant-b",
      "",
      "Writes metrics.json, report.html and plots/."
    })
final class SpliceEvaluateCommand implements Callable<Integer> {
  private final Console console;

  @Mixin ModelOption model;

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
  MeasuredGenes.Side set;

  @Option(
      names = "--include-training-genes",
      description = {
        "Measure the genes even though the model was trained on some of them, as their sequences"
            + " show. metrics.json and the report say on how many."
      })
  boolean includeTrainingGenes;

  @Option(
      names = "--config",
      paramLabel = "FILE.json",
      description = {
        "Read, cut out and group the genes as the training did whose config.json this is; other"
            + " options override it."
      })
  Path config;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "" + SpliceEvaluation.DEFAULT_SEED,
      description = "Seed of the draws behind the intervals (default ${DEFAULT-VALUE}).")
  long seed;

  @Mixin RecordOptions records;
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
    GeneSetConfig reading =
        config == null ? GeneSetConfig.defaults() : SpliceRunConfig.read(config).data();
    Plots.probe();
    RunClock clock = new RunClock();
    Voice voice = new Voice(console, talk);
    try (Workers workers = compute.workers();
        OutputFolder out = output.open(SpliceResults.OF_EVALUATION)) {
      SpliceTagger tagger = model.tagger();
      MeasuredModel which = MeasuredModel.of(model.files, tagger);
      List<String> species = genes.species();
      ModelSpecies.checkMeasured(tagger, species);
      GeneSetConfig chosen = genes.over(reading);
      GeneData data = genes.read(voice, chosen);
      MeasuredGenes measured = measured(data, tagger, voice);
      SplitOptions.requireIntrons(data, "measured", measured.genes());
      voice.kernels(workers.count());
      SpliceEvaluation evaluation = tagger.evaluate(measured.genes(), seed, workers);
      RunFacts facts = new RunFacts(console.commandLine(), workers.count(), clock);
      SpliceMeasurement run =
          new SpliceMeasurement(
              tagger,
              which,
              data,
              measured,
              evaluation,
              MeasuredGenes.bySpecies(species, measured.genes(), tagger, seed, workers),
              records.omitted ? null : measured.wholeRecords(data.genes(), tagger, seed, workers),
              CalibrationReport.of(
                  tagger, evaluation, plain -> plain.evaluate(measured.genes(), seed, workers)),
              TaskEvaluation.of(tagger, measured.genes(), seed, workers),
              chosen.isoforms(),
              seed);
      Map<String, Object> metrics = SpliceMetrics.of(run);
      Json.write(out.prepare("metrics.json"), metrics);
      SpliceReport report = SpliceReport.of(run, facts, workers);
      SpliceResults.write(report, out);
      out.commit();
      SpliceMetrics.summary(evaluation).forEach(voice::say);
      SpliceMetrics.summary(run.bySpecies()).forEach(voice::say);
      SpliceMetrics.summary(run.wholeRecords()).forEach(voice::say);
      TaskMetrics.summary(run.tasks()).forEach(voice::say);
      voice.say("report  " + out.place("report.html"));
      voice.json(metrics);
      return 0;
    }
  }

  private MeasuredGenes measured(GeneData data, SpliceTagger tagger, Voice voice)
      throws IOException {
    if (split == null) {
      MeasuredGenes all = MeasuredGenes.all(data, tagger.trainedGenes());
      check(all, data.names(), voice);
      return all;
    }
    MeasuredGenes.Side side = set == null ? MeasuredGenes.Side.TEST : set;
    MeasuredGenes measured =
        MeasuredGenes.of(Inputs.split(split, data.genes()), side, tagger.trainedGenes());
    check(measured, "the " + side.text() + " set of " + split, voice);
    return measured;
  }

  /** Refuses genes that the model has seen where the scores would pass for those of others. */
  private void check(MeasuredGenes measured, String source, Voice voice) {
    if (!measured.knownToBeSeen()) {
      return;
    }
    String fact = measured.seen(model.names(), source);
    if (measured.claimsToBeUnseen()) {
      refuseUnlessAsked(fact, voice);
    } else {
      voice.warn(fact);
    }
  }

  private void refuseUnlessAsked(String fact, Voice voice) {
    if (!includeTrainingGenes) {
      throw CommandException.usage(
          fact,
          "Give the split.tsv of the training with --split (its test genes are measured), or say"
              + " --include-training-genes.");
    }
    voice.warn(fact);
  }
}
