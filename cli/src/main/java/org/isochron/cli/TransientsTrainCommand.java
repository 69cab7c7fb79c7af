package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.isochron.astro.transients.TransientClassifier;
import org.isochron.astro.transients.TransientConfig;
import org.isochron.astro.transients.TransientEvaluation;
import org.isochron.astro.transients.TransientSplit;
import org.isochron.core.io.AtomicFile;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.Provenance;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.training.Checkpoints;
import org.isochron.core.training.TrainingConfig;
import org.isochron.core.training.TrainingSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a classifier of transients and measures it on objects that it has not seen. */
@Command(
    name = "train",
    description = "Train a classifier of light curves and measure it on held-out objects.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  isochron transients train --snana HEAD.FITS.gz PHOT.FITS.gz --positive Ia \\",
      "      --redshift host --out ia",
      "  isochron transients train --snana A_HEAD.FITS A_PHOT.FITS B_HEAD.FITS B_PHOT.FITS \\",
      "      --label SNTYPE --out types",
      "",
      "Writes metrics.json, config.json, split.tsv, model.isoc, history.csv, report.html and plots/."
    })
final class TransientsTrainCommand implements Callable<Integer>, LeavesCheckpoint {
  static final List<String> RESULTS =
      Stream.concat(
              Stream.of(
                  "metrics.json",
                  "config.json",
                  "split.tsv",
                  "model.isoc",
                  "history.csv",
                  "report.html"),
              Plots.files("loss", "scores").stream())
          .toList();

  private final Console console;
  private Path begun;

  @Mixin ObjectOptions objects;

  @Option(
      names = "--positive",
      paramLabel = "CLASS",
      description = "Tell this class from the rest, too (default none, or that of --config).")
  String positive;

  @Option(
      names = "--bands",
      split = ",",
      paramLabel = "NAMES",
      description = "Bands that are read, by commas (default: all of the light curves).")
  List<String> bands;

  @Option(
      names = "--causal",
      description = {
        "Say after each night what is known by then: nothing that comes later is read, and layers"
            + " run forward only."
      })
  boolean causal;

  @Option(
      names = "--split",
      paramLabel = "FILE",
      description = "A split.tsv to use (default: objects are dealt by --seed).")
  Path split;

  @Mixin TrainingOptions training;
  @Mixin OutputOptions output;
  @Mixin ComputeOptions compute;
  @Mixin TalkOptions talk;
  @Mixin HelpOption help;

  TransientsTrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Path checkpoint() {
    return begun;
  }

  @Override
  public Integer call() throws IOException {
    RunClock clock = new RunClock();
    Voice voice = new Voice(console, talk);
    TransientRunConfig chosen = configuration();
    Plots.probe();
    Path checkpoint = output.out.resolve(SpliceResults.CHECKPOINT);
    boolean goesOn = training.resume && Files.isRegularFile(checkpoint);
    if (training.resume && !goesOn && !output.force && isComplete(chosen, voice)) {
      return 0;
    }
    try (Workers workers = compute.workers();
        OutputFolder out = output.open(RESULTS, List.of(SpliceResults.CHECKPOINT), goesOn)) {
      ObjectOptions.Read read =
          objects.labelled(chosen.label(), chosen.group(), chosen.redshift(), voice);
      TransientRunConfig run = withBands(chosen, read);
      read.objects().requireObserved(run.classifier().reading().bands());
      TransientSplit dealt = split(run, read);
      Provenance.DataFile splitFile = save(dealt, out.prepare("split.tsv"));
      run = withGiven(run, splitFile);
      requireTrainable(run.positive(), dealt);
      note(dealt, voice);
      voice.kernels(workers.count());
      begun = checkpoint;
      TrainedTransients trained =
          train(run, dealt, origin(read, splitFile), workers, voice, goesOn);
      TransientReport report =
          TransientReport.of(
              trained, run, read, new RunFacts(console.commandLine(), workers.count(), clock));
      write(trained, run, report, out);
      if (trained.stoppedByLimit()) {
        out.keep(SpliceResults.CHECKPOINT);
      }
      out.commit();
      report(trained, out, voice);
      return 0;
    }
  }

