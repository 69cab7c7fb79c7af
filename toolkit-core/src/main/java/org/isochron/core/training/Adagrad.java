package org.isochron.core.training;

import java.util.List;

/**
 * Adagrad's rescaling: s ← s + g², update g/(√s + ε).
 *
 * <p>Duchi et al. 2011, Journal of Machine Learning Research 12, 2121–2159.
 *
 * @param epsilon above 0
 */
public record Adagrad(double epsilon) implements GradientTransform {
  /** Checks the constant. */
  public Adagrad {
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException("Adagrad: expected epsilon above 0, found " + epsilon);
    }
  }

  @Override
  public Running start(int size) {
    double[] sum = new double[size];
    return new Running() {
      @Override
      public void apply(double[] update, double[] parameters) {
        for (int i = 0; i < sum.length; i++) {
          double g = update[i];
          sum[i] += g * g;
          update[i] = g / (Math.sqrt(sum[i]) + epsilon);
        }
      }

      @Override
      public List<double[]> state() {
        return List.of(sum);
      }
    };
  }
}
