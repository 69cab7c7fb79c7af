package org.isochron.bio.windows;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.isochron.bio.windows.SpliceWindow.Kind;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.training.Seeds;
import org.isochron.core.training.TrainingListener;

/**
 * Trains and measures on the parts of a set, such as its folds: the network, and beside it naive
 * Bayes and a weight array model. Test windows choose nothing: the last epoch is kept.
 *
 * <p>A part has one or more problems, such as donors and acceptors. One network learns all problems
 * of a part together, and is asked each of its own kinds; the other models learn each by itself.
 */
public final class WindowBenchmark {
  private final WindowConfig config;
  private final int k;
  private final Workers workers;
  private final Consumer<String> progress;

  /**
   * Makes a benchmark.
   *
   * @param config of the network; its seed is the run's
   * @param k bases in a row that make a leak, as in {@link WindowLeaks#of}
   * @param workers who computes
   * @param progress takes a line after each part
   */
  public WindowBenchmark(WindowConfig config, int k, Workers workers, Consumer<String> progress) {
    this.config = config;
    this.k = k;
    this.workers = workers;
    this.progress = progress;
  }

  /** The models that are measured. */
  public enum Model {
    /** The recurrent network, {@link WindowClassifier}. */
    NETWORK,
    /** {@link WeightArrayModel} of order 0. */
    NAIVE_BAYES,
    /** {@link WeightArrayModel} of order 1. */
    WEIGHT_ARRAY
  }

  /**
   * What came out of a problem, over the test windows of all parts together.
   *
   * @param kinds in the order of probabilities
   * @param predictions of the network for each part
   * @param evaluations of each model
   * @param leaks of each part: of the problem's test windows and all that the network learnt from
   */
  public record Result(
      List<Kind> kinds,
      List<List<PredictedWindow>> predictions,
      Map<Model, WindowEvaluation> evaluations,
      List<WindowLeaks> leaks) {
    /** Copies the lists. */
    public Result {
      kinds = List.copyOf(kinds);
      predictions = List.copyOf(predictions);
      leaks = List.copyOf(leaks);
    }

    /** Returns how many test windows share sequence with training windows of their part. */
    public int leaked() {
      return leaks.stream().mapToInt(part -> part.leaks().size()).sum();
    }
  }

  /** What is known of a problem after some parts. */
  private static final class Gathered {
    final List<Kind> kinds;
    final Map<Model, List<PredictedWindow>> predicted = new EnumMap<>(Model.class);
    final List<List<PredictedWindow>> ofNetwork = new ArrayList<>();
    final List<WindowLeaks> leaks = new ArrayList<>();

    Gathered(List<Kind> kinds) {
      this.kinds = kinds;
    }

    Result result(long seed) {
      Set<String> leaked = new HashSet<>();
      leaks.forEach(part -> part.leaks().forEach(leak -> leaked.add(leak.testId())));
      Map<Model, WindowEvaluation> evaluations = new LinkedHashMap<>();
      predicted.forEach(
          (model, windows) ->
              evaluations.put(model, WindowEvaluation.of(windows, kinds, leaked, seed)));
      return new Result(kinds, ofNetwork, evaluations, leaks);
    }
  }

  /**
   * Trains on each part and measures.
   *
   * @param parts the problems of each, at least one; a problem that comes in several parts has the
   *     same kinds in all
   * @return what came out of each problem, by its name
   * @throws IllegalArgumentException if a part has no problem, or two of one name, or a problem's
   *     kinds differ
   */
  public Map<String, Result> run(List<List<WindowProblem>> parts) {
    Map<String, Gathered> gathered = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      register(parts.get(i), gathered, i);
      measure(parts.get(i), gathered, i);
      progress.accept("part " + (i + 1) + " of " + parts.size());
    }
    Map<String, Result> results = new LinkedHashMap<>();
    gathered.forEach((name, of) -> results.put(name, of.result(config.training().seed())));
    return results;
  }

  /** Makes a place for new problems, and checks those that are known. */
  private static void register(List<WindowProblem> part, Map<String, Gathered> gathered, int i) {
    long names = part.stream().map(WindowProblem::name).distinct().count();
    if (part.isEmpty() || names < part.size()) {
      throw new IllegalArgumentException(
          "part %d: expected problems of different names, found %s"
              .formatted(i, part.stream().map(WindowProblem::name).toList()));
    }
    for (WindowProblem problem : part) {
      Gathered of = gathered.computeIfAbsent(problem.name(), name -> new Gathered(problem.kinds()));
      if (!of.kinds.equals(problem.kinds())) {
        throw new IllegalArgumentException(
            "part %d: expected training windows of %s for %s, found %s"
                .formatted(i, of.kinds, problem.name(), problem.kinds()));
      }
    }
  }

  private void measure(List<WindowProblem> part, Map<String, Gathered> gathered, int i) {
    List<SpliceWindow> train = new ArrayList<>();
    part.forEach(problem -> train.addAll(problem.train()));
    long seed = Seeds.of(config.training().seed(), "part " + i);
    WindowClassifier network =
        WindowClassifier.train(
                WindowTrainingSet.of(train), config.withSeed(seed), workers, TrainingListener.NONE)
            .classifier();
    for (WindowProblem problem : part) {
      Gathered of = gathered.get(problem.name());
      for (Model model : Model.values()) {
        List<PredictedWindow> predicted = predictions(problem, model, network);
        of.predicted.computeIfAbsent(model, name -> new ArrayList<>()).addAll(predicted);
        if (model == Model.NETWORK) {
          of.ofNetwork.add(predicted);
        }
      }
      of.leaks.add(WindowLeaks.of(train, problem.test(), k));
    }
  }

  private List<PredictedWindow> predictions(
      WindowProblem problem, Model model, WindowClassifier network) {
    List<SpliceWindow> test = problem.test();
    double[][] p =
        switch (model) {
          case NETWORK -> problem.among(network.probabilities(test, workers), network.kinds());
          case NAIVE_BAYES -> weightArray(problem, 0);
          case WEIGHT_ARRAY -> weightArray(problem, 1);
        };
    List<PredictedWindow> predicted = new ArrayList<>();
    for (int n = 0; n < p.length; n++) {
      predicted.add(new PredictedWindow(test.get(n), p[n]));
    }
    return List.copyOf(predicted);
  }

  private static double[][] weightArray(WindowProblem problem, int order) {
    return WeightArrayModel.fit(problem.train(), problem.near(), order)
        .probabilities(problem.test());
  }
}
