package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.isochron.astro.transients.EarlyClassification;
import org.isochron.astro.transients.TransientClassifier;
import org.isochron.astro.transients.TransientEvaluation;
import org.isochron.astro.transients.TransientSet;
import org.isochron.astro.transients.TransientSplit;
import org.isochron.core.io.Json;
import org.isochron.core.model.ModelFile;
import org.isochron.core.recurrence.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a classifier of transients on labelled objects. */
@Command(
    name = "evaluate",
    description = "Measure a classifier of light curves on labelled objects.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  isochron transients evaluate --model ia/model.isoc --snana HEAD.FITS.gz PHOT.FITS.gz \\",
      "      --redshift host --split ia/split.tsv --out ia-test",
      "",
      "Writes metrics.json."
    })
final class TransientsEvaluateCommand implements Callable<Integer> {
  private final Console console;

  @Mixin TransientModelOption model;
  @Mixin ObjectOptions objects;

  @Option(
      names = "--split",
      paramLabel = "FILE",
      description = {
        "The split.tsv of the training, whose test objects are measured; without it all are, which"
            + " must be none that were trained on."
      })
  Path split;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the draws behind the intervals (default ${DEFAULT-VALUE}).")
  long seed;

  @Mixin OutputOptions output;
  @Mixin ComputeOptions compute;
  @Mixin TalkOptions talk;
  @Mixin HelpOption help;

  TransientsEvaluateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Voice voice = new Voice(console, talk);
    try (Workers workers = compute.workers();
        OutputFolder out = output.open(List.of("metrics.json"))) {
      TransientClassifier classifier = model.classifier();
      String source = TransientModelOption.redshift(objects.redshift, classifier);
      String label = objects.label == null ? "SIM_TYPE_NAME" : objects.label;
      String group = objects.group == null ? "" : objects.group;
      ObjectOptions.Read read = objects.labelled(label, group, source, voice);
      TransientSet measured =
          split == null
              ? read.objects()
              : TransientSplit.load(Inputs.check("--split", split), read.objects()).test();
      if (split == null
          && classifier.model().provenance().data().stream().anyMatch(read.sources()::contains)) {
        throw CommandException.usage(
            "the model was trained on these files: scores on them say nothing about other objects",
            "Give the split.tsv of the training with --split: its test objects are measured.");
      }
      measured.requireObserved(classifier.reading().bands());
      requireKnown(classifier, measured, label);
      voice.kernels(workers.count());
      TransientEvaluation evaluation = TransientEvaluation.of(classifier, measured, seed, workers);
      Map<String, Object> metrics = new LinkedHashMap<>(TransientMetrics.of(evaluation));
      Optional<EarlyClassification> early =
          EarlyClassification.of(classifier, measured, EarlyClassification.USUAL_DAYS, workers);
      early.ifPresent(e -> metrics.put("early", e));
      metrics.put("model", ModelFile.sha256(model.file));
      Json.write(out.prepare("metrics.json"), metrics);
      out.commit();
      TransientMetrics.summary(evaluation).forEach(voice::say);
      early.map(TransientMetrics::summary).ifPresent(voice::say);
      voice.json(metrics);
      return 0;
    }
  }

  private static void requireKnown(
      TransientClassifier classifier, TransientSet measured, String label) {
    if (measured.objects().isEmpty()) {
      throw CommandException.badInput(
          "no object to measure: the split has no test objects", "Give another --split.");
    }
    for (String found : measured.classes()) {
      if (!classifier.classes().contains(found)) {
        throw CommandException.badInput(
            "--label "
                + label
                + ": expected classes of the model, "
                + classifier.classes()
                + ", found '"
                + found
                + "'",
            "Is it the column that the model was trained with?");
      }
    }
  }
}
