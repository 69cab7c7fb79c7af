package org.isochron.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isochron.bio.annotation.SkippedFeature;
import org.isochron.bio.splice.IsoformRule;
import org.isochron.bio.splice.SenseGene;
import org.isochron.bio.splice.SpliceEvaluation;
import org.isochron.bio.splice.SpliceMotifs;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.core.recurrence.Workers;
import org.isochron.report.Figure;
import org.isochron.report.Report;
import org.isochron.report.Table;

/**
 * The report of a splice run, and its figures.
 *
 * @param html the page
 * @param figures all of its figures, for files of their own
 */
record SpliceReport(Report html, List<Figure> figures) {
  private static final int SKIPPED_SHOWN = 50;

  /** Reports a training run. */
  static SpliceReport of(SpliceTraining run, RunFacts facts, Workers workers) {
    SpliceTagger tagger = run.training().tagger();
    boolean measured = run.evaluation() != null;
    List<SenseGene> held = measured ? run.measured().genes() : run.split().validation();
    List<Figure> figures = new ArrayList<>();
    Report html = Report.titled("Splice-site tagger, trained on " + run.data().names());
    html.summary(measured ? sentence(run.evaluation()) : unmeasured());
    facts(html, run.data(), training(run), facts);
    data(html, run.data());
    SplitReport.add(html, run);
    html.section("Training");
    add(html, figures, SpliceFigures.loss(run.training()));
    run.training().fineTuning().ifPresent(phase -> add(html, figures, SpliceFigures.loss(phase)));
    if (run.stoppedByLimit()) {
      html.paragraph("The time limit ended the training: another run may give another model.");
    }
    if (measured) {
      scores(html, figures, run.evaluation(), run.data());
      calibration(html, figures, run.calibration());
      species(html, run.bySpecies());
      RecordReport.add(html, run.wholeRecords(), run.data().isFly());
      TaskMetrics.add(html, run.tasks());
    }
    String whose = measured ? "test" : "validation";
    genes(html, figures, new GeneTracks(tagger, workers, whose), held);
    String same = "version, seed, configuration (config.json), split (split.tsv)";
    reproduce(html, same, run.data(), facts);
    html.paragraph("A time limit that ends the training makes another model.");
    return new SpliceReport(html, List.copyOf(figures));
  }

  /** Reports a measurement. */
  static SpliceReport of(SpliceMeasurement run, RunFacts facts, Workers workers) {
    List<Figure> figures = new ArrayList<>();
    Report html = Report.titled("Splice-site tagger, measured on " + run.data().names());
    html.summary(sentence(run.evaluation()));
    facts(html, run.data(), measurement(run), facts);
    data(html, run.data());
    html.paragraph(run.measured().sentence());
    scores(html, figures, run.evaluation(), run.data());
    calibration(html, figures, run.calibration());
    species(html, run.bySpecies());
    RecordReport.add(html, run.wholeRecords(), run.data().isFly());
    TaskMetrics.add(html, run.tasks());
    genes(html, figures, new GeneTracks(run.tagger(), workers, "measured"), run.measured().genes());
    String model =
        "version, model (" + run.model().files() + ", sha256 above), seed of the intervals";
    reproduce(html, model, run.data(), facts);
    return new SpliceReport(html, List.copyOf(figures));
  }

  private static String sentence(SpliceEvaluation e) {
    return String.format(
        Locale.ROOT,
        "Of the %d annotated sites in %d genes, the tagger ranks %.1f %% of donors and %.1f %% of"
            + " acceptors among as many best-scored positions as there are sites (top-k).",
        e.sites(),
        e.genes(),
        100 * e.donor().topK().value(),
        100 * e.acceptor().topK().value());
  }

  private static String unmeasured() {
    return "Trained without test genes: nothing here says how well it finds sites in genes that it"
        + " has not seen. Validation scores chose the epoch and are no substitute.";
  }

  private static void add(Report html, List<Figure> figures, Figure figure) {
    html.figure(figure);
    figures.add(figure);
  }

  private static void facts(Report html, GeneData data, Map<String, String> what, RunFacts facts) {
    html.section("What was run");
    html.facts(facts.table(what, data.sources()));
  }

  private static Map<String, String> training(SpliceTraining run) {
    SplitConfig split = run.plan().config().split();
    long seed = run.plan().config().training().seed();
    Map<String, String> what = new LinkedHashMap<>();
    what.put("seed", Long.toString(seed));
    what.put("split", SplitReport.rule(split, seed));
    what.put("isoforms", isoforms(run.plan().config().data().isoforms()));
    if (!run.data().genes().species().isEmpty()) {
      what.put("species told apart", String.join(", ", run.data().genes().species()));
    }
    run.training().fineTuning().ifPresent(phase -> what.put("fine-tuned on", phase.species()));
    if (run.data().isFly()) {
      what.put("data set", GeneData.FLY);
    }
    return what;
  }

