package org.isochron.core.training;

/**
 * How a network is trained.
 *
 * @param epochs passes over the training data, at least 1
 * @param batchSize sequences in a step, at least 1
 * @param patience epochs without a better validation score after which training stops; 0 never
 *     stops early
 * @param seed the run's seed
 * @param optimizer the optimizer
 */
public record TrainingConfig(
    int epochs, int batchSize, int patience, long seed, OptimizerConfig optimizer) {
  /** Checks the ranges. */
  public TrainingConfig {
    if (epochs < 1 || batchSize < 1 || patience < 0) {
      throw new IllegalArgumentException(
          "expected epochs and batchSize of at least 1 and patience of at least 0, found "
              + epochs
              + ", "
              + batchSize
              + ", "
              + patience);
    }
  }

  /** Returns 20 epochs of batches of 16, no early stop, seed 1. */
  public static TrainingConfig defaults() {
    return new TrainingConfig(20, 16, 0, 1, OptimizerConfig.defaults());
  }

  /** Returns this configuration with another number of epochs. */
  public TrainingConfig withEpochs(int count) {
    return new TrainingConfig(count, batchSize, patience, seed, optimizer);
  }

  /** Returns this configuration with another batch size. */
  public TrainingConfig withBatchSize(int size) {
    return new TrainingConfig(epochs, size, patience, seed, optimizer);
  }

  /** Returns this configuration with another patience. */
  public TrainingConfig withPatience(int count) {
    return new TrainingConfig(epochs, batchSize, count, seed, optimizer);
  }

  /** Returns this configuration with another seed. */
  public TrainingConfig withSeed(long value) {
    return new TrainingConfig(epochs, batchSize, patience, value, optimizer);
  }

  /** Returns this configuration with another optimizer. */
  public TrainingConfig withOptimizer(OptimizerConfig value) {
    return new TrainingConfig(epochs, batchSize, patience, seed, value);
  }
}
