package org.isochron.core.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isochron.core.autodiff.Tape.Input;

/** Operations that move values: each is linear, and its adjoint moves them back. */
final class Layouts {
  private Layouts() {}

  static Variable identity(Variable x) {
    return x.tape().record("identity", x.data, x.dims, new Input(x, (g, y) -> g));
  }

  static Variable reshape(Variable x, int... dims) {
    if (Arrays.equals(x.dims, dims)) {
      return x;
    }
    if (Shape.size(dims) != x.data.length) {
      throw Shape.mismatch("reshape", x.dims, dims, "have different numbers of values");
    }
    return x.tape()
        .record("reshape", x.data, dims.clone(), new Input(x, (g, y) -> reshape(g, x.dims)));
  }

  /** Number of values that an index of an axis holds together. */
  private static int inner(int axis, int... dims) {
    return Shape.size(Arrays.copyOfRange(dims, axis + 1, dims.length));
  }

  static Variable slice(Variable x, int axis, int from, int to) {
    int size = x.dims[Shape.axis("slice", axis, x.dims)];
    if (from < 0 || to > size || from >= to) {
      throw new IllegalArgumentException(
          "slice: part " + from + " to " + to + " of axis " + axis + " of shape " + x);
    }
    if (from == 0 && to == size) {
      return x;
    }
    int inner = inner(axis, x.dims);
    int[] dims = Shape.with(x.dims, axis, to - from);
    double[] y = new double[Shape.size(dims)];
    int run = (to - from) * inner;
    for (int outer = 0; outer < y.length / run; outer++) {
      System.arraycopy(x.data, (outer * size + from) * inner, y, outer * run, run);
    }
    return x.tape().record("slice", y, dims, new Input(x, (g, out) -> pad(g, axis, from, size)));
  }

  /** Places x at an index of a longer axis, zeros elsewhere: the adjoint of a slice. */
  private static Variable pad(Variable x, int axis, int at, int size) {
    int inner = inner(axis, x.dims);
    int[] dims = Shape.with(x.dims, axis, size);
    double[] y = new double[Shape.size(dims)];
    int run = x.dims[axis] * inner;
    for (int outer = 0; outer < x.data.length / run; outer++) {
      System.arraycopy(x.data, outer * run, y, (outer * size + at) * inner, run);
    }
    return x.tape()
        .record("pad", y, dims, new Input(x, (g, out) -> slice(g, axis, at, at + x.dims[axis])));
  }

  static Variable concat(int axis, List<Variable> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("concat: expected at least one tensor, found none");
    }
    Variable first = parts.get(0);
    if (parts.size() == 1) {
      return first;
    }
    int total = 0;
    for (Variable part : parts) {
      int size = part.dims[Shape.axis("concat", axis, part.dims)];
      if (!Arrays.equals(Shape.with(part.dims, axis, 1), Shape.with(first.dims, axis, 1))) {
        throw Shape.mismatch("concat", first.dims, part.dims, "differ outside axis " + axis);
      }
      total += size;
    }
    int inner = inner(axis, first.dims);
    int[] dims = Shape.with(first.dims, axis, total);
    double[] y = new double[Shape.size(dims)];
    List<Input> inputs = new ArrayList<>();
    int at = 0;
    for (Variable part : parts) {
      int from = at;
      int to = at + part.dims[axis];
      int run = (to - from) * inner;
      for (int outer = 0; outer < part.data.length / run; outer++) {
        System.arraycopy(part.data, outer * run, y, (outer * total + from) * inner, run);
      }
      inputs.add(new Input(part, (g, out) -> slice(g, axis, from, to)));
      at = to;
    }
    return first.tape().record("concat", y, dims, inputs.toArray(new Input[0]));
  }

  static Variable gather(Variable x, int... rows) {
    if (x.dims.length != 2) {
      throw new IllegalArgumentException("gather: expected a matrix, found shape " + x);
    }
    int columns = x.dims[1];
    double[] y = new double[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] < 0 || rows[i] >= x.dims[0]) {
        throw new IllegalArgumentException("gather: row " + rows[i] + " of shape " + x);
      }
      System.arraycopy(x.data, rows[i] * columns, y, i * columns, columns);
    }
    int[] kept = rows.clone();
    int[] dims = {rows.length, columns};
    return x.tape()
        .record("gather", y, dims, new Input(x, (g, out) -> scatter(g, x.dims[0], kept)));
  }

  /** Adds row i of x to row rows[i] of zeros: the adjoint of a gather. */
  private static Variable scatter(Variable x, int size, int... rows) {
    int columns = x.dims[1];
    double[] y = new double[size * columns];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns; j++) {
        y[rows[i] * columns + j] += x.data[i * columns + j];
      }
    }
    int[] dims = {size, columns};
    return x.tape().record("scatter", y, dims, new Input(x, (g, out) -> gather(g, rows)));
  }
}
