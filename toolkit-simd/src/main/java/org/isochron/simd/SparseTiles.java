package org.isochron.simd;

import static org.isochron.simd.Tiles.S;
import static org.isochron.simd.Tiles.W;

import jdk.incubator.vector.FloatVector;
import org.isochron.core.kernel.SparseRows;

/** Register tiles of products whose left-hand side is sparse: one row, or one column, at a time. */
final class SparseTiles {
  /** Rows whose second factor stays in the first-level cache while the columns pass over it. */
  static final int ROWS = 64;

  private static final int STRIP = 8 * W;

  private SparseTiles() {}

  /** c = start + a_row · b for one row. */
  static void row(SparseRows a, int row, VectorMatrix b, float[] c, int cAt, float[] start) {
    int from = a.start(row);
    int to = a.start(row + 1);
    int[] index = a.columns();
    float[] value = a.values();
    int k = b.rows();
    int n = b.columns();
    int j = 0;
    for (; j + STRIP <= n; j += STRIP) {
      rowStrip(index, value, from, to, b.panels, b.at(j), 2 * W * k, c, cAt + j, start, j);
    }
    for (; j + 2 * W <= n; j += 2 * W) {
      rowPanel(index, value, from, to, b.panels, b.at(j), c, cAt + j, start, j);
    }
    if (j < n) {
      rowVector(index, value, from, to, b.panels, b.at(j), c, cAt + j, start, j);
    }
  }

  private static void rowStrip(
      int[] index,
      float[] value,
      int from,
      int to,
      float[] b,
      int bAt,
      int panel,
      float[] c,
      int cAt,
      float[] start,
      int startAt) {
    FloatVector s0 = FloatVector.fromArray(S, start, startAt);
    FloatVector s1 = FloatVector.fromArray(S, start, startAt + W);
    FloatVector s2 = FloatVector.fromArray(S, start, startAt + 2 * W);
    FloatVector s3 = FloatVector.fromArray(S, start, startAt + 3 * W);
    FloatVector s4 = FloatVector.fromArray(S, start, startAt + 4 * W);
    FloatVector s5 = FloatVector.fromArray(S, start, startAt + 5 * W);
    FloatVector s6 = FloatVector.fromArray(S, start, startAt + 6 * W);
    FloatVector s7 = FloatVector.fromArray(S, start, startAt + 7 * W);
    for (int e = from; e < to; e++) {
      FloatVector x = FloatVector.broadcast(S, value[e]);
      int q = bAt + index[e] * 2 * W;
      s0 = x.fma(FloatVector.fromArray(S, b, q), s0);
      s1 = x.fma(FloatVector.fromArray(S, b, q + W), s1);
      s2 = x.fma(FloatVector.fromArray(S, b, q + panel), s2);
      s3 = x.fma(FloatVector.fromArray(S, b, q + panel + W), s3);
      s4 = x.fma(FloatVector.fromArray(S, b, q + 2 * panel), s4);
      s5 = x.fma(FloatVector.fromArray(S, b, q + 2 * panel + W), s5);
      s6 = x.fma(FloatVector.fromArray(S, b, q + 3 * panel), s6);
      s7 = x.fma(FloatVector.fromArray(S, b, q + 3 * panel + W), s7);
    }
    s0.add(0f).intoArray(c, cAt);
    s1.add(0f).intoArray(c, cAt + W);
    s2.add(0f).intoArray(c, cAt + 2 * W);
    s3.add(0f).intoArray(c, cAt + 3 * W);
    s4.add(0f).intoArray(c, cAt + 4 * W);
    s5.add(0f).intoArray(c, cAt + 5 * W);
    s6.add(0f).intoArray(c, cAt + 6 * W);
    s7.add(0f).intoArray(c, cAt + 7 * W);
  }

  private static void rowPanel(
      int[] index,
      float[] value,
      int from,
      int to,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      float[] start,
      int startAt) {
    FloatVector s0 = FloatVector.fromArray(S, start, startAt);
    FloatVector s1 = FloatVector.fromArray(S, start, startAt + W);
    for (int e = from; e < to; e++) {
      FloatVector x = FloatVector.broadcast(S, value[e]);
      int q = bAt + index[e] * 2 * W;
      s0 = x.fma(FloatVector.fromArray(S, b, q), s0);
      s1 = x.fma(FloatVector.fromArray(S, b, q + W), s1);
    }
    s0.add(0f).intoArray(c, cAt);
    s1.add(0f).intoArray(c, cAt + W);
  }

