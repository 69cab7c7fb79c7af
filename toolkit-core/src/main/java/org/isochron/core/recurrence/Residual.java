package org.isochron.core.recurrence;

import java.util.List;

/**
 * Residual connections around each layer of a recurrence: y_t = x_t + f(x)_t, which adds no
 * parameter. He et al. 2016, doi 10.1109/CVPR.2016.90.
 *
 * @param inner the recurrence, whose layers write as many features as they read
 */
public record Residual(Recurrence inner) implements Recurrence {
  /** Checks the sizes. */
  public Residual {
    layersOf(inner);
  }

  private static List<Layer> layersOf(Recurrence inner) {
    return inner.layers().stream().map(Layer::withResidual).toList();
  }

  @Override
  public int inputSize() {
    return inner.inputSize();
  }

  @Override
  public int outputSize() {
    return inner.outputSize();
  }

  @Override
  public List<Layer> layers() {
    return layersOf(inner);
  }
}
