package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.List;

/**
 * The state of a recurrence for N sequences: for each layer, direction and component an array [N,
 * its size]. Cotangents of states have the same form.
 */
public final class State {
  private final int size;
  private final List<List<List<double[]>>> values = new ArrayList<>();

  private State(Recurrence recurrence, int size) {
    if (size < 1) {
      throw new IllegalArgumentException("state: expected at least 1 sequence, found " + size);
    }
    this.size = size;
    for (Layer layer : recurrence.layers()) {
      List<List<double[]>> directions = new ArrayList<>();
      if (layer.reversed()) {
        directions.add(List.of());
      }
      for (Cell cell : layer.cells()) {
        List<double[]> components = new ArrayList<>();
        for (int features : cell.stateSizes()) {
          components.add(new double[size * features]);
        }
        directions.add(components);
      }
      values.add(directions);
    }
  }

  /**
   * Makes an all-zero state.
   *
   * @param recurrence whose state
   * @param size N, at least 1
   * @throws IllegalArgumentException if N is below 1
   */
  public static State zeros(Recurrence recurrence, int size) {
    return new State(recurrence, size);
  }

  /** Checks that this is a state of a recurrence for a batch; the name is for the message. */
  void check(String name, Recurrence recurrence, int batchSize) {
    if (size != batchSize) {
      throw new IllegalArgumentException(
          name + " of " + size + " sequences, batch has " + batchSize);
    }
    List<List<List<Integer>>> needed = new State(recurrence, 1).lengths();
    List<List<List<Integer>>> found = lengths();
    if (!needed.equals(found)) {
      throw new IllegalArgumentException(
          name
              + ": recurrence needs "
              + needed
              + " features by layer, direction and component, found "
              + found);
    }
  }

  private List<List<List<Integer>>> lengths() {
    return values.stream().map(layer -> layer.stream().map(this::lengthsOf).toList()).toList();
  }

  private List<Integer> lengthsOf(List<double[]> components) {
    return components.stream().map(part -> part.length / size).toList();
  }

  /** Returns all components by layer, direction and component, not copies. */
  List<double[]> parts() {
    return values.stream().flatMap(List::stream).flatMap(List::stream).toList();
  }

  /** Returns the components of one layer and direction, not copies. */
  List<double[]> components(int layer, int direction) {
    return values.get(layer).get(direction);
  }

  /** Adds another state of the same form. */
  void add(State other) {
    for (int i = 0; i < parts().size(); i++) {
      double[] to = parts().get(i);
      double[] from = other.parts().get(i);
      for (int j = 0; j < to.length; j++) {
        to[j] += from[j];
      }
    }
  }

  /** Returns N. */
  public int size() {
    return size;
  }

  /**
   * Returns one component [N, its size], not a copy.
   *
   * @param layer from 0 at the input
   * @param direction 0 forward, 1 backward, which a layer over reversed time has alone
   * @param component 0 for h, 1 for an LSTM's c
   */
  public double[] get(int layer, int direction, int component) {
    return values.get(layer).get(direction).get(component);
  }
}
