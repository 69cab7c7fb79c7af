package org.isochron.simd;

import static org.isochron.simd.Tiles.S;
import static org.isochron.simd.Tiles.W;

import jdk.incubator.vector.FloatVector;
import org.isochron.core.kernel.SparseRows;

/**
 * Register tiles of products whose left-hand side is sparse: two rows, or one column, at a time.
 */
final class SparseTiles {
  /** Rows whose second factor stays in the first-level cache while the columns pass over it. */
  static final int ROWS = 64;

  private static final int STRIP = 8 * W;

  private SparseTiles() {}

  /**
   * c = start + a · b over some rows, strip by strip of b's columns, which stay in the first-level
   * cache while the rows pass over them; start is one row for all, or null for c itself.
   */
  static void rows(
      int rows,
      SparseRows a,
      int aRow,
      VectorMatrix b,
      float[] c,
      int cAt,
      int cRow,
      float[] start) {
    float[] s = start == null ? c : start;
    int sAt = start == null ? cAt : 0;
    int sRow = start == null ? cRow : 0;
    int[] index = a.columns();
    float[] value = a.values();
    int panel = 2 * W * b.rows();
    int n = b.columns();
    int j = 0;
    for (; j + 4 * W <= n; j += 4 * W) {
      int r = 0;
      while (r < rows) {
        int from = a.start(aRow + r);
        int count = a.start(aRow + r + 1) - from;
        int at = cAt + r * cRow + j;
        int sFrom = sAt + r * sRow + j;
        if (r + 1 < rows && a.start(aRow + r + 2) - from == 2 * count) {
          twoRows(index, value, from, count, b.panels, b.at(j), panel, c, at, cRow, s, sFrom, sRow);
          r += 2;
        } else {
          oneRow(index, value, from, from + count, b.panels, b.at(j), panel, c, at, s, sFrom);
          r++;
        }
      }
    }
    for (; j < n; j += 2 * W) {
      for (int r = 0; r < rows; r++) {
        int from = a.start(aRow + r);
        int to = a.start(aRow + r + 1);
        int at = cAt + r * cRow + j;
        if (j + 2 * W <= n) {
          rowPanel(index, value, from, to, b.panels, b.at(j), c, at, s, sAt + r * sRow + j);
        } else {
          rowVector(index, value, from, to, b.panels, b.at(j), c, at, s, sAt + r * sRow + j);
        }
      }
    }
  }

  /** Two rows of as many entries, four vectors. */
  private static void twoRows(
      int[] index,
      float[] value,
      int from,
      int count,
      float[] b,
      int bAt,
      int panel,
      float[] c,
      int cAt,
      int cRow,
      float[] start,
      int startAt,
      int startRow) {
    FloatVector s00 = FloatVector.fromArray(S, start, startAt);
    FloatVector s01 = FloatVector.fromArray(S, start, startAt + W);
    FloatVector s02 = FloatVector.fromArray(S, start, startAt + 2 * W);
    FloatVector s03 = FloatVector.fromArray(S, start, startAt + 3 * W);
    FloatVector s10 = FloatVector.fromArray(S, start, startAt + startRow);
    FloatVector s11 = FloatVector.fromArray(S, start, startAt + startRow + W);
    FloatVector s12 = FloatVector.fromArray(S, start, startAt + startRow + 2 * W);
    FloatVector s13 = FloatVector.fromArray(S, start, startAt + startRow + 3 * W);
    for (int e = from; e < from + count; e++) {
      FloatVector x0 = FloatVector.broadcast(S, value[e]);
      int q0 = bAt + index[e] * 2 * W;
      s00 = x0.fma(FloatVector.fromArray(S, b, q0), s00);
      s01 = x0.fma(FloatVector.fromArray(S, b, q0 + W), s01);
      s02 = x0.fma(FloatVector.fromArray(S, b, q0 + panel), s02);
      s03 = x0.fma(FloatVector.fromArray(S, b, q0 + panel + W), s03);
      FloatVector x1 = FloatVector.broadcast(S, value[e + count]);
      int q1 = bAt + index[e + count] * 2 * W;
      s10 = x1.fma(FloatVector.fromArray(S, b, q1), s10);
      s11 = x1.fma(FloatVector.fromArray(S, b, q1 + W), s11);
      s12 = x1.fma(FloatVector.fromArray(S, b, q1 + panel), s12);
      s13 = x1.fma(FloatVector.fromArray(S, b, q1 + panel + W), s13);
    }
    s00.add(0f).intoArray(c, cAt);
    s01.add(0f).intoArray(c, cAt + W);
    s02.add(0f).intoArray(c, cAt + 2 * W);
    s03.add(0f).intoArray(c, cAt + 3 * W);
    s10.add(0f).intoArray(c, cAt + cRow);
    s11.add(0f).intoArray(c, cAt + cRow + W);
    s12.add(0f).intoArray(c, cAt + cRow + 2 * W);
    s13.add(0f).intoArray(c, cAt + cRow + 3 * W);
  }

  /** One row, four vectors. */
  private static void oneRow(
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
    for (int e = from; e < to; e++) {
      FloatVector x = FloatVector.broadcast(S, value[e]);
      int q = bAt + index[e] * 2 * W;
      s0 = x.fma(FloatVector.fromArray(S, b, q), s0);
      s1 = x.fma(FloatVector.fromArray(S, b, q + W), s1);
      s2 = x.fma(FloatVector.fromArray(S, b, q + panel), s2);
      s3 = x.fma(FloatVector.fromArray(S, b, q + panel + W), s3);
    }
    s0.add(0f).intoArray(c, cAt);
    s1.add(0f).intoArray(c, cAt + W);
    s2.add(0f).intoArray(c, cAt + 2 * W);
    s3.add(0f).intoArray(c, cAt + 3 * W);
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
