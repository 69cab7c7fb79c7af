package org.isochron.cli;

import java.io.IOException;
import java.util.List;
import org.isochron.core.io.AtomicFile;
import org.isochron.core.io.Json;

/** The files of a splice run. */
final class SpliceResults {
  static final List<String> OF_TRAINING =
      List.of(
          "metrics.json",
          "config.json",
          "split.tsv",
          "model.isoc",
          "history.csv",
          "report.html",
          Plots.FOLDER);
  static final List<String> OF_EVALUATION = List.of("metrics.json", "report.html", Plots.FOLDER);
  static final List<String> OF_PREDICTION = List.of("sites.bed", "sites.tsv");

  private SpliceResults() {}

  static void write(SpliceTraining run, SpliceReport report, OutputFolder out) throws IOException {
    var model = run.training().tagger().model();
    Json.write(out.prepare("metrics.json"), SpliceMetrics.of(run));
    Json.write(out.prepare("config.json"), model.provenance().config());
    run.split().save(out.prepare("split.tsv"));
    run.training().tagger().save(out.prepare("model.isoc"));
    String history = SpliceMetrics.history(run.training().history());
    AtomicFile.writeText(out.prepare("history.csv"), history);
    write(report, out);
  }

  static void write(SpliceReport report, OutputFolder out) throws IOException {
    report.html().write(out.prepare("report.html"));
    Plots.write(report.figures(), out);
  }
}
