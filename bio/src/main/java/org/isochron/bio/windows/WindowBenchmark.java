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

  /**
   * What a model is trained and measured on.
   *
   * @param train windows to train on
   * @param test other windows
   */
  public record Part(List<SpliceWindow> train, List<SpliceWindow> test) {
    /** Copies the lists. */
    public Part {
      train = List.copyOf(train);
      test = List.copyOf(test);
    }
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
   * What came out, over the test windows of all parts together.
   *
   * @param kinds in the order of probabilities
   * @param predictions of the network for each part
   * @param evaluations of each model
   * @param leaks of each part
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

  /** Returns the parts of folds: each fold's windows are the test of one. */
  public static List<Part> parts(WindowFolds folds) {
    List<Part> parts = new ArrayList<>();
    for (int fold = 0; fold < folds.folds(); fold++) {
      parts.add(new Part(folds.train(fold), folds.test(fold)));
    }
    return parts;
  }

  /**
   * Trains on each part and measures.
   *
   * @param parts at least one, whose training windows have the same kinds
   * @throws IllegalArgumentException if there is no part, training windows differ in kinds, or a
   *     test window has another kind
   */
  public Result run(List<Part> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("parts: expected at least one, found none");
    }
    List<Kind> kinds = WindowTrainingSet.kindsOf(parts.get(0).train());
    Map<Model, List<PredictedWindow>> predicted = new EnumMap<>(Model.class);
    List<List<PredictedWindow>> ofNetwork = new ArrayList<>();
    List<WindowLeaks> leaks = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      check(part, kinds, i);
      for (Model model : Model.values()) {
        List<PredictedWindow> of = predictions(part.test(), probabilities(model, part, i));
        predicted.computeIfAbsent(model, name -> new ArrayList<>()).addAll(of);
        if (model == Model.NETWORK) {
          ofNetwork.add(of);
        }
      }
      leaks.add(WindowLeaks.of(part.train(), part.test(), k));
      progress.accept("part " + (i + 1) + " of " + parts.size());
    }
    Set<String> leaked = new HashSet<>();
    leaks.forEach(part -> part.leaks().forEach(leak -> leaked.add(leak.testId())));
    Map<Model, WindowEvaluation> evaluations = new LinkedHashMap<>();
    long seed = config.training().seed();
    predicted.forEach(
        (model, windows) ->
            evaluations.put(model, WindowEvaluation.of(windows, kinds, leaked, seed)));
    return new Result(kinds, ofNetwork, evaluations, leaks);
  }

  private static void check(Part part, List<Kind> kinds, int i) {
    List<Kind> train = WindowTrainingSet.kindsOf(part.train());
    List<Kind> test = WindowTrainingSet.kindsOf(part.test());
    if (!train.equals(kinds) || !kinds.containsAll(test)) {
      throw new IllegalArgumentException(
          "part %d: expected training windows of %s and test windows of these, found %s and %s"
              .formatted(i, kinds, train, test));
    }
  }

  private static List<PredictedWindow> predictions(List<SpliceWindow> windows, double[][] p) {
    List<PredictedWindow> predicted = new ArrayList<>();
    for (int n = 0; n < p.length; n++) {
      predicted.add(new PredictedWindow(windows.get(n), p[n]));
    }
    return List.copyOf(predicted);
  }

  private double[][] probabilities(Model model, Part part, int index) {
    return switch (model) {
      case NAIVE_BAYES -> WeightArrayModel.fit(part.train(), 0).probabilities(part.test());
      case WEIGHT_ARRAY -> WeightArrayModel.fit(part.train(), 1).probabilities(part.test());
      case NETWORK -> {
        long seed = Seeds.of(config.training().seed(), "part " + index);
        yield WindowClassifier.train(
                WindowTrainingSet.of(part.train()),
                config.withSeed(seed),
                workers,
                TrainingListener.NONE)
            .classifier()
            .probabilities(part.test(), workers);
      }
    };
  }
}