  private TransientRunConfig withGiven(TransientRunConfig run, Provenance.DataFile splitFile) {
    return split == null ? run : run.withSplit(run.validation(), run.test(), splitFile.sha256());
  }

  /** Tells whether a run of this configuration and these data has ended here, and says so. */
  private boolean isComplete(TransientRunConfig chosen, Voice voice) throws IOException {
    FinishedRun there = new FinishedRun(output.out);
    if (!there.exists()) {
      return false;
    }
    ObjectOptions.Read read =
        objects.labelled(chosen.label(), chosen.group(), chosen.redshift(), voice.silent());
    TransientRunConfig run = withBands(chosen, read);
    Path written = Files.createTempFile("split", ".tsv");
    try {
      Provenance.DataFile splitFile = save(split(run, read), written);
      if (!there.isOf(withGiven(run, splitFile), origin(read, splitFile))) {
        return false;
      }
      there.say(voice);
      return true;
    } finally {
      Files.delete(written);
    }
  }

  /** Writes a split, and returns its name and checksum, for the model's provenance. */
  private static Provenance.DataFile save(TransientSplit dealt, Path file) throws IOException {
    dealt.save(file);
    return new Provenance.DataFile("split.tsv", ModelFile.sha256(file));
  }

  private static List<Provenance.DataFile> origin(
      ObjectOptions.Read read, Provenance.DataFile splitFile) {
    return Stream.concat(read.sources().stream(), Stream.of(splitFile)).toList();
  }

  private TrainedTransients train(
      TransientRunConfig run,
      TransientSplit dealt,
      List<Provenance.DataFile> origin,
      Workers workers,
      Voice voice,
      boolean goesOn) {
    boolean binary = !run.positive().isEmpty();
    List<TrainingProgress.Phase> phases =
        List.of(new TrainingProgress.Phase("training", run.classifier().training().epochs()));
    try (TrainingProgress progress =
        new TrainingProgress(
            voice,
            phases,
            training.timeLimit,
            score ->
                binary
                    ? String.format(Locale.ROOT, "validation AUC %.4f", 1 - score)
                    : String.format(Locale.ROOT, "validation loss %.4f", score))) {
      Checkpoints checkpoints =
          Checkpoints.in(output.out.resolve(SpliceResults.CHECKPOINT), goesOn);
      TransientClassifier.Training trained =
          TransientClassifier.train(
              dealt,
              run.positive(),
              run.classifier(),
              origin,
              new TrainingSession(workers, progress, checkpoints));
      TransientEvaluation evaluation =
          dealt.test().objects().isEmpty()
              ? null
              : TransientEvaluation.of(
                  trained.classifier(), dealt.test(), run.classifier().training().seed(), workers);
      return new TrainedTransients(trained, dealt, evaluation, progress.limitReached());
    }
  }

  private static void requireTrainable(String positive, TransientSplit dealt) {
    if (dealt.train().objects().isEmpty() || dealt.validation().objects().isEmpty()) {
      throw CommandException.badInput(
          "the split has %d training and %d validation objects, expected at least one of each"
              .formatted(dealt.train().objects().size(), dealt.validation().objects().size()),
          "Give more objects, or another --split.");
    }
    List<String> classes = dealt.train().classes();
    if (!positive.isEmpty() && !classes.contains(positive)) {
      throw CommandException.usage(
          "--positive "
              + positive
              + ": expected one of the classes of training objects, "
              + classes,
          "Is --label the column of the class?");
    }
    for (String label : dealt.validation().classes()) {
      if (!classes.contains(label)) {
        throw CommandException.badInput(
            "class '" + label + "' has validation objects and no training objects",
            "Leave classes of few objects out, or give a --split.");
      }
    }
  }

