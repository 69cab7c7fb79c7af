package org.isochron.core.evaluation;

import java.util.Arrays;

/** Checks of scores and labels, and the scores of each class in ascending order. */
final class Labels {
  private Labels() {}

  /** Scores of the positives and of the negatives, each ascending. */
  static final class Sorted {
    final double[] positives;
    final double[] negatives;

    private Sorted(int positiveCount, int negativeCount) {
      positives = new double[positiveCount];
      negatives = new double[negativeCount];
    }
  }

  static void check(int scores, boolean[] positive) {
    if (positive.length != scores) {
      throw new IllegalArgumentException(
          "positive has %d entries, expected %d as scores".formatted(positive.length, scores));
    }
  }

  static double number(float[] scores, int i) {
    return number((double) scores[i], i);
  }

  static double number(double score, int i) {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("scores[" + i + "] is NaN, expected a number");
    }
    return score + 0.0; // -0.0 and 0.0 are one threshold
  }

  static Sorted sort(float[] scores, boolean[] positive) {
    Sorted sorted = allocate(scores.length, positive);
    int p = 0;
    int n = 0;
    for (int i = 0; i < scores.length; i++) {
      double score = number(scores, i);
      if (positive[i]) {
        sorted.positives[p++] = score;
      } else {
        sorted.negatives[n++] = score;
      }
    }
    return sort(sorted);
  }

  static Sorted sort(double[] scores, boolean[] positive) {
    Sorted sorted = allocate(scores.length, positive);
    int p = 0;
    int n = 0;
    for (int i = 0; i < scores.length; i++) {
      double score = number(scores[i], i);
      if (positive[i]) {
        sorted.positives[p++] = score;
      } else {
        sorted.negatives[n++] = score;
      }
    }
    return sort(sorted);
  }

  private static Sorted allocate(int length, boolean[] positive) {
    check(length, positive);
    int count = 0;
    for (boolean p : positive) {
      count += p ? 1 : 0;
    }
    return new Sorted(count, length - count);
  }

  private static Sorted sort(Sorted sorted) {
    Arrays.sort(sorted.positives);
    Arrays.sort(sorted.negatives);
    return sorted;
  }

  /** The number of entries of an ascending array that are at or above a threshold. */
  static int atOrAbove(double[] ascending, double threshold) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] >= threshold) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return ascending.length - low;
  }
}
