package org.isochron.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isochron.bio.splice.RecordEvaluation;
import org.isochron.bio.splice.SiteClass;
import org.isochron.bio.splice.SpliceEvaluation;
import org.isochron.bio.splice.SpliceMotifs;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.core.evaluation.Estimate;
import org.isochron.core.io.Json;
import org.isochron.core.training.EpochRecord;

/** The content of {@code metrics.json} and {@code history.csv}, and their lines for people. */
final class SpliceMetrics {
  private SpliceMetrics() {}

  static Map<String, Object> of(SpliceTraining run) {
    Map<String, Object> m = new LinkedHashMap<>();
    if (run.evaluation() != null) {
      m.putAll(run.evaluation().metrics());
      m.putAll(run.measured().metrics());
    }
    putSpecies(m, run.bySpecies());
    putRecords(m, run.wholeRecords());
    if (run.calibration() != null) {
      run.calibration().put(m);
    }
    TaskMetrics.put(m, run.tasks());
    m.put("isoforms", run.plan().config().data().isoforms());
    m.put("motifs", motifs(run.data().genes().motifs()));
    m.put("split", SplitReport.metrics(run.split(), run.data().genes().groups()));
    if (!run.split().test().isEmpty()) {
      m.put("leak", SplitReport.metrics(run.leak()));
    }
    m.put("skipped", run.data().genes().skipped().size());
    m.put("training", training(run));
    return m;
  }

  static Map<String, Object> of(SpliceMeasurement run) {
    Map<String, Object> m = new LinkedHashMap<>(run.evaluation().metrics());
    m.put("model", run.model().metrics());
    m.putAll(run.measured().metrics());
    putSpecies(m, run.bySpecies());
    putRecords(m, run.wholeRecords());
    if (run.calibration() != null) {
      run.calibration().put(m);
    }
    TaskMetrics.put(m, run.tasks());
    m.put("isoforms", run.isoforms());
    m.put("motifs", motifs(run.data().genes().motifs()));
    m.put("skipped", run.data().genes().skipped().size());
    return m;
  }

  /** Puts the scores of each species, where there are some, beside those of all. */
  private static void putSpecies(Map<String, Object> to, Map<String, SpliceEvaluation> bySpecies) {
    if (!bySpecies.isEmpty()) {
      Map<String, Object> species = new LinkedHashMap<>();
      bySpecies.forEach((name, evaluation) -> species.put(name, evaluation.metrics()));
      to.put("species", species);
    }
  }

  private static void putRecords(Map<String, Object> to, RecordEvaluation records) {
    if (records != null) {
      to.put("wholeRecords", records.metrics());
    }
  }

  private static Map<String, Object> motifs(SpliceMotifs motifs) {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("introns", motifs.introns());
    m.put("GT-AG", motifs.gtAg());
    m.put("GC-AG", motifs.gcAg());
    m.put("AT-AC", motifs.atAc());
    m.put("other", motifs.others().size());
    return m;
  }

  private static Map<String, Object> training(SpliceTraining run) {
    SpliceTagger.Training training = run.training();
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("epochs", training.history().size());
    m.put("bestEpoch", training.bestEpoch());
    Map<String, Estimate> validation = run.validationAuprc();
    if (run.plan().config().species().isEmpty()) {
      m.put("validationAuprc", validation.get(""));
      return m;
    }
    m.put(
        "validationAuprc",
        validation.values().stream().mapToDouble(Estimate::value).average().orElseThrow());
    m.put("validationAuprcBySpecies", validation);
    training.fineTuning().ifPresent(phase -> m.put("fineTuning", fineTuning(phase)));
    return m;
  }

  private static Map<String, Object> fineTuning(SpliceTagger.FineTuning phase) {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("species", phase.species());
    m.put("epochs", phase.history().size());
    m.put("bestEpoch", phase.bestEpoch());
    m.put("validationAuprcBefore", 1 - phase.scoreBefore());
    return m;
  }

  /**
   * Returns the table of epochs; the score is 1 - AUPRC, which the trainer minimises. The epochs of
   * a second phase count from 1 again.
   */
  static String history(SpliceTagger.Training training) {
    StringBuilder text =
        new StringBuilder(
            "epoch,trainingLoss,validationScore,gradientNorm,best,validationAuprc,phase\n");
    append(text, training.history(), "training");
    training.fineTuning().ifPresent(phase -> append(text, phase.history(), "fine-tuning"));
    return text.toString();
  }

  private static void append(StringBuilder text, List<EpochRecord> history, String phase) {
    for (EpochRecord record : history) {
      text.append(record.epoch()).append(',');
      text.append(Json.number(record.trainingLoss())).append(',');
      text.append(Json.number(record.validationScore())).append(',');
      text.append(Json.number(record.gradientNorm())).append(',');
      text.append(record.best()).append(',');
      text.append(Json.number(1 - record.validationScore())).append(',');
      text.append(phase).append('\n');
    }
  }

  /** Returns a line for each species. */
  static List<String> summary(Map<String, SpliceEvaluation> bySpecies) {
    return bySpecies.entrySet().stream()
        .map(
            entry ->
                String.format(
                    Locale.ROOT,
                    "%s  donor top-k %s, acceptor top-k %s",
                    entry.getKey(),
                    estimate(entry.getValue().donor().topK()),
                    estimate(entry.getValue().acceptor().topK())))
        .toList();
  }

  /** Returns a line on whole records, if they were measured. */
  static List<String> summary(RecordEvaluation records) {
    return records == null
        ? List.of()
        : List.of(
            "both strands of "
                + Counted.of(records.records(), "record")
                + ": donor F1 "
                + estimate(records.donor().f1())
                + ", acceptor F1 "
                + estimate(records.acceptor().f1()));
  }

  /** Returns lines such as {@code donor top-k 0.812 (0.79-0.83) ...}. */
  static List<String> summary(SpliceEvaluation evaluation) {
    return List.of(
        line("donor   ", evaluation.donor()),
        line("acceptor", evaluation.acceptor()),
        String.format(
            Locale.ROOT,
            "on %s, %s among %,d positions, with 95 %% intervals",
            Counted.of(evaluation.genes(), "gene"),
            Counted.of(evaluation.sites(), "site"),
            evaluation.positions()));
  }

  private static String line(String name, SiteClass site) {
    return name
        + "  top-k "
        + estimate(site.topK())
        + "  AUPRC "
        + estimate(site.auprc())
        + "  F1 "
        + estimate(site.f1());
  }

  private static String estimate(Estimate e) {
    return String.format(Locale.ROOT, "%.3f (%.3f-%.3f)", e.value(), e.low(), e.high());
  }
}
