package org.isochron.core.recurrence;

import java.util.List;

/**
 * Two cells over the same input, one forward, one over reversed time; y_t = [hf_t; hb_t].
 *
 * <p>Schuster and Paliwal 1997, doi 10.1109/78.650093.
 *
 * @param forward the cell that runs from first step to last
 * @param backward the cell that runs from each sequence's own last step to its first
 */
public record Bidirectional(Cell forward, Cell backward) implements Recurrence {
  /** Checks that both read the same input. */
  public Bidirectional {
    new Layer(List.of(forward, backward));
  }

  /**
   * Makes both directions from one description; each has parameters of its own.
   *
   * @param cell the cell of either direction
   */
  public static Bidirectional of(Cell cell) {
    return new Bidirectional(cell, cell);
  }

  @Override
  public int inputSize() {
    return forward.inputSize();
  }

  @Override
  public int outputSize() {
    return forward.outputSize() + backward.outputSize();
  }

  @Override
  public List<Layer> layers() {
    return List.of(new Layer(List.of(forward, backward)));
  }
}
