package org.isochron.core.training;

import java.util.List;

/**
 * A heavy ball: b ← μb + g, update b, or g + μb if it looks ahead (Nesterov), as in PyTorch's SGD.
 *
 * <p>Polyak 1964, doi 10.1016/0041-5553(64)90137-5; Sutskever et al. 2013, "On the importance of
 * initialization and momentum in deep learning", ICML.
 *
 * @param decay μ, in [0, 1)
 * @param nesterov whether it looks ahead
 */
public record Momentum(double decay, boolean nesterov) implements GradientTransform {
  /** Checks the decay. */
  public Momentum {
    if (!(decay >= 0 && decay < 1)) {
      throw new IllegalArgumentException("momentum: expected in [0, 1), found " + decay);
    }
  }

  @Override
  public Running start(int size) {
    double[] velocity = new double[size];
    return new Running() {
      @Override
      public void apply(double[] update, double[] parameters) {
        step(velocity, update);
      }

      @Override
      public List<double[]> state() {
        return List.of(velocity);
      }
    };
  }

  private void step(double[] velocity, double[] update) {
    double mu = decay;
    for (int i = 0; i < velocity.length; i++) {
      double g = update[i];
      velocity[i] = mu * velocity[i] + g;
      update[i] = nesterov ? g + mu * velocity[i] : velocity[i];
    }
  }
}
