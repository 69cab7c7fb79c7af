package org.isochron.core.model;

import java.util.ArrayList;
import java.util.List;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.ElmanCell;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.Layer;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.ParameterLayout;

/**
 * A network's layers as ONNX nodes, one for each cell: W [1,G·H,I], R [1,G·H,H] and B [1,2·G·H],
 * the input's biases before the recurrent ones; LSTM gates in order i, o, f, c, GRU gates in order
 * z, r, h.
 */
final class OnnxTrunk {
  /** Where our LSTM's gates i, f, g, o are found in ONNX's order i, o, f, c. */
  private static final int[] LSTM_GATES = {0, 3, 1, 2};

  /** Where our GRU's gates r, z, n are found in ONNX's order z, r, h. */
  private static final int[] GRU_GATES = {1, 0, 2};

  private static final int[] ONE_GATE = {0};

  private final OnnxGraph graph;
  private final ParameterLayout layout;
  private final double[] parameters;

  /**
   * Names of the trunk's results.
   *
   * @param steps outputs [T,N,O], zero after each sequence's end
   * @param last outputs [N,O] of each direction at the end of its own pass
   */
  record Outputs(String steps, String last) {}

  OnnxTrunk(OnnxGraph graph, ParameterLayout layout, double[] parameters) {
    this.graph = graph;
    this.layout = layout;
    this.parameters = parameters;
  }

  /** Adds all layers over x [T,N,C] with lengths [N]. */
  Outputs add(List<Layer> layers, String x, String lengths) {
    Outputs below = new Outputs(x, "");
    for (int l = 0; l < layers.size(); l++) {
      below = layer("layer" + l, layers.get(l), below.steps(), lengths);
    }
    return below;
  }

  private Outputs layer(String path, Layer layer, String x, String lengths) {
    if (layer.residual()) {
      throw new IllegalArgumentException(
          path + ": a layer without residual connection is exported, found " + layer);
    }
    List<String> steps = new ArrayList<>();
    List<String> last = new ArrayList<>();
    for (int i = 0; i < layer.cells().size(); i++) {
      Cell cell = layer.cells().get(i);
      int d = layer.directions().get(i);
      String direction = path + "/" + Layer.DIRECTIONS.get(d) + "/";
      String y = direction + "Y";
      String end = direction + "Y_h";
      cell(cell, direction + cell.name() + "/", d == 1, List.of(x, lengths), List.of(y, end));
      steps.add(graph.node("Squeeze", direction + "steps", y, graph.integers(false, 1)));
      last.add(graph.node("Squeeze", direction + "last", end, graph.integers(false, 0)));
    }
    return new Outputs(join(path + "/steps", steps), join(path + "/last", last));
  }

  private String join(String output, List<String> parts) {
    return parts.size() == 1
        ? parts.get(0)
        : graph.node(
            "Concat",
            output,
            new OnnxGraph.Attributes().integer("axis", -1),
            parts.toArray(new String[0]));
  }

  private void cell(
      Cell cell, String path, boolean reverse, List<String> input, List<String> results) {
    int h = cell.hiddenSize();
    int[] gates = gates(cell);
    String w = matrix(path + "wx", gates, h, cell.inputSize());
    String r = matrix(path + "wh", gates, h, h);
    float[] biases = new float[2 * gates.length * h];
    copyGates(layout.get(parameters, path + "b"), gates, h, biases);
    OnnxGraph.Attributes attributes =
        new OnnxGraph.Attributes()
            .integer("hidden_size", h)
            .text("direction", reverse ? "reverse" : "forward");
    if (cell instanceof ElmanCell elman) {
      boolean relu = elman.activation() == ElmanCell.Activation.RELU;
      attributes.texts("activations", List.of(relu ? "Relu" : "Tanh"));
    } else if (cell instanceof GruCell gru) {
      boolean after = gru.reset() == GruCell.Reset.AFTER;
      attributes.integer("linear_before_reset", after ? 1 : 0);
      if (after) {
        copyGates(layout.get(parameters, path + "bn"), ONE_GATE, h, biases, 5 * h);
      }
    }
    String b = graph.floats(path + "b", biases, 1, biases.length);
    graph.node(type(cell), results, attributes, List.of(input.get(0), w, r, b, input.get(1)));
  }

  private static String type(Cell cell) {
    return cell instanceof LstmCell ? "LSTM" : cell instanceof GruCell ? "GRU" : "RNN";
  }

  private static int[] gates(Cell cell) {
    if (cell instanceof LstmCell lstm) {
      if (!lstm.isPlain()) {
        throw new IllegalArgumentException(
            "cell: an LSTM without peepholes and projection is exported, found " + cell);
      }
      return LSTM_GATES;
    }
    if (cell instanceof GruCell) {
      return GRU_GATES;
    }
    if (cell instanceof ElmanCell) {
      return ONE_GATE;
    }
    throw new IllegalArgumentException(
        "cell: expected elman, lstm or gru without options, found "
            + cell
            + ", which ONNX has not");
  }

  private String matrix(String name, int[] gates, int hidden, int columns) {
    float[] rows = new float[gates.length * hidden * columns];
    copyGates(layout.get(parameters, name), gates, hidden * columns, rows);
    return graph.floats(name, rows, 1, (long) gates.length * hidden, columns);
  }

  private static void copyGates(double[] from, int[] gates, int size, float[] to) {
    copyGates(from, gates, size, to, 0);
  }

  private static void copyGates(double[] from, int[] gates, int size, float[] to, int at) {
    for (int g = 0; g < gates.length; g++) {
      for (int i = 0; i < size; i++) {
        to[at + g * size + i] = (float) from[gates[g] * size + i];
      }
    }
  }
}
