package org.isochron.core.analysis;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Orthonormal bases by reflections, rows of the largest unit first: rows that are small for their
 * units keep their digits.
 */
final class Householder {
  private Householder() {}

  /**
   * Replaces independent vectors by an orthonormal basis of their span and returns log|r_ii|.
   *
   * @param q vectors, no more than their size
   * @param units log₂ of the unit of each entry
   */
  static double[] orthonormalise(double[][] q, int... units) {
    int size = units.length;
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparing(i -> -units[i]));
    double[][] rest = new double[q.length][size];
    for (int j = 0; j < q.length; j++) {
      for (int i = 0; i < size; i++) {
        rest[j][i] = q[j][order[i]];
      }
    }
    double[] logs = new double[q.length];
    for (int k = 0; k < q.length; k++) {
      double norm = GramSchmidt.norm(Arrays.copyOfRange(rest[k], k, size));
      logs[k] = StrictMath.log(Math.max(norm, Double.MIN_VALUE));
      mirror(rest[k], k, norm);
      for (int j = k + 1; j < q.length; j++) {
        reflect(rest[k], k, rest[j]);
      }
    }
    for (int j = 0; j < q.length; j++) {
      double[] axis = new double[size];
      axis[j] = 1;
      for (int k = q.length - 1; k >= 0; k--) {
        reflect(rest[k], k, axis);
      }
      for (int i = 0; i < size; i++) {
        q[j][order[i]] = axis[i];
      }
    }
    return logs;
  }

  /** Makes a vector, from an entry on, the unit normal of the mirror that takes it to that axis. */
  private static void mirror(double[] vector, int from, double norm) {
    if (norm == 0) {
      vector[from] = 1;
      return;
    }
    for (int i = from; i < vector.length; i++) {
      vector[i] /= norm;
    }
    vector[from] += Math.copySign(1, vector[from]);
    double length = GramSchmidt.norm(Arrays.copyOfRange(vector, from, vector.length));
    for (int i = from; i < vector.length; i++) {
      vector[i] /= length;
    }
  }

  private static void reflect(double[] normal, int from, double... vector) {
    double dot = 0;
    for (int i = from; i < vector.length; i++) {
      dot += normal[i] * vector[i];
    }
    for (int i = from; i < vector.length; i++) {
      vector[i] -= 2 * dot * normal[i];
    }
  }
}