  private static void note(TransientSplit dealt, Voice voice) {
    voice.note(
        String.format(
            Locale.ROOT,
            "split: %,d training, %,d validation, %,d test objects of %d classes",
            dealt.train().objects().size(),
            dealt.validation().objects().size(),
            dealt.test().objects().size(),
            dealt.train().classes().size()));
  }

  private TransientSplit split(TransientRunConfig run, ObjectOptions.Read read) throws IOException {
    if (split != null) {
      return TransientSplit.load(Inputs.check("--split", split), read.objects());
    }
    return TransientSplit.byGroup(
        read.objects(),
        1 - run.validation() - run.test(),
        run.validation(),
        run.classifier().training().seed());
  }

  /** Without --bands and --config, all bands of the light curves are read. */
  private TransientRunConfig withBands(TransientRunConfig chosen, ObjectOptions.Read read)
      throws FormatException {
    TransientConfig.Reading reading = chosen.classifier().reading();
    List<String> wanted =
        bands != null ? bands : training.config != null ? reading.bands() : read.curves().bands();
    for (String band : wanted) {
      if (!read.curves().bands().contains(band)) {
        throw new FormatException(
            "bands",
            "no observation in " + band + "; the light curves have " + read.curves().bands());
      }
    }
    return chosen.withClassifier(
        chosen
            .classifier()
            .withReading(
                new TransientConfig.Reading(
                    wanted, RedshiftSource.isAny(chosen.redshift()), reading.causal() || causal)));
  }

  private TransientRunConfig configuration() throws IOException {
    TransientRunConfig base =
        training.config == null
            ? TransientRunConfig.defaults()
            : TransientRunConfig.read(training.config);
    TrainingConfig chosen = training.over(base.classifier().training());
    return new TransientRunConfig(
        base.classifier().withTraining(chosen),
        objects.label == null ? base.label() : objects.label,
        objects.group == null ? base.group() : objects.group,
        positive == null ? base.positive() : positive,
        objects.redshift == null ? base.redshift() : objects.redshift,
        base.validation(),
        base.test(),
        "");
  }

  private static void write(
      TrainedTransients trained, TransientRunConfig run, TransientReport report, OutputFolder out)
      throws IOException {
    Map<String, Object> metrics = metrics(trained);
    Json.write(out.prepare("metrics.json"), metrics);
    Json.write(out.prepare("config.json"), run);
    trained.training().classifier().save(out.prepare("model.isoc"));
    AtomicFile.writeText(out.prepare("history.csv"), TransientMetrics.history(trained.training()));
    report.html().write(out.prepare("report.html"));
    Plots.write(report.figures(), out);
  }

  private static Map<String, Object> metrics(TrainedTransients trained) {
    Map<String, Object> m = new LinkedHashMap<>();
    if (trained.evaluation() != null) {
      m.putAll(TransientMetrics.of(trained.evaluation()));
    }
    Map<String, Object> split = new LinkedHashMap<>();
    split.put("train", trained.split().train().objects().size());
    split.put("validation", trained.split().validation().objects().size());
    split.put("test", trained.split().test().objects().size());
    m.put("split", split);
    Map<String, Object> training = new LinkedHashMap<>();
    training.put("epochs", trained.training().history().size());
    training.put("bestEpoch", trained.training().bestEpoch());
    training.put("stoppedByLimit", trained.stoppedByLimit());
    m.put("training", training);
    return m;
  }

  private void report(TrainedTransients trained, OutputFolder out, Voice voice) {
    if (trained.stoppedByLimit()) {
      voice.warn(
          "the time limit ended the training: another run may give another model; the same command"
              + " with --resume goes on from "
              + out.place(SpliceResults.CHECKPOINT));
    }
    if (trained.evaluation() == null) {
      voice.say("no test objects: trained, but not measured");
    } else {
      TransientMetrics.summary(trained.evaluation()).forEach(voice::say);
    }
    voice.say("model   " + out.place("model.isoc"));
    voice.say("report  " + out.place("report.html"));
    voice.json(metrics(trained));
  }
}
