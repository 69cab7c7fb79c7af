package org.isochron.astro.fits;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isochron.core.io.FormatException;

/**
 * Finds columns by name: exactly, else without regard to case, where one name alone fits (SNANA
 * writes columns that differ by case only).
 */
public final class ColumnNames {
  private final List<String> names;
  private final Map<String, List<Integer>> exact = new HashMap<>();
  private final Map<String, List<Integer>> folded = new HashMap<>();

  /**
   * Makes the names.
   *
   * @param names in order; empty ones are found by nobody
   */
  public ColumnNames(List<String> names) {
    this.names = List.copyOf(names);
    for (int c = 0; c < names.size(); c++) {
      String name = names.get(c);
      if (!name.isEmpty()) {
        exact.computeIfAbsent(name, n -> new ArrayList<>()).add(c);
        folded.computeIfAbsent(fold(name), n -> new ArrayList<>()).add(c);
      }
    }
  }

  private static String fold(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  /** Returns the names, in order. */
  public List<String> list() {
    return names;
  }

  /** Tells whether a column is found by a name. */
  public boolean has(String name) {
    return found(name).size() == 1;
  }

  private List<Integer> found(String name) {
    List<Integer> same = exact.getOrDefault(name, List.of());
    return same.isEmpty() ? folded.getOrDefault(fold(name), List.of()) : same;
  }

  /**
   * Returns the number of a column, from 0.
   *
   * @param name its name
   * @param place of the table, for messages
   * @throws FormatException if there is none, or more than one
   */
  public int index(String name, String place) throws FormatException {
    List<Integer> found = found(name);
    if (found.isEmpty()) {
      throw new FormatException(
          place, "no column " + name + "; there are " + String.join(", ", names));
    }
    if (found.size() > 1) {
      throw new FormatException(
          place, "column " + name + " is one of " + found.stream().map(names::get).toList());
    }
    return found.get(0);
  }
}
