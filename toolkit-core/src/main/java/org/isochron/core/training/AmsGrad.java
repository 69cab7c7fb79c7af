package org.isochron.core.training;

import java.util.List;

/**
 * AMSGrad's rescaling: {@link Adam} with u ← max(u, v) in v's place: m̂/(√(u/(1−β₂ᵗ)) + ε), as in
 * PyTorch.
 *
 * <p>Reddi et al. 2018, arXiv 1904.09237.
 *
 * @param adam the constants
 */
public record AmsGrad(Adam adam) implements GradientTransform {
  @Override
  public Running start(int size) {
    return new State(adam, size);
  }

  private static final class State implements Running {
    private final Adam adam;
    private final double[] mean;
    private final double[] square;
    private final double[] largest;
    private final double[] powers = {1, 1};

    State(Adam adam, int size) {
      this.adam = adam;
      mean = new double[size];
      square = new double[size];
      largest = new double[size];
    }

    @Override
    public void apply(double[] update, double[] parameters) {
      double b1 = adam.beta1();
      double b2 = adam.beta2();
      powers[0] *= b1;
      powers[1] *= b2;
      double meanScale = 1 / (1 - powers[0]);
      double squareScale = 1 / (1 - powers[1]);
      for (int i = 0; i < mean.length; i++) {
        double g = update[i];
        mean[i] = b1 * mean[i] + (1 - b1) * g;
        square[i] = b2 * square[i] + (1 - b2) * (g * g);
        largest[i] = Math.max(largest[i], square[i]);
        update[i] = mean[i] * meanScale / (Math.sqrt(largest[i] * squareScale) + adam.epsilon());
      }
    }

    @Override
    public List<double[]> state() {
      return List.of(mean, square, largest, powers);
    }
  }
}
