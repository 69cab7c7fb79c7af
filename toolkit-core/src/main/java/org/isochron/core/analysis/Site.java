package org.isochron.core.analysis;

import org.isochron.core.recurrence.Recurrence;

/**
 * Where in a network attribution looks.
 *
 * @param layer whose output sequence, from 0; −1 for the network's input
 */
public record Site(int layer) {
  /** The network's input. */
  public static final Site INPUT = new Site(-1);

  /** Checks the index. */
  public Site {
    if (layer < -1) {
      throw new IllegalArgumentException("site: expected a layer from 0, found " + layer);
    }
  }

  /**
   * Returns the output of a layer, h_t of both directions side by side.
   *
   * @param layer from 0 at the input
   */
  public static Site layer(int layer) {
    return new Site(layer);
  }

  void check(Recurrence trunk) {
    if (layer >= trunk.layers().size()) {
      throw new IllegalArgumentException(
          "site: expected a layer below " + trunk.layers().size() + ", found " + layer);
    }
  }

  /** Returns the number of features there. */
  int features(Recurrence trunk) {
    return layer < 0 ? trunk.inputSize() : trunk.layers().get(layer).outputSize();
  }
}
