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
 * -Disochron.vectors=DIR} that describes a fused recurrence; other files are named and skipped. A
 * folder of which no test reads anything fails.
 */
class ReferenceVectorsTest {
  private static final double TOLERANCE = 1e-5;

  private static final String FILES = "model\\.onnx|.*\\.json";

  @TestFactory
  Stream<DynamicTest> fusedGradientsAreThoseOfPyTorch() throws IOException {
    Path folder = Path.of(System.getProperty("isochron.vectors", ""));
    VectorFiles.refuseMissing(folder, Path.of(System.getProperty("isochron.shared", "")));
    Assumptions.assumeTrue(
        !folder.toString().isEmpty() && Files.isDirectory(folder),
        "skipped: isochron.vectors names no folder of reference vectors: '" + folder + "'");
    return tests(folder);
  }

  /** Returns a test for each file below a folder; of those that are not run here, why. */
  static Stream<DynamicTest> tests(Path folder) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    List<Path> files = VectorFiles.below(folder, FILES);
    for (Path file : files) {
      String name = folder.relativize(file).toString();
      String reader = VectorFiles.reader(file);
      String reason = reader.isEmpty() ? unsupported(file) : "is read by " + reader;
      if (reason.isEmpty()) {
        tests.add(dynamicTest(name, () -> check(file)));
      } else {
        String line = "skipped: " + name + " " + reason;
        tests.add(dynamicTest(line, () -> Assumptions.abort(line)));
        if (reader.isEmpty()) {
          unread.add(line);
        }
      }
    }
    assertTrue(
        unread.size() < files.size(),
        "no file of reference vectors below " + folder + " was run; " + unread);
    return tests.stream();
  }

  /** Returns why a file cannot be run, or nothing. */
  private static String unsupported(Path file) throws IOException {
    JsonNode v = new ObjectMapper().readTree(file.toFile());
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
