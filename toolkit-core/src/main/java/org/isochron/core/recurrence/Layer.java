package org.isochron.core.recurrence;

import java.util.List;

/**
 * One layer: a cell forward in time, a cell over reversed time, or one of each, outputs side by
 * side; with a residual connection, y = x + f(x).
 *
 * @param cells one or two cells of equal input size; of two, the second runs over reversed time
 * @param reversed whether the only cell runs over reversed time
 * @param residual whether the input is added to the output
 */
public record Layer(List<Cell> cells, boolean reversed, boolean residual) {
  /** Names of the directions; 0 is forward, 1 backward. */
  public static final List<String> DIRECTIONS = List.of("forward", "backward");

  /** Checks the sizes. */
  public Layer {
    cells = List.copyOf(cells);
    if (cells.isEmpty() || cells.size() > 2) {
      throw new IllegalArgumentException("a layer has one or two cells, found " + cells.size());
    }
    if (reversed && cells.size() == 2) {
      throw new IllegalArgumentException(
          "a layer over reversed time has one cell, found both directions " + cells);
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
   * Makes a layer without residual connection, whose first cell runs forward.
   *
   * @param cells one or two cells of equal input size
   */
  public Layer(List<Cell> cells) {
    this(cells, false, false);
  }

  /** Returns this layer with a residual connection. */
  public Layer withResidual() {
    return new Layer(cells, reversed, true);
  }

  /**
   * Returns this layer over reversed time.
   *
   * @throws IllegalArgumentException if it has both directions
   */
  public Layer turned() {
    return new Layer(cells, !reversed, residual);
  }

  /** Returns the direction of each cell: 0 forward, 1 backward. */
  public List<Integer> directions() {
    return cells.size() == 2 ? List.of(0, 1) : List.of(reversed ? 1 : 0);
  }

  /** Returns whether there is no direction but forward. */
  public boolean runsForward() {
    return cells.size() == 1 && !reversed;
  }

  /** Returns whether both layers have one direction, and the same. */
  boolean runsWith(Layer other) {
    return cells.size() == 1 && directions().equals(other.directions());
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
