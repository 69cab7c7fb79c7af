package org.isochron.core.training;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;

/**
 * An optimizer: clipping by global norm, an update rule with weight decay, a warmed-up learning
 * rate, an average of the parameters.
 *
 * @param learningRate peak rate, above 0
 * @param weightDecay decay, at least 0; decoupled for AdamW and Lion, else added to the gradient
 * @param clipNorm largest gradient norm, above 0 and finite
 * @param warmUp fraction of all steps with rising rate, in [0, 1)
 * @param averaging decay of the moving average of parameters that is validated and kept, in [0, 1);
 *     0 keeps the parameters themselves
 * @param method rule, decline of the rate, averaging from an epoch on, accumulation; a file without
 *     it means {@link MethodConfig#defaults}
 */
public record OptimizerConfig(
    double learningRate,
    double weightDecay,
    double clipNorm,
    double warmUp,
    double averaging,
    @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE) MethodConfig method) {
  /** Checks the ranges. */
  public OptimizerConfig {
    method = method == null ? MethodConfig.defaults() : method;
    require(learningRate > 0 && learningRate < 1e3, "learningRate", "above 0", learningRate);
    require(weightDecay >= 0 && weightDecay < 1e3, "weightDecay", "at least 0", weightDecay);
    boolean clips = clipNorm > 0 && clipNorm < Double.POSITIVE_INFINITY;
    require(clips, "clipNorm", "above 0 and finite", clipNorm);
    require(warmUp >= 0 && warmUp < 1, "warmUp", "in [0, 1)", warmUp);
    require(averaging >= 0 && averaging < 1, "averaging", "in [0, 1)", averaging);
    require(
        averaging == 0 || method.averageFrom() == 1,
        "averaging",
        "0 beside averageFrom below 1",
        averaging);
  }

  /** Makes a configuration of the default method: AdamW with a cosine. */
  public OptimizerConfig(
      double learningRate, double weightDecay, double clipNorm, double warmUp, double averaging) {
    this(learningRate, weightDecay, clipNorm, warmUp, averaging, MethodConfig.defaults());
  }

  /** Refuses a value that is out of range, by name. */
  static void require(boolean holds, String name, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": expected " + expected + ", found " + found);
    }
  }

  /** Returns rate 2e-3, decay 0.01, clip norm 1, warm-up 5 %, averaging 0.99. */
  public static OptimizerConfig defaults() {
    return new OptimizerConfig(2e-3, 0.01, 1, 0.05, 0.99);
  }

  /** Returns this configuration with another peak rate. */
  public OptimizerConfig withLearningRate(double rate) {
    return new OptimizerConfig(rate, weightDecay, clipNorm, warmUp, averaging, method);
  }

  /** Returns this configuration with another decay. */
  public OptimizerConfig withWeightDecay(double decay) {
    return new OptimizerConfig(learningRate, decay, clipNorm, warmUp, averaging, method);
  }

  /** Returns this configuration with another averaging. */
  public OptimizerConfig withAveraging(double decay) {
    return new OptimizerConfig(learningRate, weightDecay, clipNorm, warmUp, decay, method);
  }

  /** Returns this configuration with another method. */
  public OptimizerConfig withMethod(MethodConfig value) {
    return new OptimizerConfig(learningRate, weightDecay, clipNorm, warmUp, averaging, value);
  }

  /**
   * Returns the chain of gradient transforms.
   *
   * @param perEpoch steps of an epoch
   * @param epochs of the run
   */
  GradientTransform transform(long perEpoch, int epochs) {
    long total = perEpoch * epochs;
    long warm = Math.min(total - 1, Math.round(warmUp * total));
    return GradientTransform.chain(
        GradientTransform.clipByGlobalNorm(clipNorm),
        method.rule().transform(weightDecay),
        method.decline().descent(learningRate, warm, perEpoch, total));
  }

  /**
   * Returns the average that is validated and kept.
   *
   * @param initial the parameters before the first step
   * @param totalSteps steps of the whole run
   */
  ParameterAverage average(double[] initial, long totalSteps) {
    if (averaging > 0) {
      return ParameterAverage.exponential(initial, averaging);
    }
    if (method.averageFrom() < 1) {
      long from = Math.round(method.averageFrom() * totalSteps);
      return ParameterAverage.stochastic(initial.length, from);
    }
    return ParameterAverage.none();
  }
}
