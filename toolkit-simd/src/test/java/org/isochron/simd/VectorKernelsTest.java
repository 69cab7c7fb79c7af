package org.isochron.simd;

import static org.isochron.core.recurrence.Tensors.assertSameBits;

import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.kernel.PackedMatrix;
import org.isochron.core.kernel.ScalarKernels;
import org.isochron.core.recurrence.EngineCases;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every operation of the vector kernels against the scalar specification, bit for bit, at sizes
 * that leave remainders everywhere; the elementwise ones on special values too. A NaN equals any
 * other NaN: Java leaves its payload open.
 */
class VectorKernelsTest {
  private static final int[] ROWS = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 131, 260};
  private static final int[] INNER = {1, 7, 8, 9, 15, 16, 17, 31, 64, 100};
  private static final int[] VECTORS = {1, 2, 3, 4, 8, 9};

  private static final float[] SPECIAL = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    -0f,
    0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    9f,
    -9f,
    8.999999f,
    9.000001f,
    18.000002f,
    1f,
    -1f,
    1e-20f,
    1e20f
  };

  private final Kernels scalar = new ScalarKernels();
  private final RandomGenerator random = EngineCases.random(71);
  private Kernels vector;

  @BeforeEach
  void vectorsMustBeToBeHad() {
    vector = KernelsInUseTest.vectors();
  }

  private float[] floats(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (4 * random.nextDouble() - 2);
    }
    return values;
  }

  /** Random floats of all magnitudes, a third of them special. */
  private float[] odd(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      float scale = (float) StrictMath.scalb(1.0, random.nextInt(40) - 20);
      boolean special = random.nextInt(3) == 0;
      values[i] =
          special
              ? SPECIAL[random.nextInt(SPECIAL.length)]
              : scale * (float) (2 * random.nextDouble() - 1);
    }
    return values;
  }

  /** Floats whose products underflow, to zeros of either sign or not quite. */
  private float[] tiny(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      float scale = (float) StrictMath.scalb(1.0, random.nextInt(30) - 85);
      values[i] = (random.nextInt(3) - 1) * scale * random.nextFloat();
    }
    return values;
  }

  @Test
  void multiplyGivesTheSameBits() {
    for (int vectors : VECTORS) {
      int n = vectors * vector.lanes();
      for (int k : INNER) {
        multiply(n, k, this::floats);
        multiply(n, k, this::tiny);
      }
    }
  }

  private void multiply(int n, int k, IntFunction<float[]> values) {
    PackedMatrix a = scalar.matrix(k, n);
    PackedMatrix b = vector.matrix(k, n);
    float[] weights = values.apply(k * n);
    for (int i = 0; i < k * n; i++) {
      a.set(i / n, i % n, weights[i]);
      b.set(i / n, i % n, weights[i]);
    }
    for (int rows : ROWS) {
      float[] x = values.apply(1 + rows * (k + 3));
      float[] start = values.apply(n);
      float[] expected = values.apply(2 + rows * (n + 5) + 7);
      float[] found = expected.clone();
      scalar.multiply(rows, x, 1, k + 3, a, expected, 2, n + 5, start);
      vector.multiply(rows, x, 1, k + 3, b, found, 2, n + 5, start);
      assertSameBits(expected, found, rows + " rows, inner " + k + ", columns " + n);
      scalar.multiply(rows, x, 1, k + 3, a, expected, 2, n + 5, null);
      vector.multiply(rows, x, 1, k + 3, b, found, 2, n + 5, null);
      assertSameBits(expected, found, rows + " rows added, inner " + k + ", columns " + n);
    }
  }

  @Test
  void outerAndSumRowsGiveTheSameBits() {
    for (int vectors : VECTORS) {
      int n = vectors * vector.lanes();
      for (int m : INNER) {
        for (int rows : ROWS) {
          float[] a = floats(3 + rows * (m + 2));
          float[] b = floats(5 + rows * (n + 1));
          float[] expected = floats(m * n);
          float[] found = expected.clone();
          scalar.outer(rows, m, a, 3, m + 2, n, b, 5, n + 1, expected);
          vector.outer(rows, m, a, 3, m + 2, n, b, 5, n + 1, found);
          assertSameBits(expected, found, "outer: " + rows + " rows, " + m + " by " + n);
          scalar.sumRows(rows, n, b, 5, n + 1, expected);
          vector.sumRows(rows, n, b, 5, n + 1, found);
          assertSameBits(expected, found, "sumRows: " + rows + " rows, " + n + " columns");
        }
      }
    }
  }

  /** One call on fresh copies of arrays. */
  @FunctionalInterface
  private interface Operation {
    void run(Kernels kernels, int rows, int width, float[][] arrays);
  }

  /** Runs an operation on both kernels and compares every array it was given, results or not. */
  private void compare(String name, int gates, Operation operation) {
    for (int vectors : new int[] {1, 2, 3, 8}) {
      int width = vectors * vector.lanes();
      for (int rows : ROWS) {
        for (int round = 0; round < 2; round++) {
          boolean special = round == 1;
          // Offsets differ from array to array: 1, 2, 3 and so on.
          float[][] expected =
              IntStream.range(0, 8)
                  .map(
                      i ->
                          i
                              + 1
                              + rows * (i == 0 || i == 7 ? Kernels.gateStride(gates, width) : width)
                              + 3)
                  .mapToObj(size -> special ? odd(size) : floats(size))
                  .toArray(float[][]::new);
          float[][] found = new float[expected.length][];
          for (int i = 0; i < found.length; i++) {
            found[i] = expected[i].clone();
          }
          operation.run(scalar, rows, width, expected);
          operation.run(vector, rows, width, found);
          for (int i = 0; i < found.length; i++) {
            String what = ": array " + i + ", " + rows + " rows of " + width;
            assertSameBits(expected[i], found[i], name + what);
          }
        }
      }
    }
  }

  @Test
  void activationsGiveTheSameBits() {
    for (boolean relu : new boolean[] {false, true}) {
      compare(
          "activate",
          1,
          (k, rows, width, a) -> {
            k.activate(relu, rows * width, a[1], 2, a[2], 3);
            k.activate(relu, rows * width, a[3], 4, a[3], 4);
          });
      compare(
          "activateBackward",
          1,
          (k, rows, width, a) ->
              k.activateBackward(relu, rows * width, a[1], 2, a[2], 3, a[3], a[7], 8));
    }
  }

  @Test
  void lstmGivesTheSameBits() {
    compare(
        "lstmForward",
        4,
        (k, rows, width, a) -> k.lstmForward(rows, width, a[0], 1, a[1], 2, a[2], 3, a[3], 4));
    compare(
        "lstmBackward",
        4,
        (k, rows, width, a) ->
            k.lstmBackward(rows, width, a[0], 1, a[1], 2, a[2], 3, a[3], 4, a[4], a[5], a[7], 8));
  }

  @Test
  void gruWithResetAfterGivesTheSameBits() {
    compare(
        "gruForward",
        4,
        (k, rows, width, a) -> k.gruForward(rows, width, a[0], 1, a[1], 2, a[2], 3));
    compare(
        "gruBackward",
        4,
        (k, rows, width, a) ->
            k.gruBackward(rows, width, a[0], 1, a[1], 2, a[2], 3, a[3], a[7], 8));
  }

  @Test
  void gruWithResetBeforeGivesTheSameBits() {
    compare(
        "gruResetForward",
        3,
        (k, rows, width, a) -> k.gruResetForward(rows, width, a[0], 1, a[1], 2, a[2], 3));
    compare(
        "gruUpdateForward",
        3,
        (k, rows, width, a) -> k.gruUpdateForward(rows, width, a[0], 1, a[1], 2, a[2], 3));
    compare(
        "gruUpdateBackward",
        3,
        (k, rows, width, a) ->
            k.gruUpdateBackward(rows, width, a[0], 1, a[1], 2, a[2], 3, a[3], a[7], 8));
    compare(
        "gruResetBackward",
        3,
        (k, rows, width, a) ->
            k.gruResetBackward(rows, width, a[0], 1, a[1], 2, a[2], a[3], a[7], 8));
  }

  @Test
  void exponentialsGiveTheSameBits() {
    for (int count : new int[] {0, 1, 7, 8, 9, 17, 3001}) {
      double[] x = EngineCases.uniform(random, count + 3, 700);
      for (int i = 0; i < x.length; i += 5) {
        x[i] = new double[] {0, -0.0, 700, -700, 1e-300, 0.5, 1e-9}[i / 5 % 7];
      }
      double[] y = x.clone();
      scalar.exponentials(count, x, 2);
      vector.exponentials(count, y, 2);
      Assertions.assertArrayEquals(x, y);
      for (int i = 2; i < count + 2; i++) {
        Assertions.assertTrue(x[i] > 0 && Double.isFinite(x[i]));
      }
    }
  }

  @Test
  void chainStepsGiveTheSameBits() {
    int states = 5;
    int[] start = {0, 2, 3, 3, 7, 8};
    int[] from = {0, 4, 2, 0, 1, 2, 3, 1};
    double[] factors = EngineCases.uniform(random, from.length, 1);
    double[] scale = EngineCases.uniform(random, states, 1);
    for (int width : new int[] {8, 24, 40}) {
      double[] x = EngineCases.uniform(random, states * width, 1);
      double[] y = new double[x.length];
      double[] z = new double[x.length];
      scalar.chainStep(states, width, start, from, factors, scale, x, y);
      vector.chainStep(states, width, start, from, factors, scale, x, z);
      Assertions.assertArrayEquals(y, z);
      double first = scale[0] * Math.fma(factors[1], x[4 * width], factors[0] * x[0]);
      Assertions.assertEquals(first, y[0]);
      Assertions.assertEquals(0, Math.abs(y[2 * width]));
    }
  }
}
