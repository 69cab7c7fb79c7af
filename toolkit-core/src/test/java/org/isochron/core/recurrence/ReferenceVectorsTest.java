package org.isochron.core.recurrence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Outputs and gradients that PyTorch computed in float64, in every file of {@code
 * -Disochron.vectors=DIR} that describes a fused recurrence; other files are named and skipped.
 */
class ReferenceVectorsTest {
  private static final double TOLERANCE = 1e-5;

  @TestFactory
  Stream<DynamicTest> fusedGradientsAreThoseOfPyTorch() throws IOException {
    String folder = System.getProperty("isochron.vectors", "");
    Assumptions.assumeTrue(
        !folder.isEmpty() && Files.isDirectory(Path.of(folder)),
        "skipped: isochron.vectors names no folder of reference vectors: '" + folder + "'");
    return tests(Path.of(folder));
  }

  /** Returns a test for each file; a file that cannot be run is named, and why, and skipped. */
  static Stream<DynamicTest> tests(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
    List<DynamicTest> tests = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      String reason = unsupported(new ObjectMapper().readTree(file.toFile()));
      if (reason.isEmpty()) {
        tests.add(dynamicTest(name, () -> check(file)));
      } else {
        String line = "skipped: " + name + " " + reason;
        skipped.add(line);
        tests.add(dynamicTest(line, () -> Assumptions.abort(line)));
      }
    }
    assertTrue(
        skipped.size() < files.size(),
        "no file of reference vectors in " + folder + " was run; " + skipped);
    return tests.stream();
  }

  /** Returns why a file cannot be run, or nothing. */
  private static String unsupported(JsonNode v) {
    String kind = v.path("cell").asText("");
    if (!List.of("rnn_tanh", "rnn_relu", "lstm", "gru").contains(kind)) {
      return "describes no RNN, LSTM or GRU, but '" + kind + "'";
    }
    return v.path("proj_size").asInt() == 0 ? "" : "has a projection";
  }

  private static void check(Path file) throws IOException {
    JsonNode v = new ObjectMapper().readTree(file.toFile());
    new Vectors(v, v.get("cell").asText()).compare();
  }

  /** One file's case. */
  private record Vectors(JsonNode file, String kind) {
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
        case "lstm" -> new LstmCell(input, hidden);
        default -> new GruCell(input, hidden, GruCell.Reset.AFTER);
      };
    }

    void compare() {
      Recurrence recurrence = recurrence();
      int[] lengths = new int[size("N")];
      for (int n = 0; n < lengths.length; n++) {
        lengths[n] = file.get("lengths").get(n).asInt();
      }
      int[] shape = {size("T"), size("N"), size("input_size")};
      SequenceBatch batch = SequenceBatch.ofTimeMajor(tensor("x"), shape, lengths);
      try (Workers workers = new Workers(2)) {
        Scan scan = Scan.of(recurrence, workers);
        double[] parameters = new double[scan.layout().size()];
        eachCell((path, suffix) -> setParameters(scan.layout(), parameters, path, suffix));
        Trajectory run = scan.run(parameters, batch, states(recurrence, "h0", "c0"));
        close("y", tensor("y"), run.outputs());
        compareStates(recurrence, run.finalState(), "hn", "cn");
        Trajectory.Adjoint adjoint =
            run.adjoint(tensor("cotangent_y"), states(recurrence, "cotangent_hn", "cotangent_cn"));
        close("grad_x", tensor("grad_x"), adjoint.inputs());
        compareStates(recurrence, adjoint.initialState(), "grad_h0", "grad_c0");
        eachCell((path, suffix) -> compareGradient(scan.layout(), adjoint, path, suffix));
      }
    }

    void eachCell(java.util.function.BiConsumer<String, String> action) {
      for (int l = 0; l < size("layers"); l++) {
        for (int d = 0; d < (bidirectional() ? 2 : 1); d++) {
          action.accept(
              "layer" + l + "/" + Layer.DIRECTIONS.get(d) + "/" + cell(1, 1).name() + "/",
              "_l" + l + (d == 1 ? "_reverse" : ""));
        }
      }
    }

    void setParameters(ParameterLayout layout, double[] values, String path, String suffix) {
      layout.set(values, path + "wx", tensor("weight_ih" + suffix));
      layout.set(values, path + "wh", tensor("weight_hh" + suffix));
      double[] b = tensor("bias_ih" + suffix);
      double[] recurrent = tensor("bias_hh" + suffix);
      boolean gru = kind.equals("gru");
      int shared = gru ? 2 * size("hidden_size") : b.length;
      for (int i = 0; i < shared; i++) {
        b[i] += recurrent[i];
      }
      layout.set(values, path + "b", b);
      if (gru) {
        layout.set(
            values, path + "bn", java.util.Arrays.copyOfRange(recurrent, shared, recurrent.length));
      }
    }

    void compareGradient(
        ParameterLayout layout, Trajectory.Adjoint adjoint, String path, String suffix) {
      double[] g = adjoint.parameters();
      close("wx" + suffix, tensor("grad_weight_ih" + suffix), layout.get(g, path + "wx"));
      close("wh" + suffix, tensor("grad_weight_hh" + suffix), layout.get(g, path + "wh"));
      close("b" + suffix, tensor("grad_bias_ih" + suffix), layout.get(g, path + "b"));
      if (kind.equals("gru")) {
        double[] recurrent = tensor("grad_bias_hh" + suffix);
        double[] bn =
            java.util.Arrays.copyOfRange(recurrent, 2 * size("hidden_size"), recurrent.length);
        close("bn" + suffix, bn, layout.get(g, path + "bn"));
      }
    }

    State states(Recurrence recurrence, String h, String c) {
      State state = State.zeros(recurrence, size("N"));
      forEachState(recurrence, h, c, state, (name, values) -> {});
      return state;
    }

    void compareStates(Recurrence recurrence, State found, String h, String c) {
      State expected = states(recurrence, h, c);
      forEachState(
          recurrence, h, c, expected, (name, values) -> close(name, values, pick(found, name)));
    }

    double[] pick(State state, String name) {
      java.util.Scanner at = new java.util.Scanner(name);
      at.next();
      return state.get(at.nextInt(), at.nextInt(), at.nextInt());
    }

    void forEachState(
        Recurrence recurrence,
        String h,
        String c,
        State state,
        java.util.function.BiConsumer<String, double[]> action) {
      int index = 0;
      for (int l = 0; l < recurrence.layers().size(); l++) {
        for (int d = 0; d < recurrence.layers().get(l).cells().size(); d++) {
          for (int i = 0; i < (kind.equals("lstm") ? 2 : 1); i++) {
            double[] part = state.get(l, d, i);
            System.arraycopy(tensor(i == 0 ? h : c), index * part.length, part, 0, part.length);
            action.accept((i == 0 ? h : c) + " " + l + " " + d + " " + i, part);
          }
          index++;
        }
      }
    }
  }

  private static double[] doubles(JsonNode data) {
    double[] values = new double[data.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = data.get(i).asDouble();
    }
    return values;
  }

  /** Differences are relative to the largest entry of the tensor. */
  private static void close(String name, double[] expected, double[] found) {
    assertEquals(expected.length, found.length, name + ": size");
    double largest = 0;
    for (double e : expected) {
      largest = Math.max(largest, Math.abs(e));
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found[i], TOLERANCE * largest, name + "[" + i + "]");
    }
  }
}
