package org.isochron.core.training;

/**
 * What of an optimizer is chosen rather than tuned.
 *
 * @param rule from gradient to update
 * @param decline of the learning rate
 * @param averageFrom fraction of all steps after which the plain mean of parameters at each epoch's
 *     end is validated and kept (stochastic weight averaging), in [0, 1]; 1 never
 * @param accumulation micro-batches that a step's batch is computed in, at least 1: less memory,
 *     the same gradient up to rounding and dropout masks
 */
public record MethodConfig(
    UpdateRule rule, RateDecline decline, double averageFrom, int accumulation) {
  /** Checks the ranges. */
  public MethodConfig {
    OptimizerConfig.require(rule != null, "rule", "a rule", rule);
    OptimizerConfig.require(decline != null, "decline", "a decline", decline);
    OptimizerConfig.require(
        averageFrom >= 0 && averageFrom <= 1, "averageFrom", "in [0, 1]", averageFrom);
    OptimizerConfig.require(accumulation >= 1, "accumulation", "at least 1", accumulation);
  }

  /** Returns AdamW, cosine, no stochastic weight averaging, whole batches. */
  public static MethodConfig defaults() {
    return new MethodConfig(
        UpdateRule.of(UpdateRule.Name.ADAMW), RateDecline.of(RateDecline.Name.COSINE), 1, 1);
  }

  /** Returns this method with another rule. */
  public MethodConfig withRule(UpdateRule value) {
    return new MethodConfig(value, decline, averageFrom, accumulation);
  }

  /** Returns this method with another decline. */
  public MethodConfig withDecline(RateDecline value) {
    return new MethodConfig(rule, value, averageFrom, accumulation);
  }

  /** Returns this method with stochastic weight averaging from another fraction of all steps. */
  public MethodConfig withAverageFrom(double fraction) {
    return new MethodConfig(rule, decline, fraction, accumulation);
  }

  /** Returns this method with another number of micro-batches. */
  public MethodConfig withAccumulation(int microBatches) {
    return new MethodConfig(rule, decline, averageFrom, microBatches);
  }
}
