package org.isochron.simd;

import static org.isochron.simd.Tiles.S;
import static org.isochron.simd.Tiles.W;

import jdk.incubator.vector.FloatVector;

/**
 * {@link Tiles} of eight rows and two vectors: sixteen accumulators, for 32 vector registers. The
 * eight entries of a column lie at distances the JIT knows, so that one register and one check of
 * bounds do for all: 0.92 of the FMA peak, and 0.71 where rows lie anywhere. A product's rows are
 * packed for that; in a sum of outer products they are neighbours as they stand. The two are
 * written out, because a distance that is an argument is one the JIT does not know.
 */
final class TallTiles {
  private static final int DEPTH = PackedRows.DEPTH;

  private TallTiles() {}

  /** Eight rows of a from {@link PackedRows}, {@code groups} times their depth of columns. */
  static void eightByTwo(
      int groups,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
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
    FloatVector s40 = FloatVector.fromArray(S, start, startAt + 4 * startRow);
    FloatVector s41 = FloatVector.fromArray(S, start, startAt + 4 * startRow + W);
    FloatVector s50 = FloatVector.fromArray(S, start, startAt + 5 * startRow);
    FloatVector s51 = FloatVector.fromArray(S, start, startAt + 5 * startRow + W);
    FloatVector s60 = FloatVector.fromArray(S, start, startAt + 6 * startRow);
    FloatVector s61 = FloatVector.fromArray(S, start, startAt + 6 * startRow + W);
    FloatVector s70 = FloatVector.fromArray(S, start, startAt + 7 * startRow);
    FloatVector s71 = FloatVector.fromArray(S, start, startAt + 7 * startRow + W);
    int p = aAt;
    int q = bAt;
    for (int group = 0; group < groups; group++) {
      for (int i = 0; i < DEPTH; i++) {
        FloatVector b0 = FloatVector.fromArray(S, b, q);
        FloatVector b1 = FloatVector.fromArray(S, b, q + W);
        FloatVector a0 = FloatVector.broadcast(S, a[p]);
        s00 = a0.fma(b0, s00);
        s01 = a0.fma(b1, s01);
        FloatVector a1 = FloatVector.broadcast(S, a[p + DEPTH]);
        s10 = a1.fma(b0, s10);
        s11 = a1.fma(b1, s11);
        FloatVector a2 = FloatVector.broadcast(S, a[p + 2 * DEPTH]);
        s20 = a2.fma(b0, s20);
        s21 = a2.fma(b1, s21);
        FloatVector a3 = FloatVector.broadcast(S, a[p + 3 * DEPTH]);
        s30 = a3.fma(b0, s30);
        s31 = a3.fma(b1, s31);
        FloatVector a4 = FloatVector.broadcast(S, a[p + 4 * DEPTH]);
        s40 = a4.fma(b0, s40);
        s41 = a4.fma(b1, s41);
        FloatVector a5 = FloatVector.broadcast(S, a[p + 5 * DEPTH]);
        s50 = a5.fma(b0, s50);
        s51 = a5.fma(b1, s51);
        FloatVector a6 = FloatVector.broadcast(S, a[p + 6 * DEPTH]);
        s60 = a6.fma(b0, s60);
        s61 = a6.fma(b1, s61);
        FloatVector a7 = FloatVector.broadcast(S, a[p + 7 * DEPTH]);
        s70 = a7.fma(b0, s70);
        s71 = a7.fma(b1, s71);
        p++;
        q += 2 * W;
      }
      p += 7 * DEPTH;
    }
    s00.add(0f).intoArray(c, cAt);
    s01.add(0f).intoArray(c, cAt + W);
    s10.add(0f).intoArray(c, cAt + cRow);
    s11.add(0f).intoArray(c, cAt + cRow + W);
    s20.add(0f).intoArray(c, cAt + 2 * cRow);
    s21.add(0f).intoArray(c, cAt + 2 * cRow + W);
    s30.add(0f).intoArray(c, cAt + 3 * cRow);
    s31.add(0f).intoArray(c, cAt + 3 * cRow + W);
    s40.add(0f).intoArray(c, cAt + 4 * cRow);
    s41.add(0f).intoArray(c, cAt + 4 * cRow + W);
    s50.add(0f).intoArray(c, cAt + 5 * cRow);
    s51.add(0f).intoArray(c, cAt + 5 * cRow + W);
    s60.add(0f).intoArray(c, cAt + 6 * cRow);
    s61.add(0f).intoArray(c, cAt + 6 * cRow + W);
    s70.add(0f).intoArray(c, cAt + 7 * cRow);
    s71.add(0f).intoArray(c, cAt + 7 * cRow + W);
  }

