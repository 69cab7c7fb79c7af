package org.isochron.core.recurrence;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.isochron.core.autodiff.Variable;

/** A cell's parameters by its own names; one that the cell has not declared is refused. */
final class DeclaredParameters extends AbstractMap<String, Variable> {
  private final Cell cell;
  private final Map<String, Variable> declared;

  DeclaredParameters(Cell cell, Map<String, Variable> declared) {
    this.cell = cell;
    this.declared = declared;
  }

  /**
   * Returns a parameter.
   *
   * @throws IllegalArgumentException if the cell has declared none of that name
   */
  @Override
  public Variable get(Object name) {
    Variable parameter = declared.get(name);
    if (parameter == null) {
      throw new IllegalArgumentException(
          "%s: no parameter %s is declared; there are %s"
              .formatted(cell.name(), name, declared.keySet()));
    }
    return parameter;
  }

  @Override
  public boolean containsKey(Object name) {
    return declared.containsKey(name);
  }

  @Override
  public Variable getOrDefault(Object name, Variable other) {
    return declared.getOrDefault(name, other);
  }

  @Override
  public Set<Map.Entry<String, Variable>> entrySet() {
    return declared.entrySet();
  }
}
