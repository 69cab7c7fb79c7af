package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.Tensors.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.Assumptions;

/**
 * One file of outputs and gradients of an RNN, LSTM or GRU that PyTorch computed in float64.
 *
 * @param file the content
 * @param kind the kind of cell
 */
record TorchVectors(JsonNode file, String kind) {
  static final List<String> KINDS = List.of("rnn_tanh", "rnn_relu", "lstm", "gru");

  /** Returns the files of {@code -Disochron.vectors=DIR}; without any the test is skipped. */
  static List<Path> files() throws IOException {
    return VectorFiles.given(".*\\.json");
  }

  /** Reads a file; one of something else is named and skipped. */
  static TorchVectors read(Path file) throws IOException {
    JsonNode v = new ObjectMapper().readTree(file.toFile());
    String kind = v.path("cell").asText("");
    boolean known = KINDS.contains(kind);
    Assumptions.assumeTrue(
        known, "skipped: " + file.getFileName() + " describes no RNN, LSTM or GRU");
    return new TorchVectors(v, kind);
  }

  boolean hasProjection() {
    return size("proj_size") > 0;
  }

  boolean hasHessian() {
    return file.has("hvp_x");
  }

  double[] parameters(ParameterLayout layout, String prefix) {
    double[] parameters = new double[layout.size()];
    eachCell((path, suffix) -> setParameters(layout, parameters, prefix, path, suffix));
    return parameters;
  }

  SequenceBatch batch() {
    int[] lengths = new int[size("N")];
    for (int n = 0; n < lengths.length; n++) {
      lengths[n] = file.get("lengths").get(n).asInt();
    }
    int[] shape = {size("T"), size("N"), size("input_size")};
    return SequenceBatch.ofTimeMajor(tensor("x"), shape, lengths);
  }

  /** Compares all that a scan gives; differences are relative to a tensor's largest entry. */
  void compare(Scan scan, double tolerance) {
    Recurrence recurrence = scan.recurrence();
    Trajectory run =
        scan.run(parameters(scan.layout(), ""), batch(), states(recurrence, "h0", "c0"));
    assertClose(tensor("y"), run.outputs(), tolerance, "y");
    compareStates(recurrence, run.finalState(), "hn", "cn", tolerance);
    Trajectory.Adjoint adjoint =
        run.adjoint(tensor("cotangent_y"), states(recurrence, "cotangent_hn", "cotangent_cn"));
    assertClose(tensor("grad_x"), adjoint.inputs(), tolerance, "grad_x");
    compareStates(recurrence, adjoint.initialState(), "grad_h0", "grad_c0", tolerance);
    double[] expected = parameters(scan.layout(), "grad_");
    assertClose(scan.layout(), expected, adjoint.parameters(), tolerance);
  }

  int size(String name) {
    return file.get(name).asInt();
  }

  double[] tensor(String name) {
    return doubles(file.get(name).get("data"));
  }

  Recurrence recurrence() {
    List<Recurrence> layers = new ArrayList<>();
    int input = size("input_size");
    for (int l = 0; l < size("layers"); l++) {
      Cell cell = cell(input, size("hidden_size"));
      layers.add(bidirectional() ? Bidirectional.of(cell) : cell);
      input = layers.get(l).outputSize();
    }
    return Stacked.of(layers.toArray(new Recurrence[0]));
  }

  boolean bidirectional() {
    return file.get("bidirectional").asBoolean();
  }

  Cell cell(int input, int hidden) {
    return switch (kind) {
      case "rnn_tanh" -> new ElmanCell(input, hidden, ElmanCell.Activation.TANH);
      case "rnn_relu" -> new ElmanCell(input, hidden, ElmanCell.Activation.RELU);
      case "lstm" -> new LstmCell(input, hidden).withProjection(size("proj_size"));
      default -> new GruCell(input, hidden, GruCell.Reset.AFTER);
    };
  }

  void eachCell(BiConsumer<String, String> action) {
    for (int l = 0; l < size("layers"); l++) {
      for (int d = 0; d < (bidirectional() ? 2 : 1); d++) {
        action.accept(
            "layer" + l + "/" + Layer.DIRECTIONS.get(d) + "/" + cell(1, 1).name() + "/",
            "_l" + l + (d == 1 ? "_reverse" : ""));
      }
    }
  }

  void setParameters(
      ParameterLayout layout, double[] values, String prefix, String path, String suffix) {
    layout.set(values, path + "wx", tensor(prefix + "weight_ih" + suffix));
    layout.set(values, path + "wh", tensor(prefix + "weight_hh" + suffix));
    double[] b = tensor(prefix + "bias_ih" + suffix);
    double[] recurrent = tensor(prefix + "bias_hh" + suffix);
    boolean gru = kind.equals("gru");
    int shared = gru ? 2 * size("hidden_size") : b.length;
    // Two biases are added in the cell: values and directions add up, each gradient is ours.
    boolean gradient = prefix.equals("grad_") || prefix.equals("hvp_");
    for (int i = 0; i < shared && !gradient; i++) {
      b[i] += recurrent[i];
    }
    layout.set(values, path + "b", b);
    if (gru) {
      layout.set(values, path + "bn", Arrays.copyOfRange(recurrent, shared, recurrent.length));
    }
    if (hasProjection()) {
      layout.set(values, path + "wr", tensor(prefix + "weight_hr" + suffix));
    }
  }

  State states(Recurrence recurrence, String h, String c) {
    State state = State.zeros(recurrence, size("N"));
    int components = kind.equals("lstm") ? 2 : 1;
    List<double[]> parts = state.parts();
    for (int i = 0; i < parts.size(); i++) {
      int length = parts.get(i).length;
      double[] all = tensor(i % components == 0 ? h : c);
      System.arraycopy(all, i / components * length, parts.get(i), 0, length);
    }
    return state;
  }

  void compareStates(Recurrence recurrence, State found, String h, String c, double tolerance) {
    List<double[]> expected = states(recurrence, h, c).parts();
    for (int i = 0; i < expected.size(); i++) {
      assertClose(expected.get(i), found.parts().get(i), tolerance, h + ", " + c + ": " + i);
    }
  }

  static double[] doubles(JsonNode data) {
    double[] values = new double[data.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = data.get(i).asDouble();
    }
    return values;
  }
}
