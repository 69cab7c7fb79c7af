package org.isochron.core.training;

import java.util.List;

/**
 * Adam's rescaling: m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², update m̂/(√v̂ + ε) with bias-corrected
 * m̂ = m/(1−β₁ᵗ), v̂ = v/(1−β₂ᵗ).
 *
 * <p>Kingma and Ba 2015, arXiv 1412.6980.
 *
 * @param beta1 decay of the mean, in [0, 1)
 * @param beta2 decay of the square, in [0, 1)
 * @param epsilon above 0
 */
public record Adam(double beta1, double beta2, double epsilon) implements GradientTransform {
  /** Checks the constants. */
  public Adam {
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon > 0)) {
      throw new IllegalArgumentException(
          "Adam: expected betas in [0, 1) and epsilon above 0, found "
              + beta1
              + ", "
              + beta2
              + ", "
              + epsilon);
    }
  }

  @Override
  public Running start(int size) {
    return new State(this, size);
  }

  private static final class State implements Running {
    private final Adam adam;
    private final double[] mean;
    private final double[] square;
    private final double[] powers = {1, 1};

    State(Adam adam, int size) {
      this.adam = adam;
      mean = new double[size];
      square = new double[size];
    }

    @Override
    public void apply(double[] update, double[] parameters) {
      powers[0] *= adam.beta1;
      powers[1] *= adam.beta2;
      double meanScale = 1 / (1 - powers[0]);
      double squareScale = 1 / (1 - powers[1]);
      step(update, meanScale, squareScale, adam.beta1, adam.beta2, adam.epsilon);
    }

    private void step(
        double[] update, double meanScale, double squareScale, double b1, double b2, double eps) {
      double[] m = mean;
      double[] v = square;
      for (int i = 0; i < m.length; i++) {
        double g = update[i];
        m[i] = b1 * m[i] + (1 - b1) * g;
        v[i] = b2 * v[i] + (1 - b2) * (g * g);
        update[i] = m[i] * meanScale / (Math.sqrt(v[i] * squareScale) + eps);
      }
    }

    @Override
    public List<double[]> state() {
      return List.of(mean, square, powers);
    }
  }
}
