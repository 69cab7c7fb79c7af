package org.isochron.core.training;

import static org.isochron.core.training.GradientTransform.chain;
import static org.isochron.core.training.GradientTransform.descend;

/**
 * How the learning rate goes down after its warm-up. Numbers that a shape has no use for are not
 * read.
 *
 * @param name the shape
 * @param epochs of STEP and EXPONENTIAL, epochs from one factor to the next, at least 1; of
 *     PLATEAU, epochs without a better score that are borne
 * @param factor of STEP, EXPONENTIAL and PLATEAU, in (0, 1)
 */
public record RateDecline(Name name, int epochs, double factor) {
  /** The shapes. */
  public enum Name {
    /** {@link Schedule#constant}. */
    CONSTANT,
    /** {@link Schedule#cosine}: towards 0, which it would reach one step after the last. */
    COSINE,
    /** {@link Schedule#steps}. */
    STEP,
    /** {@link Schedule#exponential}. */
    EXPONENTIAL,
    /** {@link ReduceOnPlateau}. */
    PLATEAU
  }

  /** Checks the ranges. */
  public RateDecline {
    OptimizerConfig.require(name != null, "decline", "a name", name);
    int least = name == Name.PLATEAU ? 0 : 1;
    OptimizerConfig.require(epochs >= least, "epochs", "at least " + least, epochs);
    OptimizerConfig.require(factor > 0 && factor < 1, "factor", "in (0, 1)", factor);
  }

  /**
   * Returns a shape with a tenth as factor, and 10 epochs of patience or to a drop.
   *
   * @param name the shape
   */
  public static RateDecline of(Name name) {
    return new RateDecline(name, 10, 0.1);
  }

  /**
   * Returns the last link of an optimizer.
   *
   * @param peak the rate after warm-up
   * @param warmUp steps of it
   * @param perEpoch steps of an epoch
   * @param total steps of the run
   */
  GradientTransform descent(double peak, long warmUp, long perEpoch, long total) {
    long every = epochs * perEpoch;
    GradientTransform constant = descend(Schedule.constant(peak).afterWarmUp(warmUp));
    return switch (name) {
      case CONSTANT -> constant;
      case COSINE -> descend(Schedule.cosine(peak, warmUp, total));
      case STEP -> descend(Schedule.steps(peak, factor, every).afterWarmUp(warmUp));
      case EXPONENTIAL -> descend(Schedule.exponential(peak, factor, every).afterWarmUp(warmUp));
      case PLATEAU -> chain(new ReduceOnPlateau(factor, epochs), constant);
    };
  }
}
