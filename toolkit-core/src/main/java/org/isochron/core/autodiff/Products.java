package org.isochron.core.autodiff;

import org.isochron.core.autodiff.Tape.Input;

/** Matrix products: every output is one sum in ascending order of the shared index. */
final class Products {
  private Products() {}

  private static void requireMatrix(String operation, Variable x) {
    if (x.dims.length != 2) {
      throw new IllegalArgumentException(operation + ": expected a matrix, found shape " + x);
    }
  }

  static Variable transpose(Variable x) {
    requireMatrix("transpose", x);
    double[] y = transposed(x);
    int[] dims = {x.dims[1], x.dims[0]};
    return x.tape().record("transpose", y, dims, new Input(x, (g, out) -> transpose(g)));
  }

  private static double[] transposed(Variable x) {
    int rows = x.dims[0];
    int columns = x.dims[1];
    double[] y = new double[x.data.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        y[j * rows + i] = x.data[i * columns + j];
      }
    }
    return y;
  }

  static Variable matmul(Variable a, boolean ta, Variable b, boolean tb) {
    requireMatrix("matmul", a);
    requireMatrix("matmul", b);
    int n = a.dims[ta ? 1 : 0];
    int k = a.dims[ta ? 0 : 1];
    int m = b.dims[tb ? 0 : 1];
    if (k != b.dims[tb ? 1 : 0]) {
      throw Shape.mismatch(
          "matmul",
          a.dims,
          b.dims,
          "do not meet" + (ta ? ", first transposed" : "") + (tb ? ", second transposed" : ""));
    }
    double[] left = ta ? transposed(a) : a.data;
    double[] right = tb ? b.data : transposed(b);
    double[] c = new double[Math.multiplyExact(n, m)];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        c[i * m + j] = dot(left, i * k, right, j * k, k);
      }
    }
    return a.tape()
        .record(
            "matmul",
            c,
            new int[] {n, m},
            new Input(a, (g, y) -> ta ? matmul(b, tb, g, true) : matmul(g, false, b, !tb)),
            new Input(b, (g, y) -> tb ? matmul(g, true, a, ta) : matmul(a, !ta, g, false)));
  }

  private static double dot(double[] a, int aAt, double[] b, int bAt, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += a[aAt + i] * b[bAt + i];
    }
    return sum;
  }
}
