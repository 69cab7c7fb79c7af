package org.isochron.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isochron.bio.splice.GeneSplit;
import org.isochron.bio.splice.LeakReport;
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
    m.put("motifs", motifs(run.data().genes().motifs()));
    m.put("split", split(run));
    if (!run.split().test().isEmpty()) {
      m.put("leak", leak(run.leak()));
    }
    m.put("skipped", run.data().genes().skipped().size());
    m.put("training", training(run));
    return m;
  }

  static Map<String, Object> of(SpliceMeasurement run) {
    Map<String, Object> m = new LinkedHashMap<>(run.evaluation().metrics());
    m.put("model", run.model().metrics());
    m.putAll(run.measured().metrics());
    m.put("motifs", motifs(run.data().genes().motifs()));
    m.put("skipped", run.data().genes().skipped().size());
    return m;
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

  private static Map<String, Object> split(SpliceTraining run) {
    GeneSplit split = run.split();
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("training", split.train().size());
    m.put("validation", split.validation().size());
    m.put("test", split.test().size());
    m.put("groups", run.data().genes().groups());
    return m;
  }

  private static Map<String, Object> leak(LeakReport leak) {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("clean", leak.clean());
    m.put("k", leak.k());
    m.put("threshold", leak.threshold());
    m.put("aboveThreshold", leak.aboveThreshold());
    m.put("largestFraction", leak.largestFraction());
    m.put("overlappingLoci", leak.overlappingLoci());
    m.put("commonGroups", leak.commonGroups().size());
    return m;
  }

  private static Map<String, Object> training(SpliceTraining run) {
    SpliceTagger.Training training = run.training();
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("epochs", training.history().size());
    m.put("bestEpoch", training.bestEpoch());
    m.put("validationAuprc", run.validationAuprc());
    return m;
  }

  /** Returns the table of epochs; the score is 1 - AUPRC, which the trainer minimises. */
  static String history(List<EpochRecord> history) {
    StringBuilder text =
        new StringBuilder("epoch,trainingLoss,validationScore,gradientNorm,best,validationAuprc\n");
    for (EpochRecord record : history) {
      text.append(record.epoch()).append(',');
      text.append(Json.number(record.trainingLoss())).append(',');
      text.append(Json.number(record.validationScore())).append(',');
      text.append(Json.number(record.gradientNorm())).append(',');
      text.append(record.best()).append(',');
      text.append(Json.number(1 - record.validationScore())).append('\n');
    }
    return text.toString();
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
