package org.isochron.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isochron.astro.lightcurve.ReadingLedger;
import org.isochron.astro.transients.TransientClassifier;
import org.isochron.astro.transients.TransientEvaluation;
import org.isochron.core.evaluation.Estimate;
import org.isochron.core.training.EpochRecord;
import org.isochron.report.BarsWithIntervals;
import org.isochron.report.Figure;
import org.isochron.report.FigureLabel;
import org.isochron.report.LossCurves;
import org.isochron.report.Report;
import org.isochron.report.Table;

/**
 * The report of a training of transients, and its figures.
 *
 * @param html the page
 * @param figures all of its figures, for files of their own
 */
record TransientReport(Report html, List<Figure> figures) {
  static TransientReport of(
      TrainedTransients run, TransientRunConfig config, ObjectOptions.Read read, RunFacts facts) {
    List<Figure> figures = new ArrayList<>();
    Report html =
        Report.titled(
            "Transient classifier, " + String.join(", ", run.training().classifier().classes()));
    html.summary(
        run.evaluation() == null
            ? "Trained without test objects: nothing here says how well it classifies objects that"
                + " it has not seen."
            : String.format(
                Locale.ROOT,
                "Of %,d objects that were not trained on, %.1f %% were classified right.",
                run.evaluation().objects(),
                100 * run.evaluation().accuracy().value()));
    html.section("What was run");
    Map<String, String> what = new LinkedHashMap<>();
    what.put("seed", Long.toString(config.classifier().training().seed()));
    what.put("classes", "column " + config.label());
    what.put("redshift", config.redshift());
    what.put("bands", String.join(", ", config.classifier().reading().bands()));
    html.facts(facts.table(what, read.sources()));
    data(html, run, read);
    html.section("Training");
    add(html, figures, loss(run.training()));
    if (run.evaluation() != null) {
      scores(html, figures, run.evaluation());
    }
    html.section("How to reproduce");
    html.paragraph(
        "The same version, seed, configuration (config.json), split (split.tsv) and data give the"
            + " same metrics.json and model, byte for byte. The command was:");
    html.code(facts.command());
    return new TransientReport(html, List.copyOf(figures));
  }

  private static void add(Report html, List<Figure> figures, Figure figure) {
    html.figure(figure);
    figures.add(figure);
  }

  private static void data(Report html, TrainedTransients run, ObjectOptions.Read read) {
    html.section("Data");
    html.paragraph(
        String.format(
            Locale.ROOT,
            "%,d objects with %,d observations; %,d trained, %,d chose the epoch, temperatures and"
                + " threshold, %,d measured.",
            read.curves().size(),
            read.curves().observations(),
            run.split().train().objects().size(),
            run.split().validation().objects().size(),
            run.split().test().objects().size()));
    List<ReadingLedger.Entry> ledger = read.curves().ledger().entries();
    if (ledger.isEmpty()) {
      html.paragraph("Nothing was left out.");
      return;
    }
    html.table(
        new Table(
            List.of("what was done", "how often", "first"),
            ledger.stream()
                .map(
                    e ->
                        List.of(
                            e.reason(), String.format(Locale.ROOT, "%,d", e.count()), e.first()))
                .toList(),
            "What reading left out or put right."));
  }

  private static Figure loss(TransientClassifier.Training training) {
    double[] loss = training.history().stream().mapToDouble(EpochRecord::trainingLoss).toArray();
    boolean binary = !training.classifier().positive().isEmpty();
    double[] score =
        training.history().stream()
            .mapToDouble(r -> binary ? 1 - r.validationScore() : r.validationScore())
            .toArray();
    return LossCurves.ofTraining(loss)
        .withLossName("training loss (nats)")
        .withMetric(binary ? "validation AUC" : "validation loss", score)
        .withBestEpoch(training.bestEpoch())
        .figure(
            new FigureLabel(
                "loss",
                "Training loss and validation score",
                "Mean objective of an epoch's steps, with dropout and augmentation. The best"
                    + " epoch's parameters are the model."));
  }

  private static void scores(Report html, List<Figure> figures, TransientEvaluation e) {
    html.section("Scores");
    List<BarsWithIntervals.Bar> bars = new ArrayList<>();
    bars.add(bar("accuracy", e.accuracy()));
    bars.add(bar("balanced accuracy", e.balancedAccuracy()));
    bars.add(bar("macro F1", e.macroF1()));
    e.binary()
        .ifPresent(
            b -> {
              bars.add(bar("positive, accuracy", b.accuracy()));
              bars.add(bar("positive, AUC", b.auc()));
              bars.add(bar("positive, figure of merit", b.figureOfMerit()));
            });
    add(
        html,
        figures,
        BarsWithIntervals.of("score (fraction)", bars)
            .figure(
                new FigureLabel(
                    "scores",
                    "Scores with 95 % intervals",
                    "Intervals from objects drawn with replacement. Figure of merit: efficiency"
                        + " times pseudo-purity, false positives counted three times, at the"
                        + " threshold chosen on validation objects.")));
    List<String> names = List.copyOf(e.perClass().keySet());
    List<List<String>> rows = new ArrayList<>();
    e.perClass()
        .forEach(
            (name, of) -> {
              List<String> row = new ArrayList<>();
              row.add(name);
              row.add(Integer.toString(of.objects()));
              row.add(String.format(Locale.ROOT, "%.3f", of.precision()));
              row.add(String.format(Locale.ROOT, "%.3f", of.recall()));
              for (int called : e.confusion()[names.indexOf(name)]) {
                row.add(Integer.toString(called));
              }
              rows.add(row);
            });
    List<String> headings = new ArrayList<>(List.of("class", "objects", "precision", "recall"));
    names.forEach(name -> headings.add("called " + name));
    html.table(new Table(headings, rows, "Each class: how it was called."));
  }

  private static BarsWithIntervals.Bar bar(String name, Estimate e) {
    double low = Math.min(e.low(), e.value());
    double high = Math.max(e.high(), e.value());
    return new BarsWithIntervals.Bar(name, e.value(), low, high);
  }
}
