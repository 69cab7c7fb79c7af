package org.isochron.astro.transients;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isochron.astro.lightcurve.LightCurve;
import org.isochron.core.recurrence.Workers;

/**
 * How often a classifier is right some days after the trigger, having seen nothing later. The
 * trigger is an object's first observation of a signal to noise of at least {@value #TRIGGER} in
 * the bands that are read.
 *
 * @param days since the trigger, ascending
 * @param accuracy at each: of the positive class at probability ½ where there is one, else of the
 *     most probable class
 * @param objects that have a trigger
 * @param untriggered objects without one, which are not counted
 */
public record EarlyClassification(
    List<Double> days, List<Double> accuracy, int objects, int untriggered) {
  /** Signal to noise of a detection. */
  public static final double TRIGGER = 5;

  /** Days at which it is usual to look. */
  public static final List<Double> USUAL_DAYS = List.of(0.0, 2.0, 5.0, 10.0, 20.0, 50.0);

  /** Copies the lists. */
  public EarlyClassification {
    days = List.copyOf(days);
    accuracy = List.copyOf(accuracy);
  }

  /**
   * Measures a classifier.
   *
   * @param classifier to measure
   * @param set labelled objects, of its classes
   * @param days since the trigger, ascending, each at least 0
   * @param workers who computes
   * @return empty where no object has a trigger
   * @throws IllegalArgumentException if days are not ascending
   */
  public static Optional<EarlyClassification> of(
      TransientClassifier classifier, TransientSet set, List<Double> days, Workers workers) {
    for (int i = 0; i < days.size(); i++) {
      if (!(days.get(i) >= 0) || (i > 0 && days.get(i) <= days.get(i - 1))) {
        throw new IllegalArgumentException("days: expected ascending, from 0 on, found " + days);
      }
    }
    int[] columns = set.columns(classifier.reading().bands());
    List<TransientObject> triggered = new ArrayList<>();
    List<Double> triggers = new ArrayList<>();
    for (TransientObject object : set.objects()) {
      double time = trigger(object.curve(), columns);
      if (!Double.isNaN(time)) {
        triggered.add(object);
        triggers.add(time);
      }
    }
    if (triggered.isEmpty()) {
      return Optional.empty();
    }
    List<Double> accuracy = new ArrayList<>();
    for (double day : days) {
      List<TransientObject> known = new ArrayList<>();
      for (int i = 0; i < triggered.size(); i++) {
        known.add(until(triggered.get(i), triggers.get(i) + day));
      }
      accuracy.add(accuracy(classifier, set.with(known), workers));
    }
    int untriggered = set.objects().size() - triggered.size();
    return Optional.of(new EarlyClassification(days, accuracy, triggered.size(), untriggered));
  }

  /** Returns the time of an object's trigger, NaN where it has none. */
  static double trigger(LightCurve curve, int[] columns) {
    for (int i = 0; i < curve.size(); i++) {
      if (columns[curve.bands()[i]] >= 0 && curve.values()[i] >= TRIGGER * curve.errors()[i]) {
        return curve.times()[i];
      }
    }
    return Double.NaN;
  }

  private static TransientObject until(TransientObject object, double time) {
    int count = 0;
    while (count < object.curve().size() && object.curve().times()[count] <= time) {
      count++;
    }
    return new TransientObject(
        object.curve().first(count), object.label(), object.group(), object.redshift());
  }

  private static double accuracy(
      TransientClassifier classifier, TransientSet set, Workers workers) {
    TransientClassifier.Predictions found = classifier.predict(set, workers);
    int right = 0;
    for (int i = 0; i < set.objects().size(); i++) {
      String label = set.objects().get(i).label();
      boolean isRight;
      if (classifier.positive().isEmpty()) {
        double[] p = found.classes()[i];
        int best = 0;
        for (int k = 1; k < p.length; k++) {
          best = p[k] > p[best] ? k : best;
        }
        isRight = classifier.classes().get(best).equals(label);
      } else {
        isRight = (found.positive()[i] >= 0.5) == label.equals(classifier.positive());
      }
      right += isRight ? 1 : 0;
    }
    return right / (double) set.objects().size();
  }
}
