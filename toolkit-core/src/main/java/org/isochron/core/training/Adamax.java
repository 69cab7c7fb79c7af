package org.isochron.core.training;

import java.util.List;

/**
 * Adamax's rescaling: m ← β₁m + (1−β₁)g, u ← max(β₂u, |g| + ε), update m/((1−β₁ᵗ)u).
 *
 * <p>Kingma and Ba 2015, arXiv 1412.6980, section 7.1; ε as in PyTorch.
 *
 * @param adam the constants
 */
public record Adamax(Adam adam) implements GradientTransform {
  @Override
  public Running start(int size) {
    double[] mean = new double[size];
    double[] largest = new double[size];
    double[] power = {1};
    return new Running() {
      @Override
      public void apply(double[] update, double[] parameters) {
        power[0] *= adam.beta1();
        double meanScale = 1 / (1 - power[0]);
        for (int i = 0; i < mean.length; i++) {
          double g = update[i];
          mean[i] = adam.beta1() * mean[i] + (1 - adam.beta1()) * g;
          largest[i] = Math.max(adam.beta2() * largest[i], Math.abs(g) + adam.epsilon());
          update[i] = mean[i] * meanScale / largest[i];
        }
      }

      @Override
      public List<double[]> state() {
        return List.of(mean, largest, power);
      }
    };
  }
}
