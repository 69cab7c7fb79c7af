package org.isochron.bio.windows;

import java.util.Arrays;
import java.util.List;
import org.isochron.bio.fasta.Iupac;
import org.isochron.bio.windows.SpliceWindow.Kind;

/**
 * Position-specific base frequencies of each kind of window: p(kind | x) ∝ p(kind) Π_i p_i(x_i |
 * x_{i−1}, kind), or without x_{i−1}, which is naive Bayes. What the network is measured against.
 *
 * <p>Frequencies come from counts with 1 added to each of the four bases; ambiguous letters count
 * in parts, and are read as the mean over what they stand for. First order: Zhang and Marr 1993,
 * doi:10.1093/bioinformatics/9.5.499.
 */
public final class WeightArrayModel {
  private static final int BASES = Iupac.BASES;

  private final List<Kind> kinds;
  private final Near near;
  private final int order;
  private final double[] logPriors;

  /** [kinds][positions][contexts][bases], probabilities; one context at order 0. */
  private final double[][][][] p;

  /**
   * The bases that a model reads. Far ones tell little of the site, and each that is counted as if
   * it were independent of the others makes the model surer than it should be.
   *
   * @param before bases before the boundary, at least 1
   * @param after bases from the boundary on, at least 1
   */
  public record Near(int before, int after) {
    /** Checks the numbers. */
    public Near {
      if (before < 1 || after < 1) {
        throw new IllegalArgumentException(
            "near: expected at least 1 base on either side, found " + before + " and " + after);
      }
    }
  }

  private WeightArrayModel(List<SpliceWindow> training, Near near, int order) {
    this.near = near;
    this.kinds = WindowTrainingSet.kindsOf(training);
    this.order = order;
    int length = near.before() + near.after();
    logPriors = new double[kinds.size()];
    p = new double[kinds.size()][length][order == 0 ? 1 : BASES][BASES];
    for (SpliceWindow window : training) {
      int kind = kinds.indexOf(window.kind());
      logPriors[kind]++;
      count(read(window), p[kind]);
    }
    for (int k = 0; k < kinds.size(); k++) {
      logPriors[k] = StrictMath.log(logPriors[k] / training.size());
      normalise(p[k]);
    }
  }

  /**
   * Counts.
   *
   * @param training at least one
   * @param near the bases to read, which every window has
   * @param order bases before one that it depends on, 0 or 1
   * @throws IllegalArgumentException if there is no window, one is too short, or the order is
   *     another
   */
  public static WeightArrayModel fit(List<SpliceWindow> training, Near near, int order) {
    if (training.isEmpty() || order < 0 || order > 1) {
      throw new IllegalArgumentException(
          "weight array: expected at least one window and order 0 or 1, found "
              + training.size()
              + " and "
              + order);
    }
    return new WeightArrayModel(training, near, order);
  }

  /** Returns the probabilities of the bases that are read. */
  private float[] read(SpliceWindow window) {
    int from = window.boundary() - near.before();
    int to = window.boundary() + near.after();
    if (from < 0 || to > window.length()) {
      throw new IllegalArgumentException(
          "window '"
              + window.id()
              + "': expected at least "
              + near.before()
              + " bases before the boundary and "
              + near.after()
              + " after, found "
              + window.boundary()
              + " and "
              + (window.length() - window.boundary()));
    }
    return Arrays.copyOfRange(window.probabilities(), BASES * from, BASES * to);
  }

  private void count(float[] x, double[][][] counts) {
    for (int i = 0; i < counts.length; i++) {
      for (int a = 0; a < counts[i].length; a++) {
        double context = context(x, i, a);
        for (int b = 0; b < BASES; b++) {
          counts[i][a][b] += context * x[BASES * i + b];
        }
      }
    }
  }

  /** Returns the probability of a context: of a base before place i, ¼ each before the first. */
  private double context(float[] x, int i, int a) {
    if (order == 0) {
      return 1;
    }
    return i == 0 ? 1.0 / BASES : x[BASES * (i - 1) + a];
  }

  private static void normalise(double[][][] counts) {
    for (double[][] place : counts) {
      for (double[] bases : place) {
        double sum = BASES;
        for (double count : bases) {
          sum += count;
        }
        for (int b = 0; b < BASES; b++) {
          bases[b] = (bases[b] + 1) / sum;
        }
      }
    }
  }

  /** Returns what the model tells apart, in the order of its probabilities. */
  public List<Kind> kinds() {
    return kinds;
  }

  /**
   * Returns the probabilities of each window, [n][kinds].
   *
   * @param windows that have the bases to read
   * @throws IllegalArgumentException if a window is too short
   */
  public double[][] probabilities(List<SpliceWindow> windows) {
    return windows.stream().map(this::probabilities).toArray(double[][]::new);
  }

  private double[] probabilities(SpliceWindow window) {
    float[] x = read(window);
    double[] log = logPriors.clone();
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < log.length; k++) {
      for (int i = 0; i < p[k].length; i++) {
        log[k] += StrictMath.log(likelihood(x, i, p[k][i]));
      }
      largest = Math.max(largest, log[k]);
    }
    double sum = 0;
    for (int k = 0; k < log.length; k++) {
      log[k] = StrictMath.exp(log[k] - largest);
      sum += log[k];
    }
    for (int k = 0; k < log.length; k++) {
      log[k] /= sum;
    }
    return log;
  }

  private double likelihood(float[] x, int i, double[][] place) {
    double sum = 0;
    for (int a = 0; a < place.length; a++) {
      double context = context(x, i, a);
      for (int b = 0; b < BASES; b++) {
        sum += context * x[BASES * i + b] * place[a][b];
      }
    }
    return sum;
  }
}
