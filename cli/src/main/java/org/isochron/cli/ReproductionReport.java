package org.isochron.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.isochron.core.evaluation.Estimate;
import org.isochron.core.evaluation.MeanSd;
import org.isochron.datasets.Dataset;

/**
 * Expected against obtained, over the seeds of a reproduction.
 *
 * @param reproduction which
 * @param datasets its data sets' entries in the catalogue
 * @param runs what each seed gave, at least one, by seed in ascending order
 */
record ReproductionReport(
    Reproduction reproduction, List<Dataset> datasets, Map<Long, ReproductionRun> runs) {

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

  /** Returns the measures that every seed gave and that nothing is expected of. */
  private List<String> others() {
    Set<String> expected = new HashSet<>();
    reproduction.expectations().forEach(e -> expected.add(e.measure()));
    return first().values().keySet().stream()
        .filter(measure -> !expected.contains(measure))
        .filter(measure -> runs.values().stream().allMatch(r -> r.values().containsKey(measure)))
        .toList();
  }

  private ReproductionRun first() {
    return runs.values().iterator().next();
  }

  /** Returns the content of {@code metrics.json}: the same for the same data, seeds and version. */
  Map<String, Object> metrics() {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("title", reproduction.title());
    m.put("citations", reproduction.citations());
    m.put("datasets", files());
    m.put("config", reproduction.config());
    m.put("met", isMet());
    m.put("expectations", reproduction.expectations().stream().map(this::metrics).toList());
    Map<String, Object> more = new LinkedHashMap<>();
    others().forEach(measure -> more.put(measure, obtained(measure)));
    m.put("others", more);
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

  /** Returns each data set's files with their sha256. */
  private Map<String, Object> files() {
    Map<String, Object> m = new LinkedHashMap<>();
    for (Dataset dataset : datasets) {
      Map<String, String> files = new LinkedHashMap<>();
      dataset.files().forEach(file -> files.put(file.name(), file.sha256()));
      m.put(dataset.name(), files);
    }
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
    int width = first().values().keySet().stream().mapToInt(String::length).max().orElse(1);
    String format = "  %-" + width + "s  %-17s  %-30s  %s";
    List<String> lines = new ArrayList<>();
    String seeds = Counted.of(runs.size(), "seed");
    lines.add(reproduction.name() + ": " + reproduction.title() + ", " + seeds);
    lines.add(
        String.format(Locale.ROOT, format, "measure", "expected", "obtained", "").stripTrailing());
    for (Expectation e : reproduction.expectations()) {
      String verdict = isMet(e) ? "met" : "NOT MET";
      String obtained = text(e.measure());
      lines.add(String.format(Locale.ROOT, format, e.measure(), e.text(), obtained, verdict));
    }
    for (String measure : others()) {
      lines.add(String.format(Locale.ROOT, format, measure, "", text(measure), "").stripTrailing());
    }
    return lines;
  }

  /** Returns mean and standard deviation of several seeds, or one seed's value and interval. */
  private String text(String measure) {
    MeanSd all = obtained(measure);
    if (all.runs() > 1) {
      return String.format(Locale.ROOT, "%.4f, sd %.4f", all.mean(), all.sd());
    }
    return first().values().get(measure) instanceof Estimate e
        ? String.format(Locale.ROOT, "%.4f (95 %% %.4f-%.4f)", e.value(), e.low(), e.high())
        : String.format(Locale.ROOT, "%.4f", all.mean());
  }
}
