package org.isochron.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Figures from made-up numbers, as the tests and a look at the charts need them. */
final class Examples {
  private Examples() {}

  static FigureLabel label(String name) {
    return new FigureLabel(name, "Title of " + name, "Caption of " + name + ".");
  }

  private static RandomGenerator random() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(7);
  }

  static LossCurves losses(int epochs) {
    double[] training = new double[epochs];
    double[] validation = new double[epochs];
    double[] metric = new double[epochs];
    RandomGenerator random = random();
    for (int i = 0; i < epochs; i++) {
      training[i] = 0.02 + 0.3 / (1 + i) + 0.004 * random.nextDouble();
      validation[i] = 0.03 + 0.3 / (1 + i) + 0.0012 * i + 0.01 * random.nextDouble();
      metric[i] = 0.85 - 0.6 / (1 + i) + 0.02 * random.nextDouble();
    }
    return LossCurves.of(training, validation)
        .withLossName("loss (nats per base)")
        .withMetric("top-k accuracy", metric);
  }

  static PrecisionRecallCurves precisionRecall() {
    return PrecisionRecallCurves.of(
        List.of(curve("donor", 9, 0.871, 0.829), curve("acceptor", 5, 0.792, 0.755)));
  }

  private static PrecisionRecallCurves.Curve curve(
      String name, double power, double auprc, double topK) {
    int n = 4000;
    double[] recall = new double[n];
    double[] precision = new double[n];
    RandomGenerator random = random();
    for (int i = 0; i < n; i++) {
      recall[i] = (i + 1.0) / n;
      double smooth = 1 - 0.97 * StrictMath.pow(recall[i], power);
      double noise = 0.3 * (random.nextDouble() - 0.5) / (1 + i / 10.0);
      precision[i] = Math.max(0, Math.min(1, smooth + noise));
    }
    return PrecisionRecallCurves.Curve.of(name, recall, precision, auprc).withBreakEven(topK);
  }

  /** A gene of the given length with six exons; the second donor is missed, one call is false. */
  static GeneTrack gene(int length, boolean reverse) {
    int start = 4_120_300;
    int unit = length / 40;
    int[] cuts = {1, 3, 5, 6, 12, 13, 20, 22, 24, 25, 33, 39};
    List<GeneTrack.Span> exons = new ArrayList<>();
    for (int i = 0; i < cuts.length; i += 2) {
      exons.add(new GeneTrack.Span(start + cuts[i] * unit, start + cuts[i + 1] * unit));
    }
    double[] donor = noise(length, 300);
    double[] acceptor = noise(length, 500);
    int[] donors = new int[5];
    int[] acceptors = new int[5];
    for (int i = 0; i < 5; i++) {
      int left = exons.get(i).end0() - 1;
      int right = exons.get(i + 1).start0();
      donors[i] = reverse ? right : left;
      acceptors[i] = reverse ? left : right;
      donor[donors[i] - start] = i == 1 ? 0.21 : 0.8 + 0.04 * i;
      acceptor[acceptors[i] - start] = i == 3 ? 0.004 : 0.7 + 0.06 * i;
    }
    donor[16 * unit] = 0.64;
    GeneTrack.Span shown = new GeneTrack.Span(start, start + length);
    return GeneTrack.of(new GeneTrack.Gene("dsx", "chr3R", reverse, shown, exons), donor, acceptor)
        .withSites(donors, acceptors);
  }

  private static double[] noise(int length, double power) {
    RandomGenerator random = random();
    double[] out = new double[length];
    for (int i = 0; i < length; i++) {
      out[i] = 0.4 * StrictMath.pow(random.nextDouble(), power);
    }
    return out;
  }

  static CalibrationPlot calibration() {
    return CalibrationPlot.of(List.of(reliability("donor", 0.05), reliability("acceptor", -0.09)));
  }

  private static CalibrationPlot.Reliability reliability(String name, double bend) {
    double[] predicted = new double[10];
    double[] observed = new double[10];
    long[] counts = new long[10];
    for (int i = 0; i < 10; i++) {
      double p = i == 0 ? 0.002 : i / 10.0 + 0.05;
      predicted[i] = p;
      observed[i] = p + bend * 4 * p * (1 - p);
      counts[i] = i == 0 ? 1_240_000 : 40 + 15L * (i - 5) * (i - 5);
    }
    return CalibrationPlot.Reliability.of(name, predicted, observed, counts).withError(0.0123, 0.1);
  }

  static BarsWithIntervals bars() {
    return BarsWithIntervals.of(
            "fraction of sites",
            List.of(
                new BarsWithIntervals.Bar("donor, top-k", 0.823, 0.801, 0.846),
                new BarsWithIntervals.Bar("donor, AUPRC", 0.871, 0.852, 0.889),
                new BarsWithIntervals.Bar("acceptor, top-k", 0.741, 0.715, 0.766),
                BarsWithIntervals.Bar.exact("acceptor, AUPRC", 0.792)))
        .withAnchors(
            List.of(
                new BarsWithIntervals.Anchor("donor, top-k", "weight array", 0.575),
                new BarsWithIntervals.Anchor("acceptor, top-k", "weight array", 0.315),
                new BarsWithIntervals.Anchor("donor, top-k", "AUGUSTUS (F1)", 0.868),
                new BarsWithIntervals.Anchor("acceptor, top-k", "AUGUSTUS (F1)", 0.865)));
  }

  /** A donor as GT-AG introns have it, in made-up numbers. */
  static SequenceLogo donorLogo() {
    double[][] counts = {
      {33, 37, 18, 12},
      {60, 13, 13, 14},
      {8, 4, 81, 7},
      {0, 0, 100, 0},
      {0, 1, 0, 99},
      {53, 3, 41, 3},
      {71, 8, 12, 9},
      {7, 6, 82, 5},
      {15, 16, 22, 47}
    };
    return SequenceLogo.ofCounts(counts).withBoundary(3);
  }

  /** Signed values around the same site. */
  static SequenceLogo saliencyLogo() {
    double[][] values = {
      {0.02, -0.01, 0, 0},
      {0.1, -0.05, 0, -0.02},
      {0, 0, 0.4, -0.1},
      {-0.2, -0.1, 1.1, 0},
      {0, -0.3, 0, 0.9},
      {0.3, 0, 0.1, 0},
      {0.2, 0, 0, -0.04},
      {0, 0, 0.5, 0},
      {0, 0, 0, 0.05}
    };
    return SequenceLogo.ofValues("saliency (logit per base)", values).withBoundary(3);
  }

  static List<Figure> all() {
    return List.of(
        losses(24).figure(label("loss-curves")),
        precisionRecall().figure(label("precision-recall")),
        gene(8_000, true).figure(label("gene-track")),
        calibration().figure(label("calibration")),
        bars().figure(label("bars")),
        donorLogo().figure(label("donor-logo")),
        saliencyLogo().figure(label("saliency-logo")));
  }

  static Report report() {
    LinkedHashMap<String, String> run = new LinkedHashMap<>();
    run.put("command", "isochron splice train --dataset dmel-augustus --seed 1");
    run.put("version", "0.1.0");
    run.put("seed", "1");
    run.put("data sha256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
    Table table =
        new Table(
            List.of("site", "top-k", "sites"),
            List.of(
                List.of("donor <GT>", "0.823 (0.801\u20130.846)", "1,204"),
                List.of("acceptor & AG", "0.741 (0.715\u20130.766)", "1,198")),
            "Accuracy on genes not trained on, with 95 % intervals.");
    Report report =
        Report.titled("Fly splice sites")
            .summary("A tagger trained on 320 genes finds 82 % of donors in genes it never saw.")
            .section("Accuracy")
            .paragraph("Top-k calls as many sites as there are & counts the true ones.")
            .table(table)
            .section("Figures");
    all().forEach(report::figure);
    return report.section("What was run").facts(run).code("isochron splice train \\\n  --seed 1");
  }
}
