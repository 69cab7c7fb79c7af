package org.isochron.simd;

import static org.isochron.simd.Tiles.S;
import static org.isochron.simd.Tiles.W;

import jdk.incubator.vector.FloatVector;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.kernel.PackedMatrix;
import org.isochron.core.kernel.SparseRows;

/** {@link Kernels} on the JDK's Vector API, at the widest shape of this processor. */
public final class VectorKernels implements Kernels {
  /** Sixteen accumulators want 32 registers; 256-bit x86 has sixteen. */
  private static final boolean TALL = W != 8;

  @Override
  public String name() {
    return "simd-" + S.vectorBitSize();
  }

  @Override
  public int lanes() {
    return W;
  }

  @Override
  public PackedMatrix matrix(int rows, int columns) {
    return new VectorMatrix(rows, columns);
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
    float[] panels = ((VectorMatrix) b).panels;
    int k = b.rows();
    int n = b.columns();
    float[] s = start == null ? c : start;
    int sOffset = start == null ? cOffset : 0;
    int sRow = start == null ? cStride : 0;
    if (rows == 1) {
      multiplyRow(k, n, a, aOffset, panels, c, cOffset, s, sOffset);
      return;
    }
    int j = 0;
    for (; j + 2 * W <= n; j += 2 * W) {
      int r = 0;
      for (; TALL && r + 8 <= rows; r += 8) {
        Tiles.eightByTwo(
            k,
            a,
            aOffset + r * aStride,
            aStride,
            1,
            panels,
            j * k,
            2 * W,
            c,
            cOffset + r * cStride + j,
            cStride,
            s,
            sOffset + r * sRow + j,
            sRow);
      }
      for (; r + 4 <= rows; r += 4) {
        Tiles.fourByTwo(
            k,
            a,
            aOffset + r * aStride,
            aStride,
            1,
            panels,
            j * k,
            2 * W,
            c,
            cOffset + r * cStride + j,
            cStride,
            s,
            sOffset + r * sRow + j,
            sRow);
      }
      for (; r < rows; r++) {
        Tiles.oneByTwo(
            k,
            a,
            aOffset + r * aStride,
            aStride,
            1,
            panels,
            j * k,
            2 * W,
            c,
            cOffset + r * cStride + j,
            cStride,
            s,
            sOffset + r * sRow + j,
            sRow);
      }
    }
    if (j < n) {
      int r = 0;
      for (; r + 8 <= rows; r += 8) {
        Tiles.eightByOne(
            k,
            a,
            aOffset + r * aStride,
            aStride,
            1,
            panels,
            j * k,
            W,
            c,
            cOffset + r * cStride + j,
            cStride,
            s,
            sOffset + r * sRow + j,
            sRow);
      }
      for (; r < rows; r++) {
        Tiles.oneByOne(
            k,
            a,
            aOffset + r * aStride,
            aStride,
            1,
            panels,
            j * k,
            W,
            c,
            cOffset + r * cStride + j,
            cStride,
            s,
            sOffset + r * sRow + j,
            sRow);
      }
    }
  }

