package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isochron.core.autodiff.Variable;

/**
 * A recurrence unrolled over time on a tape: outputs and states are variables, so that they can be
 * differentiated by anything that went in, to any order.
 *
 * <p>Sequences are rows, longest first, and a step holds the rows that reach it: the sizes of the
 * inputs say how long each sequence is. Steps that are not there are left out of the inputs, as a
 * {@link Scan} does.
 */
public final class Unrolled {
  private final Recurrence recurrence;
  private final List<Variable> inputs;
  private final MaskSource masks;
  private final int[] lengths;
  private final List<List<List<List<Variable>>>> states = new ArrayList<>();
  private final List<Variable> finalState = new ArrayList<>();
  private List<Variable> outputs;

  private Unrolled(Recurrence recurrence, List<Variable> inputs, MaskSource masks) {
    this.recurrence = recurrence;
    this.inputs = inputs;
    this.masks = masks;
    lengths = new int[inputs.get(0).size(0)];
    for (Variable x : inputs) {
      for (int n = 0; n < x.size(0); n++) {
        lengths[n]++;
      }
    }
    outputs = inputs;
  }

  /** Returns which inputs the rows of a cell's own step read. */
  private int[] times(boolean reversed, int step, int rows) {
    int[] times = new int[rows];
    for (int n = 0; n < rows; n++) {
      times[n] = reversed ? lengths[n] - 1 - step : step;
    }
    return times;
  }

  /**
   * Runs all layers forward, outside of training.
   *
   * @param recurrence the layers
   * @param parameters by path, as {@link ParameterLayout#variables} makes them
   * @param inputs x_t for t = 1 to T, each [N_t,I], N_t never ascending
   * @param initial s_0 by layer, direction and component, each [N_1, its size]
   * @throws IllegalArgumentException if shapes disagree
   */
  public static Unrolled of(
      Recurrence recurrence,
      Map<String, Variable> parameters,
      List<Variable> inputs,
      List<Variable> initial) {
    return of(recurrence, parameters, inputs, initial, MaskSource.NONE);
  }

  /**
   * Runs all layers forward, with the masks of training.
   *
   * @param recurrence the layers
   * @param parameters by path, as {@link ParameterLayout#variables} makes them
   * @param inputs x_t for t = 1 to T, each [N_t,I], N_t never ascending
   * @param initial s_0 by layer, direction and component, each [N_1, its size]
   * @param masks where the random masks of stochastic cells come from
   * @throws IllegalArgumentException if shapes disagree
   */
  public static Unrolled of(
      Recurrence recurrence,
      Map<String, Variable> parameters,
      List<Variable> inputs,
      List<Variable> initial,
      MaskSource masks) {
    checkInputs(recurrence, inputs);
    Unrolled run = new Unrolled(recurrence, List.copyOf(inputs), masks);
    int needed = State.zeros(recurrence, 1).parts().size();
    if (initial.size() != needed) {
      throw new IllegalArgumentException(
          "initial state: recurrence needs " + needed + " components, found " + initial.size());
    }
    int at = 0;
    for (int l = 0; l < recurrence.layers().size(); l++) {
      Layer layer = recurrence.layers().get(l);
      List<List<List<Variable>>> directions = new ArrayList<>();
      if (layer.reversed()) {
        directions.add(List.of());
      }
      for (int i = 0; i < layer.cells().size(); i++) {
        Cell cell = layer.cells().get(i);
        int d = layer.directions().get(i);
        int end = at + cell.stateSizes().size();
        Map<String, Variable> own = own(cell, ParameterLayout.path(l, d, cell), parameters);
        directions.add(run.runCell(new Place(cell, l, d), own, initial.subList(at, end)));
        at = end;
      }
      run.states.add(directions);
      run.outputs = run.join(directions, layer);
    }
    return run;
  }

  /** A cell and where it is. */
  private record Place(Cell cell, int layer, int direction) {
    boolean reversed() {
      return direction == 1;
    }
  }

  /** Returns a cell's parameters by its own names. */
  private static Map<String, Variable> own(
      Cell cell, String path, Map<String, Variable> parameters) {
    Map<String, Variable> own = new LinkedHashMap<>();
    for (ParameterLayout.Entry entry : cell.parameterEntries()) {
      String name = entry.under(path).name();
      Variable parameter = parameters.get(name);
      if (parameter == null || !parameter.shape().equals(entry.shape())) {
        throw new IllegalArgumentException(
            name + ": expected shape " + entry.shape() + ", found " + parameter);
      }
      own.put(entry.name(), parameter);
    }
    return new DeclaredParameters(cell, own);
  }

