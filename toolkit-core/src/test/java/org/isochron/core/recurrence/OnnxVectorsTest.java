package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The node tests of ONNX and the LSTM vectors of ONNX Runtime on this engine, fused where a cell
 * has a kernel, and traced; cases that no cell computes are named and skipped. Relative to a
 * tensor's largest entry.
 */
class OnnxVectorsTest {
  private static final double FUSED_TOLERANCE = 1e-5;

  /** Of the double path: what is expected is floats. */
  private static final double TRACED_TOLERANCE = 1e-6;

  @TestFactory
  Stream<DynamicTest> outputsAreThoseOfTheOnnxNodeTests() throws IOException {
    return VectorFiles.find("onnx-node-tests", "model.onnx").stream()
        .map(f -> dynamicTest(f.getParent().getFileName().toString(), () -> check(f)));
  }

  private static void check(Path model) throws IOException {
    OnnxProto.Node node = OnnxProto.node(model);
    skipUnsupported(model.getParent().getFileName().toString(), node);
    Path data = model.resolveSibling("test_data_set_0");
    Map<String, OnnxProto.Tensor> inputs = new LinkedHashMap<>();
    for (String name : node.inputs()) {
      if (!name.isEmpty()) {
        inputs.put(name, OnnxProto.tensor(data.resolve("input_" + inputs.size() + ".pb")));
      }
    }
    List<double[]> found = new OnnxNode(node, inputs).run(false);
    List<double[]> traced = new OnnxNode(node, inputs).run(true);
    int file = 0;
    for (int i = 0; i < node.outputs().size(); i++) {
      String name = node.outputs().get(i);
      if (!name.isEmpty()) {
        OnnxProto.Tensor expected = OnnxProto.tensor(data.resolve("output_" + file++ + ".pb"));
        assertClose(expected.values(), found.get(i), FUSED_TOLERANCE, name);
        assertClose(expected.values(), traced.get(i), TRACED_TOLERANCE, name + ", traced");
      }
    }
    assertTrue(file > 0, "no output was compared");
    assertTrue(Files.notExists(data.resolve("output_" + file + ".pb")), "an output was left out");
  }

  private static void skipUnsupported(String name, OnnxProto.Node node) {
    String obstacle = OnnxNode.obstacle(node);
    if (!obstacle.isEmpty()) {
      VectorFiles.skip(name, obstacle);
    }
  }

  @TestFactory
  Stream<DynamicTest> outputsAreThoseOfOnnxRuntime() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : VectorFiles.find("ort-lstm-vectors", "cases.json")) {
      JsonNode vectors = new ObjectMapper().readTree(file.toFile());
      for (JsonNode c : vectors.get("cases")) {
        if (vectors.has("P")) {
          tests.add(dynamicTest(c.get("name").asText(), () -> check(vectors, c)));
        }
      }
    }
    return tests.stream();
  }

  private static void check(JsonNode vectors, JsonNode c) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("hidden_size", 2L);
    attributes.put("direction", c.get("direction").asText());
    attributes.put("input_forget", c.path("input_forget").asBoolean() ? 1L : 0L);
    List<String> names =
        List.of(
            "X",
            "W",
            "R",
            c.get("bias").asBoolean() ? "B" : "",
            "",
            c.has("initial_h") ? "initial_h" : "",
            c.has("initial_c") ? "initial_c" : "",
            c.get("peephole").asBoolean() ? "P" : "");
    List<String> results = List.of("Y", "Y_h", "Y_c");
    OnnxProto.Node node = new OnnxProto.Node("LSTM", names, results, attributes);
    skipUnsupported(c.get("name").asText(), node);
    int directions = c.get("direction").asText().equals("bidirectional") ? 2 : 1;
    Map<String, OnnxProto.Tensor> inputs = new LinkedHashMap<>();
    inputs.put("X", new OnnxProto.Tensor(new int[] {2, 1, 2}, flat(vectors.get("X"))));
    inputs.put("W", repeated(vectors.get("W"), directions, 8, 2));
    inputs.put("R", repeated(vectors.get("R"), directions, 8, 2));
    inputs.put("B", repeated(vectors.get("B"), directions, 16, 1));
    inputs.put("P", repeated(vectors.get("P"), directions, 6, 1));
    for (String state : List.of("initial_h", "initial_c")) {
      if (c.has(state)) {
        int[] shape = {directions, 1, 2};
        inputs.put(state, new OnnxProto.Tensor(shape, flat(c.get(state))));
      }
    }
    List<double[]> found = new OnnxNode(node, inputs).run(false);
    List<double[]> traced = new OnnxNode(node, inputs).run(true);
    int compared = 0;
    for (int i = 0; i < results.size(); i++) {
      String name = results.get(i);
      if (c.has(name)) {
        assertClose(flat(c.get(name)), found.get(i), FUSED_TOLERANCE, name);
        assertClose(flat(c.get(name)), traced.get(i), TRACED_TOLERANCE, name + ", traced");
        compared++;
      }
    }
    assertTrue(compared > 0, "no output was compared");
  }

  private static OnnxProto.Tensor repeated(JsonNode rows, int directions, int high, int wide) {
    double[] one = flat(rows);
    double[] all = Arrays.copyOf(one, directions * one.length);
    System.arraycopy(one, 0, all, (directions - 1) * one.length, one.length);
    return new OnnxProto.Tensor(new int[] {directions, high, wide}, all);
  }

  /** Returns the numbers in nested arrays, in order. */
  static double[] flat(JsonNode node) {
    List<Double> values = new ArrayList<>();
    collect(node, values);
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void collect(JsonNode node, List<Double> to) {
    if (node.isNumber()) {
      to.add(node.doubleValue());
    }
    node.forEach(part -> collect(part, to));
  }
}
