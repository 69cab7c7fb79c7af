package org.isochron.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isochron.astro.transients.EarlyClassification;
import org.isochron.astro.transients.TransientClassifier;
import org.isochron.astro.transients.TransientEvaluation;
import org.isochron.core.evaluation.Estimate;
import org.isochron.core.io.Json;
import org.isochron.core.training.EpochRecord;

/** The content of metrics.json and history.csv of transients, and their lines for people. */
final class TransientMetrics {
  private TransientMetrics() {}

  static Map<String, Object> of(TransientEvaluation e) {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("objects", e.objects());
    m.put("accuracy", e.accuracy());
    m.put("balancedAccuracy", e.balancedAccuracy());
    m.put("macroF1", e.macroF1());
    m.put("ece", e.ece());
    m.put("perClass", e.perClass());
    m.put("confusion", e.confusion());
    e.binary().ifPresent(b -> m.put("binary", b));
    return m;
  }

  static String summary(EarlyClassification early) {
    StringBuilder text = new StringBuilder("days since trigger:");
    for (int i = 0; i < early.days().size(); i++) {
      text.append(
          String.format(Locale.ROOT, "  %.0f: %.4f", early.days().get(i), early.accuracy().get(i)));
    }
    return text.append(" accuracy of ").append(Counted.of(early.objects(), "object")).toString();
  }

  static List<String> summary(TransientEvaluation e) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "accuracy  %s  balanced %s  macro F1 %s  ECE %.4f",
            text(e.accuracy()),
            text(e.balancedAccuracy()),
            text(e.macroF1()),
            e.ece()));
    e.binary()
        .ifPresent(
            b ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "positive  %s  AUC %s  figure of merit %s, %.3f at best  ECE %.4f",
                        text(b.accuracy()),
                        text(b.auc()),
                        text(b.figureOfMerit()),
                        b.bestFigureOfMerit(),
                        b.ece())));
    lines.add("on " + Counted.of(e.objects(), "object") + ", with 95 % intervals");
    return lines;
  }

  private static String text(Estimate e) {
    return String.format(Locale.ROOT, "%.4f (%.4f-%.4f)", e.value(), e.low(), e.high());
  }

  static String history(TransientClassifier.Training training) {
    StringBuilder text = new StringBuilder("epoch,training_loss,validation_score,best\n");
    for (EpochRecord r : training.history()) {
      text.append(r.epoch()).append(',').append(Json.number(r.trainingLoss())).append(',');
      text.append(Json.number(r.validationScore())).append(',').append(r.best()).append('\n');
    }
    return text.toString();
  }
}