  private static void rowVector(
      int[] index,
      float[] value,
      int from,
      int to,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      float[] start,
      int startAt) {
    FloatVector s = FloatVector.fromArray(S, start, startAt);
    for (int e = from; e < to; e++) {
      FloatVector x = FloatVector.broadcast(S, value[e]);
      s = x.fma(FloatVector.fromArray(S, b, bAt + index[e] * W), s);
    }
    s.add(0f).intoArray(c, cAt);
  }

  /** c += Σ_r a_r ⊗ b_r over the rows that a was turned for. */
  static void outer(SparseRows a, int n, float[] b, int bAt, int bStride, float[] c) {
    int[] rows = a.turnedRows();
    float[] values = a.turnedValues();
    int j = 0;
    for (; j + STRIP <= n; j += STRIP) {
      for (int i = 0; i < a.columnCount(); i++) {
        outerStrip(
            rows, values, a.turnedStart(i), a.turnedEnd(i), b, bAt + j, bStride, c, i * n + j);
      }
    }
    for (; j < n; j += W) {
      for (int i = 0; i < a.columnCount(); i++) {
        outerVector(
            rows, values, a.turnedStart(i), a.turnedEnd(i), b, bAt + j, bStride, c, i * n + j);
      }
    }
  }

  private static void outerStrip(
      int[] rows,
      float[] values,
      int from,
      int to,
      float[] b,
      int bAt,
      int bStride,
      float[] c,
      int cAt) {
    FloatVector s0 = FloatVector.fromArray(S, c, cAt);
    FloatVector s1 = FloatVector.fromArray(S, c, cAt + W);
    FloatVector s2 = FloatVector.fromArray(S, c, cAt + 2 * W);
    FloatVector s3 = FloatVector.fromArray(S, c, cAt + 3 * W);
    FloatVector s4 = FloatVector.fromArray(S, c, cAt + 4 * W);
    FloatVector s5 = FloatVector.fromArray(S, c, cAt + 5 * W);
    FloatVector s6 = FloatVector.fromArray(S, c, cAt + 6 * W);
    FloatVector s7 = FloatVector.fromArray(S, c, cAt + 7 * W);
    for (int e = from; e < to; e++) {
      FloatVector x = FloatVector.broadcast(S, values[e]);
      int q = bAt + rows[e] * bStride;
      s0 = x.fma(FloatVector.fromArray(S, b, q), s0);
      s1 = x.fma(FloatVector.fromArray(S, b, q + W), s1);
      s2 = x.fma(FloatVector.fromArray(S, b, q + 2 * W), s2);
      s3 = x.fma(FloatVector.fromArray(S, b, q + 3 * W), s3);
      s4 = x.fma(FloatVector.fromArray(S, b, q + 4 * W), s4);
      s5 = x.fma(FloatVector.fromArray(S, b, q + 5 * W), s5);
      s6 = x.fma(FloatVector.fromArray(S, b, q + 6 * W), s6);
      s7 = x.fma(FloatVector.fromArray(S, b, q + 7 * W), s7);
    }
    s0.add(0f).intoArray(c, cAt);
    s1.add(0f).intoArray(c, cAt + W);
    s2.add(0f).intoArray(c, cAt + 2 * W);
    s3.add(0f).intoArray(c, cAt + 3 * W);
    s4.add(0f).intoArray(c, cAt + 4 * W);
    s5.add(0f).intoArray(c, cAt + 5 * W);
    s6.add(0f).intoArray(c, cAt + 6 * W);
    s7.add(0f).intoArray(c, cAt + 7 * W);
  }

  private static void outerVector(
      int[] rows,
      float[] values,
      int from,
      int to,
      float[] b,
      int bAt,
      int bStride,
      float[] c,
      int cAt) {
    FloatVector s = FloatVector.fromArray(S, c, cAt);
    for (int e = from; e < to; e++) {
      FloatVector x = FloatVector.broadcast(S, values[e]);
      s = x.fma(FloatVector.fromArray(S, b, bAt + rows[e] * bStride), s);
    }
    s.add(0f).intoArray(c, cAt);
  }
}
