package org.isochron.bio.splice;

/**
 * A second phase of training, on one of the species that were trained together, from the best
 * parameters of the first.
 *
 * @param species its name; empty for no second phase
 * @param epochs passes over its training genes, at least 1
 * @param learningRate peak rate, above 0, as {@link org.isochron.core.training.OptimizerConfig}
 *     takes it
 */
public record FineTune(String species, int epochs, double learningRate) {
  /** Checks the ranges. */
  public FineTune {
    SpeciesFiles.checkName(species, true);
    if (epochs < 1 || !(learningRate > 0 && learningRate < 1e3)) {
      throw new IllegalArgumentException(
          "fineTune: expected epochs of at least 1 and a learningRate above 0, found "
              + epochs
              + " and "
              + learningRate);
    }
  }

  /** Returns: no second phase; if there is one, 6 epochs at a peak rate of 1e-3. */
  public static FineTune none() {
    return new FineTune("", 6, 1e-3);
  }

  /** Returns whether there is a second phase. */
  public boolean isWanted() {
    return !species.isEmpty();
  }

  /** Returns this phase on another species. */
  public FineTune on(String name) {
    return new FineTune(name, epochs, learningRate);
  }
}
