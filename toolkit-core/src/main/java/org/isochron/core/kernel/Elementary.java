package org.isochron.core.kernel;

/**
 * Elementary functions in plain arithmetic, so that every JDK and every instruction set gives the
 * same bits; {@code Math.tanh} and {@code Math.exp} do not.
 *
 * <p>tanh x = x P(x²)/Q(x²) for |x| ≤ {@value #TANH_CLAMP}, constant beyond; the coefficients are a
 * relative-error fit of our own (2.1e-8 before rounding). A NaN stays a NaN.
 */
public final class Elementary {
  /** Beyond this |x| the float nearest to tanh x is ±1. */
  public static final float TANH_CLAMP = 9.0f;

  public static final float P1 = 0.13383980095386505f;
  public static final float P2 = 0.0034989959094673395f;
  public static final float P3 = 2.0661260350607336e-05f;
  public static final float P4 = 1.341981903379974e-08f;
  public static final float Q1 = 0.4671730101108551f;
  public static final float Q2 = 0.025890205055475235f;
  public static final float Q3 = 0.00032910381560213864f;
  public static final float Q4 = 7.804728170413e-07f;

  public static final double LOG2E = 1.4426950408889634;
  public static final double LN2_HIGH = 0.6931471803691238;
  public static final double LN2_LOW = 1.9082149292705877e-10;

  private Elementary() {}

  /**
   * Returns tanh x within 6 units in the last place (3e-7 relative), never beyond ±1.
   *
   * @param x any float
   */
  public static float tanh(float x) {
    float v = x > TANH_CLAMP ? TANH_CLAMP : x;
    v = v < -TANH_CLAMP ? -TANH_CLAMP : v;
    float u = v * v;
    float p = Math.fma(Math.fma(Math.fma(Math.fma(P4, u, P3), u, P2), u, P1), u, 1f);
    float q = Math.fma(Math.fma(Math.fma(Math.fma(Q4, u, Q3), u, Q2), u, Q1), u, 1f);
    float t = v * p / q;
    t = t > 1f ? 1f : t;
    return t < -1f ? -1f : t;
  }

  /**
   * Returns the logistic function 1/(1+e^-x) = ½ + ½ tanh(x/2), within 1.8e-7 absolute.
   *
   * @param x any float
   */
  public static float sigmoid(float x) {
    return Math.fma(0.5f, tanh(0.5f * x), 0.5f);
  }

  /**
   * Returns e^x within 2 units in the last place for x in [-708, 709]; 0 below, infinity above.
   *
   * <p>e^x = 2^k (1 + r + r² q(r)), k = round(x/ln 2), |r| ≤ ½ ln 2; q is the Taylor polynomial of
   * degree 11 in Estrin's order, whose terms a processor takes side by side.
   *
   * @param x any double
   */
  public static double exp(double x) {
    if (!(x >= -708)) {
      return Double.isNaN(x) ? x : 0;
    }
    if (x > 709) {
      return Double.POSITIVE_INFINITY;
    }
    double k = Math.rint(x * LOG2E);
    double r = Math.fma(-k, LN2_LOW, Math.fma(-k, LN2_HIGH, x));
    double r2 = r * r;
    double r4 = r2 * r2;
    double q0 = Math.fma(Math.fma(1.0 / 120.0, r, 1.0 / 24.0), r2, Math.fma(1.0 / 6.0, r, 0.5));
    double q1 =
        Math.fma(
            Math.fma(1.0 / 362880.0, r, 1.0 / 40320.0), r2, Math.fma(1.0 / 5040.0, r, 1.0 / 720.0));
    double q2 =
        Math.fma(
            Math.fma(1.0 / 6227020800.0, r, 1.0 / 479001600.0),
            r2,
            Math.fma(1.0 / 39916800.0, r, 1.0 / 3628800.0));
    double q = Math.fma(Math.fma(q2, r4, q1), r4, q0);
    double p = 1.0 + Math.fma(q, r2, r);
    return p * Double.longBitsToDouble(((long) k + 1023L) << 52);
  }
}