  private static String isoforms(IsoformRule rule) {
    return switch (rule) {
      case UNITE -> "united: a site of any transcript is a site";
      case MASK -> "masked: where transcripts disagree, nothing is trained on or measured";
    };
  }

  private static Map<String, String> measurement(SpliceMeasurement run) {
    Map<String, String> what = new LinkedHashMap<>(run.model().facts());
    what.put("isoforms", isoforms(run.isoforms()));
    what.put("seed of the intervals", Long.toString(run.seed()));
    if (run.data().isFly()) {
      what.put("data set", GeneData.FLY);
    }
    return what;
  }

  private static void data(Report html, GeneData data) {
    SpliceMotifs motifs = data.genes().motifs();
    html.section("Data");
    html.paragraph(
        Counted.of(data.genes().size(), "gene")
            + " in "
            + Counted.of(data.genes().groups(), "group")
            + ". Genes of one group"
            + " overlap or share sequence, and stay on one side of a split.");
    html.table(
        new Table(
            List.of("introns", "GT-AG", "GC-AG", "AT-AC", "other"),
            List.of(
                List.of(
                    number(motifs.introns()),
                    number(motifs.gtAg()),
                    number(motifs.gcAg()),
                    number(motifs.atAc()),
                    number(motifs.others().size()))),
            "First and last two bases of the annotated introns, in the sense direction."));
    List<SkippedFeature> skipped = data.genes().skipped();
    if (skipped.isEmpty()) {
      html.paragraph("Nothing was left out.");
      return;
    }
    html.table(
        new Table(
            List.of("gene", "place", "location", "reason"),
            skipped.stream()
                .limit(SKIPPED_SHOWN)
                .map(s -> List.of(s.gene(), s.place(), s.location(), s.reason()))
                .toList(),
            Counted.of(skipped.size(), "feature")
                + " left out (short gaps; what the files hold that cannot make a gene), the first "
                + Math.min(SKIPPED_SHOWN, skipped.size())
                + "."));
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static void scores(
      Report html, List<Figure> figures, SpliceEvaluation evaluation, GeneData data) {
    html.section("Scores");
    html.table(SpliceFigures.scores(evaluation));
    html.paragraph(
        "Top-k: share of the k best-scored positions that are annotated sites, k being their number."
            + " AUPRC: area under the precision-recall curve, by steps. F1, MCC, precision and"
            + " recall: at the model's threshold, chosen on validation genes. All positions of the"
            + " gene spans count, on the sense strand; gene groups are resampled for the 95 % intervals.");
    add(html, figures, SpliceFigures.bars(evaluation, data.isFly()));
    if (data.isFly()) {
      html.paragraph(
          "Reference values on this gene set: a weight array model, top-k 0.575 and 0.315; AUGUSTUS,"
              + " trained on a part of the same genes by a split of its own, F1 0.868 and 0.865 (donor"
              + " and acceptor, on both strands of whole records).");
    }
    add(html, figures, SpliceFigures.precisionRecall(evaluation));
    add(html, figures, SpliceFigures.calibration(evaluation));
    List<Figure> logos = SpliceFigures.logos(evaluation);
    logos.forEach(logo -> add(html, figures, logo));
    if (logos.isEmpty()) {
      html.paragraph("No site was called, so there is no sequence logo.");
    }
  }

  private static void calibration(
      Report html, List<Figure> figures, CalibrationReport calibration) {
    if (calibration != null) {
      calibration.add(html, figures);
    }
  }

  private static void species(Report html, Map<String, SpliceEvaluation> bySpecies) {
    if (!bySpecies.isEmpty()) {
      html.table(SpliceFigures.scores(bySpecies));
    }
  }

  private static void genes(
      Report html, List<Figure> figures, GeneTracks tracks, List<SenseGene> genes) {
    html.section("Genes, annotated and predicted");
    html.paragraph(
        "Positions in figures and tables are 1-based, on the forward strand of the sequence; only BED"
            + " files (sites.bed) are 0-based.");
    for (GeneTracks.Shown shown : tracks.of(genes)) {
      add(html, figures, shown.figure());
      if (!shown.sites().rows().isEmpty()) {
        html.table(shown.sites());
      }
    }
  }

  /** Says what must be the same for the same numbers. */
  private static void reproduce(Report html, String what, GeneData data, RunFacts facts) {
    html.section("How to reproduce");
    html.paragraph(
        "The same "
            + what
            + " and data ("
            + data.names()
            + ", sha256 above) give the same metrics.json, byte for byte, on JDK 17 and later, with"
            + " SIMD or scalar kernels and any number of threads. The command was:");
    html.code(facts.command());
  }
}
