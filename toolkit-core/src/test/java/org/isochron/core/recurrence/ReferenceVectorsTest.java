package org.isochron.core.recurrence;

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
    return tests(TorchVectors.files());
  }

  /** Returns a test for each file; a file that cannot be run is named, and why, and skipped. */
  static Stream<DynamicTest> tests(List<Path> files) throws IOException {
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
    assertTrue(skipped.size() < files.size(), "no file of reference vectors was run; " + skipped);
    return tests.stream();
  }

  /** Returns the json files below a folder, in order. */
  static Stream<DynamicTest> tests(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return tests(found.filter(f -> f.toString().endsWith(".json")).sorted().toList());
    }
  }

  /** Returns why a file cannot be run, or nothing. */
  private static String unsupported(JsonNode v) {
    String kind = v.path("cell").asText("");
    if (!TorchVectors.KINDS.contains(kind)) {
      return "describes no RNN, LSTM or GRU, but '" + kind + "'";
    }
    return v.path("proj_size").asInt() == 0 ? "" : "has a projection";
  }

  private static void check(Path file) throws IOException {
    TorchVectors vectors = TorchVectors.read(file);
    try (Workers workers = new Workers(2)) {
      vectors.compare(Scan.of(vectors.recurrence(), workers), TOLERANCE);
    }
  }
}
