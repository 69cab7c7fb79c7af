package org.isochron.core.recurrence;

import java.util.random.RandomGenerator;

/** Random orthonormal vectors, and the normal numbers that they are made of. */
final class Orthonormal {
  private Orthonormal() {}

  /**
   * Returns orthonormal vectors of the uniform distribution: the Q of Gaussian columns' QR whose R
   * has a positive diagonal, by Gram-Schmidt done twice. Mezzadri 2007, doi
   * 10.48550/arXiv.math-ph/0609050.
   */
  static double[][] vectors(int count, int size, RandomGenerator random) {
    double[][] q = new double[count][size];
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < size; i++) {
        q[k][i] = gaussian(random);
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int before = 0; before < k; before++) {
          double along = dot(q[before], q[k]);
          for (int i = 0; i < size; i++) {
            q[k][i] -= along * q[before][i];
          }
        }
        double norm = Math.sqrt(dot(q[k], q[k]));
        for (int i = 0; i < size; i++) {
          q[k][i] /= norm;
        }
      }
    }
    return q;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /**
   * Returns a standard normal number, the same on every JDK. Marsaglia and Bray 1964, doi
   * 10.1137/1006063.
   */
  static double gaussian(RandomGenerator random) {
    while (true) {
      double u = 2 * random.nextDouble() - 1;
      double v = 2 * random.nextDouble() - 1;
      double s = u * u + v * v;
      if (s > 0 && s < 1) {
        return u * Math.sqrt(-2 * StrictMath.log(s) / s);
      }
    }
  }
}
