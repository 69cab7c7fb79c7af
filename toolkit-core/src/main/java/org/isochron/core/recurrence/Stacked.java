package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.List;

/**
 * Layers one above the other: each reads the output sequence of the one below.
 *
 * @param layers from input to output
 */
public record Stacked(List<Layer> layers) implements Recurrence {
  /** Checks that sizes meet. */
  public Stacked {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a stack needs at least one layer, found none");
    }
    for (int i = 1; i < layers.size(); i++) {
      if (layers.get(i).inputSize() != layers.get(i - 1).outputSize()) {
        throw new IllegalArgumentException(
            "layer "
                + i
                + " reads "
                + layers.get(i).inputSize()
                + " features, but layer "
                + (i - 1)
                + " writes "
                + layers.get(i - 1).outputSize());
      }
    }
  }

  /**
   * Stacks recurrences, first at the input.
   *
   * @param parts cells, reversed or bidirectional layers, or stacks
   */
  public static Stacked of(Recurrence... parts) {
    List<Layer> layers = new ArrayList<>();
    for (Recurrence part : parts) {
      layers.addAll(part.layers());
    }
    return new Stacked(layers);
  }

  @Override
  public int inputSize() {
    return layers.get(0).inputSize();
  }

  @Override
  public int outputSize() {
    return layers.get(layers.size() - 1).outputSize();
  }
}
