package org.isochron.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.isochron.bio.splice.FineTune;
import org.isochron.bio.splice.GeneSplit;
import org.isochron.bio.splice.TaskConfig;
import org.isochron.core.io.FormatException;
import org.isochron.core.model.Provenance;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.training.Checkpoints;
import org.isochron.core.training.TrainingConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a tagger and measures it on genes that it has not seen. */
@Command(
    name = "train",
    description = "Train a splice-site tagger on annotated genes and measure it on held-out ones.",
    customSynopsis = {
      "isochron splice train [--species NAME] FILES ... --out DIR [OPTIONS]",
      "  FILES: --genbank FILE... and --fasta FILE --annotation FILE, or --dataset NAME",
      ""
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  isochron splice train --dataset dmel-augustus --out fly",
      "  isochron splice train --genbank a.gb b.gb.gz --out mine --seed 2 --time-limit 10m",
      "  isochron splice train --fasta a.fa.gz --annotation a.gff3.gz --fasta b.fa \\",
      "      --annotation b.gtf --out two-genomes",
      "  isochron splice train --dataset dmel-augustus --config fly/config.json \\",
      "      --split fly/split.tsv --epochs 40 --out longer",
      "  isochron splice train --dataset dmel-augustus --out fly --resume",
      "  isochron splice train --species plant --fasta a.fa --annotation a.gff3 \\",
      "      --species fly --dataset dmel-augustus --test-chromosome plant:Chr5 \\",
      "      --fine-tune plant --out plant",
      "  isochron splice train --fasta a.fa --annotation a.gff3 --task strand=0.1 \\",
      "      --label-fraction 0.1 --out few-labels",
      "",
      "Writes metrics.json, config.json, split.tsv, model.isoc, history.csv, report.html and plots/.",
      "Same seed and data: the same bytes for any number of threads, but for report.html and plots/",
      "(they name the run and depend on the fonts), unless a time limit ends the training.",
      "A training that a time limit, a failure or a kill ended leaves checkpoint.ckpt. The same",
      "command with --resume goes on from it; its results are those of an uninterrupted run."
    })
final class SpliceTrainCommand implements Callable<Integer>, LeavesCheckpoint {
  /** How a checkpoint that fits another run is refused, and the part of its header with data. */
  private static final String OF_ANOTHER_RUN = "checkpoint of another run";

  private static final List<String> OF_GENES = List.of("/run/data", "/run/genes");

  private final Console console;
  private Path begun;

  @Mixin GeneOptions genes;
  @Mixin OutputOptions output;
  @Mixin SplitOptions splitting;
  @Mixin TaskOptions tasks;
  @Mixin TrainingOptions training;

  @Option(
      names = "--calibrate",
      negatable = true,
      description =
          "Fit temperatures to validation genes, by which log-odds of sites are divided: the default,"
              + " or what --config says. Ranks of positions stay.")
  Boolean calibrate;

  @Option(
      names = "--fine-tune",
      paramLabel = "NAME",
      description = {
        "After the training on all species go on with this one; epochs and rate are fineTune's in"
            + " --config (default 6 and 0.001)."
      })
  String fineTune;

  @Mixin RecordOptions records;
  @Mixin ComputeOptions compute;
  @Mixin TalkOptions talk;
  @Mixin HelpOption help;

  SpliceTrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    RunClock clock = new RunClock();
    Voice voice = new Voice(console, talk);
    SpliceRunConfig chosen = configuration();
    Plots.probe();
    Path checkpoint = output.out.resolve(SpliceResults.CHECKPOINT);
    boolean goesOn = training.resume && Files.isRegularFile(checkpoint);
    if (training.resume && !goesOn && !output.force && isComplete(chosen, voice)) {
      return 0;
    }
    try (Workers workers = compute.workers();
        OutputFolder out =
            output.open(SpliceResults.OF_PHASES, SpliceResults.CHECKPOINTS, goesOn)) {
      GeneData data = genes.read(voice, chosen.data());
      GeneSplit split = splitting.split(data, chosen);
      Provenance.DataFile splitFile = SpliceResults.write(split, out);
      String given = splitting.file == null ? "" : splitFile.sha256();
      SpliceTraining.Plan plan =
          new SpliceTraining.Plan(
              data,
              split,
              data.origin(splitFile),
              chosen.withSplit(chosen.split().withGiven(given)),
              !records.omitted,
              training.timeLimit,
              Checkpoints.in(checkpoint, goesOn));
      if (!goesOn) {
        Files.deleteIfExists(output.out.resolve(SpliceResults.FINE_TUNE_CHECKPOINT));
      }
      begun = checkpoint;
      SpliceTraining run = run(plan, workers, voice);
      RunFacts facts = new RunFacts(console.commandLine(), workers.count(), clock);
      SpliceResults.write(run, SpliceReport.of(run, facts, workers), out);
      if (run.stoppedByLimit()) {
        SpliceResults.CHECKPOINTS.forEach(out::keep);
      }
      out.commit();
      report(run, voice, out);
      return 0;
    }
  }

  /** Tells whether a run of this configuration and these data has ended here, and says so. */
  private boolean isComplete(SpliceRunConfig chosen, Voice voice) throws IOException {
    FinishedRun there = new FinishedRun(output.out);
    if (!there.exists()) {
      return false;
    }
    Voice silent = voice.silent();
    GeneData data = genes.read(silent, chosen.data());
    Provenance.DataFile splitFile = SpliceResults.named(splitting.split(data, chosen));
    String given = splitting.file == null ? "" : splitFile.sha256();
    SpliceRunConfig run = chosen.withSplit(chosen.split().withGiven(given));
    if (!there.isOf(run, data.origin(splitFile))) {
      return false;
    }
    there.say(voice);
    return true;
  }

  @Override
  public Path checkpoint() {
    return begun;
  }

  private static SpliceTraining run(SpliceTraining.Plan plan, Workers workers, Voice voice) {
    try {
      return SpliceTraining.run(plan, workers, voice);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof FormatException bad
          && SpliceResults.CHECKPOINTS.stream().anyMatch(bad.place()::startsWith)) {
        throw refused(bad, plan);
      }
      throw e;
    }
  }

  /** Says what is wrong with a checkpoint, and what to do. */
  private static CommandException refused(FormatException bad, SpliceTraining.Plan plan) {
    String name =
        SpliceResults.CHECKPOINTS.stream()
            .filter(bad.place()::startsWith)
            .findFirst()
            .orElse(SpliceResults.CHECKPOINT);
    Path file = plan.checkpoints().file().resolveSibling(name);
    String problem = bad.getMessage().substring(name.length());
    String anew = "begin anew: --force without --resume.";
    if (!problem.contains(OF_ANOTHER_RUN)) {
      return CommandException.badInput(file + problem, "It cannot be gone on from; " + anew);
    }
    boolean data = OF_GENES.stream().anyMatch(bad.place()::contains);
    return CommandException.badInput(
        file + (data ? ": its run had other training genes or data files" : "") + problem,
        "Give the options and data of the run that left it, or " + anew);
  }

  private SpliceRunConfig configuration() throws IOException {
    SpliceRunConfig base =
        training.config == null
            ? SpliceRunConfig.defaults()
            : SpliceRunConfig.read(training.config);
    TrainingConfig chosen = training.over(base.training());
    List<String> species = genes.species();
    FineTune phase = phase(base.fineTune(), species);
    TaskConfig wanted = tasks.over(base.tasks());
    tasks.check(wanted, species, phase);
    return base.withTraining(chosen)
        .withData(tasks.junctions(genes.over(base.data()), wanted))
        .withSplit(splitting.over(base.split()))
        .withSpecies(species, phase, wanted)
        .withCalibrated(calibrate == null ? base.calibrated() : calibrate);
  }

  private FineTune phase(FineTune base, List<String> species) {
    String wanted = fineTune == null ? base.species() : fineTune;
    if (!wanted.isEmpty() && !species.contains(wanted)) {
      throw CommandException.usage(
          (fineTune == null ? "--config: fineTune " : "--fine-tune ")
              + wanted
              + ": expected one of the species, found "
              + (species.isEmpty() ? "none named" : String.join(", ", species)),
          "Name it with --species before its files.");
    }
    return base.on(wanted);
  }

  private static void report(SpliceTraining run, Voice voice, OutputFolder out) {
    if (run.stoppedByLimit()) {
      voice.warn(
          "the time limit ended the training: another run may give another model; the same command"
              + " with --resume goes on from "
              + out.place(SpliceResults.CHECKPOINT));
    }
    if (run.evaluation() == null) {
      voice.say("no test genes: trained, but not measured; validation scores are no substitute");
    } else {
      SpliceMetrics.summary(run.evaluation()).forEach(voice::say);
      SpliceMetrics.summary(run.bySpecies()).forEach(voice::say);
      SpliceMetrics.summary(run.wholeRecords()).forEach(voice::say);
      TaskMetrics.summary(run.tasks()).forEach(voice::say);
    }
    voice.say("model   " + out.place("model.isoc"));
    voice.say("report  " + out.place("report.html"));
    voice.json(SpliceMetrics.of(run));
  }
}
