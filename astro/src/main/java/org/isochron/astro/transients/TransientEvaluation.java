package org.isochron.astro.transients;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isochron.core.evaluation.Bootstrap;
import org.isochron.core.evaluation.Calibration;
import org.isochron.core.evaluation.Estimate;
import org.isochron.core.evaluation.Interval;
import org.isochron.core.evaluation.Roc;
import org.isochron.core.recurrence.Workers;

/**
 * How a classifier does on labelled objects; intervals by drawing objects with replacement.
 *
 * @param objects their number
 * @param accuracy share whose most probable class is right
 * @param balancedAccuracy mean recall of the classes that there are
 * @param macroF1 mean F1 of the classes that there are
 * @param ece expected calibration error of the most probable class, ten bins
 * @param perClass of each class
 * @param confusion counts [true][predicted], in the order of {@code perClass}
 * @param binary of the positive class against the rest, where there is one
 */
public record TransientEvaluation(
    int objects,
    Estimate accuracy,
    Estimate balancedAccuracy,
    Estimate macroF1,
    double ece,
    Map<String, OfClass> perClass,
    int[][] confusion,
    Optional<Binary> binary) {
  private static final int BINS = 10;
  private static final int RESAMPLES = 1000;

  /** Keeps the order of the classes. */
  public TransientEvaluation {
    perClass = Collections.unmodifiableMap(new LinkedHashMap<>(perClass));
  }

  /**
   * How one class does.
   *
   * @param precision of those called it, share that is; 0 where none is called
   * @param recall of those that are it, share that is called
   * @param f1 harmonic mean of both
   * @param objects that are it
   */
  public record OfClass(double precision, double recall, double f1, int objects) {}

  /**
   * The positive class against the rest.
   *
   * @param positives objects of it
   * @param accuracy at probability ½
   * @param auc area under the receiver operating characteristic
   * @param figureOfMerit at the threshold chosen on validation objects ({@link FigureOfMerit})
   * @param threshold that one
   * @param bestFigureOfMerit at the threshold that is best on these objects: what papers report
   * @param ece expected calibration error of its probability, ten bins
   */
  public record Binary(
      int positives,
      Estimate accuracy,
      Estimate auc,
      Estimate figureOfMerit,
      double threshold,
      double bestFigureOfMerit,
      double ece) {}

  /**
   * Measures a classifier.
   *
   * @param classifier to measure
   * @param set labelled objects, at least one, of its classes
   * @param seed of the draws behind the intervals
   * @param workers who computes
   * @throws IllegalArgumentException if an object has no label, or one that the classifier does not
   *     know
   */
  public static TransientEvaluation of(
      TransientClassifier classifier, TransientSet set, long seed, Workers workers) {
    List<String> classes = classifier.classes();
    int[] labels = new int[set.objects().size()];
    boolean[] positive = new boolean[labels.length];
    for (int i = 0; i < labels.length; i++) {
      TransientObject object = set.objects().get(i);
      labels[i] = classes.indexOf(object.label());
      positive[i] = object.label().equals(classifier.positive());
      if (labels[i] < 0) {
        throw new IllegalArgumentException(
            "object %s: expected a class of %s, found '%s'"
                .formatted(object.id(), classes, object.label()));
      }
    }
    TransientClassifier.Predictions found = classifier.predict(set, workers);
    Optional<Binary> binary =
        classifier.positive().isEmpty()
            ? Optional.empty()
            : Optional.of(binary(found.positive(), positive, classifier.threshold(), seed));
    return of(classes, labels, found.classes(), seed, binary);
  }

  private static TransientEvaluation of(
      List<String> classes, int[] labels, double[][] p, long seed, Optional<Binary> binary) {
    int[] called = new int[labels.length];
    double[] confidence = new double[labels.length];
    boolean[] right = new boolean[labels.length];
    for (int i = 0; i < labels.length; i++) {
      for (int k = 1; k < classes.size(); k++) {
        called[i] = p[i][k] > p[i][called[i]] ? k : called[i];
      }
      confidence[i] = p[i][called[i]];
      right[i] = called[i] == labels[i];
    }
    int count = classes.size();
    int[] once = new int[labels.length];
    Arrays.fill(once, 1);
    double[] values = summary(count, labels, called, once);
    List<Interval> intervals =
        Bootstrap.ofAll(
            labels.length, RESAMPLES, seed, drawn -> summary(count, labels, called, drawn));
    int[][] confusion = confusion(count, labels, called, once);
    Map<String, OfClass> perClass = new LinkedHashMap<>();
    for (int k = 0; k < count; k++) {
      perClass.put(classes.get(k), ofClass(confusion, k));
    }
    return new TransientEvaluation(
        labels.length,
        Estimate.of(values[0], intervals.get(0)),
        Estimate.of(values[1], intervals.get(1)),
        Estimate.of(values[2], intervals.get(2)),
        Calibration.of(confidence, right, BINS).ece(),
        perClass,
        confusion,
        binary);
  }

  private static int[][] confusion(int count, int[] labels, int[] called, int[] drawn) {
    int[][] counts = new int[count][count];
    for (int i = 0; i < labels.length; i++) {
      counts[labels[i]][called[i]] += drawn[i];
    }
    return counts;
  }

  private static OfClass ofClass(int[][] confusion, int k) {
    int are = 0;
    int calledIt = 0;
    for (int j = 0; j < confusion.length; j++) {
      are += confusion[k][j];
      calledIt += confusion[j][k];
    }
    double precision = calledIt == 0 ? 0 : confusion[k][k] / (double) calledIt;
    double recall = are == 0 ? 0 : confusion[k][k] / (double) are;
    double f1 = are + calledIt == 0 ? 0 : 2.0 * confusion[k][k] / (are + calledIt);
    return new OfClass(precision, recall, f1, are);
  }

  /** Returns accuracy, balanced accuracy and macro F1. */
  private static double[] summary(int count, int[] labels, int[] called, int[] drawn) {
    int[][] confusion = confusion(count, labels, called, drawn);
    double right = 0;
    double all = 0;
    List<OfClass> there = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      OfClass one = ofClass(confusion, k);
      right += confusion[k][k];
      all += one.objects();
      if (one.objects() > 0) {
        there.add(one);
      }
    }
    return new double[] {
      right / all,
      there.stream().mapToDouble(OfClass::recall).average().orElseThrow(),
      there.stream().mapToDouble(OfClass::f1).average().orElseThrow()
    };
  }

  private static Binary binary(double[] p, boolean[] positive, double threshold, long seed) {
    int[] once = new int[p.length];
    Arrays.fill(once, 1);
    double[] values = {
      accuracy(p, positive, once),
      Roc.auc(p, positive),
      FigureOfMerit.at(p, positive, threshold, once)
    };
    List<Interval> intervals =
        Bootstrap.ofAll(
            p.length,
            RESAMPLES,
            seed,
            drawn ->
                new double[] {
                  accuracy(p, positive, drawn),
                  auc(p, positive, drawn),
                  FigureOfMerit.at(p, positive, threshold, drawn)
                });
    int positives = 0;
    for (boolean is : positive) {
      positives += is ? 1 : 0;
    }
    double best = FigureOfMerit.bestThreshold(p, positive);
    return new Binary(
        positives,
        Estimate.of(values[0], intervals.get(0)),
        Estimate.of(values[1], intervals.get(1)),
        Estimate.of(values[2], intervals.get(2)),
        threshold,
        FigureOfMerit.at(p, positive, best, once),
        Calibration.of(p, positive, BINS).ece());
  }

  private static double accuracy(double[] p, boolean[] positive, int[] drawn) {
    double right = 0;
    double all = 0;
    for (int i = 0; i < p.length; i++) {
      right += (p[i] >= 0.5) == positive[i] ? drawn[i] : 0;
      all += drawn[i];
    }
    return right / all;
  }

  /** Returns the area of objects that are drawn several times, NaN where one side is missing. */
  private static double auc(double[] p, boolean[] positive, int[] drawn) {
    int[] index = Bootstrap.drawn(drawn);
    double[] q = new double[index.length];
    boolean[] y = new boolean[index.length];
    int positives = 0;
    for (int i = 0; i < index.length; i++) {
      q[i] = p[index[i]];
      y[i] = positive[index[i]];
      positives += y[i] ? 1 : 0;
    }
    return positives == 0 || positives == y.length ? Double.NaN : Roc.auc(q, y);
  }
}
