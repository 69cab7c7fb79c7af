package org.isochron.core.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isochron.core.autodiff.Tape;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.Layer;
import org.isochron.core.recurrence.ParameterLayout;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.Unrolled;

/**
 * One step s_t = F(s_{t-1}, x_t) of a cell, or of all layers of a stack at once, as a map between
 * vectors, with its Jacobians.
 *
 * <p>The state [S] holds the components of each layer in order, an LSTM's h then c. Runs traced, in
 * double; any number of threads may use it.
 */
public final class StateMap {
  private final Recurrence recurrence;
  private final ParameterLayout layout;
  private final double[] parameters;
  private final List<Integer> sizes = new ArrayList<>();
  private final int size;

  private StateMap(Recurrence recurrence, double[] parameters) {
    this.recurrence = recurrence;
    this.parameters = parameters.clone();
    layout = ParameterLayout.of(recurrence);
    if (parameters.length != layout.size()) {
      throw new IllegalArgumentException(
          "parameters: recurrence needs " + layout.size() + " values, found " + parameters.length);
    }
    for (Layer layer : recurrence.layers()) {
      sizes.addAll(layer.cells().get(0).stateSizes());
    }
    size = sizes.stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * Makes the map of the joint state of all layers.
   *
   * @param recurrence a cell or a stack that runs forward only
   * @param parameters a vector of its layout
   * @throws IllegalArgumentException if a layer has both directions or reversed time, whose states
   *     no step joins, or the number of parameters differs
   */
  public static StateMap of(Recurrence recurrence, double[] parameters) {
    List<Layer> layers = recurrence.layers();
    for (int l = 0; l < layers.size(); l++) {
      if (!layers.get(l).runsForward()) {
        String found = layers.get(l).reversed() ? "reversed time" : "both directions";
        throw new IllegalArgumentException(
            "layer " + l + ": expected forward time, found " + found + "; see StateMap.ofCell");
      }
    }
    return new StateMap(recurrence, parameters);
  }

  /**
   * Makes the map of one cell of a recurrence.
   *
   * @param recurrence any recurrence
   * @param parameters a vector of its layout, or of a network with this trunk
   * @param layer from 0 at the input
   * @param direction 0 forward, 1 backward
   * @throws IllegalArgumentException if there is no such cell, or parameters are too few
   */
  public static StateMap ofCell(
      Recurrence recurrence, double[] parameters, int layer, int direction) {
    Cell cell = SubNetwork.cell(recurrence, layer, direction);
    int from = SubNetwork.offset(recurrence, layer, direction);
    int count = ParameterLayout.of(cell).size();
    if (parameters.length < from + count) {
      throw new IllegalArgumentException(
          "parameters: recurrence needs "
              + ParameterLayout.of(recurrence).size()
              + " values, found "
              + parameters.length);
    }
    return new StateMap(cell, Arrays.copyOfRange(parameters, from, from + count));
  }

  /** Returns S. */
  public int size() {
    return size;
  }

  /** Returns I. */
  public int inputSize() {
    return recurrence.inputSize();
  }

  /**
   * Returns F(s, x).
   *
   * @param state s [S]
   * @param input x [I]
   * @throws IllegalArgumentException if a size differs
   */
  public double[] next(double[] state, double[] input) {
    check(state, input);
    Tape tape = new Tape();
    return firstRow(step(tape, rows(tape, state, 1, false), tape.constant(input, 1, input.length)));
  }

  /**
   * Returns the states s_0, s_1 … s_T.
   *
   * @param initial s_0 [S]
   * @param inputs x_1 … x_T, each [I]
   * @throws IllegalArgumentException if a size differs
   */
  public List<double[]> run(double[] initial, List<double[]> inputs) {
    List<double[]> states = new ArrayList<>();
    states.add(initial.clone());
    for (double[] x : inputs) {
      states.add(next(states.get(states.size() - 1), x));
    }
    return states;
  }

  /**
   * Returns the step and its Jacobians, by one vjp of S equal rows.
   *
   * @param state s [S]
   * @param input x [I]
   * @throws IllegalArgumentException if a size differs
   */
  public Linearisation linearise(double[] state, double[] input) {
    check(state, input);
    Tape tape = new Tape();
    List<Variable> s = rows(tape, state, size, true);
    Variable x = tape.variable(repeated(input, size), size, input.length);
    List<Variable> next = step(tape, s, x);
    List<Variable> cotangents = new ArrayList<>();
    int at = 0;
    for (int features : sizes) {
      double[] unit = new double[size * features];
      for (int j = 0; j < features; j++) {
        unit[(at + j) * features + j] = 1;
      }
      cotangents.add(tape.constant(unit, size, features));
      at += features;
    }
    List<Variable> by = new ArrayList<>(s);
    by.add(x);
    List<double[]> gradients = tape.vjpValues(next, cotangents, by);
    return new Linearisation(
        state.clone(),
        input.clone(),
        firstRow(next),
        join(gradients.subList(0, sizes.size())),
        gradients.get(sizes.size()));
  }

  /**
   * Returns the steps of a run and their Jacobians.
   *
   * @param initial s_0 [S]
   * @param inputs x_1 … x_T, each [I]
   * @throws IllegalArgumentException if a size differs
   */
  public List<Linearisation> lineariseAlong(double[] initial, List<double[]> inputs) {
    List<Linearisation> steps = new ArrayList<>();
    double[] state = initial;
    for (double[] x : inputs) {
      steps.add(linearise(state, x));
      state = steps.get(steps.size() - 1).next();
    }
    return steps;
  }

  private void check(double[] state, double... input) {
    if (state.length != size || input.length != inputSize()) {
      throw new IllegalArgumentException(
          "state and input: expected "
              + size
              + " and "
              + inputSize()
              + " values, found "
              + state.length
              + " and "
              + input.length);
    }
  }

  private List<Variable> step(Tape tape, List<Variable> state, Variable x) {
    Map<String, Variable> constants = SubNetwork.constants(layout, tape, parameters);
    return Unrolled.of(recurrence, constants, List.of(x), state).finalState();
  }

  /** Returns the components of a state, each repeated in rows. */
  private List<Variable> rows(Tape tape, double[] state, int count, boolean active) {
    List<Variable> parts = new ArrayList<>();
    int at = 0;
    for (int features : sizes) {
      double[] part = repeated(Arrays.copyOfRange(state, at, at + features), count);
      parts.add(
          active ? tape.variable(part, count, features) : tape.constant(part, count, features));
      at += features;
    }
    return parts;
  }

  private static double[] repeated(double[] row, int count) {
    double[] rows = new double[row.length * count];
    for (int n = 0; n < count; n++) {
      System.arraycopy(row, 0, rows, n * row.length, row.length);
    }
    return rows;
  }

  private double[] firstRow(List<Variable> parts) {
    double[] row = new double[size];
    int at = 0;
    for (Variable part : parts) {
      System.arraycopy(part.values(), 0, row, at, part.size(1));
      at += part.size(1);
    }
    return row;
  }

  /** Puts the components' matrices [S, features] side by side. */
  private double[] join(List<double[]> parts) {
    double[] joined = new double[size * size];
    int at = 0;
    for (int i = 0; i < parts.size(); i++) {
      int features = sizes.get(i);
      for (int row = 0; row < size; row++) {
        System.arraycopy(parts.get(i), row * features, joined, row * size + at, features);
      }
      at += features;
    }
    return joined;
  }
}
