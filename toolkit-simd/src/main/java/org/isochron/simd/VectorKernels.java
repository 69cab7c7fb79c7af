package org.isochron.simd;

import static org.isochron.simd.Tiles.S;
import static org.isochron.simd.Tiles.W;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
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
  public void exponentials(int count, double[] x, int offset) {
    ChainVectors.exponentials(count, x, offset);
  }

  @Override
  public void chainStep(
      int states,
      int width,
      int[] start,
      int[] from,
      double[] factors,
      double[] scale,
      double[] x,
      double[] y) {
    ChainVectors.step(states, width, start, from, factors, scale, x, y);
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
    int stride = Kernels.gateStride(4, width);
    for (int r = 0; r < rows; r++) {
      int p = gatesOffset + r * stride;
      VectorMath.sigmoids(gates, p, 2 * width);
      VectorMath.tanhs(gates, p + 2 * width, gates, p + 2 * width, width);
      VectorMath.sigmoids(gates, p + 3 * width, width);
    }
    for (int r = 0; r < rows; r++) {
      int p = gatesOffset + r * stride;
      int q = r * width;
      lstmCell(width, gates, p, cPrevious, cPreviousOffset + q, c, cOffset + q);
    }
    VectorMath.tanhs(c, cOffset, h, hOffset, rows * width);
    for (int r = 0; r < rows; r++) {
      lstmOutput(width, gates, gatesOffset + r * stride, h, hOffset + r * width);
    }
  }

  /** h = o∘h, where h holds tanh(c). */
  private static void lstmOutput(int width, float[] gates, int p, float[] h, int hAt) {
    for (int j = 0; j < width; j += W) {
      FloatVector o = FloatVector.fromArray(S, gates, p + 3 * width + j);
      o.mul(FloatVector.fromArray(S, h, hAt + j)).intoArray(h, hAt + j);
    }
  }

  /** c' = f∘c + i∘g. */
  private static void lstmCell(
      int width, float[] gates, int p, float[] cPrevious, int cPreviousAt, float[] c, int cAt) {
    for (int j = 0; j < width; j += W) {
      FloatVector i = FloatVector.fromArray(S, gates, p + j);
      FloatVector f = FloatVector.fromArray(S, gates, p + width + j);
      FloatVector g = FloatVector.fromArray(S, gates, p + 2 * width + j);
      f.fma(FloatVector.fromArray(S, cPrevious, cPreviousAt + j), i.mul(g)).intoArray(c, cAt + j);
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
    int stride = Kernels.gateStride(4, width);
    for (int r = 0; r < rows; r++) {
      int p = gatesOffset + r * stride;
      int q = r * width;
      int d = dzOffset + r * stride;
      VectorMath.tanhs(c, cOffset + q, dz, d + 3 * width, width);
      lstmOutputBackward(width, gates, p, dy, dyOffset + q, dh, dc, q, dz, d);
      lstmGatesBackward(width, gates, p, cPrevious, cPreviousOffset + q, dc, q, dz, d);
    }
  }

  /** The adjoint of h = o∘tanh(c): dz of o, which holds tanh(c) before, and dc' into dc. */
  private static void lstmOutputBackward(
      int width,
      float[] gates,
      int p,
      float[] dy,
      int dyAt,
      float[] dh,
      float[] dc,
      int q,
      float[] dz,
      int d) {
    FloatVector one = FloatVector.broadcast(S, 1f);
    for (int j = 0; j < width; j += W) {
      FloatVector o = FloatVector.fromArray(S, gates, p + 3 * width + j);
      FloatVector t = FloatVector.fromArray(S, dz, d + 3 * width + j);
      FloatVector dOut =
          FloatVector.fromArray(S, dy, dyAt + j).add(FloatVector.fromArray(S, dh, q + j));
      dOut.mul(o).fma(one.sub(t.mul(t)), FloatVector.fromArray(S, dc, q + j)).intoArray(dc, q + j);
      dOut.mul(t).mul(o.mul(one.sub(o))).intoArray(dz, d + 3 * width + j);
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
    FloatVector one = FloatVector.broadcast(S, 1f);
    for (int j = 0; j < width; j += W) {
      FloatVector i = FloatVector.fromArray(S, gates, p + j);
      FloatVector f = FloatVector.fromArray(S, gates, p + width + j);
      FloatVector g = FloatVector.fromArray(S, gates, p + 2 * width + j);
      FloatVector dCell = FloatVector.fromArray(S, dc, q + j);
      dCell.mul(g).mul(i.mul(one.sub(i))).intoArray(dz, d + j);
      dCell
          .mul(FloatVector.fromArray(S, cPrevious, cPreviousAt + j))
          .mul(f.mul(one.sub(f)))
          .intoArray(dz, d + width + j);
      dCell.mul(i).mul(one.sub(g.mul(g))).intoArray(dz, d + 2 * width + j);
      dCell.mul(f).intoArray(dc, q + j);
    }
  }

  @Override
  public void activate(boolean relu, int count, float[] z, int zOffset, float[] h, int hOffset) {
    if (!relu) {
      VectorMath.tanhs(z, zOffset, h, hOffset, count);
      return;
    }
    FloatVector zero = FloatVector.broadcast(S, 0f);
    for (int j = 0; j < count; j += W) {
      FloatVector v = FloatVector.fromArray(S, z, zOffset + j);
      v.blend(zero, v.compare(VectorOperators.LT, zero)).intoArray(h, hOffset + j);
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
    FloatVector zero = FloatVector.broadcast(S, 0f);
    FloatVector one = FloatVector.broadcast(S, 1f);
    for (int j = 0; j < count; j += W) {
      FloatVector v = FloatVector.fromArray(S, h, hOffset + j);
      FloatVector dOut =
          FloatVector.fromArray(S, dy, dyOffset + j).add(FloatVector.fromArray(S, dh, j));
      FloatVector result =
          relu
              ? zero.blend(dOut, v.compare(VectorOperators.GT, zero))
              : dOut.mul(one.sub(v.mul(v)));
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
    int stride = Kernels.gateStride(4, width);
    for (int row = 0; row < rows; row++) {
      int p = gatesOffset + row * stride;
      int q = row * width;
      VectorMath.sigmoids(gates, p + width, 2 * width);
      for (int j = p; j < p + width; j += W) {
        FloatVector r = FloatVector.fromArray(S, gates, j + width);
        r.fma(FloatVector.fromArray(S, gates, j + 3 * width), FloatVector.fromArray(S, gates, j))
            .intoArray(gates, j);
      }
      VectorMath.tanhs(gates, p, gates, p, width);
      gruOutput(width, gates, p, hPrevious, hPreviousOffset + q, h, hOffset + q);
    }
  }

  /** h' = (1 − z)∘n + z∘h. */
  private static void gruOutput(
      int width, float[] gates, int p, float[] hPrevious, int hPreviousAt, float[] h, int hAt) {
    for (int j = 0; j < width; j += W) {
      FloatVector n = FloatVector.fromArray(S, gates, p + j);
      FloatVector z = FloatVector.fromArray(S, gates, p + 2 * width + j);
      z.fma(FloatVector.fromArray(S, hPrevious, hPreviousAt + j).sub(n), n).intoArray(h, hAt + j);
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
    int stride = Kernels.gateStride(4, width);
    FloatVector one = FloatVector.broadcast(S, 1f);
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < width; j += W) {
        int p = gatesOffset + row * stride + j;
        int d = dzOffset + row * stride + j;
        int q = row * width + j;
        FloatVector n = FloatVector.fromArray(S, gates, p);
        FloatVector r = FloatVector.fromArray(S, gates, p + width);
        FloatVector z = FloatVector.fromArray(S, gates, p + 2 * width);
        FloatVector dOut =
            FloatVector.fromArray(S, dy, dyOffset + q).add(FloatVector.fromArray(S, dh, q));
        FloatVector direct = dOut.mul(z);
        FloatVector dn = dOut.sub(direct).mul(one.sub(n.mul(n)));
        dn.intoArray(dz, d);
        dn.mul(FloatVector.fromArray(S, gates, p + 3 * width))
            .mul(r.mul(one.sub(r)))
            .intoArray(dz, d + width);
        dOut.mul(FloatVector.fromArray(S, hPrevious, hPreviousOffset + q).sub(n))
            .mul(z.mul(one.sub(z)))
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
    int stride = Kernels.gateStride(3, width);
    for (int row = 0; row < rows; row++) {
      int p = gatesOffset + row * stride;
      int q = row * width;
      VectorMath.sigmoids(gates, p + width, 2 * width);
      for (int j = 0; j < width; j += W) {
        FloatVector.fromArray(S, gates, p + width + j)
            .mul(FloatVector.fromArray(S, hPrevious, hPreviousOffset + q + j))
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
    int stride = Kernels.gateStride(3, width);
    for (int row = 0; row < rows; row++) {
      int p = gatesOffset + row * stride;
      int q = row * width;
      VectorMath.tanhs(gates, p, gates, p, width);
      gruOutput(width, gates, p, hPrevious, hPreviousOffset + q, h, hOffset + q);
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
    int stride = Kernels.gateStride(3, width);
    FloatVector one = FloatVector.broadcast(S, 1f);
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < width; j += W) {
        int p = gatesOffset + row * stride + j;
        int d = dzOffset + row * stride + j;
        int q = row * width + j;
        FloatVector n = FloatVector.fromArray(S, gates, p);
        FloatVector z = FloatVector.fromArray(S, gates, p + 2 * width);
        FloatVector dOut =
            FloatVector.fromArray(S, dy, dyOffset + q).add(FloatVector.fromArray(S, dh, q));
        FloatVector direct = dOut.mul(z);
        dOut.sub(direct).mul(one.sub(n.mul(n))).intoArray(dz, d);
        dOut.mul(FloatVector.fromArray(S, hPrevious, hPreviousOffset + q).sub(n))
            .mul(z.mul(one.sub(z)))
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
    int stride = Kernels.gateStride(3, width);
    FloatVector one = FloatVector.broadcast(S, 1f);
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < width; j += W) {
        int p = gatesOffset + row * stride + j;
        int d = dzOffset + row * stride + j;
        int q = row * width + j;
        FloatVector r = FloatVector.fromArray(S, gates, p + width);
        FloatVector back = FloatVector.fromArray(S, drh, q);
        back.mul(FloatVector.fromArray(S, hPrevious, hPreviousOffset + q))
            .mul(r.mul(one.sub(r)))
            .intoArray(dz, d + width);
        back.fma(r, FloatVector.fromArray(S, dh, q)).intoArray(dh, q);
      }
    }
  }
}
