package org.isochron.astro.transients;

/**
 * Luminosity distances in a flat universe of matter and a cosmological constant, Ω_m = 0.3, in
 * units of c/H_0: d_L = (1 + z) ∫_0^z dz' / √(Ω_m (1 + z')³ + 1 − Ω_m). Hogg 1999, doi
 * 10.48550/arXiv.astro-ph/9905116.
 */
final class Cosmology {
  private static final double MATTER = 0.3;
  private static final int INTERVALS = 64;

  private Cosmology() {}

  /** Returns d_L, 0 at z ≤ 0; by Simpson's rule, to 1e-6. */
  static double luminosityDistance(double z) {
    if (!(z > 0)) {
      return 0;
    }
    double step = z / INTERVALS;
    double sum = integrand(0) + integrand(z);
    for (int i = 1; i < INTERVALS; i++) {
      sum += (i % 2 == 1 ? 4 : 2) * integrand(i * step);
    }
    return (1 + z) * sum * step / 3;
  }

  private static double integrand(double z) {
    double a = 1 + z;
    return 1 / Math.sqrt(MATTER * a * a * a + 1 - MATTER);
  }
}
