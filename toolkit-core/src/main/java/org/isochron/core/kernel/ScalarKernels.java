package org.isochron.core.kernel;

/**
 * The readable specification of {@link Kernels}, and what runs where the vector module is absent:
 * the gates; the products are {@link ScalarProducts}.
 */
public final class ScalarKernels extends ScalarProducts {
  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public void exponentials(int count, double[] x, int offset) {
    for (int i = offset; i < offset + count; i++) {
      x[i] = Elementary.exp(x[i]);
    }
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
    for (int s = 0; s < states; s++) {
      for (int i = 0; i < width; i++) {
        double sum = 0;
        for (int e = start[s]; e < start[s + 1]; e++) {
          sum = Math.fma(factors[e], x[from[e] * width + i], sum);
        }
        y[s * width + i] = scale[s] * sum;
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
    int stride = Kernels.gateStride(4, width);
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < width; j++) {
        int p = gatesOffset + r * stride + j;
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
    int stride = Kernels.gateStride(4, width);
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < width; j++) {
        int p = gatesOffset + r * stride + j;
        int q = r * width + j;
        int d = dzOffset + r * stride + j;
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
    int stride = Kernels.gateStride(4, width);
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < width; j++) {
        int p = gatesOffset + row * stride + j;
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
    int stride = Kernels.gateStride(4, width);
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < width; j++) {
        int p = gatesOffset + row * stride + j;
        int d = dzOffset + row * stride + j;
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
    int stride = Kernels.gateStride(3, width);
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < width; j++) {
        int p = gatesOffset + row * stride + j;
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
    int stride = Kernels.gateStride(3, width);
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < width; j++) {
        int p = gatesOffset + row * stride + j;
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
    int stride = Kernels.gateStride(3, width);
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < width; j++) {
        int p = gatesOffset + row * stride + j;
        int d = dzOffset + row * stride + j;
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
    int stride = Kernels.gateStride(3, width);
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < width; j++) {
        int p = gatesOffset + row * stride + j;
        int d = dzOffset + row * stride + j;
        int q = row * width + j;
        float r = gates[p + width];
        dz[d + width] = drh[q] * hPrevious[hPreviousOffset + q] * (r * (1f - r));
        dh[q] = Math.fma(drh[q], r, dh[q]);
      }
    }
  }
}
