package org.isochron.core.analysis;

/**
 * How the integral over a path is taken: by Gauss-Legendre rules of more and more nodes, doubled
 * until the completeness error is at most tolerance · max(1, |F(a) − F(a_0)|).
 *
 * @param nodes of the first rule
 * @param maxNodes of the last rule at most
 * @param tolerance of the completeness error
 */
public record Quadrature(int nodes, int maxNodes, double tolerance) {
  /** Checks the values. */
  public Quadrature {
    if (nodes < 1 || maxNodes < nodes || maxNodes > 4096 || !(tolerance >= 0)) {
      throw new IllegalArgumentException(
          "quadrature: expected 1 ≤ nodes ≤ max nodes ≤ 4096 and a tolerance of at least 0, found "
              + nodes
              + ", "
              + maxNodes
              + ", "
              + tolerance);
    }
  }

  /** Returns 16 to 512 nodes, 10⁻⁶. */
  public static Quadrature defaults() {
    return new Quadrature(16, 512, 1e-6);
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
