package org.isochron.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.isochron.core.kernel.Elementary;

/** {@link Elementary} lane by lane: the same operations in the same order, hence the same bits. */
final class VectorMath {
  private VectorMath() {}

  private static FloatVector all(float value) {
    return FloatVector.broadcast(Tiles.S, value);
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector high = all(Elementary.TANH_CLAMP);
    FloatVector low = all(-Elementary.TANH_CLAMP);
    FloatVector one = all(1f);
    FloatVector minusOne = all(-1f);
    FloatVector v = x.blend(high, x.compare(VectorOperators.GT, high));
    v = v.blend(low, v.compare(VectorOperators.LT, low));
    FloatVector u = v.mul(v);
    FloatVector p = all(Elementary.P4).fma(u, all(Elementary.P3));
    p = p.fma(u, all(Elementary.P2)).fma(u, all(Elementary.P1)).fma(u, one);
    FloatVector q = all(Elementary.Q4).fma(u, all(Elementary.Q3));
    q = q.fma(u, all(Elementary.Q2)).fma(u, all(Elementary.Q1)).fma(u, one);
    FloatVector t = v.mul(p).div(q);
    t = t.blend(one, t.compare(VectorOperators.GT, one));
    return t.blend(minusOne, t.compare(VectorOperators.LT, minusOne));
  }

  static FloatVector sigmoid(FloatVector x) {
    FloatVector half = all(0.5f);
    return half.fma(tanh(half.mul(x)), half);
  }

  /** Replaces count entries by their tanh. */
  static void tanhs(float[] x, int offset, int count) {
    for (int j = offset; j < offset + count; j += Tiles.W) {
      tanh(FloatVector.fromArray(Tiles.S, x, j)).intoArray(x, j);
    }
  }

  /** Replaces count entries by their sigmoid. */
  static void sigmoids(float[] x, int offset, int count) {
    for (int j = offset; j < offset + count; j += Tiles.W) {
      sigmoid(FloatVector.fromArray(Tiles.S, x, j)).intoArray(x, j);
    }
  }

  static FloatVector relu(FloatVector x) {
    FloatVector zero = all(0f);
    return x.blend(zero, x.compare(VectorOperators.LT, zero));
  }

  /** Returns the cotangent where the output h is above zero, else zero. */
  static FloatVector reluBackward(FloatVector h, FloatVector cotangent) {
    FloatVector zero = all(0f);
    return zero.blend(cotangent, h.compare(VectorOperators.GT, zero));
  }

  /** Returns 1 − v². */
  static FloatVector oneMinusSquare(FloatVector v) {
    return all(1f).sub(v.mul(v));
  }

  /** Returns v(1 − v). */
  static FloatVector timesOneMinus(FloatVector v) {
    return v.mul(all(1f).sub(v));
  }
}
