package org.isochron.core.analysis;

/**
 * A square matrix A = R B C, R and C diagonal powers of two, so exact, and the entries of B of
 * about 1 in every row and column: what is small for its units alone is no longer.
 *
 * @param rows log₂ of R
 * @param middle B, by row
 * @param columns log₂ of C
 */
record Equilibrated(int[] rows, double[][] middle, int[] columns) {
  private static final int NONE = Integer.MIN_VALUE;

  /** Takes the units out of A, row-major, after a check that all is finite. */
  static Equilibrated of(double[] a, int size) {
    Matrices.matrix("Jacobian", a, size, size);
    int[] rows = new int[size];
    int[] columns = new int[size];
    for (int i = 0; i < size; i++) {
      int largest = NONE;
      for (int j = 0; j < size; j++) {
        largest = Math.max(largest, exponent(a[i * size + j]));
      }
      rows[i] = largest == NONE ? 0 : largest;
    }
    for (int j = 0; j < size; j++) {
      int largest = NONE;
      for (int i = 0; i < size; i++) {
        int exponent = exponent(a[i * size + j]);
        largest = Math.max(largest, exponent == NONE ? NONE : exponent - rows[i]);
      }
      columns[j] = largest == NONE ? 0 : largest;
    }
    double[][] middle = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        middle[i][j] = Math.scalb(a[i * size + j], -rows[i] - columns[j]);
      }
    }
    return new Equilibrated(rows, middle, columns);
  }

  private static int exponent(double value) {
    return value == 0 ? NONE : Math.getExponent(value);
  }

  int size() {
    return rows.length;
  }

  /** Returns log|det R C|. */
  double logUnits() {
    int sum = 0;
    for (int i = 0; i < rows.length; i++) {
      sum += rows[i] + columns[i];
    }
    return sum * StrictMath.log(2);
  }

  /** Returns C v of each vector. */
  double[][] inUnits(double[][] vectors) {
    double[][] scaled = new double[vectors.length][size()];
    for (int v = 0; v < scaled.length; v++) {
      for (int j = 0; j < size(); j++) {
        scaled[v][j] = Math.scalb(vectors[v][j], columns[j]);
      }
    }
    return scaled;
  }

  /** Returns R B v of each vector. */
  double[][] times(double[][] vectors) {
    double[][] moved = new double[vectors.length][size()];
    for (int v = 0; v < moved.length; v++) {
      for (int i = 0; i < size(); i++) {
        double sum = 0;
        for (int j = 0; j < size(); j++) {
          sum += middle[i][j] * vectors[v][j];
        }
        moved[v][i] = Math.scalb(sum, rows[i]);
      }
    }
    return moved;
  }

  /** Returns this with the absolute values of B. */
  Equilibrated magnitudes() {
    double[][] all = new double[size()][];
    for (int i = 0; i < all.length; i++) {
      all[i] = Matrices.magnitudes(middle[i]);
    }
    return new Equilibrated(rows, all, columns);
  }
}
