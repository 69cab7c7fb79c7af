package org.isochron.core.evaluation;

/**
 * A probability from a score of two classes: p = 1 / (1 + e^−(a s + b)), a and b fitted to outcomes
 * that the score was not trained on. The order of objects stays. Platt 1999; fitted as by Lin, Lin
 * and Weng 2007, doi 10.1007/s10994-007-5018-6.
 *
 * @param slope a, above 0
 * @param intercept b
 */
public record PlattScaling(double slope, double intercept) {
  /** Scores as log-odds. */
  public static final PlattScaling NONE = new PlattScaling(1, 0);

  private static final int MOST_STEPS = 100;
  private static final double RIDGE = 1e-9;
  private static final double LEAST_SLOPE = 1e-3;

  /** Checks the ranges. */
  public PlattScaling {
    if (!(slope > 0) || Double.isInfinite(slope) || !Double.isFinite(intercept)) {
      throw new IllegalArgumentException(
          "Platt scaling: expected a slope above 0 and a finite intercept, found "
              + slope
              + " and "
              + intercept);
    }
  }

  /**
   * Fits slope and intercept of least cross-entropy to targets that are drawn towards ½ by one
   * outcome more on either side. A score that says the opposite gets a slope of nearly 0.
   *
   * @param scores log-odds, at least one
   * @param positive outcomes
   * @throws IllegalArgumentException if there is no score, or not an outcome for each
   */
  public static PlattScaling fit(double[] scores, boolean[] positive) {
    if (scores.length == 0 || scores.length != positive.length) {
      throw new IllegalArgumentException(
          "Platt scaling: expected as many outcomes as scores, at least one, found "
              + positive.length
              + " and "
              + scores.length);
    }
    double[] targets = targets(positive);
    double a = 1;
    double b = 0;
    double loss = loss(scores, targets, a, b);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] g = new double[2];
      double[] h = {RIDGE, 0, RIDGE};
      for (int i = 0; i < scores.length; i++) {
        double p = sigmoid(a * scores[i] + b);
        double w = p * (1 - p);
        g[0] += (p - targets[i]) * scores[i];
        g[1] += p - targets[i];
        h[0] += w * scores[i] * scores[i];
        h[1] += w * scores[i];
        h[2] += w;
      }
      double determinant = h[0] * h[2] - h[1] * h[1];
      double da = (h[2] * g[0] - h[1] * g[1]) / determinant;
      double db = (h[0] * g[1] - h[1] * g[0]) / determinant;
      double size = 1;
      double next = loss(scores, targets, a - da, b - db);
      while (next > loss && size > 1e-10) {
        size /= 2;
        next = loss(scores, targets, a - size * da, b - size * db);
      }
      if (!(next < loss)) {
        break;
      }
      boolean done = loss - next < 1e-12 * (1 + loss);
      a -= size * da;
      b -= size * db;
      loss = next;
      if (done) {
        break;
      }
    }
    return new PlattScaling(Math.max(LEAST_SLOPE, a), b);
  }

  private static double[] targets(boolean[] positive) {
    int count = 0;
    for (boolean is : positive) {
      count += is ? 1 : 0;
    }
    double yes = (count + 1.0) / (count + 2);
    double no = 1.0 / (positive.length - count + 2);
    double[] targets = new double[positive.length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = positive[i] ? yes : no;
    }
    return targets;
  }

  /** Returns Σ log(1 + e^x) − t x, x = a s + b. */
  private static double loss(double[] scores, double[] targets, double a, double b) {
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      double x = a * scores[i] + b;
      sum += Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))) - targets[i] * x;
    }
    return sum;
  }

  private static double sigmoid(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
  }

  /** Returns the probability of a score. */
  public double probability(double score) {
    return sigmoid(slope * score + intercept);
  }
}
