package org.isochron.core.analysis;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Orthonormal directions that go along with a run, and how far each step stretches them. */
final class TangentFrame {
  private static final long SEED = 1;

  private double[][] directions;

  private TangentFrame(double[][] directions) {
    this.directions = directions;
  }

  /** Makes directions that no system is likely to be aligned with. */
  static TangentFrame of(int size, int count) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    double[][] directions = new double[count][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < count; j++) {
        directions[j][i] = 2 * random.nextDouble() - 1;
      }
    }
    GramSchmidt.orthonormalise(directions);
    return new TangentFrame(directions);
  }

  /**
   * Takes the directions through A Q = Q' R and returns log|r_ii|, −∞ of those that A takes out,
   * which go to the end.
   *
   * <p>A = R_1 B C is taken in two parts, C Q = Q_1 R' and R_1 B Q_1 = Q' R'', r_ii = r'_ii r''_ii:
   * in one, columns of A that are small would be lost in the rounding of those that are not.
   */
  double[] advance(Elimination step) {
    Equilibrated a = step.matrix();
    double[][] inner = a.inUnits(directions);
    boolean regular = step.rank() == a.size();
    // Reflections keep the digits of small rows, projections the zeros of what depends.
    double[] logs =
        regular
            ? Householder.orthonormalise(inner, a.columns())
            : GramSchmidt.orthonormalise(inner);
    double[][] outer = a.times(inner);
    double[] growth =
        regular
            ? Householder.orthonormalise(outer, a.rows())
            : GramSchmidt.orthonormalise(
                outer, step.rank(), a.magnitudes().times(magnitudes(inner)));
    for (int i = 0; i < logs.length; i++) {
      logs[i] += growth[i];
    }
    directions = outer;
    return logs;
  }

  private static double[][] magnitudes(double[][] of) {
    double[][] all = new double[of.length][];
    for (int i = 0; i < all.length; i++) {
      all[i] = Matrices.magnitudes(of[i]);
    }
    return all;
  }
}
