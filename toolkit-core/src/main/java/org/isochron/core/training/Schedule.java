package org.isochron.core.training;

/** The learning rate of each step. */
@FunctionalInterface
public interface Schedule {
  /**
   * Returns the rate.
   *
   * @param step from 0
   */
  double rate(long step);

  /**
   * Returns the same rate at every step.
   *
   * @param rate above 0
   */
  static Schedule constant(double rate) {
    check(rate);
    return step -> rate;
  }

  /**
   * Returns a linear warm-up from 0 to the peak, then half a cosine down to 0. Loshchilov and
   * Hutter 2017, arXiv 1608.03983.
   *
   * @param peak highest rate, above 0
   * @param warmUp steps until the peak
   * @param total steps until 0, above warmUp
   */
  static Schedule cosine(double peak, long warmUp, long total) {
    check(peak);
    if (warmUp < 0 || total <= warmUp) {
      throw new IllegalArgumentException(
          "cosine schedule: expected 0 <= warm-up < total, found " + warmUp + " and " + total);
    }
    return step -> {
      if (step < warmUp) {
        return peak * (step + 1) / warmUp;
      }
      double progress = Math.min(1, (double) (step - warmUp) / (total - warmUp));
      return peak * 0.5 * (1 + StrictMath.cos(Math.PI * progress));
    };
  }

  private static void check(double rate) {
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException("learning rate must be above 0, found " + rate);
    }
  }
}
