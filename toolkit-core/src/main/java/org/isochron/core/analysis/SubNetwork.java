package org.isochron.core.analysis;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isochron.core.autodiff.Tape;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.Layer;
import org.isochron.core.recurrence.ParameterLayout;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.Stacked;

/**
 * Some consecutive layers of a recurrence with their parameters.
 *
 * @param layers none, or from input to output
 * @param parameters a vector of their own layout
 */
record SubNetwork(List<Layer> layers, double[] parameters) {
  /**
   * Takes the layers from one on.
   *
   * @param of the whole
   * @param parameters that begin with those of its layout
   * @param from first layer; the number of layers for none
   */
  static SubNetwork of(Recurrence of, double[] parameters, int from) {
    return of(of, parameters, from, of.layers().size());
  }

  /**
   * Takes layers out.
   *
   * @param of the whole
   * @param parameters that begin with those of its layout
   * @param from first layer
   * @param to one past the last layer
   */
  static SubNetwork of(Recurrence of, double[] parameters, int from, int to) {
    int begin = offset(of, from, 0);
    int end = offset(of, to, 0);
    return new SubNetwork(
        of.layers().subList(from, to), Arrays.copyOfRange(parameters, begin, end));
  }

  /** Checks the number of a network's parameters. */
  static void checkParameters(RecurrentNetwork network, double... parameters) {
    int needed = network.layout().size();
    if (parameters.length != needed) {
      throw new IllegalArgumentException(
          "parameters: network needs " + needed + " values, found " + parameters.length);
    }
  }

  /** Returns parameters as constants of a tape, by path. */
  static Map<String, Variable> constants(ParameterLayout layout, Tape tape, double[] values) {
    Map<String, Variable> constants = new LinkedHashMap<>();
    layout.variables(tape, values).forEach((path, v) -> constants.put(path, v.detach()));
    return constants;
  }

  /** Returns the layers as a stack, which has at least one. */
  Recurrence stack() {
    return new Stacked(layers);
  }

  /** Returns where a cell's parameters begin; of the layer after the last, where they all end. */
  static int offset(Recurrence recurrence, int layer, int direction) {
    int at = 0;
    for (int l = 0; l <= Math.min(layer, recurrence.layers().size() - 1); l++) {
      Layer own = recurrence.layers().get(l);
      for (int i = 0; i < own.cells().size(); i++) {
        if (l < layer || own.directions().get(i) < direction) {
          at += ParameterLayout.of(own.cells().get(i)).size();
        }
      }
    }
    return at;
  }

  /** Returns the cell of a layer and direction. */
  static Cell cell(Recurrence recurrence, int layer, int direction) {
    List<Layer> layers = recurrence.layers();
    if (layer < 0 || layer >= layers.size()) {
      throw new IllegalArgumentException(
          "layer: expected 0 to " + (layers.size() - 1) + ", found " + layer);
    }
    List<Integer> directions = layers.get(layer).directions();
    int at = directions.indexOf(direction);
    if (at < 0) {
      throw new IllegalArgumentException(
          "direction of layer "
              + layer
              + ": expected one of "
              + directions
              + ", found "
              + direction);
    }
    return layers.get(layer).cells().get(at);
  }
}
