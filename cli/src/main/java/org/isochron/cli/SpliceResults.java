package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.isochron.bio.splice.GeneSplit;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.core.io.AtomicFile;
import org.isochron.core.io.Json;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.Provenance;

/** The files of a splice run. */
final class SpliceResults {
  /** The file with every gene's side. */
  static final String SPLIT = "split.tsv";

  static final List<String> OF_TRAINING =
      joined(
          List.of("metrics.json", "config.json", SPLIT, "model.isoc", "history.csv", "report.html"),
          Plots.files(
              "loss",
              "precision-recall",
              "calibration",
              SpliceFigures.UNCALIBRATED,
              "scores",
              "logo-donor",
              "logo-acceptor",
              "gene-1",
              "gene-2",
              "gene-3"));

  /** The same of a training that may have a second phase. */
  static final List<String> OF_PHASES = joined(OF_TRAINING, Plots.files("fine-tuning"));

  /** What a training leaves where it is not done. */
  static final String CHECKPOINT = "checkpoint.ckpt";

  /** The same of a second phase. */
  static final String FINE_TUNE_CHECKPOINT = SpliceTagger.fineTuneCheckpoint(CHECKPOINT);

  /** Both. */
  static final List<String> CHECKPOINTS = List.of(CHECKPOINT, FINE_TUNE_CHECKPOINT);

  static final List<String> OF_EVALUATION =
      joined(
          List.of("metrics.json", "report.html"),
          Plots.files(
              "precision-recall",
              "calibration",
              SpliceFigures.UNCALIBRATED,
              "scores",
              "logo-donor",
              "logo-acceptor",
              "gene-1",
              "gene-2",
              "gene-3"));
  static final List<String> OF_PREDICTION = SiteFormat.allFiles();

  private SpliceResults() {}

  private static List<String> joined(List<String> files, List<String> plots) {
    return Stream.concat(files.stream(), plots.stream()).toList();
  }

  /** Writes the split and returns its name and checksum, for the model's provenance. */
  static Provenance.DataFile write(GeneSplit split, OutputFolder out) throws IOException {
    Path file = out.prepare(SPLIT);
    split.save(file);
    return new Provenance.DataFile(SPLIT, ModelFile.sha256(file));
  }

  /** Returns a split's name and checksum, as {@link #write(GeneSplit, OutputFolder)} does. */
  static Provenance.DataFile named(GeneSplit split) throws IOException {
    Path written = Files.createTempFile("split", ".tsv");
    try {
      split.save(written);
      return new Provenance.DataFile(SPLIT, ModelFile.sha256(written));
    } finally {
      Files.delete(written);
    }
  }

  /** Writes what a training made, but its split. */
  static void write(SpliceTraining run, SpliceReport report, OutputFolder out) throws IOException {
    Json.write(out.prepare("metrics.json"), SpliceMetrics.of(run));
    Json.write(out.prepare("config.json"), run.plan().config());
    run.training().tagger().save(out.prepare("model.isoc"));
    String history = SpliceMetrics.history(run.training());
    AtomicFile.writeText(out.prepare("history.csv"), history);
    write(report, out);
  }

  static void write(SpliceReport report, OutputFolder out) throws IOException {
    report.html().write(out.prepare("report.html"));
    Plots.write(report.figures(), out);
  }
}
