package org.isochron.core.training;

import java.util.List;

/**
 * Lion's sign: update sign(β₁m + (1−β₁)g), then m ← β₂m + (1−β₂)g; the sign of 0 is 0.
 *
 * <p>Chen et al. 2023, arXiv 2302.06675.
 *
 * @param beta1 weight of the mean in the update, in [0, 1)
 * @param beta2 decay of the mean, in [0, 1)
 */
public record Lion(double beta1, double beta2) implements GradientTransform {
  /** Checks the constants. */
  public Lion {
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
      throw new IllegalArgumentException(
          "Lion: expected betas in [0, 1), found " + beta1 + ", " + beta2);
    }
  }

  @Override
  public Running start(int size) {
    double[] mean = new double[size];
    return new Running() {
      @Override
      public void apply(double[] update, double[] parameters) {
        for (int i = 0; i < mean.length; i++) {
          double g = update[i];
          update[i] = Math.signum(beta1 * mean[i] + (1 - beta1) * g);
          mean[i] = beta2 * mean[i] + (1 - beta2) * g;
        }
      }

      @Override
      public List<double[]> state() {
        return List.of(mean);
      }
    };
  }
}
