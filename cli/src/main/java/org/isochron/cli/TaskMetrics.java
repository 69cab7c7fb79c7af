package org.isochron.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isochron.bio.splice.TaskConfig;
import org.isochron.bio.splice.TaskEvaluation;
import org.isochron.core.evaluation.Estimate;
import org.isochron.report.Report;
import org.isochron.report.Table;

/** The scores of heads on whole stretches: in files, for people, and in the report. */
final class TaskMetrics {
  private TaskMetrics() {}

  /** Puts them into {@code metrics.json}, where there are some. */
  static void put(Map<String, Object> to, TaskEvaluation tasks) {
    if (tasks != null && !tasks.isEmpty()) {
      to.put("tasks", tasks.metrics());
    }
  }

  /** Returns a line for each head. */
  static List<String> summary(TaskEvaluation tasks) {
    List<String> lines = new ArrayList<>();
    rows(tasks).forEach(row -> lines.add(String.join("  ", row)));
    return lines;
  }

  /** Adds a table to the report, where there are some. */
  static void add(Report html, TaskEvaluation tasks) {
    List<List<String>> rows = rows(tasks);
    if (!rows.isEmpty()) {
      html.table(
          new Table(
              List.of("task", "score", "windows", "guess"),
              rows,
              "What the network says of windows as a whole, with 95 % intervals. Strand: windows"
                  + " that hold an intron, read in both directions, told by the head and by the"
                  + " sites found in either. Species: all windows that a gene lies in. Usage:"
                  + " log(1 + reads) of windows whose introns have RNA-seq reads. Guess: the share"
                  + " of the most frequent answer."));
    }
  }

  private static List<List<String>> rows(TaskEvaluation tasks) {
    List<List<String>> rows = new ArrayList<>();
    if (tasks != null) {
      tasks.strand().ifPresent(a -> rows.add(row(TaskConfig.STRAND, a)));
      tasks.species().ifPresent(a -> rows.add(row(TaskConfig.SPECIES, a)));
      tasks.usage().ifPresent(u -> rows.add(row(u)));
    }
    return rows;
  }

  private static List<String> row(String name, TaskEvaluation.Accuracy a) {
    return List.of(
        name,
        "accuracy " + text(a.accuracy()),
        "on " + Counted.of(a.windows(), "window"),
        String.format(Locale.ROOT, "guess %.3f", a.largestShare()));
  }

  private static List<String> row(TaskEvaluation.Usage u) {
    return List.of(
        TaskConfig.USAGE,
        "R2 " + text(u.r2()) + ", Spearman " + text(u.spearman()),
        "on " + Counted.of(u.windows(), "window"),
        "guess R2 0");
  }

  private static String text(Estimate e) {
    return String.format(Locale.ROOT, "%.3f (%.3f-%.3f)", e.value(), e.low(), e.high());
  }
}
