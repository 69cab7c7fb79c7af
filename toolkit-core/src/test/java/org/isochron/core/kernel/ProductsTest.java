package org.isochron.core.kernel;

import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.isochron.core.recurrence.Tensors.assertSameBits;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.isochron.core.recurrence.EngineCases;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The order of summation that {@link Kernels} promises, against plain loops, on this process's
 * kernels and at sizes that leave every tile a remainder. What lies around the results stays.
 */
class ProductsTest {
  private static final int[] ROWS = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31};
  private static final int[] INNER = {1, 7, 8, 9, 15, 16, 17, 31, 64, 100};

  private final Kernels kernels = KernelProvider.kernels();
  private final RandomGenerator random = EngineCases.random(31);

  private float[] floats(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9})
  void multiplyAddsInAscendingOrder(int vectors) {
    int n = vectors * kernels.lanes();
    for (int k : INNER) {
      PackedMatrix b = kernels.matrix(k, n);
      float[] values = floats(k * n);
      for (int i = 0; i < k * n; i++) {
        b.set(i / n, i % n, values[i]);
      }
      for (int rows : ROWS) {
        float[] a = floats(3 + rows * (k + 2));
        float[] start = floats(n);
        float[] c = floats(5 + rows * (n + 3) + 4);
        multiply(rows, k, n, a, values, start, b, c);
        multiply(rows, k, n, a, values, null, b, c);
      }
    }
  }

  private void multiply(
      int rows,
      int k,
      int n,
      float[] a,
      float[] values,
      float[] start,
      PackedMatrix b,
      float[] before) {
    float[] expected = before.clone();
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < n; j++) {
        int at = 5 + r * (n + 3) + j;
        float sum = start == null ? before[at] : start[j];
        for (int i = 0; i < k; i++) {
          sum = Math.fma(a[3 + r * (k + 2) + i], values[i * n + j], sum);
        }
        expected[at] = sum;
      }
    }
    float[] found = before.clone();
    kernels.multiply(rows, a, 3, k + 2, b, found, 5, n + 3, start);
    assertSameBits(expected, found, rows + " rows, inner " + k + ", " + n + " columns");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void outerAddsInDescendingOrder(int vectors) {
    int n = vectors * kernels.lanes();
    for (int m : INNER) {
      for (int rows : ROWS) {
        float[] a = floats(2 + rows * (m + 1));
        float[] b = floats(1 + rows * (n + 4));
        float[] before = floats(m * n);
        float[] expected = before.clone();
        for (int i = 0; i < m; i++) {
          for (int j = 0; j < n; j++) {
            for (int r = rows - 1; r >= 0; r--) {
              expected[i * n + j] =
                  Math.fma(a[2 + r * (m + 1) + i], b[1 + r * (n + 4) + j], expected[i * n + j]);
            }
          }
        }
        float[] found = before.clone();
        kernels.outer(rows, m, a, 2, m + 1, n, b, 1, n + 4, found);
        assertSameBits(expected, found, rows + " rows, " + m + " by " + n);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void sumRowsAddsInDescendingOrder(int vectors) {
    int n = vectors * kernels.lanes();
    for (int rows : ROWS) {
      float[] b = floats(1 + rows * (n + 4));
      float[] before = floats(n);
      float[] expected = before.clone();
      for (int r = rows - 1; r >= 0; r--) {
        for (int j = 0; j < n; j++) {
          expected[j] += b[1 + r * (n + 4) + j];
        }
      }
      float[] found = before.clone();
      kernels.sumRows(rows, n, b, 1, n + 4, found);
      assertSameBits(expected, found, rows + " rows, " + n + " columns");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 17})
  void aDenseLayerIsAnAffineMapWithItsAdjoint(int outputs) {
    int inputs = 5;
    int rows = 2100;
    double[] p = EngineCases.uniform(random, outputs * (inputs + 1), 1);
    DenseKernel dense = new DenseKernel(kernels, inputs, outputs);
    dense.pack(p, 0);
    float[] x = floats(rows * inputs);
    float[] y = new float[rows * dense.outputWidth()];
    dense.forward(rows, x, 0, inputs, y, 0);
    float[] dy = new float[rows * dense.outputWidth()];
    double[] dx = new double[rows * inputs];
    double[] dp = new double[p.length];
    double[] expected = new double[rows * outputs];
    for (int r = 0; r < rows; r++) {
      for (int o = 0; o < outputs; o++) {
        float d = (float) (2 * random.nextDouble() - 1);
        dy[r * dense.outputWidth() + o] = d;
        double sum = p[outputs * inputs + o];
        for (int i = 0; i < inputs; i++) {
          sum += p[o * inputs + i] * x[r * inputs + i];
          dx[r * inputs + i] += p[o * inputs + i] * d;
          dp[o * inputs + i] += d * x[r * inputs + i];
        }
        dp[outputs * inputs + o] += d;
        expected[r * outputs + o] = sum;
      }
    }
    close(expected, y, outputs, dense.outputWidth());
    float[] found = new float[rows * dense.inputWidth()];
    Arrays.fill(found, 0.5f);
    dense.inputCotangent(rows, dy, 0, found, false);
    close(dx, found, inputs, dense.inputWidth());
    DenseKernel.Gradient sums = dense.gradient();
    dense.clear(sums);
    for (int from = 0; from < rows; from += 700) {
      int at = from * dense.outputWidth();
      dense.addWeightGradient(700, x, from * inputs, inputs, dy, at, sums);
      dense.closeStretch(sums);
    }
    double[] gradient = new double[p.length];
    dense.addGradient(sums, gradient, 0);
    assertClose(dp, gradient, 1e-5, "parameters");
  }

  private static void close(double[] expected, float[] found, int columns, int stride) {
    double[] packed = new double[expected.length];
    for (int i = 0; i < packed.length; i++) {
      packed[i] = found[i / columns * stride + i % columns];
    }
    assertClose(expected, packed, 1e-6, "rows");
  }
}
