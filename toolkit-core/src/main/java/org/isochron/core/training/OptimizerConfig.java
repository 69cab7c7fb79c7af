package org.isochron.core.training;

/**
 * AdamW with global-norm clipping and a warmed-up cosine schedule.
 *
 * @param learningRate peak rate, above 0
 * @param weightDecay decoupled decay, at least 0
 * @param clipNorm largest gradient norm, above 0
 * @param warmUp fraction of all steps with rising rate, in [0, 1)
 * @param averaging decay of the moving average of parameters that is validated and kept, in [0, 1);
 *     0 keeps the parameters themselves
 */
public record OptimizerConfig(
    double learningRate, double weightDecay, double clipNorm, double warmUp, double averaging) {
  /** Checks the ranges. */
  public OptimizerConfig {
    require(learningRate > 0 && learningRate < 1e3, "learningRate", "above 0", learningRate);
    require(weightDecay >= 0 && weightDecay < 1e3, "weightDecay", "at least 0", weightDecay);
    require(clipNorm > 0 && clipNorm < 1e300, "clipNorm", "above 0", clipNorm);
    require(warmUp >= 0 && warmUp < 1, "warmUp", "in [0, 1)", warmUp);
    require(averaging >= 0 && averaging < 1, "averaging", "in [0, 1)", averaging);
  }

  private static void require(boolean holds, String name, String expected, double found) {
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
    return new OptimizerConfig(rate, weightDecay, clipNorm, warmUp, averaging);
  }

  /** Returns this configuration with another decay. */
  public OptimizerConfig withWeightDecay(double decay) {
    return new OptimizerConfig(learningRate, decay, clipNorm, warmUp, averaging);
  }

  /** Returns this configuration with another averaging. */
  public OptimizerConfig withAveraging(double decay) {
    return new OptimizerConfig(learningRate, weightDecay, clipNorm, warmUp, decay);
  }

  /**
   * Returns the chain of gradient transforms.
   *
   * @param totalSteps steps of the whole run
   */
  GradientTransform transform(long totalSteps) {
    long warm = Math.min(totalSteps - 1, Math.round(warmUp * totalSteps));
    return GradientTransform.chain(
        GradientTransform.clipByGlobalNorm(clipNorm),
        GradientTransform.scaleByAdam(),
        GradientTransform.addDecayedWeights(weightDecay),
        GradientTransform.descend(Schedule.cosine(learningRate, warm, totalSteps)));
  }
}
