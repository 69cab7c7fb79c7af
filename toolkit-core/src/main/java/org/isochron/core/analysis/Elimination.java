package org.isochron.core.analysis;

/**
 * The rank and log|det A| of a square matrix, by Gaussian elimination with complete pivoting of B,
 * A = R B C.
 *
 * <p>An entry that is left is none where |b| ≤ 8√n ulp · Σ|terms|, what rounding is likely to leave
 * of the terms that it was summed from; the rank is how many pivots there are. Units of rows and
 * columns do not change it: diag(1, 1e-30) has rank 2.
 *
 * @param matrix A
 * @param rank its rank
 * @param logAbsDeterminant log|det A|, −∞ if the rank is less than n
 */
record Elimination(Equilibrated matrix, int rank, double logAbsDeterminant) {
  /** Eliminates A, row-major. */
  static Elimination of(double[] a, int size) {
    Equilibrated matrix = Equilibrated.of(a, size);
    double[][] rest = new double[size][];
    double[][] terms = matrix.magnitudes().middle();
    for (int i = 0; i < size; i++) {
      rest[i] = matrix.middle()[i].clone();
    }
    double sum = 0;
    for (int k = 0; k < size; k++) {
      if (!pivot(rest, terms, k)) {
        return new Elimination(matrix, k, Double.NEGATIVE_INFINITY);
      }
      sum += StrictMath.log(Math.abs(rest[k][k]));
      eliminate(rest, terms, k);
    }
    return new Elimination(matrix, size, sum + matrix.logUnits());
  }

  /** Brings the largest entry that is more than rounding to the diagonal, if there is one. */
  private static boolean pivot(double[][] rest, double[][] terms, int k) {
    double unit = 8 * Math.sqrt(rest.length) * Math.ulp(1.0);
    double largest = 0;
    int row = k;
    int column = k;
    for (int i = k; i < rest.length; i++) {
      for (int j = k; j < rest.length; j++) {
        double size = Math.abs(rest[i][j]);
        if (size > largest && size > unit * terms[i][j]) {
          largest = size;
          row = i;
          column = j;
        }
      }
    }
    for (double[][] all : new double[][][] {rest, terms}) {
      double[] taken = all[row];
      all[row] = all[k];
      all[k] = taken;
      for (double[] entries : all) {
        double entry = entries[column];
        entries[column] = entries[k];
        entries[k] = entry;
      }
    }
    return largest > 0;
  }

  private static void eliminate(double[][] rest, double[][] terms, int k) {
    for (int i = k + 1; i < rest.length; i++) {
      double factor = rest[i][k] / rest[k][k];
      for (int j = k + 1; j < rest.length && factor != 0; j++) {
        double product = factor * rest[k][j];
        rest[i][j] -= product;
        terms[i][j] += Math.abs(product);
      }
    }
  }
}