  /** Eight neighbouring entries of each of k rows of a, two vectors, added to c. */
  static void outerEightByTwo(
      int k,
      float[] a,
      int aAt,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      float[] c,
      int cAt,
      int cRow) {
    FloatVector s00 = FloatVector.fromArray(S, c, cAt);
    FloatVector s01 = FloatVector.fromArray(S, c, cAt + W);
    FloatVector s10 = FloatVector.fromArray(S, c, cAt + cRow);
    FloatVector s11 = FloatVector.fromArray(S, c, cAt + cRow + W);
    FloatVector s20 = FloatVector.fromArray(S, c, cAt + 2 * cRow);
    FloatVector s21 = FloatVector.fromArray(S, c, cAt + 2 * cRow + W);
    FloatVector s30 = FloatVector.fromArray(S, c, cAt + 3 * cRow);
    FloatVector s31 = FloatVector.fromArray(S, c, cAt + 3 * cRow + W);
    FloatVector s40 = FloatVector.fromArray(S, c, cAt + 4 * cRow);
    FloatVector s41 = FloatVector.fromArray(S, c, cAt + 4 * cRow + W);
    FloatVector s50 = FloatVector.fromArray(S, c, cAt + 5 * cRow);
    FloatVector s51 = FloatVector.fromArray(S, c, cAt + 5 * cRow + W);
    FloatVector s60 = FloatVector.fromArray(S, c, cAt + 6 * cRow);
    FloatVector s61 = FloatVector.fromArray(S, c, cAt + 6 * cRow + W);
    FloatVector s70 = FloatVector.fromArray(S, c, cAt + 7 * cRow);
    FloatVector s71 = FloatVector.fromArray(S, c, cAt + 7 * cRow + W);
    int p = aAt;
    int q = bAt;
    for (int i = 0; i < k; i++) {
      FloatVector b0 = FloatVector.fromArray(S, b, q);
      FloatVector b1 = FloatVector.fromArray(S, b, q + W);
      FloatVector a0 = FloatVector.broadcast(S, a[p]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      FloatVector a1 = FloatVector.broadcast(S, a[p + 1]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      FloatVector a2 = FloatVector.broadcast(S, a[p + 2]);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      FloatVector a3 = FloatVector.broadcast(S, a[p + 3]);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
      FloatVector a4 = FloatVector.broadcast(S, a[p + 4]);
      s40 = a4.fma(b0, s40);
      s41 = a4.fma(b1, s41);
      FloatVector a5 = FloatVector.broadcast(S, a[p + 5]);
      s50 = a5.fma(b0, s50);
      s51 = a5.fma(b1, s51);
      FloatVector a6 = FloatVector.broadcast(S, a[p + 6]);
      s60 = a6.fma(b0, s60);
      s61 = a6.fma(b1, s61);
      FloatVector a7 = FloatVector.broadcast(S, a[p + 7]);
      s70 = a7.fma(b0, s70);
      s71 = a7.fma(b1, s71);
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
    s40.add(0f).intoArray(c, cAt + 4 * cRow);
    s41.add(0f).intoArray(c, cAt + 4 * cRow + W);
    s50.add(0f).intoArray(c, cAt + 5 * cRow);
    s51.add(0f).intoArray(c, cAt + 5 * cRow + W);
    s60.add(0f).intoArray(c, cAt + 6 * cRow);
    s61.add(0f).intoArray(c, cAt + 6 * cRow + W);
    s70.add(0f).intoArray(c, cAt + 7 * cRow);
    s71.add(0f).intoArray(c, cAt + 7 * cRow + W);
  }
}
