package org.isochron.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isochron.bio.splice.SpliceSite;
import org.isochron.bio.windows.SpliceWindow;
import org.isochron.bio.windows.WeightArrayModel;
import org.isochron.bio.windows.WindowBenchmark;
import org.isochron.bio.windows.WindowBenchmark.Model;
import org.isochron.bio.windows.WindowEvaluation;
import org.isochron.bio.windows.WindowLeaks;
import org.isochron.bio.windows.WindowTable;

/** What a window benchmark of one seed gave: measures, leak reports, predictions. */
final class WindowMeasures {
  private static final Map<Model, String> NAMES =
      Map.of(
          Model.NETWORK, "network",
          Model.NAIVE_BAYES, "naiveBayes",
          Model.WEIGHT_ARRAY, "weightArray");

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, Object> details = new LinkedHashMap<>();
  private final StringBuilder lines = new StringBuilder();

  private WindowMeasures() {}

  /**
   * Returns what position-specific models read of windows around sites: of nine stretches from (3,
   * 6) to (70, 70) the best on inner folds of HS3D's training files.
   */
  static WeightArrayModel.Near near(SpliceSite.Kind site) {
    return site == SpliceSite.Kind.DONOR
        ? new WeightArrayModel.Near(3, 6)
        : new WeightArrayModel.Near(30, 10);
  }

  /** Returns the set's name of a kind of site. */
  static String name(SpliceSite.Kind site) {
    return site.name().toLowerCase(Locale.ROOT);
  }

  /** Returns the name of a model's accuracy. */
  static String accuracy(String set, Model model) {
    return set + "." + NAMES.get(model) + ".accuracy";
  }

  /**
   * Gathers what a benchmark gave.
   *
   * @param results by the name of the problem, which stands before those of its measures
   */
  static ReproductionRun of(Map<String, WindowBenchmark.Result> results) {
    WindowMeasures gathered = new WindowMeasures();
    results.forEach(gathered::add);
    return new ReproductionRun(
        gathered.values, gathered.details, WindowTable.HEADER + gathered.lines);
  }

  private void add(String set, WindowBenchmark.Result result) {
    Map<String, Object> of = new LinkedHashMap<>();
    for (Map.Entry<Model, WindowEvaluation> e : result.evaluations().entrySet()) {
      WindowEvaluation evaluation = e.getValue();
      values.put(accuracy(set, e.getKey()), evaluation.accuracy());
      if (evaluation.withoutLeaks() != null) {
        values.put(accuracy(set, e.getKey()) + "WithoutLeaks", evaluation.withoutLeaks());
      }
      if (e.getKey() == Model.NETWORK) {
        addNetwork(set + ".network.", evaluation);
      }
      of.put(NAMES.get(e.getKey()), evaluation.metrics());
    }
    of.put("leaks", leaks(result.leaks()));
    details.put(set, of);
    lines.append(WindowTable.lines(set, result));
  }

  private void addNetwork(String prefix, WindowEvaluation evaluation) {
    values.put(prefix + "mcc", evaluation.mcc());
    evaluation
        .kinds()
        .forEach(
            (kind, scores) -> {
              if (kind != SpliceWindow.Kind.NEITHER) {
                String name = kind.name().toLowerCase(Locale.ROOT);
                values.put(prefix + name + ".auprc", scores.auprc());
              }
            });
  }

  private static Map<String, Object> leaks(List<WindowLeaks> parts) {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("k", parts.get(0).k());
    m.put("test", parts.stream().mapToInt(WindowLeaks::test).sum());
    m.put("shared", parts.stream().mapToInt(part -> part.leaks().size()).sum());
    m.put("equal", parts.stream().mapToInt(WindowLeaks::duplicates).sum());
    m.put("commonGroups", parts.stream().mapToInt(part -> part.commonGroups().size()).sum());
    m.put("parts", parts.stream().map(WindowLeaks::summary).toList());
    return m;
  }
}