  private static void checkInputs(Recurrence recurrence, List<Variable> inputs) {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("inputs: expected at least one step, found none");
    }
    int rows = inputs.get(0).size(0);
    for (Variable x : inputs) {
      requireShape("input", x, Math.min(rows, x.size(0)), recurrence.inputSize());
      rows = x.size(0);
    }
  }

  private static void requireShape(String name, Variable x, int rows, int columns) {
    if (!x.shape().equals(List.of(rows, columns))) {
      throw new IllegalArgumentException(
          name + ": expected shape [" + rows + "," + columns + "], found " + x);
    }
  }

  private List<List<Variable>> runCell(
      Place place, Map<String, Variable> parameters, List<Variable> initial) {
    checkState(place.cell(), initial, lengths.length);
    List<Variable> x = place.reversed() ? flip(outputs) : outputs;
    List<List<Variable>> steps = new ArrayList<>();
    List<Variable> state = initial;
    for (int t = 0; t < x.size(); t++) {
      int[] times = times(place.reversed(), t, x.get(t).size(0));
      state = step(place, parameters, x.get(t), state, times);
      steps.add(state);
    }
    for (int i = 0; i < initial.size(); i++) {
      // Apart from the step's own state, so that its cotangent has its place in the order of sums.
      finalState.add(last(steps, i).identity());
    }
    return steps;
  }

  private List<Variable> step(
      Place place,
      Map<String, Variable> parameters,
      Variable x,
      List<Variable> state,
      int... times) {
    int rows = times.length;
    // All that a step makes of a variable is one sum: batch mates do not change its order.
    List<Variable> before = state.stream().map(part -> part.slice(0, 0, rows).identity()).toList();
    StepMasks drawn = masks.at(x.tape(), place.layer(), place.direction(), times);
    List<Variable> next = place.cell().step(parameters, x.identity(), before, drawn);
    checkState(place.cell(), next, rows);
    // The components are told apart, so that λ of c leaves out what h made of it in this step.
    return next.stream().map(Variable::identity).toList();
  }

  /** Checks that the components of a state have the shapes that a cell says. */
  static void checkState(Cell cell, List<Variable> state, int rows) {
    List<Integer> sizes = cell.stateSizes();
    if (state.size() != sizes.size()) {
      throw new IllegalArgumentException(
          cell.name()
              + ": expected the state's components "
              + cell.stateNames()
              + ", found "
              + state);
    }
    for (int i = 0; i < sizes.size(); i++) {
      String name = cell.name() + ": state " + cell.stateNames().get(i);
      requireShape(name, state.get(i), rows, sizes.get(i));
    }
  }

  /**
   * Puts the outputs of a layer's directions side by side, that of reversed time turned into the
   * time of x, on top of x if the layer is residual.
   */
  private List<Variable> join(List<List<List<Variable>>> directions, Layer layer) {
    List<List<Variable>> parts = new ArrayList<>();
    for (int d : layer.directions()) {
      List<Variable> h = directions.get(d).stream().map(state -> state.get(0)).toList();
      parts.add(d == 0 ? h : flip(h));
    }
    List<Variable> joined = new ArrayList<>();
    for (int t = 0; t < outputs.size(); t++) {
      int step = t;
      List<Variable> sides = parts.stream().map(part -> part.get(step)).toList();
      Variable y = sides.size() == 1 ? sides.get(0) : Variable.concat(1, sides);
      joined.add(layer.residual() ? outputs.get(t).add(y) : y);
    }
    return joined;
  }

  /** Turns time around, each sequence's from its own end. */
  private List<Variable> flip(List<Variable> steps) {
    List<Variable> flipped = new ArrayList<>();
    for (int t = 0; t < steps.size(); t++) {
      List<Variable> parts = new ArrayList<>();
      int rows = steps.get(t).size(0);
      for (int from = 0; from < rows; ) {
        int to = endOfEqual(from, rows);
        parts.add(steps.get(lengths[from] - 1 - t).slice(0, from, to));
        from = to;
      }
      flipped.add(Variable.concat(0, parts));
    }
    return flipped;
  }

  private Variable last(List<List<Variable>> steps, int component) {
    List<Variable> parts = new ArrayList<>();
    for (int from = 0; from < lengths.length; ) {
      int to = endOfEqual(from, lengths.length);
      parts.add(steps.get(lengths[from] - 1).get(component).slice(0, from, to));
      from = to;
    }
    return Variable.concat(0, parts);
  }

  /** Returns where the sequences that are as long as that of a row end. */
  private int endOfEqual(int from, int rows) {
    int to = from;
    while (to < rows && lengths[to] == lengths[from]) {
      to++;
    }
    return to;
  }

  /** Returns the layers. */
  public Recurrence recurrence() {
    return recurrence;
  }

  /** Returns x_t, each [N_t,I]. */
  public List<Variable> inputs() {
    return inputs;
  }

  /** Returns y_t for t = 1 to T, each [N_t,O]. */
  public List<Variable> outputs() {
    return Collections.unmodifiableList(outputs);
  }

  /** Returns s_T by layer, direction and component, each [N_1, its size], each row at its end. */
  public List<Variable> finalState() {
    return Collections.unmodifiableList(finalState);
  }

  /**
   * Returns the components of the state that a cell's own step k leaves; a backward cell's first
   * step reads a sequence's last input.
   *
   * @param layer from 0 at the input
   * @param direction 0 forward, 1 backward, which a layer over reversed time has alone
   * @param step k, from 0
   */
  public List<Variable> state(int layer, int direction, int step) {
    return states.get(layer).get(direction).get(step);
  }

  /** Returns the length of the sequence of row n. */
  public int length(int n) {
    return lengths[n];
  }
}
