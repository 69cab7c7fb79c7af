package org.isochron.core.analysis;

/**
 * How fixed and slow points are looked for.
 *
 * @param maxIterations steps of the minimiser from each start
 * @param fixedTolerance largest q of a fixed point
 * @param slowTolerance largest q of a slow point; a minimum above it is no point at all
 * @param uniqueDistance points no further apart are one
 */
public record FixedPointConfig(
    int maxIterations, double fixedTolerance, double slowTolerance, double uniqueDistance) {
  /** Checks the values. */
  public FixedPointConfig {
    if (maxIterations < 1
        || !(fixedTolerance > 0)
        || !(slowTolerance >= fixedTolerance)
        || !(uniqueDistance >= 0)) {
      throw new IllegalArgumentException(
          "fixed points: expected iterations of at least 1, 0 < fixed ≤ slow tolerance and a"
              + " distance of at least 0, found "
              + maxIterations
              + ", "
              + fixedTolerance
              + ", "
              + slowTolerance
              + ", "
              + uniqueDistance);
    }
  }

  /** Returns 500 iterations, q of 10⁻²⁰ and 10⁻⁴, distance 10⁻³. */
  public static FixedPointConfig defaults() {
    return new FixedPointConfig(500, 1e-20, 1e-4, 1e-3);
  }

  /** Returns this with another number of iterations. */
  public FixedPointConfig withMaxIterations(int count) {
    return new FixedPointConfig(count, fixedTolerance, slowTolerance, uniqueDistance);
  }

  /** Returns this with another tolerance for fixed points. */
  public FixedPointConfig withFixedTolerance(double q) {
    return new FixedPointConfig(maxIterations, q, slowTolerance, uniqueDistance);
  }

  /** Returns this with another tolerance for slow points. */
  public FixedPointConfig withSlowTolerance(double q) {
    return new FixedPointConfig(maxIterations, fixedTolerance, q, uniqueDistance);
  }

  /** Returns this with another distance. */
  public FixedPointConfig withUniqueDistance(double distance) {
    return new FixedPointConfig(maxIterations, fixedTolerance, slowTolerance, distance);
  }
}
