package org.isochron.bio.splice;

/**
 * Probabilities from which sites are called.
 *
 * @param donor above 0 up to 1
 * @param acceptor likewise
 */
public record SiteThresholds(double donor, double acceptor) {
  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public SiteThresholds {
    for (double t : new double[] {donor, acceptor}) {
      if (!(t > 0 && t <= 1)) {
        throw new IllegalArgumentException("threshold: expected above 0 and at most 1, found " + t);
      }
    }
  }

  /** Returns that of a kind of site. */
  double of(byte site) {
    return site == SpliceLabels.DONOR ? donor : acceptor;
  }
}
