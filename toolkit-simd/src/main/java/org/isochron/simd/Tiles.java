package org.isochron.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of a product: c[r, v] = start[r, v] + Σ_i a[r, i] b[i, v] for R rows and V vectors
 * of outputs, i ascending, every output in one accumulator of its own.
 *
 * <p>The strides serve both products: rows of a are aRow apart and successive i are aStep apart, so
 * aStep = 1 reads a left-hand side, and aRow = 1 with a negative aStep sums outer products
 * downwards. Adding 0 to each result makes a negative zero positive, see {@code Kernels}. Tiles are
 * written out because the JIT keeps only named locals in registers.
 */
final class Tiles {
  static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  static final int W = S.length();

  private Tiles() {}

  /** Four rows, two vectors. */
  static void fourByTwo(
      int k,
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      float[] c,
      int cAt,
      int cRow,
      float[] start,
      int startAt,
      int startRow) {
    FloatVector s00 = FloatVector.fromArray(S, start, startAt);
    FloatVector s01 = FloatVector.fromArray(S, start, startAt + W);
    FloatVector s10 = FloatVector.fromArray(S, start, startAt + startRow);
    FloatVector s11 = FloatVector.fromArray(S, start, startAt + startRow + W);
    FloatVector s20 = FloatVector.fromArray(S, start, startAt + 2 * startRow);
    FloatVector s21 = FloatVector.fromArray(S, start, startAt + 2 * startRow + W);
    FloatVector s30 = FloatVector.fromArray(S, start, startAt + 3 * startRow);
    FloatVector s31 = FloatVector.fromArray(S, start, startAt + 3 * startRow + W);
    int p = aAt;
    int q = bAt;
    for (int i = 0; i < k; i++) {
      FloatVector b0 = FloatVector.fromArray(S, b, q);
      FloatVector b1 = FloatVector.fromArray(S, b, q + W);
      FloatVector a0 = FloatVector.broadcast(S, a[p]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      FloatVector a1 = FloatVector.broadcast(S, a[p + aRow]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      FloatVector a2 = FloatVector.broadcast(S, a[p + 2 * aRow]);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      FloatVector a3 = FloatVector.broadcast(S, a[p + 3 * aRow]);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
      p += aStep;
      q += bStep;
    }
    s00.add(0f).intoArray(c, cAt);
    s01.add(0f).intoArray(c, cAt + W);
    s10.add(0f).intoArray(c, cAt + cRow);
    s11.add(0f).intoArray(c, cAt + cRow + W);
    s20.add(0f).intoArray(c, cAt + 2 * cRow);
    s21.add(0f).intoArray(c, cAt + 2 * cRow + W);
    s30.add(0f).intoArray(c, cAt + 3 * cRow);
    s31.add(0f).intoArray(c, cAt + 3 * cRow + W);
  }

  /** One row, eight vectors from four neighbouring panels that lie panel entries apart. */
  static void oneByFourPanels(
      int k,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int panel,
      float[] c,
      int cAt,
      float[] start,
      int startAt) {
    FloatVector s0 = FloatVector.fromArray(S, start, startAt);
    FloatVector s1 = FloatVector.fromArray(S, start, startAt + W);
    FloatVector s2 = FloatVector.fromArray(S, start, startAt + 2 * W);
    FloatVector s3 = FloatVector.fromArray(S, start, startAt + 3 * W);
    FloatVector s4 = FloatVector.fromArray(S, start, startAt + 4 * W);
    FloatVector s5 = FloatVector.fromArray(S, start, startAt + 5 * W);
    FloatVector s6 = FloatVector.fromArray(S, start, startAt + 6 * W);
    FloatVector s7 = FloatVector.fromArray(S, start, startAt + 7 * W);
    int q = bAt;
    for (int i = 0; i < k; i++) {
      FloatVector x = FloatVector.broadcast(S, a[aAt + i]);
      s0 = x.fma(FloatVector.fromArray(S, b, q), s0);
      s1 = x.fma(FloatVector.fromArray(S, b, q + W), s1);
      s2 = x.fma(FloatVector.fromArray(S, b, q + panel), s2);
      s3 = x.fma(FloatVector.fromArray(S, b, q + panel + W), s3);
      s4 = x.fma(FloatVector.fromArray(S, b, q + 2 * panel), s4);
      s5 = x.fma(FloatVector.fromArray(S, b, q + 2 * panel + W), s5);
      s6 = x.fma(FloatVector.fromArray(S, b, q + 3 * panel), s6);
      s7 = x.fma(FloatVector.fromArray(S, b, q + 3 * panel + W), s7);
      q += 2 * W;
    }
    s0.add(0f).intoArray(c, cAt);
    s1.add(0f).intoArray(c, cAt + W);
    s2.add(0f).intoArray(c, cAt + 2 * W);
    s3.add(0f).intoArray(c, cAt + 3 * W);
    s4.add(0f).intoArray(c, cAt + 4 * W);
    s5.add(0f).intoArray(c, cAt + 5 * W);
    s6.add(0f).intoArray(c, cAt + 6 * W);
    s7.add(0f).intoArray(c, cAt + 7 * W);
  }

  /** One row, two vectors. */
  static void oneByTwo(
      int k,
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      float[] c,
      int cAt,
      int cRow,
      float[] start,
      int startAt,
      int startRow) {
    FloatVector s00 = FloatVector.fromArray(S, start, startAt);
    FloatVector s01 = FloatVector.fromArray(S, start, startAt + W);
    int p = aAt;
    int q = bAt;
    for (int i = 0; i < k; i++) {
      FloatVector b0 = FloatVector.fromArray(S, b, q);
      FloatVector b1 = FloatVector.fromArray(S, b, q + W);
      FloatVector a0 = FloatVector.broadcast(S, a[p]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      p += aStep;
      q += bStep;
    }
    s00.add(0f).intoArray(c, cAt);
    s01.add(0f).intoArray(c, cAt + W);
  }

  /** Eight rows, one vector. */
  static void eightByOne(
      int k,
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      float[] c,
      int cAt,
      int cRow,
      float[] start,
      int startAt,
      int startRow) {
    FloatVector s00 = FloatVector.fromArray(S, start, startAt);
    FloatVector s10 = FloatVector.fromArray(S, start, startAt + startRow);
    FloatVector s20 = FloatVector.fromArray(S, start, startAt + 2 * startRow);
    FloatVector s30 = FloatVector.fromArray(S, start, startAt + 3 * startRow);
    FloatVector s40 = FloatVector.fromArray(S, start, startAt + 4 * startRow);
    FloatVector s50 = FloatVector.fromArray(S, start, startAt + 5 * startRow);
    FloatVector s60 = FloatVector.fromArray(S, start, startAt + 6 * startRow);
    FloatVector s70 = FloatVector.fromArray(S, start, startAt + 7 * startRow);
    int p = aAt;
    int q = bAt;
    for (int i = 0; i < k; i++) {
      FloatVector b0 = FloatVector.fromArray(S, b, q);
      FloatVector a0 = FloatVector.broadcast(S, a[p]);
      s00 = a0.fma(b0, s00);
      FloatVector a1 = FloatVector.broadcast(S, a[p + aRow]);
      s10 = a1.fma(b0, s10);
      FloatVector a2 = FloatVector.broadcast(S, a[p + 2 * aRow]);
      s20 = a2.fma(b0, s20);
      FloatVector a3 = FloatVector.broadcast(S, a[p + 3 * aRow]);
      s30 = a3.fma(b0, s30);
      FloatVector a4 = FloatVector.broadcast(S, a[p + 4 * aRow]);
      s40 = a4.fma(b0, s40);
      FloatVector a5 = FloatVector.broadcast(S, a[p + 5 * aRow]);
      s50 = a5.fma(b0, s50);
      FloatVector a6 = FloatVector.broadcast(S, a[p + 6 * aRow]);
      s60 = a6.fma(b0, s60);
      FloatVector a7 = FloatVector.broadcast(S, a[p + 7 * aRow]);
      s70 = a7.fma(b0, s70);
      p += aStep;
      q += bStep;
    }
    s00.add(0f).intoArray(c, cAt);
    s10.add(0f).intoArray(c, cAt + cRow);
    s20.add(0f).intoArray(c, cAt + 2 * cRow);
    s30.add(0f).intoArray(c, cAt + 3 * cRow);
    s40.add(0f).intoArray(c, cAt + 4 * cRow);
    s50.add(0f).intoArray(c, cAt + 5 * cRow);
    s60.add(0f).intoArray(c, cAt + 6 * cRow);
    s70.add(0f).intoArray(c, cAt + 7 * cRow);
  }

  /** One row, one vector. */
  static void oneByOne(
      int k,
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      float[] c,
      int cAt,
      int cRow,
      float[] start,
      int startAt,
      int startRow) {
    FloatVector s00 = FloatVector.fromArray(S, start, startAt);
    int p = aAt;
    int q = bAt;
    for (int i = 0; i < k; i++) {
      FloatVector b0 = FloatVector.fromArray(S, b, q);
      FloatVector a0 = FloatVector.broadcast(S, a[p]);
      s00 = a0.fma(b0, s00);
      p += aStep;
      q += bStep;
    }
    s00.add(0f).intoArray(c, cAt);
  }
}
