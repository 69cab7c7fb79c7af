package org.isochron.core.analysis;

/**
 * A state where a system stands still, or nearly.
 *
 * @param kind which
 * @param linearisation the step from there and its Jacobian
 * @param q ½‖F(h,x) − h‖²
 * @param starts how many starts led there
 */
public record FixedPoint(Kind kind, Linearisation linearisation, double q, int starts) {
  /** What a minimum of q is. */
  public enum Kind {
    /** F(h,x) = h. */
    FIXED,
    /** The speed ‖F(h,x) − h‖ is small and, where the minimiser converged, least. */
    SLOW
  }

  /** Returns h [S]. */
  public double[] state() {
    return linearisation.state();
  }

  /** Returns the eigenvalues of ∂F/∂h. */
  public Spectrum spectrum() {
    return linearisation.spectrum();
  }

  /** Returns whether no direction grows: of a fixed point, that it attracts. */
  public boolean isStable() {
    return spectrum().unstable() == 0;
  }
}
