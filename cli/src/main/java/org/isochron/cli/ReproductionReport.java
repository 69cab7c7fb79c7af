package org.isochron.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isochron.core.evaluation.Estimate;
import org.isochron.core.evaluation.MeanSd;
import org.isochron.datasets.Dataset;

/**
 * Expected against obtained, over the seeds of a reproduction.
 *
 * @param reproduction which
 * @param dataset its entry in the catalogue
 * @param runs what each seed gave, by seed in ascending order
 */
record ReproductionReport(
    Reproduction reproduction, Dataset dataset, Map<Long, ReproductionRun> runs) {

  /** Returns the mean of a measure over the seeds. */
  MeanSd obtained(String measure) {
    return MeanSd.of(runs.values().stream().mapToDouble(run -> run.value(measure)).toArray());
  }

  /** Returns whether the mean over the seeds is as expected, for all measures. */
  boolean isMet() {
    return reproduction.expectations().stream().allMatch(this::isMet);
  }

  private boolean isMet(Expectation e) {
    return e.isMetBy(obtained(e.measure()).mean());
  }

  /** Returns the content of {@code metrics.json}: the same for the same data, seeds and version. */
  Map<String, Object> metrics() {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("title", reproduction.title());
    m.put("citations", reproduction.citations());
    m.put("dataset", dataset.name());
    Map<String, String> files = new LinkedHashMap<>();
    dataset.files().forEach(file -> files.put(file.name(), file.sha256()));
    m.put("files", files);
    m.put("config", reproduction.config());
    m.put("met", isMet());
    m.put("expectations", reproduction.expectations().stream().map(this::metrics).toList());
    List<Map<String, Object>> bySeed = new ArrayList<>();
    runs.forEach(
        (seed, run) -> {
          Map<String, Object> of = new LinkedHashMap<>();
          of.put("seed", seed);
          of.put("values", run.values());
          of.putAll(run.details());
          bySeed.add(of);
        });
    m.put("runs", bySeed);
    return m;
  }

  private Map<String, Object> metrics(Expectation e) {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("measure", e.measure());
    m.put("comparison", e.comparison());
    m.put("expected", e.value());
    m.put("tolerance", e.tolerance());
    m.put("source", e.source());
    m.put("obtained", obtained(e.measure()));
    m.put("met", isMet(e));
    return m;
  }

  /** Returns the table for people. */
  List<String> lines() {
    List<String> measures = new ArrayList<>();
    reproduction.expectations().forEach(e -> measures.add(e.measure()));
    int width = measures.stream().mapToInt(String::length).max().orElse(1);
    List<String> lines = new ArrayList<>();
    String seeds = Counted.of(runs.size(), "seed");
    lines.add(reproduction.name() + ": " + reproduction.title() + ", " + seeds);
    for (Expectation e : reproduction.expectations()) {
      String format = "  %-" + width + "s  expected %-17s  obtained %-35s  %s";
      String verdict = isMet(e) ? "met" : "NOT MET";
      lines.add(
          String.format(Locale.ROOT, format, e.measure(), e.text(), text(e.measure()), verdict));
    }
    return lines;
  }

  /** Returns mean and standard deviation of several seeds, or one seed's value and interval. */
  private String text(String measure) {
    MeanSd all = obtained(measure);
    if (all.runs() > 1) {
      return String.format(Locale.ROOT, "%.4f, sd %.4f", all.mean(), all.sd());
    }
    Object only = runs.values().iterator().next().values().get(measure);
    return only instanceof Estimate e
        ? String.format(Locale.ROOT, "%.4f (95 %% %.4f-%.4f)", e.value(), e.low(), e.high())
        : String.format(Locale.ROOT, "%.4f", all.mean());
  }
}
