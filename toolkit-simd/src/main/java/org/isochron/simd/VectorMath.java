package org.isochron.simd;

import static org.isochron.simd.Tiles.S;
import static org.isochron.simd.Tiles.W;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.isochron.core.kernel.Elementary;

/**
 * {@link Elementary} over arrays: the same operations in the same order, hence the same bits.
 *
 * <p>Here and in all kernels of this package no method takes or returns a vector. HotSpot inlines
 * the JDK's own vector methods always, others only while the method that it compiles is small; one
 * that is not inlined gets its vectors boxed, which makes a kernel three to ten times slower, on
 * some starts of the JVM and not on others.
 */
final class VectorMath {
  private VectorMath() {}

  /** y = tanh x for count entries; x and y may be the same. */
  static void tanhs(float[] x, int from, float[] y, int to, int count) {
    FloatVector high = FloatVector.broadcast(S, Elementary.TANH_CLAMP);
    FloatVector low = FloatVector.broadcast(S, -Elementary.TANH_CLAMP);
    FloatVector one = FloatVector.broadcast(S, 1f);
    FloatVector minusOne = FloatVector.broadcast(S, -1f);
    for (int j = 0; j < count; j += W) {
      FloatVector v = FloatVector.fromArray(S, x, from + j);
      v = v.blend(high, v.compare(VectorOperators.GT, high));
      v = v.blend(low, v.compare(VectorOperators.LT, low));
      FloatVector u = v.mul(v);
      FloatVector p = FloatVector.broadcast(S, Elementary.P4);
      p = p.fma(u, FloatVector.broadcast(S, Elementary.P3));
      p = p.fma(u, FloatVector.broadcast(S, Elementary.P2));
      p = p.fma(u, FloatVector.broadcast(S, Elementary.P1));
      p = p.fma(u, one);
      FloatVector q = FloatVector.broadcast(S, Elementary.Q4);
      q = q.fma(u, FloatVector.broadcast(S, Elementary.Q3));
      q = q.fma(u, FloatVector.broadcast(S, Elementary.Q2));
      q = q.fma(u, FloatVector.broadcast(S, Elementary.Q1));
      q = q.fma(u, one);
      FloatVector t = v.mul(p).div(q);
      t = t.blend(one, t.compare(VectorOperators.GT, one));
      t.blend(minusOne, t.compare(VectorOperators.LT, minusOne)).intoArray(y, to + j);
    }
  }

  /** Replaces count entries by their sigmoid, ½ + ½ tanh(x/2). */
  static void sigmoids(float[] x, int offset, int count) {
    FloatVector high = FloatVector.broadcast(S, Elementary.TANH_CLAMP);
    FloatVector low = FloatVector.broadcast(S, -Elementary.TANH_CLAMP);
    FloatVector one = FloatVector.broadcast(S, 1f);
    FloatVector minusOne = FloatVector.broadcast(S, -1f);
    FloatVector half = FloatVector.broadcast(S, 0.5f);
    for (int j = offset; j < offset + count; j += W) {
      FloatVector v = half.mul(FloatVector.fromArray(S, x, j));
      v = v.blend(high, v.compare(VectorOperators.GT, high));
      v = v.blend(low, v.compare(VectorOperators.LT, low));
      FloatVector u = v.mul(v);
      FloatVector p = FloatVector.broadcast(S, Elementary.P4);
      p = p.fma(u, FloatVector.broadcast(S, Elementary.P3));
      p = p.fma(u, FloatVector.broadcast(S, Elementary.P2));
      p = p.fma(u, FloatVector.broadcast(S, Elementary.P1));
      p = p.fma(u, one);
      FloatVector q = FloatVector.broadcast(S, Elementary.Q4);
      q = q.fma(u, FloatVector.broadcast(S, Elementary.Q3));
      q = q.fma(u, FloatVector.broadcast(S, Elementary.Q2));
      q = q.fma(u, FloatVector.broadcast(S, Elementary.Q1));
      q = q.fma(u, one);
      FloatVector t = v.mul(p).div(q);
      t = t.blend(one, t.compare(VectorOperators.GT, one));
      t = t.blend(minusOne, t.compare(VectorOperators.LT, minusOne));
      half.fma(t, half).intoArray(x, j);
    }
  }
}
