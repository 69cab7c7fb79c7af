package org.isochron.cli;

import java.util.List;
import java.util.Locale;
import org.isochron.bio.splice.RecordEvaluation;
import org.isochron.bio.splice.RecordSites;
import org.isochron.core.evaluation.Estimate;
import org.isochron.report.Report;
import org.isochron.report.Table;

/** What a report says of both strands of whole records. */
final class RecordReport {
  private RecordReport() {}

  /**
   * Adds a section, if they were measured.
   *
   * @param evaluation or null
   * @param fly whether the genes are those on which AUGUSTUS was measured
   */
  static void add(Report html, RecordEvaluation evaluation, boolean fly) {
    if (evaluation == null) {
      return;
    }
    html.section("Both strands of whole records");
    html.table(
        new Table(
            List.of("site", "F1", "precision", "recall", "threshold"),
            List.of(row("donor", evaluation.donor()), row("acceptor", evaluation.acceptor())),
            String.format(
                Locale.ROOT,
                "Calls on both strands of %s, %,d sites, %,d positions, with 95 %% intervals.",
                Counted.of(evaluation.records(), "record"),
                evaluation.sites(),
                evaluation.positions())));
    html.paragraph(
        String.format(
            Locale.ROOT,
            "Nobody says on which strand a gene lies, or where: %d of the stretches are whole"
                + " sequences, the others genes with their flanks. The two strands are read apart"
                + " and explained together, with no base in genes of both. Sites are called at %s."
                + " Left out: %,d positions, in genes that are not measured or where transcripts"
                + " disagree.",
            evaluation.whole(),
            evaluation.thresholdsOfRecords()
                ? "the model's thresholds that are best on its validation genes' records"
                : "the model's thresholds, chosen on gene spans",
            evaluation.maskedPositions()));
    if (fly) {
      html.paragraph(
          "AUGUSTUS, trained on a part of the same genes by a split of its own, same measure:"
              + " F1 0.868 and 0.865.");
    }
  }

  private static List<String> row(String name, RecordSites sites) {
    return List.of(
        name,
        text(sites.f1()),
        text(sites.precision()),
        text(sites.recall()),
        sites.hasThreshold()
            ? String.format(Locale.ROOT, "%.3f", sites.threshold())
            : "by species");
  }

  private static String text(Estimate e) {
    return String.format(Locale.ROOT, "%.3f (%.3f\u2013%.3f)", e.value(), e.low(), e.high());
  }
}
