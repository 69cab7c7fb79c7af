package org.isochron.astro.transients;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The figure of merit of the Supernova Photometric Classification Challenge: efficiency times
 * pseudo-purity, F = (T / N) · T / (T + 3 F), T true and F false positives, N positives. Kessler et
 * al. 2010, doi 10.1086/657607.
 */
public final class FigureOfMerit {
  /** What a false positive counts. */
  public static final double WEIGHT = 3;

  private FigureOfMerit() {}

  /**
   * Returns the figure of those with a probability of at least a threshold; 0 where there are none.
   *
   * @param probabilities of the positive class
   * @param positive whether an object is of it
   * @param threshold least probability
   * @param multiplicity how often each counts
   */
  public static double at(
      double[] probabilities, boolean[] positive, double threshold, int[] multiplicity) {
    double right = 0;
    double wrong = 0;
    double all = 0;
    for (int i = 0; i < positive.length; i++) {
      all += positive[i] ? multiplicity[i] : 0;
      if (probabilities[i] >= threshold) {
        right += positive[i] ? multiplicity[i] : 0;
        wrong += positive[i] ? 0 : multiplicity[i];
      }
    }
    return of(right, wrong, all);
  }

  private static double of(double right, double wrong, double all) {
    return right == 0 ? 0 : right / all * right / (right + WEIGHT * wrong);
  }

  /**
   * Returns the threshold of the largest figure, halfway to the next lower probability.
   *
   * @param probabilities of the positive class, at least one
   * @param positive whether an object is of it
   */
  public static double bestThreshold(double[] probabilities, boolean[] positive) {
    Integer[] order = new Integer[positive.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> -probabilities[i]));
    double all = 0;
    for (boolean p : positive) {
      all += p ? 1 : 0;
    }
    double best = -1;
    double threshold = 0.5;
    double right = 0;
    double wrong = 0;
    for (int k = 0; k < order.length; k++) {
      right += positive[order[k]] ? 1 : 0;
      wrong += positive[order[k]] ? 0 : 1;
      double here = probabilities[order[k]];
      double next = k + 1 < order.length ? probabilities[order[k + 1]] : 0;
      if (next < here && of(right, wrong, all) > best) {
        best = of(right, wrong, all);
        threshold = (here + next) / 2;
      }
    }
    return threshold;
  }
}
