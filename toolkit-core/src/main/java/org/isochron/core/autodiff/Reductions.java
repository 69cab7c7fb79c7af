package org.isochron.core.autodiff;

import java.util.Arrays;
import org.isochron.core.autodiff.Tape.Input;

/** Expansion and its adjoint, the sum; what is made of them. */
final class Reductions {
  private Reductions() {}

  static Variable expand(Variable x, int... dims) {
    if (Arrays.equals(x.dims, dims)) {
      return x;
    }
    if (!Arrays.equals(Shape.broadcast("expand", x.dims, dims), dims)) {
      throw Shape.mismatch("expand", x.dims, dims, "do not meet");
    }
    int[] source = Shape.sources(x.dims, dims);
    double[] y = new double[source.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = x.data[source[i]];
    }
    return x.tape().record("expand", y, dims.clone(), new Input(x, (g, out) -> sumTo(g, x.dims)));
  }

  /** Sums over what {@link #expand} would repeat to go from the shape to that of x. */
  static Variable sumTo(Variable x, int... dims) {
    if (Arrays.equals(x.dims, dims)) {
      return x;
    }
    int[] source = Shape.sources(dims, x.dims);
    double[] y = new double[Shape.size(dims)];
    for (int i = 0; i < source.length; i++) {
      y[source[i]] += x.data[i];
    }
    return x.tape().record("sum", y, dims.clone(), new Input(x, (g, out) -> expand(g, x.dims)));
  }

  static Variable sum(Variable x, int axis) {
    int[] kept = Shape.with(x.dims, Shape.axis("sum", axis, x.dims), 1);
    int[] dims = new int[x.dims.length - 1];
    System.arraycopy(x.dims, 0, dims, 0, axis);
    System.arraycopy(x.dims, axis + 1, dims, axis, dims.length - axis);
    return Layouts.reshape(sumTo(x, kept), dims);
  }

  /** The largest value of each row, as a constant: what is taken out with it comes back. */
  private static Variable largest(Variable x) {
    int last = Shape.axis("logSumExp", x.dims.length - 1, x.dims);
    int columns = x.dims[last];
    double[] largest = new double[x.data.length / columns];
    for (int row = 0; row < largest.length; row++) {
      double m = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < columns; j++) {
        m = Math.max(m, x.data[row * columns + j]);
      }
      largest[row] = Double.isInfinite(m) ? 0 : m;
    }
    return x.tape().constant(largest, Shape.with(x.dims, last, 1));
  }

  static Variable logSumExp(Variable x) {
    Variable largest = largest(x);
    Variable kept = sumTo(x.subtract(largest).exp(), largest.dims).log().add(largest);
    return Layouts.reshape(kept, Arrays.copyOf(kept.dims, kept.dims.length - 1));
  }

  static Variable logSoftmax(Variable x) {
    Variable largest = largest(x);
    Variable shifted = x.subtract(largest);
    return shifted.subtract(sumTo(shifted.exp(), largest.dims).log());
  }
}
