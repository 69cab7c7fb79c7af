package org.isochron.core.analysis;

/** Orthonormal bases of what vectors span. */
final class GramSchmidt {
  private GramSchmidt() {}

  /**
   * Replaces independent vectors by an orthonormal basis of their span and returns log|r_ii|.
   *
   * @param q vectors, no more than their size
   */
  static double[] orthonormalise(double[][] q) {
    return orthonormalise(q, q[0].length, q);
  }

  /**
   * Replaces vectors by an orthonormal basis of their span and returns log|r_ii|, −∞ of a vector
   * that depends on those before it; such vectors go to the end, as any that are orthogonal to all
   * others.
   *
   * <p>Of size vectors, as many are independent as the rank says: those that depend are the first
   * of which no more is left than rounding can leave, and all after the rank is reached.
   *
   * @param q vectors, no more than their size
   * @param rank of the matrix that made them
   * @param terms what each entry of q was summed from, absolute values
   */
  static double[] orthonormalise(double[][] q, int rank, double[][] terms) {
    double[] logs = new double[q.length];
    int size = q[0].length;
    int kept = 0;
    for (int j = 0; j < logs.length; j++) {
      q[kept] = q[j];
      double norm = orthogonalise(q, kept);
      boolean mayDepend = j - kept < size - rank;
      if (kept == rank || (mayDepend && isRounding(q, kept, terms[j]))) {
        logs[j] = Double.NEGATIVE_INFINITY;
      } else {
        logs[j] = StrictMath.log(Math.max(norm, Double.MIN_VALUE));
        complete(q, kept++, norm);
      }
    }
    while (kept < logs.length) {
      complete(q, kept++, 0);
    }
    return logs;
  }

  /** Makes a vector one of norm 1; of the norm 0, one of an axis. */
  private static void complete(double[][] q, int of, double norm) {
    double length = norm;
    for (int axis = 0; norm == 0 && length * length * q[0].length < 0.5; axis++) {
      q[of] = new double[q[0].length];
      q[of][axis] = 1;
      length = orthogonalise(q, of);
    }
    for (int i = 0; i < q[of].length; i++) {
      q[of][i] /= length;
    }
  }

  /**
   * Returns whether what is left of a vector is no more than the rounding e of its entries can
   * leave: |q_i| ≤ e_i + |row i of the vectors before| · ‖e‖, entry by entry, so that a part that
   * is small because all that it is made of is small counts.
   */
  private static boolean isRounding(double[][] q, int of, double... terms) {
    double unit = 4 * (terms.length + 2) * Math.ulp(1.0);
    double all = unit * norm(terms);
    for (int i = 0; i < terms.length; i++) {
      double before = 0;
      for (int k = 0; k < of; k++) {
        before += q[k][i] * q[k][i];
      }
      if (Math.abs(q[of][i]) > unit * terms[i] + Math.sqrt(before) * all) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes the parts along the vectors before it out of a vector, until no rounding of what was
   * taken is left, and returns its norm.
   */
  private static double orthogonalise(double[][] q, int of) {
    double norm = norm(q[of]);
    double last;
    do {
      last = norm;
      for (int k = 0; k < of; k++) {
        double dot = 0;
        for (int i = 0; i < q[of].length; i++) {
          dot += q[k][i] * q[of][i];
        }
        for (int i = 0; i < q[of].length; i++) {
          q[of][i] -= dot * q[k][i];
        }
      }
      norm = norm(q[of]);
    } while (norm < 0.7 * last);
    return norm;
  }

  static double norm(double... vector) {
    double max = 0;
    for (double value : vector) {
      max = Math.max(max, Math.abs(value));
    }
    double sum = 0;
    for (int i = 0; i < vector.length && max > 0; i++) {
      double part = vector[i] / max;
      sum += part * part;
    }
    return max * Math.sqrt(sum);
  }
}
