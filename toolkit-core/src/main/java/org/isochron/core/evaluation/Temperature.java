package org.isochron.core.evaluation;

/**
 * A temperature T of class probabilities: p = softmax(z / T). The most probable class stays, and
 * with two classes the order of objects. Guo et al. 2017, arXiv 1706.04599.
 *
 * @param value T, {@value #COLDEST} to {@value #HOTTEST}
 */
public record Temperature(double value) {
  /** The least temperature. */
  public static final double COLDEST = 0.1;

  /** The largest. */
  public static final double HOTTEST = 10;

  /** Probabilities as they are. */
  public static final Temperature NONE = new Temperature(1);

  private static final int HALVINGS = 50;

  /** Checks the range. */
  public Temperature {
    if (!(value >= COLDEST && value <= HOTTEST)) {
      throw new IllegalArgumentException(
          "temperature: expected " + COLDEST + " to " + HOTTEST + ", found " + value);
    }
  }

  /**
   * Fits the temperature of least cross-entropy, which is convex in 1/T.
   *
   * @param logits [n][C], at least one row
   * @param labels the class of each row
   * @throws IllegalArgumentException if there is no row, or not a label for each
   */
  public static Temperature fit(float[][] logits, int[] labels) {
    if (logits.length == 0 || logits.length != labels.length) {
      throw new IllegalArgumentException(
          "temperature: expected as many labels as rows, at least one, found "
              + labels.length
              + " and "
              + logits.length);
    }
    double low = 1 / HOTTEST;
    double high = 1 / COLDEST;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (slope(logits, labels, middle) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return new Temperature(Math.max(COLDEST, Math.min(HOTTEST, 2 / (low + high))));
  }

  /** Returns d loss / d (1/T) = Σ (Σ_k p_k z_k − z_y). */
  private static double slope(float[][] logits, int[] labels, double inverse) {
    double sum = 0;
    for (int n = 0; n < logits.length; n++) {
      double[] p = softmax(logits[n], 0, logits[n].length, inverse);
      for (int k = 0; k < p.length; k++) {
        sum += (p[k] - (k == labels[n] ? 1 : 0)) * logits[n][k];
      }
    }
    return sum;
  }

  /**
   * Returns the probabilities of a row.
   *
   * @param logits holds the row
   * @param from its first logit
   * @param classes C
   */
  public double[] probabilities(float[] logits, int from, int classes) {
    return softmax(logits, from, classes, 1 / value);
  }

  private static double[] softmax(float[] logits, int from, int classes, double inverse) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      largest = Math.max(largest, logits[from + k]);
    }
    double[] p = new double[classes];
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      p[k] = StrictMath.exp((logits[from + k] - largest) * inverse);
      sum += p[k];
    }
    for (int k = 0; k < classes; k++) {
      p[k] /= sum;
    }
    return p;
  }
}
