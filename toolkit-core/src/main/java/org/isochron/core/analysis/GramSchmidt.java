package org.isochron.core.analysis;

import org.ejml.data.DMatrixRMaj;

/** Orthonormal bases of what columns span, and how much of it is no more than rounding. */
final class GramSchmidt {
  private GramSchmidt() {}

  /**
   * Replaces the columns of Q by an orthonormal basis of their span and returns log|r_ii|, by
   * Gram-Schmidt, twice; of a column that depends on those before it, up to rounding, −∞. Such
   * columns go to the end, as any that are orthogonal to all others. (EJML's QR refuses them.)
   *
   * @param q [size, columns], columns at most size
   * @param terms what each entry of q was summed from, absolute values
   */
  static double[] orthonormalise(DMatrixRMaj q, DMatrixRMaj terms) {
    double[] logs = new double[q.getNumCols()];
    int rank = 0;
    for (int j = 0; j < logs.length; j++) {
      move(q, j, rank);
      double norm = orthogonalise(q, rank);
      if (isRounding(q, rank, terms, j)) {
        logs[j] = Double.NEGATIVE_INFINITY;
      } else {
        logs[j] = StrictMath.log(norm);
        normalise(q, rank++, norm);
      }
    }
    while (rank < logs.length) {
      fill(q, rank++);
    }
    return logs;
  }

  private static void move(DMatrixRMaj q, int from, int to) {
    for (int i = 0; i < q.getNumRows(); i++) {
      q.set(i, to, q.get(i, from));
    }
  }

  private static void normalise(DMatrixRMaj q, int column, double norm) {
    scale(q, column, norm);
    orthogonalise(q, column);
    scale(q, column, norm(q, column));
  }

  /** Puts an axis, without its parts along the columns before it. */
  private static void fill(DMatrixRMaj q, int column) {
    double norm = 0;
    for (int axis = 0; norm * norm * q.getNumRows() < 0.5; axis++) {
      for (int i = 0; i < q.getNumRows(); i++) {
        q.set(i, column, i == axis ? 1 : 0);
      }
      norm = orthogonalise(q, column);
    }
    normalise(q, column, norm);
  }

  /**
   * Returns whether what is left of a column is no more than the rounding e of its entries can
   * leave: |q_i| ≤ e_i + |row i of the columns before| · ‖e‖, entry by entry, so that a part that
   * is small because all that it is made of is small counts.
   */
  private static boolean isRounding(DMatrixRMaj q, int column, DMatrixRMaj terms, int of) {
    int size = q.getNumRows();
    double unit = Matrices.rounding(size);
    double all = unit * norm(terms, of);
    for (int i = 0; i < size; i++) {
      double before = 0;
      for (int k = 0; k < column; k++) {
        before += q.get(i, k) * q.get(i, k);
      }
      if (Math.abs(q.get(i, column)) > unit * terms.get(i, of) + Math.sqrt(before) * all) {
        return false;
      }
    }
    return true;
  }

  /** Takes the parts along the columns before it out of a column, and returns its norm. */
  private static double orthogonalise(DMatrixRMaj q, int column) {
    for (int k = 0; k < column; k++) {
      double dot = 0;
      for (int i = 0; i < q.getNumRows(); i++) {
        dot += q.get(i, k) * q.get(i, column);
      }
      for (int i = 0; i < q.getNumRows(); i++) {
        q.set(i, column, q.get(i, column) - dot * q.get(i, k));
      }
    }
    return norm(q, column);
  }

  private static double norm(DMatrixRMaj q, int column) {
    double max = 0;
    for (int i = 0; i < q.getNumRows(); i++) {
      max = Math.max(max, Math.abs(q.get(i, column)));
    }
    double sum = 0;
    for (int i = 0; i < q.getNumRows() && max > 0; i++) {
      double part = q.get(i, column) / max;
      sum += part * part;
    }
    return max * Math.sqrt(sum);
  }

  private static void scale(DMatrixRMaj q, int column, double norm) {
    for (int i = 0; i < q.getNumRows(); i++) {
      q.set(i, column, q.get(i, column) / norm);
    }
  }
}
