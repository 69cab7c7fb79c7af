package org.isochron.simd;

import static org.isochron.simd.Tiles.S;
import static org.isochron.simd.Tiles.W;

import jdk.incubator.vector.FloatVector;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.kernel.PackedMatrix;
import org.isochron.core.kernel.SparseRows;

/** The products of {@link VectorKernels}: tiles over a packed right-hand side. */
abstract sealed class VectorProducts implements Kernels permits VectorKernels {
  /**
   * Sixteen accumulators want 32 registers, 256-bit x86 has sixteen; packed rows, whole vectors.
   */
  private static final boolean TALL = W != 8 && PackedRows.DEPTH % W == 0;

  /** Rows taken at a time, so that what is read of them again stays in a cache. */
  private static final int CACHED_ROWS = 128;

  @Override
  public final PackedMatrix matrix(int rows, int columns) {
    return new VectorMatrix(rows, columns);
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
    VectorMatrix m = (VectorMatrix) b;
    float[] panels = m.panels;
    int k = b.rows();
    int n = b.columns();
    float[] s = start == null ? c : start;
    int sOffset = start == null ? cOffset : 0;
    int sRow = start == null ? cStride : 0;
    if (rows == 1) {
      multiplyRow(k, n, a, aOffset, m, c, cOffset, s, sOffset);
      return;
    }
    int wide = n - n % (2 * W);
    int deep = k - k % PackedRows.DEPTH;
    int tall = TALL && deep > 0 && wide > 0 ? rows - rows % PackedRows.TILE : 0;
    for (int r = 0; r < tall; r += CACHED_ROWS) {
      int count = Math.min(CACHED_ROWS, tall - r);
      multiplyTall(r, count, deep, a, aOffset, aStride, m, c, cOffset, cStride, s, sOffset, sRow);
    }
    if (deep < k) {
      multiplyPanels(
          0, tall, deep, k, a, aOffset, aStride, m, c, cOffset, cStride, c, cOffset, cStride);
    }
    multiplyPanels(tall, rows, 0, k, a, aOffset, aStride, m, c, cOffset, cStride, s, sOffset, sRow);
    int j = wide;
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
            m.at(j),
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
            m.at(j),
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

  /** The first columns of some rows, a multiple of eight, by whole panels. */
  private static void multiplyTall(
      int first,
      int rows,
      int deep,
      float[] a,
      int aOffset,
      int aStride,
      VectorMatrix m,
      float[] c,
      int cOffset,
      int cStride,
      float[] s,
      int sOffset,
      int sRow) {
    int groups = deep / PackedRows.DEPTH;
    float[] packed = PackedRows.of(rows, groups, a, aOffset + first * aStride, aStride);
    for (int j = 0; j + 2 * W <= m.columns(); j += 2 * W) {
      for (int r = 0; r < rows; r += PackedRows.TILE) {
        int row = first + r;
        TallTiles.eightByTwo(
            groups,
            packed,
            PackedRows.FIRST + r * deep,
            m.panels,
            m.at(j),
            c,
            cOffset + row * cStride + j,
            cStride,
            s,
            sOffset + row * sRow + j,
            sRow);
      }
    }
  }

  /** Columns from i on of the rows from first on, by whole panels, four rows at a time or one. */
  private static void multiplyPanels(
      int first,
      int end,
      int i,
      int k,
      float[] a,
      int aOffset,
      int aStride,
      VectorMatrix m,
      float[] c,
      int cOffset,
      int cStride,
      float[] s,
      int sOffset,
      int sRow) {
    for (int j = 0; j + 2 * W <= m.columns(); j += 2 * W) {
      int bAt = m.at(j) + i * 2 * W;
      int r = first;
      for (; r + 4 <= end; r += 4) {
        int aAt = aOffset + r * aStride + i;
        int cAt = cOffset + r * cStride + j;
        int sAt = sOffset + r * sRow + j;
        Tiles.fourByTwo(
            k - i, a, aAt, aStride, 1, m.panels, bAt, 2 * W, c, cAt, cStride, s, sAt, sRow);
      }
      for (; r < end; r++) {
        int aAt = aOffset + r * aStride + i;
        int cAt = cOffset + r * cStride + j;
        int sAt = sOffset + r * sRow + j;
        Tiles.oneByTwo(
            k - i, a, aAt, aStride, 1, m.panels, bAt, 2 * W, c, cAt, cStride, s, sAt, sRow);
      }
    }
  }

  private static void multiplyRow(
      int k,
      int n,
      float[] a,
      int aOffset,
      VectorMatrix m,
      float[] c,
      int cOffset,
      float[] s,
      int sOffset) {
    int j = 0;
    for (; j + 8 * W <= n; j += 8 * W) {
      Tiles.oneByFourPanels(
          k, a, aOffset, m.panels, m.at(j), 2 * W * k, c, cOffset + j, s, sOffset + j);
    }
    for (; j + 2 * W <= n; j += 2 * W) {
      Tiles.oneByTwo(
          k, a, aOffset, 0, 1, m.panels, m.at(j), 2 * W, c, cOffset + j, 0, s, sOffset + j, 0);
    }
    if (j < n) {
      Tiles.oneByOne(
          k, a, aOffset, 0, 1, m.panels, m.at(j), W, c, cOffset + j, 0, s, sOffset + j, 0);
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
    int end = rows;
    while (end > 0) {
      int first = Math.max(0, end - CACHED_ROWS);
      int a0 = aOffset + first * aStride;
      outerPart(end - first, m, a, a0, aStride, n, b, bOffset + first * bStride, bStride, c);
      end = first;
    }
  }

  private static void outerPart(
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
        TallTiles.outerEightByTwo(rows, a, a0 + i, -aStride, b, b0 + j, -bStride, c, i * n + j, n);
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
  public final void multiplySparse(
      int rows,
      SparseRows a,
      int aRow,
      PackedMatrix b,
      float[] c,
      int cOffset,
      int cStride,
      float[] start) {
    SparseTiles.rows(rows, a, aRow, (VectorMatrix) b, c, cOffset, cStride, start);
  }

  @Override
  public final void outerSparse(
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
  public final void sumRows(int rows, int n, float[] b, int bOffset, int bStride, float[] c) {
    for (int j = 0; j < n; j += W) {
      FloatVector sum = FloatVector.fromArray(S, c, j);
      for (int r = rows - 1; r >= 0; r--) {
        sum = sum.add(FloatVector.fromArray(S, b, bOffset + r * bStride + j));
      }
      sum.intoArray(c, j);
    }
  }
}
