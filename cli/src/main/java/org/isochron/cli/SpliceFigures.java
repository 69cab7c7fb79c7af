package org.isochron.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isochron.bio.splice.SiteBases;
import org.isochron.bio.splice.SiteClass;
import org.isochron.bio.splice.SpliceEvaluation;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.core.evaluation.Calibration;
import org.isochron.core.evaluation.Estimate;
import org.isochron.core.training.EpochRecord;
import org.isochron.report.BarsWithIntervals;
import org.isochron.report.CalibrationPlot;
import org.isochron.report.Figure;
import org.isochron.report.FigureLabel;
import org.isochron.report.LossCurves;
import org.isochron.report.PrecisionRecallCurves;
import org.isochron.report.SequenceLogo;
import org.isochron.report.Table;

/** The charts and tables of scores. */
final class SpliceFigures {
  /** Below it lie the positions that nobody would call, by far the most. */
  private static final double LEAST = 0.1;

  /** Name of the figure of probabilities before the temperatures. */
  static final String UNCALIBRATED = "calibration-before";

  private static final List<String> HEADINGS =
      List.of("site", "top-k", "AUPRC", "F1", "MCC", "precision", "recall", "threshold");

  private SpliceFigures() {}

  static Figure loss(SpliceTagger.Training training) {
    return loss(
        training.history(),
        training.bestEpoch(),
        new FigureLabel(
            "loss",
            "Training loss and validation AUPRC",
            "Mean objective of an epoch's steps, with dropout: minus the log probability of the"
                + " annotated gene structures, per base. AUPRC is the mean of donor and acceptor on the validation genes"
                + (training.tagger().species().isEmpty()
                    ? ""
                    : ", and of that the mean of the species")
                + ". The best epoch's parameters are the model."));
  }

  static Figure loss(SpliceTagger.FineTuning phase) {
    return loss(
        phase.history(),
        phase.bestEpoch(),
        new FigureLabel(
            "fine-tuning",
            "Second phase: training loss and validation AUPRC on " + phase.species(),
            String.format(
                Locale.ROOT,
                "As before, on %s alone, whose validation AUPRC was %.4f before. %s",
                phase.species(),
                1 - phase.scoreBefore(),
                phase.bestEpoch() == 0
                    ? "No epoch ranked better: the first phase's parameters are the model."
                    : "The best epoch's parameters are the model.")));
  }

  private static Figure loss(List<EpochRecord> history, int bestEpoch, FigureLabel label) {
    double[] loss = history.stream().mapToDouble(EpochRecord::trainingLoss).toArray();
    double[] auprc = history.stream().mapToDouble(r -> 1 - r.validationScore()).toArray();
    LossCurves curves =
        LossCurves.ofTraining(loss)
            .withLossName("training loss (nats per base)")
            .withMetric("validation AUPRC", auprc);
    return (bestEpoch == 0 ? curves : curves.withBestEpoch(bestEpoch)).figure(label);
  }

  static Figure precisionRecall(SpliceEvaluation evaluation) {
    return PrecisionRecallCurves.of(
            List.of(curve("donor", evaluation.donor()), curve("acceptor", evaluation.acceptor())))
        .figure(
            new FigureLabel(
                "precision-recall",
                "Precision and recall of donors and acceptors",
                "Over all positions of the gene spans of "
                    + evaluation.genes()
                    + " genes, sense strand."));
  }

  private static PrecisionRecallCurves.Curve curve(String name, SiteClass site) {
    return PrecisionRecallCurves.Curve.of(
            name, site.curve().recall(), site.curve().precision(), site.auprc().value())
        .withBreakEven(site.topK().value());
  }

  static Figure calibration(SpliceEvaluation evaluation) {
    return reliability(evaluation, "calibration", "Predicted probabilities against what was found");
  }

  /** Draws the same of probabilities as the network gives them. */
  static Figure uncalibrated(SpliceEvaluation evaluation) {
    return reliability(evaluation, UNCALIBRATED, "The same before the temperatures");
  }

  private static Figure reliability(SpliceEvaluation evaluation, String id, String title) {
    return CalibrationPlot.of(
            List.of(
                reliability("donor", evaluation.donor().calibration()),
                reliability("acceptor", evaluation.acceptor().calibration())))
        .figure(
            new FigureLabel(
                id,
                title,
                "Over all positions of the gene spans, nearly all of which have a probability near"
                    + " 0: the bins above 0.1 are the ones to look at. ECE: mean of |observed \u2212"
                    + " predicted| over the bins from 0.1 on, weighted by their predictions (that of"
                    + " metrics.json is over all bins)."));
  }