  private static void multiplyRow(
      int k,
      int n,
      float[] a,
      int aOffset,
      float[] panels,
      float[] c,
      int cOffset,
      float[] s,
      int sOffset) {
    int j = 0;
    for (; j + 8 * W <= n; j += 8 * W) {
      Tiles.oneByFourPanels(
          k, a, aOffset, panels, j * k, 2 * W * k, c, cOffset + j, s, sOffset + j);
    }
    for (; j + 2 * W <= n; j += 2 * W) {
      Tiles.oneByTwo(
          k, a, aOffset, 0, 1, panels, j * k, 2 * W, c, cOffset + j, 0, s, sOffset + j, 0);
    }
    if (j < n) {
      Tiles.oneByOne(k, a, aOffset, 0, 1, panels, j * k, W, c, cOffset + j, 0, s, sOffset + j, 0);
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
    int a0 = aOffset + (rows - 1) * aStride;
    int b0 = bOffset + (rows - 1) * bStride;
    int j = 0;
    for (; j + 2 * W <= n; j += 2 * W) {
      int i = 0;
      for (; TALL && i + 8 <= m; i += 8) {
        Tiles.eightByTwo(
            rows, a, a0 + i, 1, -aStride, b, b0 + j, -bStride, c, i * n + j, n, c, i * n + j, n);
      }
      for (; i + 4 <= m; i += 4) {
        Tiles.fourByTwo(
            rows, a, a0 + i, 1, -aStride, b, b0 + j, -bStride, c, i * n + j, n, c, i * n + j, n);
      }
      for (; i < m; i++) {
        Tiles.oneByTwo(
            rows, a, a0 + i, 1, -aStride, b, b0 + j, -bStride, c, i * n + j, n, c, i * n + j, n);
      }
    }
    if (j < n) {
      int i = 0;
      for (; i + 8 <= m; i += 8) {
        Tiles.eightByOne(
            rows, a, a0 + i, 1, -aStride, b, b0 + j, -bStride, c, i * n + j, n, c, i * n + j, n);
      }
      for (; i < m; i++) {
        Tiles.oneByOne(
            rows, a, a0 + i, 1, -aStride, b, b0 + j, -bStride, c, i * n + j, n, c, i * n + j, n);
      }
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
    for (int r = 0; r < rows; r++) {
      SparseTiles.row(a, aRow + r, (VectorMatrix) b, c, cOffset + r * cStride, start);
    }
  }

  @Override
  public void outerSparse(
      int rows, SparseRows a, int aRow, int n, float[] b, int bOffset, int bStride, float[] c) {
    int end = rows;
    while (end > 0) {
      int first = Math.max(0, end - SparseTiles.ROWS);
      a.turn(aRow + first, end - first);
      SparseTiles.outer(a, n, b, bOffset + first * bStride, bStride, c);
      end = first;
    }
  }

  @Override
  public void sumRows(int rows, int n, float[] b, int bOffset, int bStride, float[] c) {
    for (int j = 0; j < n; j += W) {
      FloatVector sum = load(c, j);
      for (int r = rows - 1; r >= 0; r--) {
        sum = sum.add(load(b, bOffset + r * bStride + j));
      }
      sum.intoArray(c, j);
    }
  }

  private static FloatVector load(float[] array, int offset) {
    return FloatVector.fromArray(S, array, offset);
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
      int p = gatesOffset + r * 4 * width;
      int q = r * width;
      VectorMath.sigmoids(gates, p, 2 * width);
      VectorMath.tanhs(gates, p + 2 * width, width);
      VectorMath.sigmoids(gates, p + 3 * width, width);
      lstmOutput(width, gates, p, cPrevious, cPreviousOffset + q, c, cOffset + q, h, hOffset + q);
    }
  }

  private static void lstmOutput(
      int width,
      float[] gates,
      int p,
      float[] cPrevious,
      int cPreviousAt,
      float[] c,
      int cAt,
      float[] h,
      int hAt) {
    for (int j = 0; j < width; j += W) {
      FloatVector ig = load(gates, p + j).mul(load(gates, p + 2 * width + j));
      FloatVector cell = load(gates, p + width + j).fma(load(cPrevious, cPreviousAt + j), ig);
      cell.intoArray(c, cAt + j);
      load(gates, p + 3 * width + j).mul(VectorMath.tanh(cell)).intoArray(h, hAt + j);
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
      int p = gatesOffset + r * 4 * width;
      int q = r * width;
      int d = dzOffset + r * 4 * width;
      lstmOutputBackward(width, gates, p, c, cOffset + q, dy, dyOffset + q, dh, dc, q, dz, d);
      lstmGatesBackward(width, gates, p, cPrevious, cPreviousOffset + q, dc, q, dz, d);
    }
  }

  /** The adjoint of h = o∘tanh(c): dz of o, and dc' into dc. */
  private static void lstmOutputBackward(
      int width,
      float[] gates,
      int p,
      float[] c,
      int cAt,
      float[] dy,
      int dyAt,
      float[] dh,
      float[] dc,
      int q,
      float[] dz,
      int d) {
    for (int j = 0; j < width; j += W) {
      FloatVector o = load(gates, p + 3 * width + j);
      FloatVector t = VectorMath.tanh(load(c, cAt + j));
      FloatVector dOut = load(dy, dyAt + j).add(load(dh, q + j));
      dOut.mul(o).fma(VectorMath.oneMinusSquare(t), load(dc, q + j)).intoArray(dc, q + j);
      dOut.mul(t).mul(VectorMath.timesOneMinus(o)).intoArray(dz, d + 3 * width + j);
    }
  }

  /** The adjoint of c' = f∘c + i∘g: dz of i, f and g, and dc. */
  private static void lstmGatesBackward(
      int width,
      float[] gates,
      int p,
      float[] cPrevious,
      int cPreviousAt,
      float[] dc,
      int q,
      float[] dz,
      int d) {
    for (int j = 0; j < width; j += W) {
      FloatVector i = load(gates, p + j);
      FloatVector f = load(gates, p + width + j);
      FloatVector g = load(gates, p + 2 * width + j);
      FloatVector dCell = load(dc, q + j);
      dCell.mul(g).mul(VectorMath.timesOneMinus(i)).intoArray(dz, d + j);
      dCell
          .mul(load(cPrevious, cPreviousAt + j))
          .mul(VectorMath.timesOneMinus(f))
          .intoArray(dz, d + width + j);
      dCell.mul(i).mul(VectorMath.oneMinusSquare(g)).intoArray(dz, d + 2 * width + j);
      dCell.mul(f).intoArray(dc, q + j);
    }
  }

  @Override
  public void activate(boolean relu, int count, float[] z, int zOffset, float[] h, int hOffset) {
    for (int j = 0; j < count; j += W) {
      FloatVector v = load(z, zOffset + j);
      (relu ? VectorMath.relu(v) : VectorMath.tanh(v)).intoArray(h, hOffset + j);
    }
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
    for (int j = 0; j < count; j += W) {
      FloatVector v = load(h, hOffset + j);
      FloatVector dOut = load(dy, dyOffset + j).add(load(dh, j));
      FloatVector result =
          relu ? VectorMath.reluBackward(v, dOut) : dOut.mul(VectorMath.oneMinusSquare(v));
      result.intoArray(dz, dzOffset + j);
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
      int p = gatesOffset + row * 4 * width;
      VectorMath.sigmoids(gates, p + width, 2 * width);
      gruOutput(
          width, gates, p, hPrevious, hPreviousOffset + row * width, h, hOffset + row * width);
    }
  }

  private static void gruOutput(
      int width, float[] gates, int p, float[] hPrevious, int hPreviousAt, float[] h, int hAt) {
    for (int j = 0; j < width; j += W) {
      FloatVector r = load(gates, p + width + j);
      FloatVector z = load(gates, p + 2 * width + j);
      FloatVector n = VectorMath.tanh(r.fma(load(gates, p + 3 * width + j), load(gates, p + j)));
      n.intoArray(gates, p + j);
      z.fma(load(hPrevious, hPreviousAt + j).sub(n), n).intoArray(h, hAt + j);
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
      for (int j = 0; j < width; j += W) {
        int p = gatesOffset + row * 4 * width + j;
        int d = dzOffset + row * 4 * width + j;
        int q = row * width + j;
        FloatVector n = load(gates, p);
        FloatVector r = load(gates, p + width);
        FloatVector z = load(gates, p + 2 * width);
        FloatVector dOut = load(dy, dyOffset + q).add(load(dh, q));
        FloatVector direct = dOut.mul(z);
        FloatVector dn = dOut.sub(direct).mul(VectorMath.oneMinusSquare(n));
        dn.intoArray(dz, d);
        dn.mul(load(gates, p + 3 * width))
            .mul(VectorMath.timesOneMinus(r))
            .intoArray(dz, d + width);
        dOut.mul(load(hPrevious, hPreviousOffset + q).sub(n))
            .mul(VectorMath.timesOneMinus(z))
            .intoArray(dz, d + 2 * width);
        dn.mul(r).intoArray(dz, d + 3 * width);
        direct.intoArray(dh, q);
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
      int p = gatesOffset + row * 3 * width;
      int q = row * width;
      VectorMath.sigmoids(gates, p + width, 2 * width);
      for (int j = 0; j < width; j += W) {
        load(gates, p + width + j)
            .mul(load(hPrevious, hPreviousOffset + q + j))
            .intoArray(rh, rhOffset + q + j);
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
      for (int j = 0; j < width; j += W) {
        int p = gatesOffset + row * 3 * width + j;
        int q = row * width + j;
        FloatVector n = VectorMath.tanh(load(gates, p));
        n.intoArray(gates, p);
        load(gates, p + 2 * width)
            .fma(load(hPrevious, hPreviousOffset + q).sub(n), n)
            .intoArray(h, hOffset + q);
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
      for (int j = 0; j < width; j += W) {
        int p = gatesOffset + row * 3 * width + j;
        int d = dzOffset + row * 3 * width + j;
        int q = row * width + j;
        FloatVector n = load(gates, p);
        FloatVector z = load(gates, p + 2 * width);
        FloatVector dOut = load(dy, dyOffset + q).add(load(dh, q));
        FloatVector direct = dOut.mul(z);
        dOut.sub(direct).mul(VectorMath.oneMinusSquare(n)).intoArray(dz, d);
        dOut.mul(load(hPrevious, hPreviousOffset + q).sub(n))
            .mul(VectorMath.timesOneMinus(z))
            .intoArray(dz, d + 2 * width);
        direct.intoArray(dh, q);
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
      for (int j = 0; j < width; j += W) {
        int p = gatesOffset + row * 3 * width + j;
        int d = dzOffset + row * 3 * width + j;
        int q = row * width + j;
        FloatVector r = load(gates, p + width);
        FloatVector back = load(drh, q);
        back.mul(load(hPrevious, hPreviousOffset + q))
            .mul(VectorMath.timesOneMinus(r))
            .intoArray(dz, d + width);
        back.fma(r, load(dh, q)).intoArray(dh, q);
      }
    }
  }
}
