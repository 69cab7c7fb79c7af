package org.isochron.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.isochron.core.kernel.Elementary;

/** What chains need in double: the operations of {@code ScalarKernels} in the same order. */
final class ChainVectors {
  private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
  private static final int W = D.length();

  /** Adding and subtracting it rounds a double below 2^51 to the nearest integer, ties to even. */
  private static final double ROUND = 0x1.8p52;

  /** Adding it to an integer k leaves the exponent of 2^k in the last bits. */
  private static final double EXPONENT = ROUND + 1023;

  private ChainVectors() {}

  static void exponentials(int count, double[] x, int offset) {
    int end = offset + count;
    int i = offset;
    DoubleVector one = DoubleVector.broadcast(D, 1);
    for (; i + W <= end; i += W) {
      DoubleVector v = DoubleVector.fromArray(D, x, i);
      DoubleVector k = v.mul(Elementary.LOG2E).add(ROUND).sub(ROUND);
      DoubleVector minus = k.neg();
      DoubleVector r =
          minus.fma(
              DoubleVector.broadcast(D, Elementary.LN2_LOW),
              minus.fma(DoubleVector.broadcast(D, Elementary.LN2_HIGH), v));
      DoubleVector r2 = r.mul(r);
      DoubleVector r4 = r2.mul(r2);
      DoubleVector a =
          DoubleVector.broadcast(D, 1.0 / 120.0).fma(r, DoubleVector.broadcast(D, 1.0 / 24.0));
      DoubleVector b = DoubleVector.broadcast(D, 1.0 / 6.0).fma(r, DoubleVector.broadcast(D, 0.5));
      DoubleVector q0 = a.fma(r2, b);
      a =
          DoubleVector.broadcast(D, 1.0 / 362880.0)
              .fma(r, DoubleVector.broadcast(D, 1.0 / 40320.0));
      b = DoubleVector.broadcast(D, 1.0 / 5040.0).fma(r, DoubleVector.broadcast(D, 1.0 / 720.0));
      DoubleVector q1 = a.fma(r2, b);
      a =
          DoubleVector.broadcast(D, 1.0 / 6227020800.0)
              .fma(r, DoubleVector.broadcast(D, 1.0 / 479001600.0));
      b =
          DoubleVector.broadcast(D, 1.0 / 39916800.0)
              .fma(r, DoubleVector.broadcast(D, 1.0 / 3628800.0));
      DoubleVector q2 = a.fma(r2, b);
      DoubleVector q = q2.fma(r4, q1).fma(r4, q0);
      DoubleVector p = q.fma(r2, r).add(one);
      LongVector bits = k.add(EXPONENT).reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
      p.mul(bits.reinterpretAsDoubles()).intoArray(x, i);
    }
    for (; i < end; i++) {
      x[i] = Elementary.exp(x[i]);
    }
  }

  static void step(
      int states,
      int width,
      int[] start,
      int[] from,
      double[] factors,
      double[] scale,
      double[] x,
      double[] y) {
    for (int s = 0; s < states; s++) {
      for (int i = 0; i < width; i += W) {
        DoubleVector sum = DoubleVector.zero(D);
        for (int e = start[s]; e < start[s + 1]; e++) {
          sum =
              DoubleVector.broadcast(D, factors[e])
                  .fma(DoubleVector.fromArray(D, x, from[e] * width + i), sum);
        }
        sum.mul(scale[s]).intoArray(y, s * width + i);
      }
    }
  }
}