  private static CalibrationPlot.Reliability reliability(String name, Calibration calibration) {
    List<Calibration.Bin> bins = calibration.bins();
    CalibrationPlot.Reliability curve =
        CalibrationPlot.Reliability.of(
            name,
            bins.stream().mapToDouble(Calibration.Bin::predicted).toArray(),
            bins.stream().mapToDouble(Calibration.Bin::observed).toArray(),
            bins.stream().mapToLong(Calibration.Bin::count).toArray());
    double error = errorFrom(LEAST, bins);
    return Double.isNaN(error) ? curve : curve.withError(error, LEAST);
  }

  /** Returns the calibration error of the bins from a probability on, NaN where there are none. */
  static double errorFrom(double least, List<Calibration.Bin> bins) {
    double sum = 0;
    long count = 0;
    for (Calibration.Bin bin : bins) {
      if (bin.low() >= least) {
        sum += bin.count() * Math.abs(bin.observed() - bin.predicted());
        count += bin.count();
      }
    }
    return sum / count;
  }

  /** Draws the bases around the called sites, for each kind of which there are some. */
  static List<Figure> logos(SpliceEvaluation evaluation) {
    List<Figure> logos = new ArrayList<>();
    logo(logos, "donor", evaluation.donorBases());
    logo(logos, "acceptor", evaluation.acceptorBases());
    return List.copyOf(logos);
  }

  private static void logo(List<Figure> logos, String name, SiteBases bases) {
    if (bases.sites() == 0) {
      return;
    }
    logos.add(
        SequenceLogo.ofCounts(bases.array())
            .withBoundary(bases.boundary())
            .figure(
                new FigureLabel(
                    "logo-" + name,
                    "Bases around the called " + name + "s",
                    Counted.of(bases.sites(), name)
                        + " called in the gene spans at the model's threshold, annotated or not; the"
                        + " line is the edge between exon and intron.")));
  }

  /** Draws the scores, for the fly genes with what others reached on them. */
  static Figure bars(SpliceEvaluation evaluation, boolean fly) {
    List<BarsWithIntervals.Bar> bars = new ArrayList<>();
    bars(bars, "donor", evaluation.donor());
    bars(bars, "acceptor", evaluation.acceptor());
    BarsWithIntervals chart = BarsWithIntervals.of("score (fraction)", bars);
    if (fly) {
      chart =
          chart.withAnchors(
              List.of(
                  new BarsWithIntervals.Anchor("donor, top-k", "weight array (top-k)", 0.575),
                  new BarsWithIntervals.Anchor("acceptor, top-k", "weight array (top-k)", 0.315),
                  new BarsWithIntervals.Anchor("donor, F1", "AUGUSTUS (F1)", 0.868),
                  new BarsWithIntervals.Anchor("acceptor, F1", "AUGUSTUS (F1)", 0.865)));
    }
    return chart.figure(
        new FigureLabel(
            "scores",
            "Scores with 95 % intervals",
            "Intervals from resampled gene groups"
                + (fly ? "; ticks: what others reached." : ".")));
  }

  private static void bars(List<BarsWithIntervals.Bar> bars, String name, SiteClass site) {
    bars.add(bar(name + ", top-k", site.topK()));
    bars.add(bar(name + ", AUPRC", site.auprc()));
    bars.add(bar(name + ", F1", site.f1()));
  }

  /** A percentile interval need not hold the value; a bar's must. */
  private static BarsWithIntervals.Bar bar(String name, Estimate e) {
    double low = Math.min(e.low(), e.value());
    double high = Math.max(e.high(), e.value());
    return new BarsWithIntervals.Bar(name, e.value(), low, high);
  }

  static Table scores(SpliceEvaluation evaluation) {
    return new Table(
        HEADINGS,
        List.of(row("donor", evaluation.donor()), row("acceptor", evaluation.acceptor())),
        String.format(
            Locale.ROOT,
            "Scores on %d genes, %,d sites, %,d positions, with 95 %% intervals.",
            evaluation.genes(),
            evaluation.sites(),
            evaluation.positions()));
  }

  /** Returns the scores of each species. */
  static Table scores(Map<String, SpliceEvaluation> bySpecies) {
    List<List<String>> rows = new ArrayList<>();
    bySpecies.forEach(
        (name, evaluation) -> {
          rows.add(row(name + " donor", evaluation.donor()));
          rows.add(row(name + " acceptor", evaluation.acceptor()));
        });
    return new Table(
        HEADINGS, rows, "The same of each species, called at the thresholds of its own.");
  }

  private static List<String> row(String name, SiteClass site) {
    return List.of(
        name,
        text(site.topK()),
        text(site.auprc()),
        text(site.f1()),
        text(site.mcc()),
        text(site.precision()),
        text(site.recall()),
        site.hasThreshold() ? three(site.threshold()) : "by species");
  }

  private static String text(Estimate e) {
    return three(e.value()) + " (" + three(e.low()) + "\u2013" + three(e.high()) + ")";
  }

  private static String three(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
