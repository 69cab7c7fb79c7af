package org.isochron.core.recurrence;

import java.util.List;

/**
 * A recurrence over reversed time: each sequence is read from its own last step to its first, and
 * y_t is what was written at the step that read x_t.
 *
 * <p>With R the reversal of time, Reversed(f) = R f R. It is the backward half of a {@link
 * Bidirectional} alone; the initial state stands before a sequence's last step, the final state is
 * the one after its first. A residual connection stays, and reversed twice is as before.
 *
 * @param inner a cell, or layers of one direction
 */
public record Reversed(Recurrence inner) implements Recurrence {
  /**
   * Checks that there is one direction to turn.
   *
   * @throws IllegalArgumentException if a layer has both directions
   */
  public Reversed {
    layersOf(inner);
  }

  private static List<Layer> layersOf(Recurrence inner) {
    return inner.layers().stream().map(Layer::turned).toList();
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
