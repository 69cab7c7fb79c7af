package org.isochron.core.recurrence;

import java.util.List;
import java.util.Map;
import org.isochron.core.autodiff.Variable;

/** A cell whose step lets options act on what its gates read. */
public interface WiredCell extends Cell {
  /** Returns what can be normalised, with the number of features; nothing if that has no sense. */
  default Map<Wiring.Site, Integer> sites() {
    return Map.of();
  }

  /** Returns whether weights read h_{t-1}, through {@link Wiring#recurrent}. */
  default boolean hasRecurrentWeights() {
    return true;
  }

  /**
   * Returns s_t of N sequences.
   *
   * @param parameters θ by name, each of its entry's shape
   * @param x x_t [N,I]
   * @param state the components of s_{t-1}, each [N, its size]
   * @param wiring the options
   */
  List<Variable> step(
      Map<String, Variable> parameters, Variable x, List<Variable> state, Wiring wiring);

  @Override
  default List<Variable> step(
      Map<String, Variable> parameters, Variable x, List<Variable> state, StepMasks masks) {
    return step(parameters, x, state, Wiring.plain(masks));
  }
}
