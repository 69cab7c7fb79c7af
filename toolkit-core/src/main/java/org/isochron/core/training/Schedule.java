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
    Schedule fall =
        step -> {
          double progress = Math.min(1, (double) step / (total - warmUp));
          return peak * 0.5 * (1 + StrictMath.cos(Math.PI * progress));
        };
    return fall.afterWarmUp(warmUp);
  }

  /**
   * Returns rate·factor^⌊step/every⌋.
   *
   * @param rate first rate, above 0
   * @param factor of each drop, in (0, 1]
   * @param every steps between drops, at least 1
   */
  static Schedule steps(double rate, double factor, long every) {
    check(rate);
    check(factor, every);
    return step -> rate * StrictMath.pow(factor, (double) Math.floorDiv(step, every));
  }

  /**
   * Returns rate·factor^(step/every), falling at each step.
   *
   * @param rate first rate, above 0
   * @param factor in (0, 1]
   * @param every steps for one factor, at least 1
   */
  static Schedule exponential(double rate, double factor, long every) {
    check(rate);
    check(factor, every);
    return step -> rate * StrictMath.pow(factor, (double) step / every);
  }

  /**
   * Returns a linear warm-up, rate(0)·(step + 1)/warmUp, and then this schedule from its step 0.
   *
   * @param warmUp steps until this schedule begins, at least 0
   */
  default Schedule afterWarmUp(long warmUp) {
    if (warmUp < 0) {
      throw new IllegalArgumentException("warm-up: expected at least 0 steps, found " + warmUp);
    }
    Schedule self = this;
    return step -> step < warmUp ? self.rate(0) * (step + 1) / warmUp : self.rate(step - warmUp);
  }

  private static void check(double factor, long every) {
    if (!(factor > 0 && factor <= 1 && every >= 1)) {
      throw new IllegalArgumentException(
          "schedule: expected factor in (0, 1] and at least 1 step, found "
              + factor
              + ", "
              + every);
    }
  }

  private static void check(double rate) {
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException("learning rate must be above 0, found " + rate);
    }
  }
}
