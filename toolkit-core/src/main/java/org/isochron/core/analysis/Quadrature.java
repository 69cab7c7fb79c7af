package org.isochron.core.analysis;

/**
 * How the integral over a path is taken: by a Gauss-Legendre rule on intervals that are halved, the
 * one of the largest error first, until their completeness errors sum to at most tolerance · max(1,
 * |F(a) − F(a_0)|).
 *
 * @param nodes in each interval
 * @param maxNodes of all rules that are tried
 * @param tolerance of the completeness error
 */
public record Quadrature(int nodes, int maxNodes, double tolerance) {
  private static final int LARGEST_RULE = 1024;

  /** Checks the values. */
  public Quadrature {
    if (nodes < 1 || nodes > LARGEST_RULE || maxNodes < nodes || !(tolerance >= 0)) {
      throw new IllegalArgumentException(
          "quadrature: expected nodes of 1 to "
              + LARGEST_RULE
              + ", at least as many in all, and a tolerance of at least 0, found "
              + nodes
              + ", "
              + maxNodes
              + ", "
              + tolerance);
    }
  }

  /** Returns 16 nodes in each interval, 4096 in all, 10⁻⁷. */
  public static Quadrature defaults() {
    return new Quadrature(16, 4096, 1e-7);
  }

  /** Returns one rule, whatever its error. */
  public static Quadrature of(int nodes) {
    return new Quadrature(nodes, nodes, 0);
  }

  /** A rule on [0, 1]; the weights sum to 1. */
  record Rule(double[] nodes, double[] weights) {
    /**
     * Makes the Gauss-Legendre rule: nodes are roots of P_n, found by Newton's method, weights 1 /
     * ((1 − z²) P_n'(z)²). Abramowitz and Stegun 1964, 25.4.29.
     */
    static Rule gaussLegendre(int n) {
      double[] nodes = new double[n];
      double[] weights = new double[n];
      for (int i = 0; i < n; i++) {
        double z = StrictMath.cos(Math.PI * (i + 0.75) / (n + 0.5));
        double slope = 0;
        double move = 1;
        for (int k = 0; k < 100 && Math.abs(move) > 1e-16; k++) {
          double before = 0;
          double p = 1;
          for (int j = 1; j <= n; j++) {
            double next = ((2 * j - 1) * z * p - (j - 1) * before) / j;
            before = p;
            p = next;
          }
          slope = n * (z * p - before) / (z * z - 1);
          move = p / slope;
          z -= move;
        }
        nodes[n - 1 - i] = (1 + z) / 2;
        weights[n - 1 - i] = 1 / ((1 - z * z) * slope * slope);
      }
      return new Rule(nodes, weights);
    }
  }
}
