package org.isochron.core.recurrence;

import java.util.List;

/**
 * One layer: a cell forward in time, or two cells, the second over reversed time, outputs side by
 * side; with a residual connection, y = x + f(x).
 *
 * @param cells one or two cells of equal input size
 * @param residual whether the input is added to the output
 */
public record Layer(List<Cell> cells, boolean residual) {
  /** Names of the directions, in order. */
  public static final List<String> DIRECTIONS = List.of("forward", "backward");

  /** Checks the sizes. */
  public Layer {
    cells = List.copyOf(cells);
    if (cells.isEmpty() || cells.size() > 2) {
      throw new IllegalArgumentException("a layer has one or two cells, found " + cells.size());
    }
    if (cells.get(0).inputSize() != cells.get(cells.size() - 1).inputSize()) {
      throw new IllegalArgumentException(
          "both directions of a layer read the same input, found sizes "
              + cells.get(0).inputSize()
              + " and "
              + cells.get(1).inputSize());
    }
    int written = cells.stream().mapToInt(Cell::outputSize).sum();
    if (residual && written != cells.get(0).inputSize()) {
      throw new IllegalArgumentException(
          "a residual layer writes as many features as it reads, found "
              + written
              + " and "
              + cells.get(0).inputSize());
    }
  }

  /**
   * Makes a layer without residual connection.
   *
   * @param cells one or two cells of equal input size
   */
  public Layer(List<Cell> cells) {
    this(cells, false);
  }

  /** Returns the number of features read. */
  public int inputSize() {
    return cells.get(0).inputSize();
  }

  /** Returns the number of features written: the sum of the output sizes. */
  public int outputSize() {
    return cells.stream().mapToInt(Cell::outputSize).sum();
  }
}
