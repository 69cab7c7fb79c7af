package org.isochron.core.training;

import java.util.List;

/**
 * RMSprop's rescaling: v ← αv + (1−α)g², update g/(√v + ε); centred, v − m² stands for v, with m ←
 * αm + (1−α)g. {@link Momentum} may follow, as PyTorch's RMSprop has it.
 *
 * <p>Tieleman and Hinton 2012, "Neural networks for machine learning", lecture 6.5; centred: Graves
 * 2013, arXiv 1308.0850.
 *
 * @param decay α, in [0, 1)
 * @param epsilon above 0
 * @param centered whether the mean is taken off
 */
public record RmsProp(double decay, double epsilon, boolean centered) implements GradientTransform {
  /** Checks the constants. */
  public RmsProp {
    if (!(decay >= 0 && decay < 1 && epsilon > 0)) {
      throw new IllegalArgumentException(
          "RMSprop: expected decay in [0, 1) and epsilon above 0, found " + decay + ", " + epsilon);
    }
  }

  @Override
  public Running start(int size) {
    double[] square = new double[size];
    double[] mean = new double[centered ? size : 0];
    return new Running() {
      @Override
      public void apply(double[] update, double[] parameters) {
        if (centered) {
          center(mean, square, update);
        } else {
          scale(square, update);
        }
      }

      @Override
      public List<double[]> state() {
        return centered ? List.of(square, mean) : List.of(square);
      }
    };
  }

  private void scale(double[] square, double[] update) {
    for (int i = 0; i < square.length; i++) {
      double g = update[i];
      square[i] = decay * square[i] + (1 - decay) * (g * g);
      update[i] = g / (Math.sqrt(square[i]) + epsilon);
    }
  }

  private void center(double[] mean, double[] square, double[] update) {
    for (int i = 0; i < square.length; i++) {
      double g = update[i];
      square[i] = decay * square[i] + (1 - decay) * (g * g);
      mean[i] = decay * mean[i] + (1 - decay) * g;
      // The variance is not negative; its rounded value may be.
      double variance = Math.max(0, square[i] - mean[i] * mean[i]);
      update[i] = g / (Math.sqrt(variance) + epsilon);
    }
  }
}
