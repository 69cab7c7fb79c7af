package org.isochron.core.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products of sparse rows have the bits of the dense products. */
class SparseProductTest {
  private final Kernels kernels = KernelProvider.kernels();

  private static float[] random(SplittableRandom random, int size, double zeros) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextDouble() < zeros ? 0f : (float) (random.nextDouble() - 0.5);
    }
    return values;
  }

  @ParameterizedTest
  @CsvSource({
    "3,17,2,1",
    "17,31,5,1",
    "130,124,16,1",
    "200,12,21,1",
    "17,31,5,1e-23",
    "40,12,3,1e-30"
  })
  void sparseProductsHaveTheBitsOfTheDenseOnes(int rows, int inner, int blocks, float scale) {
    SplittableRandom random = new SplittableRandom(rows);
    int n = blocks * kernels.lanes();
    float[] x = random(random, rows * inner, 0.8);
    float[] w = random(random, inner * n, 0);
    float[] start = random(random, n, 0);
    float[] dz = random(random, rows * n, 0);
    PackedMatrix packed = kernels.matrix(inner, n);
    for (float[] values : new float[][] {x, w, start, dz}) {
      for (int i = 0; i < values.length; i++) {
        values[i] *= scale;
      }
    }
    for (int i = 0; i < w.length; i++) {
      packed.set(i / n, i % n, w[i]);
    }
    SparseRows sparse = new SparseRows();
    assertTrue(sparse.take(x, rows, inner));
    float[] dense = new float[rows * n];
    float[] few = new float[rows * n];
    kernels.multiply(rows, x, 0, inner, packed, dense, 0, n, start);
    kernels.multiplySparse(rows, sparse, 0, packed, few, 0, n, start);
    assertArrayEquals(dense, few);
    kernels.multiply(rows, x, 0, inner, packed, dense, 0, n, null);
    kernels.multiplySparse(rows, sparse, 0, packed, few, 0, n, null);
    assertArrayEquals(dense, few);
    int half = rows / 2;
    float[] denseGradient = new float[inner * n];
    float[] fewGradient = denseGradient.clone();
    kernels.outer(rows - half, inner, x, half * inner, inner, n, dz, half * n, n, denseGradient);
    kernels.outerSparse(rows - half, sparse, half, n, dz, half * n, n, fewGradient);
    assertArrayEquals(denseGradient, fewGradient);
  }

  @Test
  void aMatrixWithManyEntriesIsNotSparse() {
    float[] x = {1, 0, 2, 0, 3, 0};
    assertFalse(new SparseRows().take(x, 2, 3));
    assertTrue(new SparseRows().take(new float[] {1, 0, 0, 0, Float.NaN, 0}, 2, 3));
  }
}
