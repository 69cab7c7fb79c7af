package org.isochron.core.autodiff;

import java.util.Arrays;
import java.util.List;

/** Sizes of a row-major tensor; a scalar has none. */
final class Shape {
  private Shape() {}

  static int size(int... dims) {
    int size = 1;
    for (int d : dims) {
      size = Math.multiplyExact(size, d);
    }
    return size;
  }

  static String text(int... dims) {
    return Arrays.toString(dims).replace(" ", "");
  }

  static int[] of(List<Integer> shape) {
    return shape.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Returns the error of an operation on two shapes. */
  static IllegalArgumentException mismatch(String operation, int[] a, int[] b, String problem) {
    return new IllegalArgumentException(
        operation + ": shapes " + text(a) + " and " + text(b) + " " + problem);
  }

  /** Returns the shape to which both expand: axes are matched from the last, 1 meets any size. */
  static int[] broadcast(String operation, int[] a, int[] b) {
    int rank = Math.max(a.length, b.length);
    int[] dims = new int[rank];
    for (int i = 0; i < rank; i++) {
      int da = i < rank - a.length ? 1 : a[i - rank + a.length];
      int db = i < rank - b.length ? 1 : b[i - rank + b.length];
      if (da != db && da != 1 && db != 1) {
        throw mismatch(operation, a, b, "do not broadcast");
      }
      dims[i] = da == 1 ? db : da;
    }
    return dims;
  }

  /** For each entry of the larger tensor, in order, the entry of the smaller that expands to it. */
  static int[] sources(int[] small, int[] large) {
    int[] index = new int[size(large)];
    int shift = large.length - small.length;
    int stride = 1;
    int block = 1;
    for (int axis = large.length - 1; axis >= 0; axis--) {
      int step = axis < shift || small[axis - shift] == 1 ? 0 : stride;
      if (step != 0) {
        for (int i = 0; i < index.length; i++) {
          index[i] += i / block % large[axis] * step;
        }
        stride *= large[axis];
      }
      block *= large[axis];
    }
    return index;
  }

  /** Checks an axis and returns it. */
  static int axis(String operation, int axis, int... dims) {
    if (axis < 0 || axis >= dims.length) {
      throw new IllegalArgumentException(
          operation + ": axis " + axis + " of a tensor of shape " + text(dims));
    }
    return axis;
  }

  /** Returns the shape with another size of one axis. */
  static int[] with(int[] dims, int axis, int size) {
    int[] other = dims.clone();
    other[axis] = size;
    return other;
  }
}
