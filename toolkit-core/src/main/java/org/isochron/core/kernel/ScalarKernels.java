package org.isochron.core.kernel;

/**
 * The readable specification of {@link Kernels}, and what runs where the vector module is absent.
 *
 * <p>Rows of a product's right-hand side are separate arrays indexed by the same j, eight fused
 * multiply-adds per store: the form that the JIT compiler vectorises by itself.
 */
public final class ScalarKernels implements Kernels {
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
  public String name() {
    return "scalar";
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public PackedMatrix matrix(int rows, int columns) {
    return new Rows(rows, columns);
  }

  @Override
  public void multiply(
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
  public void outer(
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
  public void multiplySparse(
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
      System.arraycopy(start, 0, sum, 0, n);
      addEntries(n, sum, a.columns(), a.values(), a.start(aRow + r), a.start(aRow + r + 1), w);
      store(sum, c, cOffset + r * cStride, n);
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
  public void outerSparse(
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
  public void sumRows(int rows, int n, float[] b, int bOffset, int bStride, float[] c) {
    for (int r = rows - 1; r >= 0; r--) {
      int p = bOffset + r * bStride;
      for (int j = 0; j < n; j++) {
        c[j] += b[p + j];
      }
    }
  }

  @Override
  public void lstmForward(
      int rows,
      int width,
      float[] gates,
      int gatesOffset,
      float[] cPrevious,
      int cPreviousOffset,
      float[] c,
      int cOffset,
      float[] h,
      int hOffset) {
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < width; j++) {
        int p = gatesOffset + r * 4 * width + j;
        int q = r * width + j;
        float i = Elementary.sigmoid(gates[p]);
        float f = Elementary.sigmoid(gates[p + width]);
        float g = Elementary.tanh(gates[p + 2 * width]);
        float o = Elementary.sigmoid(gates[p + 3 * width]);
        float cell = Math.fma(f, cPrevious[cPreviousOffset + q], i * g);
        gates[p] = i;
        gates[p + width] = f;
        gates[p + 2 * width] = g;
        gates[p + 3 * width] = o;
        c[cOffset + q] = cell;
        h[hOffset + q] = o * Elementary.tanh(cell);
      }
    }
  }

  @Override
  public void lstmBackward(
      int rows,
      int width,
      float[] gates,
      int gatesOffset,
      float[] cPrevious,
      int cPreviousOffset,
      float[] c,
      int cOffset,
      float[] dy,
      int dyOffset,
      float[] dh,
      float[] dc,
      float[] dz,
      int dzOffset) {
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < width; j++) {
        int p = gatesOffset + r * 4 * width + j;
        int q = r * width + j;
        int d = dzOffset + r * 4 * width + j;
        float i = gates[p];
        float f = gates[p + width];
        float g = gates[p + 2 * width];
        float o = gates[p + 3 * width];
        float t = Elementary.tanh(c[cOffset + q]);
        float dOut = dy[dyOffset + q] + dh[q];
        float dCell = Math.fma(dOut * o, (1f - t * t), dc[q]);
        dz[d] = dCell * g * (i * (1f - i));
        dz[d + width] = dCell * cPrevious[cPreviousOffset + q] * (f * (1f - f));
        dz[d + 2 * width] = dCell * i * (1f - g * g);
        dz[d + 3 * width] = dOut * t * (o * (1f - o));
        dc[q] = dCell * f;
      }
    }
  }

  @Override
  public void activate(boolean relu, int count, float[] z, int zOffset, float[] h, int hOffset) {
    for (int j = 0; j < count; j++) {
      float v = z[zOffset + j];
      h[hOffset + j] = relu ? relu(v) : Elementary.tanh(v);
    }
  }

  private static float relu(float v) {
    return v < 0f ? 0f : v;
  }

  @Override
  public void activateBackward(
      boolean relu,
      int count,
      float[] h,
      int hOffset,
      float[] dy,
      int dyOffset,
      float[] dh,
      float[] dz,
      int dzOffset) {
    for (int j = 0; j < count; j++) {
      float v = h[hOffset + j];
      float dOut = dy[dyOffset + j] + dh[j];
      dz[dzOffset + j] = relu ? (v > 0f ? dOut : 0f) : dOut * (1f - v * v);
    }
  }

  @Override
  public void gruForward(
      int rows,
      int width,
      float[] gates,
      int gatesOffset,
      float[] hPrevious,
      int hPreviousOffset,
      float[] h,
      int hOffset) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < width; j++) {
        int p = gatesOffset + row * 4 * width + j;
        int q = row * width + j;
        float r = Elementary.sigmoid(gates[p + width]);
        float z = Elementary.sigmoid(gates[p + 2 * width]);
        float n = Elementary.tanh(Math.fma(r, gates[p + 3 * width], gates[p]));
        gates[p] = n;
        gates[p + width] = r;
        gates[p + 2 * width] = z;
        h[hOffset + q] = Math.fma(z, hPrevious[hPreviousOffset + q] - n, n);
      }
    }
  }

  @Override
  public void gruBackward(
      int rows,
      int width,
      float[] gates,
      int gatesOffset,
      float[] hPrevious,
      int hPreviousOffset,
      float[] dy,
      int dyOffset,
      float[] dh,
      float[] dz,
      int dzOffset) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < width; j++) {
        int p = gatesOffset + row * 4 * width + j;
        int d = dzOffset + row * 4 * width + j;
        int q = row * width + j;
        float n = gates[p];
        float r = gates[p + width];
        float z = gates[p + 2 * width];
        float dOut = dy[dyOffset + q] + dh[q];
        float dn = (dOut - dOut * z) * (1f - n * n);
        dz[d] = dn;
        dz[d + width] = dn * gates[p + 3 * width] * (r * (1f - r));
        dz[d + 2 * width] = dOut * (hPrevious[hPreviousOffset + q] - n) * (z * (1f - z));
        dz[d + 3 * width] = dn * r;
        dh[q] = dOut * z;
      }
    }
  }

  @Override
  public void gruResetForward(
      int rows,
      int width,
      float[] gates,
      int gatesOffset,
      float[] hPrevious,
      int hPreviousOffset,
      float[] rh,
      int rhOffset) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < width; j++) {
        int p = gatesOffset + row * 3 * width + j;
        int q = row * width + j;
        float r = Elementary.sigmoid(gates[p + width]);
        gates[p + width] = r;
        gates[p + 2 * width] = Elementary.sigmoid(gates[p + 2 * width]);
        rh[rhOffset + q] = r * hPrevious[hPreviousOffset + q];
      }
    }
  }

  @Override
  public void gruUpdateForward(
      int rows,
      int width,
      float[] gates,
      int gatesOffset,
      float[] hPrevious,
      int hPreviousOffset,
      float[] h,
      int hOffset) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < width; j++) {
        int p = gatesOffset + row * 3 * width + j;
        int q = row * width + j;
        float n = Elementary.tanh(gates[p]);
        gates[p] = n;
        h[hOffset + q] = Math.fma(gates[p + 2 * width], hPrevious[hPreviousOffset + q] - n, n);
      }
    }
  }

  @Override
  public void gruUpdateBackward(
      int rows,
      int width,
      float[] gates,
      int gatesOffset,
      float[] hPrevious,
      int hPreviousOffset,
      float[] dy,
      int dyOffset,
      float[] dh,
      float[] dz,
      int dzOffset) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < width; j++) {
        int p = gatesOffset + row * 3 * width + j;
        int d = dzOffset + row * 3 * width + j;
        int q = row * width + j;
        float n = gates[p];
        float z = gates[p + 2 * width];
        float dOut = dy[dyOffset + q] + dh[q];
        dz[d] = (dOut - dOut * z) * (1f - n * n);
        dz[d + 2 * width] = dOut * (hPrevious[hPreviousOffset + q] - n) * (z * (1f - z));
        dh[q] = dOut * z;
      }
    }
  }

  @Override
  public void gruResetBackward(
      int rows,
      int width,
      float[] gates,
      int gatesOffset,
      float[] hPrevious,
      int hPreviousOffset,
      float[] drh,
      float[] dh,
      float[] dz,
      int dzOffset) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < width; j++) {
        int p = gatesOffset + row * 3 * width + j;
        int d = dzOffset + row * 3 * width + j;
        int q = row * width + j;
        float r = gates[p + width];
        dz[d + width] = drh[q] * hPrevious[hPreviousOffset + q] * (r * (1f - r));
        dh[q] = Math.fma(drh[q], r, dh[q]);
      }
    }
  }
}
