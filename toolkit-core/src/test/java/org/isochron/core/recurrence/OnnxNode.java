package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isochron.core.sequence.SequenceBatch;

/**
 * An RNN, LSTM or GRU node of ONNX on this engine: X [T,N,I], W [D,G·H,I], R [D,G·H,H], B
 * [D,2·G·H], P [D,3·H]; a reversed node is the second direction of two equal ones.
 */
final class OnnxNode {
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "hidden_size",
          "direction",
          "layout",
          "linear_before_reset",
          "input_forget",
          "activations");

  private static final int[] LSTM_GATES = {0, 2, 3, 1};
  private static final int[] PEEPHOLES = {0, 2, 1};
  private static final int[] GRU_GATES = {1, 0, 2};
  private static final int[] ONE_GATE = {0};

  private final OnnxProto.Node node;
  private final Map<String, OnnxProto.Tensor> inputs;
  private final int hidden;

  OnnxNode(OnnxProto.Node node, Map<String, OnnxProto.Tensor> inputs) {
    this.node = node;
    this.inputs = new LinkedHashMap<>(inputs);
    hidden = (int) node.integer("hidden_size", 0);
  }

  /** Says why no cell computes a node, or nothing. */
  static String obstacle(OnnxProto.Node node) {
    if (!List.of("RNN", "LSTM", "GRU").contains(node.type())) {
      return "is no RNN, LSTM or GRU";
    }
    if (node.integer("input_forget", 0) != 0) {
      return "couples input and forget gate";
    }
    for (String name : node.attributes().keySet()) {
      if (!ATTRIBUTES.contains(name)) {
        return "has the attribute " + name;
      }
    }
    if (node.attributes().containsKey("activations") && activation(node) == null) {
      return "has the activations " + node.attributes().get("activations");
    }
    return "";
  }

  private static ElmanCell.Activation activation(OnnxProto.Node node) {
    if (!(node.attributes().get("activations") instanceof List<?> names)) {
      return ElmanCell.Activation.TANH;
    }
    String all = names.stream().map(Object::toString).distinct().toList().toString();
    return switch (node.type() + all) {
      case "RNN[Relu]" -> ElmanCell.Activation.RELU;
      case "RNN[Tanh]", "LSTM[Sigmoid, Tanh]", "GRU[Sigmoid, Tanh]" -> ElmanCell.Activation.TANH;
      default -> null;
    };
  }

  private OnnxProto.Tensor input(int i) {
    String name = node.inputs().size() > i ? node.inputs().get(i) : "";
    return name.isEmpty() ? null : inputs.get(name);
  }

  private Cell cell(int input) {
    return switch (node.type()) {
      case "LSTM" -> new LstmCell(input, hidden, input(7) != null, 0);
      case "GRU" ->
          new GruCell(
              input,
              hidden,
              node.integer("linear_before_reset", 0) == 0
                  ? GruCell.Reset.BEFORE
                  : GruCell.Reset.AFTER);
      default -> new ElmanCell(input, hidden, activation(node));
    };
  }

  private int[] gates() {
    return switch (node.type()) {
      case "LSTM" -> LSTM_GATES;
      case "GRU" -> GRU_GATES;
      default -> ONE_GATE;
    };
  }

  /** Runs the node, in double or where it is fastest; the outputs are by position: Y, Y_h, Y_c. */
  List<double[]> run(boolean traced) {
    boolean batchFirst = node.integer("layout", 0) == 1;
    OnnxProto.Tensor x = input(0);
    int[] shape = batchFirst ? new int[] {x.shape()[1], x.shape()[0], x.shape()[2]} : x.shape();
    double[] values = batchFirst ? swap(x.values(), x.shape()) : x.values();
    int[] lengths = new int[shape[1]];
    Arrays.fill(lengths, shape[0]);
    for (int n = 0; n < lengths.length && input(4) != null; n++) {
      lengths[n] = (int) input(4).values()[n];
    }
    Cell cell = cell(shape[2]);
    String direction = node.text("direction", "forward");
    List<Integer> taken =
        switch (direction) {
          case "forward" -> List.of(0);
          case "reverse" -> List.of(1);
          default -> List.of(0, 1);
        };
    Recurrence recurrence =
        switch (direction) {
          case "forward" -> cell;
          case "reverse" -> new Reversed(cell);
          default -> Bidirectional.of(cell);
        };
    State initial = initial(recurrence, shape[1], batchFirst, taken);
    try (Workers workers = new Workers(1)) {
      Scan scan = traced ? Scan.traced(recurrence, workers) : Scan.of(recurrence, workers);
      SequenceBatch batch = SequenceBatch.ofTimeMajor(values, shape, lengths);
      Trajectory run = scan.run(parameters(recurrence, taken), batch, initial);
      List<double[]> outputs = new ArrayList<>();
      outputs.add(outputs(run, recurrence, shape, taken, batchFirst));
      for (int i = 0; i < cell.stateNames().size(); i++) {
        outputs.add(states(run.finalState(), i, taken, shape[1], batchFirst));
      }
      return outputs;
    }
  }

  private double[] parameters(Recurrence recurrence, List<Integer> taken) {
    ParameterLayout layout = ParameterLayout.of(recurrence);
    double[] parameters = new double[layout.size()];
    for (int i = 0; i < taken.size(); i++) {
      Cell cell = recurrence.layers().get(0).cells().get(i);
      String path = "layer0/" + Layer.DIRECTIONS.get(taken.get(i)) + "/" + cell.name() + "/";
      layout.set(parameters, path + "wx", gates(input(1), i, 0, 1));
      layout.set(parameters, path + "wh", gates(input(2), i, 0, 1));
      if (input(3) != null) {
        double[] b = gates(input(3), i, 0, 2);
        double[] recurrent = gates(input(3), i, 1, 2);
        boolean after = cell instanceof GruCell gru && gru.reset() == GruCell.Reset.AFTER;
        for (int j = 0; j < (after ? 2 * hidden : b.length); j++) {
          b[j] += recurrent[j];
        }
        layout.set(parameters, path + "b", b);
        if (after) {
          double[] bn = Arrays.copyOfRange(recurrent, 2 * hidden, 3 * hidden);
          layout.set(parameters, path + "bn", bn);
        }
      }
      if (input(7) != null) {
        layout.set(parameters, path + "wp", rows(input(7), i, 0, 1, PEEPHOLES));
      }
    }
    return parameters;
  }

  /** Returns part of parts of direction d in our order of gates. */
  private double[] gates(OnnxProto.Tensor tensor, int d, int part, int parts) {
    return rows(tensor, d, part, parts, gates());
  }

  private static double[] rows(OnnxProto.Tensor tensor, int d, int part, int parts, int... gates) {
    int count = tensor.values().length / tensor.shape()[0] / parts;
    int size = count / gates.length;
    double[] found = new double[count];
    for (int g = 0; g < gates.length; g++) {
      int from = (d * parts + part) * count + gates[g] * size;
      System.arraycopy(tensor.values(), from, found, g * size, size);
    }
    return found;
  }

  private State initial(Recurrence recurrence, int size, boolean batchFirst, List<Integer> taken) {
    State state = State.zeros(recurrence, size);
    for (int i = 0; i < 2; i++) {
      OnnxProto.Tensor given = input(5 + i);
      if (given != null) {
        double[] all = batchFirst ? swap(given.values(), given.shape()) : given.values();
        for (int d = 0; d < taken.size(); d++) {
          double[] part = state.get(0, taken.get(d), i);
          System.arraycopy(all, d * part.length, part, 0, part.length);
        }
      }
    }
    return state;
  }

  /** Returns Y [T,D,N,H], or [N,T,D,H]. */
  private double[] outputs(
      Trajectory run, Recurrence recurrence, int[] shape, List<Integer> taken, boolean swapped) {
    double[] y = run.outputs();
    int wide = recurrence.outputSize();
    int directions = taken.size();
    double[] found = new double[shape[0] * directions * shape[1] * hidden];
    for (int t = 0; t < shape[0]; t++) {
      for (int n = 0; n < shape[1]; n++) {
        for (int d = 0; d < directions; d++) {
          int row =
              swapped ? (n * shape[0] + t) * directions + d : (t * directions + d) * shape[1] + n;
          int from = (t * shape[1] + n) * wide + d * hidden;
          System.arraycopy(y, from, found, row * hidden, hidden);
        }
      }
    }
    return found;
  }

  /** Returns a final state [D,N,H], or [N,D,H]. */
  private double[] states(
      State state, int component, List<Integer> taken, int size, boolean swapped) {
    double[] found = new double[taken.size() * size * hidden];
    for (int d = 0; d < taken.size(); d++) {
      System.arraycopy(
          state.get(0, taken.get(d), component), 0, found, d * size * hidden, size * hidden);
    }
    return swapped ? swap(found, new int[] {taken.size(), size, hidden}) : found;
  }

  /** Swaps the first two of three dimensions. */
  private static double[] swap(double[] values, int[] shape) {
    double[] swapped = new double[values.length];
    for (int a = 0; a < shape[0]; a++) {
      for (int b = 0; b < shape[1]; b++) {
        System.arraycopy(
            values,
            (a * shape[1] + b) * shape[2],
            swapped,
            (b * shape[0] + a) * shape[2],
            shape[2]);
      }
    }
    return swapped;
  }
}
