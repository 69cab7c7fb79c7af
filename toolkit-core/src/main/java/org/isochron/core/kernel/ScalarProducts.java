package org.isochron.core.kernel;

/**
 * The products of {@link ScalarKernels}.
 *
 * <p>Rows of a product's right-hand side are separate arrays indexed by the same j, eight fused
 * multiply-adds per store: the form that the JIT compiler vectorises by itself.
 */
abstract sealed class ScalarProducts implements Kernels permits ScalarKernels {
  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  /** Per-thread rows, grown on demand and then reused. */
  private static final class Scratch {
    private float[] row = new float[0];
    private float[][] rows = new float[0][];

    float[] row(int n) {
      if (row.length < n) {
        row = new float[n];
      }
      return row;
    }

    float[][] rows(int count, int n) {
      if (rows.length < count || (count > 0 && rows[0].length < n)) {
        rows = new float[Math.max(count, rows.length)][n];
      }
      return rows;
    }
  }

  private static final class Rows extends PackedMatrix {
    private final float[][] values;

    Rows(int rows, int columns) {
      super(rows, columns);
      values = new float[rows][columns];
    }

    @Override
    public void set(int row, int column, float value) {
      values[row][column] = value;
    }
  }

  @Override
  public final PackedMatrix matrix(int rows, int columns) {
    return new Rows(rows, columns);
  }

  @Override
  public final void multiply(
      int rows,
      float[] a,
      int aOffset,
      int aStride,
      PackedMatrix b,
      float[] c,
      int cOffset,
      int cStride,
      float[] start) {
    float[][] w = ((Rows) b).values;
    int n = b.columns();
    float[] sum = SCRATCH.get().row(n);
    for (int r = 0; r < rows; r++) {
      int at = cOffset + r * cStride;
      if (start == null) {
        System.arraycopy(c, at, sum, 0, n);
      } else {
        System.arraycopy(start, 0, sum, 0, n);
      }
      addProducts(n, w.length, a, aOffset + r * aStride, w, sum);
      store(sum, c, at, n);
    }
  }

  /** Copies a result; adding 0 makes a negative zero positive. */
  private static void store(float[] sum, float[] c, int cAt, int n) {
    for (int j = 0; j < n; j++) {
      c[cAt + j] = sum[j] + 0f;
    }
  }

  private static void addProducts(int n, int k, float[] a, int aOffset, float[][] w, float[] sum) {
    int i = 0;
    for (; i + 8 <= k; i += 8) {
      int p = aOffset + i;
      addEight(
          n, sum, a[p], w[i], a[p + 1], w[i + 1], a[p + 2], w[i + 2], a[p + 3], w[i + 3], a[p + 4],
          w[i + 4], a[p + 5], w[i + 5], a[p + 6], w[i + 6], a[p + 7], w[i + 7]);
    }
    for (; i < k; i++) {
      addOne(n, sum, a[aOffset + i], w[i]);
    }
  }

  private static void addEight(
      int n,
      float[] sum,
      float a0,
      float[] w0,
      float a1,
      float[] w1,
      float a2,
      float[] w2,
      float a3,
      float[] w3,
      float a4,
      float[] w4,
      float a5,
      float[] w5,
      float a6,
      float[] w6,
      float a7,
      float[] w7) {
    for (int j = 0; j < n; j++) {
      float s = Math.fma(a0, w0[j], sum[j]);
      s = Math.fma(a1, w1[j], s);
      s = Math.fma(a2, w2[j], s);
      s = Math.fma(a3, w3[j], s);
      s = Math.fma(a4, w4[j], s);
      s = Math.fma(a5, w5[j], s);
      s = Math.fma(a6, w6[j], s);
      sum[j] = Math.fma(a7, w7[j], s);
    }
  }

  private static void addOne(int n, float[] sum, float a, float[] w) {
    for (int j = 0; j < n; j++) {
      sum[j] = Math.fma(a, w[j], sum[j]);
    }
  }

