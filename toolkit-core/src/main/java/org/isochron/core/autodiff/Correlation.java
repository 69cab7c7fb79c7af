package org.isochron.core.autodiff;

import org.isochron.core.autodiff.Tape.Input;

/**
 * Two-dimensional cross-correlation y = x⋆w with zero padding, and its adjoints by x and w. All
 * three come of one trilinear form Σ g[n,o,i,j] x[n,c,i+a−r,j+b−s] w[o,c,a,b], so that the vjp of
 * each is made of the other two.
 */
final class Correlation {
  private Correlation() {}

  /** Sizes: x [n,c,height,width], w [o,c,p,q], y [n,o,height,width]. */
  private record Sizes(int n, int c, int o, int height, int width, int p, int q) {
    int[] x() {
      return new int[] {n, c, height, width};
    }

    int[] w() {
      return new int[] {o, c, p, q};
    }

    int[] y() {
      return new int[] {n, o, height, width};
    }
  }

  static Variable same(Variable x, Variable w) {
    if (x.dims.length != 4
        || w.dims.length != 4
        || x.dims[1] != w.dims[1]
        || w.dims[2] % 2 == 0
        || w.dims[3] % 2 == 0) {
      throw Shape.mismatch(
          "correlate", x.dims, w.dims, "do not meet as [N,C,H,W] and [O,C,p,q], p and q odd");
    }
    int[] d = x.dims;
    return output(x, w, new Sizes(d[0], d[1], w.dims[0], d[2], d[3], w.dims[2], w.dims[3]));
  }

  private static Variable output(Variable x, Variable w, Sizes s) {
    double[] y = new double[Shape.size(s.y())];
    eachTerm(s, (xi, wi, yi) -> y[yi] += x.data[xi] * w.data[wi]);
    return x.tape()
        .record(
            "correlate",
            y,
            s.y(),
            new Input(x, (g, out) -> byInput(g, w, s)),
            new Input(w, (g, out) -> byWeights(x, g, s)));
  }

  private static Variable byInput(Variable y, Variable w, Sizes s) {
    double[] x = new double[Shape.size(s.x())];
    eachTerm(s, (xi, wi, yi) -> x[xi] += y.data[yi] * w.data[wi]);
    return y.tape()
        .record(
            "correlate by input",
            x,
            s.x(),
            new Input(y, (g, out) -> output(g, w, s)),
            new Input(w, (g, out) -> byWeights(g, y, s)));
  }

  private static Variable byWeights(Variable x, Variable y, Sizes s) {
    double[] w = new double[Shape.size(s.w())];
    eachTerm(s, (xi, wi, yi) -> w[wi] += x.data[xi] * y.data[yi]);
    return x.tape()
        .record(
            "correlate by weights",
            w,
            s.w(),
            new Input(x, (g, out) -> byInput(y, g, s)),
            new Input(y, (g, out) -> output(x, g, s)));
  }

  /** One term of the trilinear form. */
  private interface Term {
    void add(int x, int w, int y);
  }

  private static void eachTerm(Sizes s, Term term) {
    for (int n = 0; n < s.n; n++) {
      for (int o = 0; o < s.o; o++) {
        for (int c = 0; c < s.c; c++) {
          eachTermOfPlanes(s, n * s.c + c, o * s.c + c, n * s.o + o, term);
        }
      }
    }
  }

  private static void eachTermOfPlanes(Sizes s, int xPlane, int wPlane, int yPlane, Term term) {
    for (int a = 0; a < s.p; a++) {
      int down = a - s.p / 2;
      for (int b = 0; b < s.q; b++) {
        int right = b - s.q / 2;
        int w = (wPlane * s.p + a) * s.q + b;
        for (int i = Math.max(0, -down); i < Math.min(s.height, s.height - down); i++) {
          int xRow = (xPlane * s.height + i + down) * s.width;
          int yRow = (yPlane * s.height + i) * s.width;
          for (int j = Math.max(0, -right); j < Math.min(s.width, s.width - right); j++) {
            term.add(xRow + j + right, w, yRow + j);
          }
        }
      }
    }
  }
}
