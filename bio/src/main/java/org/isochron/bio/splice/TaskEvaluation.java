package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.isochron.core.evaluation.Bootstrap;
import org.isochron.core.evaluation.Estimate;
import org.isochron.core.evaluation.Interval;
import org.isochron.core.evaluation.RankCorrelation;
import org.isochron.core.recurrence.Workers;

/**
 * How well a tagger's heads on whole stretches do on annotated genes, cut into windows as long as
 * training's, with 95 % intervals from resampled gene groups.
 *
 * @param strand of windows that hold an intron, each read in both directions
 * @param species of all windows that a gene lies in
 * @param usage of windows whose introns have reads
 */
public record TaskEvaluation(
    Optional<Accuracy> strand, Optional<Accuracy> species, Optional<Usage> usage) {
  /**
   * A share of right answers.
   *
   * @param accuracy the share
   * @param windows of them
   * @param largestShare share of the most frequent class: what a guess reaches
   */
  public record Accuracy(Estimate accuracy, int windows, double largestShare) {}

  /**
   * Log reads, expected against counted.
   *
   * @param r2 1 − Σ (y − ŷ)² / Σ (y − mean y)², y = log(1 + reads)
   * @param spearman rank correlation
   * @param windows of them
   */
  public record Usage(Estimate r2, Estimate spearman, int windows) {}

  /**
   * Measures; a head without a window to measure on is left out.
   *
   * @param tagger any
   * @param genes annotated genes that were not trained on
   * @param seed of the draws behind the intervals
   * @param workers who computes
   */
  public static TaskEvaluation of(
      SpliceTagger tagger, List<SenseGene> genes, long seed, Workers workers) {
    List<String> tasks = TaskReader.tasks(tagger);
    int length = tagger.settings().tasks().window();
    List<TaskWindow> windows =
        tasks.isEmpty() ? List.of() : TaskWindow.of(SpliceUnit.of(genes), length);
    Map<String, List<TaskWindow>> bySpecies = new TreeMap<>();
    for (TaskWindow window : windows) {
      String read = tagger.species().isEmpty() ? "" : window.unit().species();
      bySpecies.computeIfAbsent(read, name -> new ArrayList<>()).add(window);
    }
    Answers strand = new Answers();
    Answers species = new Answers();
    Answers usage = new Answers();
    bySpecies.forEach(
        (name, part) -> {
          TaskReader reader = TaskReader.of(name.isEmpty() ? tagger : tagger.of(name), workers);
          if (tasks.contains(TaskConfig.STRAND)) {
            strands(reader, part, strand);
          }
          if (tasks.contains(TaskConfig.SPECIES)) {
            species(reader, TaskReader.speciesNames(tagger), part, species);
          }
          if (tasks.contains(TaskConfig.USAGE)) {
            usages(reader, part, usage);
          }
        });
    return new TaskEvaluation(strand.accuracy(seed), species.accuracy(seed), usage.usage(seed));
  }

  /** Returns whether there is anything. */
  public boolean isEmpty() {
    return strand.isEmpty() && species.isEmpty() && usage.isEmpty();
  }

  private static void strands(TaskReader reader, List<TaskWindow> windows, Answers to) {
    List<TaskWindow> chosen = TaskWindow.withIntron(windows);
    List<byte[]> sense = chosen.stream().map(TaskWindow::bases).toList();
    double[] forward = reader.sense(sense);
    for (int i = 0; i < forward.length; i++) {
      String group = chosen.get(i).unit().group();
      boolean right = forward[i] > 0.5;
      to.add(group, 1, right ? 1 : 0);
      // The reverse complement's probability is the rest to 1.
      to.add(group, 0, right ? 0 : 1);
    }
  }

  private static void species(
      TaskReader reader, List<String> names, List<TaskWindow> windows, Answers to) {
    double[][] p = reader.species(windows.stream().map(TaskWindow::bases).toList());
    for (int i = 0; i < p.length; i++) {
      int best = 0;
      for (int k = 1; k < p[i].length; k++) {
        best = p[i][k] > p[i][best] ? k : best;
      }
      SpliceUnit unit = windows.get(i).unit();
      to.add(unit.group(), names.indexOf(unit.species()), best);
    }
  }

  private static void usages(TaskReader reader, List<TaskWindow> windows, Answers to) {
    List<TaskWindow> known =
        windows.stream().filter(window -> !Double.isNaN(window.logUsage())).toList();
    double[] expected = reader.logUsage(known.stream().map(TaskWindow::bases).toList());
    for (int i = 0; i < expected.length; i++) {
      to.add(known.get(i).unit().group(), known.get(i).logUsage(), expected[i]);
    }
  }

  /** True and expected values, with the gene groups that are drawn. */
  private static final class Answers {
    private final Map<String, Integer> groups = new LinkedHashMap<>();
    private final List<Integer> clusters = new ArrayList<>();
    private final List<Double> truth = new ArrayList<>();
    private final List<Double> found = new ArrayList<>();

    void add(String group, double is, double said) {
      clusters.add(groups.computeIfAbsent(group, name -> groups.size()));
      truth.add(is);
      found.add(said);
    }

    Optional<Accuracy> accuracy(long seed) {
      if (truth.isEmpty()) {
        return Optional.empty();
      }
      Map<Double, Integer> counts = new TreeMap<>();
      truth.forEach(value -> counts.merge(value, 1, Integer::sum));
      int largest = counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
      Estimate share = estimates(seed, times -> new double[] {share(times)}).get(0);
      return Optional.of(new Accuracy(share, truth.size(), (double) largest / truth.size()));
    }

    private double share(int[] times) {
      long right = 0;
      long all = 0;
      for (int i = 0; i < times.length; i++) {
        right += truth.get(i).equals(found.get(i)) ? times[i] : 0;
        all += times[i];
      }
      return (double) right / all;
    }

    Optional<Usage> usage(long seed) {
      if (truth.size() < 2) {
        return Optional.empty();
      }
      double[] y = truth.stream().mapToDouble(Double::doubleValue).toArray();
      double[] said = found.stream().mapToDouble(Double::doubleValue).toArray();
      List<Estimate> both =
          estimates(
              seed,
              times -> new double[] {r2(y, said, times), RankCorrelation.spearman(y, said, times)});
      return Optional.of(new Usage(both.get(0), both.get(1), y.length));
    }

    private static double r2(double[] y, double[] said, int[] times) {
      double sum = 0;
      double n = 0;
      for (int i = 0; i < y.length; i++) {
        sum += times[i] * y[i];
        n += times[i];
      }
      double left = 0;
      double total = 0;
      for (int i = 0; i < y.length; i++) {
        left += times[i] * (y[i] - said[i]) * (y[i] - said[i]);
        total += times[i] * (y[i] - sum / n) * (y[i] - sum / n);
      }
      return total > 0 ? 1 - left / total : Double.NaN;
    }

    /** A statistic of how often each answer counts. */
    private interface Statistics {
      double[] of(int[] times);
    }

    private List<Estimate> estimates(long seed, Statistics statistics) {
      int[] once = new int[truth.size()];
      Arrays.fill(once, 1);
      double[] values = statistics.of(once);
      List<Interval> intervals =
          Bootstrap.ofAll(
              groups.size(),
              SpliceEvaluation.RESAMPLES,
              seed,
              drawn -> statistics.of(clusters.stream().mapToInt(c -> drawn[c]).toArray()));
      List<Estimate> estimates = new ArrayList<>();
      for (int s = 0; s < values.length; s++) {
        estimates.add(Estimate.of(values[s], intervals.get(s)));
      }
      return estimates;
    }
  }

  /** Returns the content of {@code metrics.json}, by head. */
  public Map<String, Object> metrics() {
    Map<String, Object> m = new LinkedHashMap<>();
    strand.ifPresent(a -> m.put(TaskConfig.STRAND, a));
    species.ifPresent(a -> m.put(TaskConfig.SPECIES, a));
    usage.ifPresent(u -> m.put(TaskConfig.USAGE, u));
    return m;
  }
}
