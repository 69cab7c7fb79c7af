package org.isochron.simd;

import static org.isochron.simd.Tiles.S;
import static org.isochron.simd.Tiles.W;

import jdk.incubator.vector.FloatVector;
import org.isochron.core.kernel.Kernels;

/**
 * {@link Kernels} on the JDK's Vector API, at the widest shape of this processor: the gates; the
 * products are {@link VectorProducts}.
 */
public final class VectorKernels extends VectorProducts {
  @Override
  public String name() {
    return "simd-" + S.vectorBitSize();
  }

  @Override
  public int lanes() {
    return W;
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