  @Override
  public final void outer(
      int rows,
      int m,
      float[] a,
      int aOffset,
      int aStride,
      int n,
      float[] b,
      int bOffset,
      int bStride,
      float[] c) {
    Scratch scratch = SCRATCH.get();
    float[][] w = scratch.rows(rows, n);
    for (int r = 0; r < rows; r++) {
      System.arraycopy(b, bOffset + r * bStride, w[r], 0, n);
    }
    float[] sum = scratch.row(n);
    for (int i = 0; i < m; i++) {
      System.arraycopy(c, i * n, sum, 0, n);
      int r = rows - 1;
      for (; r >= 7; r -= 8) {
        int p = aOffset + r * aStride + i;
        addEight(
            n,
            sum,
            a[p],
            w[r],
            a[p - aStride],
            w[r - 1],
            a[p - 2 * aStride],
            w[r - 2],
            a[p - 3 * aStride],
            w[r - 3],
            a[p - 4 * aStride],
            w[r - 4],
            a[p - 5 * aStride],
            w[r - 5],
            a[p - 6 * aStride],
            w[r - 6],
            a[p - 7 * aStride],
            w[r - 7]);
      }
      for (; r >= 0; r--) {
        addOne(n, sum, a[aOffset + r * aStride + i], w[r]);
      }
      store(sum, c, i * n, n);
    }
  }

  @Override
  public final void multiplySparse(
      int rows,
      SparseRows a,
      int aRow,
      PackedMatrix b,
      float[] c,
      int cOffset,
      int cStride,
      float[] start) {
    float[][] w = ((Rows) b).values;
    int n = b.columns();
    float[] sum = SCRATCH.get().row(n);
    for (int r = 0; r < rows; r++) {
      int at = cOffset + r * cStride;
      if (start == null) {
        System.arraycopy(c, at, sum, 0, n);
      } else {
        System.arraycopy(start, 0, sum, 0, n);
      }
      addEntries(n, sum, a.columns(), a.values(), a.start(aRow + r), a.start(aRow + r + 1), w);
      store(sum, c, at, n);
    }
  }

  /** sum += Σ_e value_e · w[index_e], entries in order. */
  private static void addEntries(
      int n, float[] sum, int[] index, float[] value, int from, int to, float[][] w) {
    int e = from;
    for (; e + 8 <= to; e += 8) {
      addEight(
          n,
          sum,
          value[e],
          w[index[e]],
          value[e + 1],
          w[index[e + 1]],
          value[e + 2],
          w[index[e + 2]],
          value[e + 3],
          w[index[e + 3]],
          value[e + 4],
          w[index[e + 4]],
          value[e + 5],
          w[index[e + 5]],
          value[e + 6],
          w[index[e + 6]],
          value[e + 7],
          w[index[e + 7]]);
    }
    for (; e < to; e++) {
      addOne(n, sum, value[e], w[index[e]]);
    }
  }

  @Override
  public final void outerSparse(
      int rows, SparseRows a, int aRow, int n, float[] b, int bOffset, int bStride, float[] c) {
    Scratch scratch = SCRATCH.get();
    float[][] w = scratch.rows(rows, n);
    for (int r = 0; r < rows; r++) {
      System.arraycopy(b, bOffset + r * bStride, w[r], 0, n);
    }
    a.turn(aRow, rows);
    float[] sum = scratch.row(n);
    for (int i = 0; i < a.columnCount(); i++) {
      System.arraycopy(c, i * n, sum, 0, n);
      addEntries(n, sum, a.turnedRows(), a.turnedValues(), a.turnedStart(i), a.turnedEnd(i), w);
      store(sum, c, i * n, n);
    }
  }

  @Override
  public final void sumRows(int rows, int n, float[] b, int bOffset, int bStride, float[] c) {
    for (int r = rows - 1; r >= 0; r--) {
      int p = bOffset + r * bStride;
      for (int j = 0; j < n; j++) {
        c[j] += b[p + j];
      }
    }
  }
}
