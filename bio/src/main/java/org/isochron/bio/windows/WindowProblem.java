package org.isochron.bio.windows;

import java.util.ArrayList;
import java.util.List;
import org.isochron.bio.windows.SpliceWindow.Kind;

/**
 * Windows of some kinds that are to be told apart: those to learn from and those to measure on.
 *
 * @param name a short name
 * @param train windows to learn from
 * @param test other windows
 * @param near what naive Bayes and the weight array read
 */
public record WindowProblem(
    String name, List<SpliceWindow> train, List<SpliceWindow> test, WeightArrayModel.Near near) {
  /**
   * Checks the windows.
   *
   * @throws IllegalArgumentException if the training windows are of fewer than two kinds, there is
   *     no test window, or one of another kind
   */
  public WindowProblem {
    train = List.copyOf(train);
    test = List.copyOf(test);
    List<Kind> learned = WindowTrainingSet.kindsOf(train);
    List<Kind> asked = WindowTrainingSet.kindsOf(test);
    if (learned.size() < 2 || asked.isEmpty() || !learned.containsAll(asked)) {
      throw new IllegalArgumentException(
          name
              + ": expected training windows of at least two kinds and test windows of these, found "
              + learned
              + " and "
              + asked);
    }
  }

  /** Returns what is told apart, in the order of the kinds' declaration. */
  public List<Kind> kinds() {
    return WindowTrainingSet.kindsOf(train);
  }

  /** Returns the problems of folds: each fold's windows are the test of one. */
  public static List<WindowProblem> of(String name, WindowFolds folds, WeightArrayModel.Near near) {
    List<WindowProblem> problems = new ArrayList<>();
    for (int fold = 0; fold < folds.folds(); fold++) {
      problems.add(new WindowProblem(name, folds.train(fold), folds.test(fold), near));
    }
    return List.copyOf(problems);
  }

  /**
   * Returns what a classifier's probabilities say of this problem's kinds alone: p_k / Σ p over
   * them.
   *
   * @param p [n][told], a classifier's probabilities
   * @param told what it tells apart, this problem's kinds among it
   * @return [n][kinds]
   */
  double[][] among(double[][] p, List<Kind> told) {
    List<Kind> kinds = kinds();
    if (told.equals(kinds)) {
      return p;
    }
    double[][] result = new double[p.length][kinds.size()];
    for (int n = 0; n < p.length; n++) {
      double sum = 0;
      for (int k = 0; k < kinds.size(); k++) {
        result[n][k] = Math.max(Float.MIN_VALUE, p[n][told.indexOf(kinds.get(k))]);
        sum += result[n][k];
      }
      for (int k = 0; k < kinds.size(); k++) {
        result[n][k] /= sum;
      }
    }
    return result;
  }
}
