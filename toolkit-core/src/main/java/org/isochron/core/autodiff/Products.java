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
    int[] sizes = {n, k, m};
    double[] left = ta ? transposed(a) : a.data;
    double[] c = tb ? rowsByRows(left, b.data, sizes) : rowsByColumns(left, b.data, sizes);
    return a.tape()
        .record(
            "matmul",
            c,
            new int[] {n, m},
            new Input(a, (g, y) -> ta ? matmul(b, tb, g, true) : matmul(g, false, b, !tb)),
            new Input(b, (g, y) -> tb ? matmul(g, true, a, ta) : matmul(a, !ta, g, false)));
  }

  private static double[] rowsByRows(double[] a, double[] b, int... sizes) {
    int k = sizes[1];
    int m = sizes[2];
    double[] c = new double[Math.multiplyExact(sizes[0], m)];
    for (int i = 0; i < sizes[0]; i++) {
      for (int j = 0; j < m; j++) {
        double sum = 0;
        for (int l = 0; l < k; l++) {
          sum += a[i * k + l] * b[j * k + l];
        }
        c[i * m + j] = sum;
      }
    }
    return c;
  }

  /** The inner loop runs over outputs; each is still one sum in ascending order. */
  private static double[] rowsByColumns(double[] a, double[] b, int... sizes) {
    int k = sizes[1];
    int m = sizes[2];
    double[] c = new double[Math.multiplyExact(sizes[0], m)];
    for (int i = 0; i < sizes[0]; i++) {
      for (int l = 0; l < k; l++) {
        double factor = a[i * k + l];
        for (int j = 0; j < m; j++) {
          c[i * m + j] += factor * b[l * m + j];
        }
      }
    }
    return c;
  }
}
