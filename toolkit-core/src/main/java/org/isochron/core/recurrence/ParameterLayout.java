package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isochron.core.autodiff.Tape;
import org.isochron.core.autodiff.Variable;

/** Named views of one flat parameter vector, in a fixed order. */
public final class ParameterLayout {
  private final List<Entry> entries;
  private final Map<String, Integer> offsets = new LinkedHashMap<>();
  private final int size;

  /** What a tensor is to its cell, which decides what it begins with. */
  public enum Role {
    /** Weights of x_t, gate by gate as {@link Initialisation#input} says. */
    INPUT,
    /** Weights of h_{t-1}, gate by gate as {@link Initialisation#recurrent} says. */
    RECURRENT,
    /** Anything else: matrices are uniform, vectors zero. */
    OTHER
  }

  /**
   * One named tensor, row-major.
   *
   * @param name path such as {@code layer0/forward/lstm/wx}
   * @param shape its sizes, each at least 1
   * @param role what it is to its cell
   * @param gates G: the matrices of how many gates stand one above the other, [G·rows, columns]; 1
   *     for {@link Role#OTHER}
   */
  public record Entry(String name, List<Integer> shape, Role role, int gates) {
    /**
     * Checks shape, role and gates.
     *
     * @throws IllegalArgumentException if a size or G is below 1, the role is null, a matrix of
     *     gates is none or its rows are no multiple of G, or another tensor has gates
     */
    public Entry {
      shape = List.copyOf(shape);
      if (shape.isEmpty() || shape.stream().anyMatch(s -> s < 1)) {
        throw new IllegalArgumentException(name + ": sizes must be at least 1, found " + shape);
      }
      if (role == null) {
        throw new IllegalArgumentException(name + ": role: expected a role, found null");
      }
      if (gates < 1 || (role == Role.OTHER && gates != 1)) {
        throw new IllegalArgumentException(
            name
                + ": gates: expected "
                + (role == Role.OTHER ? "1 for OTHER" : "at least 1")
                + ", found "
                + gates);
      }
      boolean isMatrix = shape.size() == 2 && shape.get(0) % gates == 0;
      if (role != Role.OTHER && !isMatrix) {
        throw new IllegalArgumentException(
            name + ": expected a matrix for each of " + gates + " gates, found shape " + shape);
      }
    }

    /** Makes an entry of a shape, with no role of its own. */
    public static Entry of(String name, Integer... shape) {
      return new Entry(name, Arrays.asList(shape), Role.OTHER, 1);
    }

    /**
     * Returns this matrix as the input weights of gates.
     *
     * @param count G
     * @throws IllegalArgumentException if this is no matrix of a multiple of G rows
     */
    public Entry asInput(int count) {
      return new Entry(name, shape, Role.INPUT, count);
    }

    /**
     * Returns this matrix as the recurrent weights of gates, each of which an orthogonal or
     * identity initialisation fills by itself.
     *
     * @param count G
     * @throws IllegalArgumentException if this is no matrix of a multiple of G rows
     */
    public Entry asRecurrent(int count) {
      return new Entry(name, shape, Role.RECURRENT, count);
    }

    /** Returns the number of values. */
    public int size() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }

    /** Returns the same tensor under a path. */
    public Entry under(String path) {
      return new Entry(path + "/" + name, shape, role, gates);
    }
  }

  /**
   * Lays entries out one after the other.
   *
   * @param entries with distinct names
   */
  public ParameterLayout(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    int at = 0;
    for (Entry entry : entries) {
      if (offsets.put(entry.name(), at) != null) {
        throw new IllegalArgumentException("two parameters are named " + entry.name());
      }
      at = Math.addExact(at, entry.size());
    }
    size = at;
  }

  /**
   * Returns the layout of a recurrence: {@code layerL/direction/cell/name}.
   *
   * @param recurrence any recurrence
   */
  public static ParameterLayout of(Recurrence recurrence) {
    return new ParameterLayout(entriesOf(recurrence));
  }

  /**
   * Returns the entries of a recurrence in order.
   *
   * @param recurrence any recurrence
   */
  public static List<Entry> entriesOf(Recurrence recurrence) {
    List<Entry> entries = new ArrayList<>();
    for (int l = 0; l < recurrence.layers().size(); l++) {
      Layer layer = recurrence.layers().get(l);
      for (int i = 0; i < layer.cells().size(); i++) {
        Cell cell = layer.cells().get(i);
        String path = path(l, layer.directions().get(i), cell);
        cell.parameterEntries().forEach(e -> entries.add(e.under(path)));
      }
    }
    return entries;
  }

  /** Returns the path of a cell's parameters. */
  static String path(int layer, int direction, Cell cell) {
    return "layer" + layer + "/" + Layer.DIRECTIONS.get(direction) + "/" + cell.name();
  }

  /** Returns the entries in order. */
  public List<Entry> entries() {
    return entries;
  }

  /** Returns the length of the flat vector. */
  public int size() {
    return size;
  }

  /**
   * Returns where a tensor begins.
   *
   * @param name its path
   * @throws IllegalArgumentException if there is none of that name
   */
  public int offset(String name) {
    Integer at = offsets.get(name);
    if (at == null) {
      throw new IllegalArgumentException(
          "no parameter " + name + "; there are " + offsets.keySet());
    }
    return at;
  }

  /**
   * Returns a copy of one tensor.
   *
   * @param values a flat vector of this layout
   * @param name its path
   */
  public double[] get(double[] values, String name) {
    int at = offset(name);
    return Arrays.copyOfRange(values, at, at + entry(name).size());
  }

  /**
   * Overwrites one tensor.
   *
   * @param values a flat vector of this layout
   * @param name its path
   * @param tensor its new values
   * @throws IllegalArgumentException if the size differs
   */
  public void set(double[] values, String name, double[] tensor) {
    Entry entry = entry(name);
    if (tensor.length != entry.size()) {
      throw new IllegalArgumentException(
          name + ": network needs " + entry.shape() + ", found " + tensor.length + " values");
    }
    System.arraycopy(tensor, 0, values, offset(name), tensor.length);
  }

  /**
   * Makes a variable of each tensor, by path, in order.
   *
   * @param tape where
   * @param values a flat vector of this layout
   * @throws IllegalArgumentException if its length differs
   */
  public Map<String, Variable> variables(Tape tape, double[] values) {
    if (values.length != size) {
      throw new IllegalArgumentException(
          "parameters: layout needs " + size + " values, found " + values.length);
    }
    Map<String, Variable> variables = new LinkedHashMap<>();
    for (Entry entry : entries) {
      int[] shape = entry.shape().stream().mapToInt(Integer::intValue).toArray();
      variables.put(entry.name(), tape.variable(get(values, entry.name()), shape));
    }
    return variables;
  }

  private Entry entry(String name) {
    offset(name);
    return entries.stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
  }
}
