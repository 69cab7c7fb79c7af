package org.isochron.core.training;

import static org.isochron.core.training.GradientTransform.addDecayedWeights;
import static org.isochron.core.training.GradientTransform.chain;

/**
 * Which update is made of a gradient. Constants that a rule has no use for are not read.
 *
 * @param name the rule
 * @param momentum μ of momentum, Nesterov and RMSprop, β₁ of Adam's kin and Lion, in [0, 1)
 * @param square α of RMSprop, β₂ of Adam's kin and Lion, in [0, 1)
 * @param epsilon ε in the denominator, above 0
 */
public record UpdateRule(Name name, double momentum, double square, double epsilon) {
  /** The rules. */
  public enum Name {
    /** The gradient itself. */
    SGD,
    /** {@link Momentum}. */
    MOMENTUM,
    /** {@link Momentum} that looks ahead. */
    NESTEROV,
    /** {@link RmsProp}. */
    RMSPROP,
    /** {@link RmsProp}, centred. */
    RMSPROP_CENTERED,
    /** {@link Adagrad}. */
    ADAGRAD,
    /** {@link Adam}; weight decay is added to the gradient. */
    ADAM,
    /** {@link AmsGrad}. */
    AMSGRAD,
    /** {@link Adamax}. */
    ADAMAX,
    /** {@link Adam}; weight decay is decoupled. */
    ADAMW,
    /** {@link Lion}; weight decay is decoupled. */
    LION
  }

  /** Checks the ranges. */
  public UpdateRule {
    OptimizerConfig.require(name != null, "rule", "a name", name);
    OptimizerConfig.require(momentum >= 0 && momentum < 1, "momentum", "in [0, 1)", momentum);
    OptimizerConfig.require(square >= 0 && square < 1, "square", "in [0, 1)", square);
    OptimizerConfig.require(epsilon > 0 && epsilon < 1, "epsilon", "in (0, 1)", epsilon);
  }

  /**
   * Returns a rule with its usual constants, which are PyTorch's and, of Lion, its paper's.
   *
   * @param name the rule
   */
  public static UpdateRule of(Name name) {
    return switch (name) {
      case SGD -> new UpdateRule(name, 0, 0, 1e-8);
      case MOMENTUM, NESTEROV -> new UpdateRule(name, 0.9, 0, 1e-8);
      case RMSPROP, RMSPROP_CENTERED -> new UpdateRule(name, 0, 0.99, 1e-8);
      case ADAGRAD -> new UpdateRule(name, 0, 0, 1e-10);
      case LION -> new UpdateRule(name, 0.9, 0.99, 1e-8);
      case ADAM, AMSGRAD, ADAMAX, ADAMW -> new UpdateRule(name, 0.9, 0.999, 1e-8);
    };
  }

  /**
   * Returns this rule with another μ or β₁.
   *
   * @param value in [0, 1)
   */
  public UpdateRule withMomentum(double value) {
    return new UpdateRule(name, value, square, epsilon);
  }

  /**
   * Returns this rule with another α or β₂.
   *
   * @param value in [0, 1)
   */
  public UpdateRule withSquare(double value) {
    return new UpdateRule(name, momentum, value, epsilon);
  }

  /**
   * Returns the links from gradient to update, weight decay at its place.
   *
   * @param weightDecay at least 0
   */
  public GradientTransform transform(double weightDecay) {
    GradientTransform decay = addDecayedWeights(weightDecay);
    boolean decoupled = name == Name.ADAMW || name == Name.LION;
    return decoupled ? chain(rescaling(), decay) : chain(decay, rescaling());
  }

  private GradientTransform rescaling() {
    return switch (name) {
      case SGD -> chain();
      case MOMENTUM -> new Momentum(momentum, false);
      case NESTEROV -> new Momentum(momentum, true);
      case RMSPROP -> rmsProp(false);
      case RMSPROP_CENTERED -> rmsProp(true);
      case ADAGRAD -> new Adagrad(epsilon);
      case ADAM, ADAMW -> adam();
      case AMSGRAD -> new AmsGrad(adam());
      case ADAMAX -> new Adamax(adam());
      case LION -> new Lion(momentum, square);
    };
  }

  private GradientTransform rmsProp(boolean centered) {
    GradientTransform rescaling = new RmsProp(square, epsilon, centered);
    return momentum == 0 ? rescaling : chain(rescaling, new Momentum(momentum, false));
  }

  private Adam adam() {
    return new Adam(momentum, square, epsilon);
  }
}
