package org.isochron.core.recurrence;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Files of reference vectors: under {@code -Disochron.vectors=DIR}, and in a folder of their own
 * name beside it or among the shared data.
 */
public final class VectorFiles {
  /**
   * Which test reads the files of a name; those of an RNN, LSTM or GRU are told by what they say.
   */
  private static final Map<String, String> READERS =
      new TreeMap<>(
          Map.of(
              "cases\\.json", "KerasVectorsTest, OnnxVectorsTest",
              "model\\.onnx", "OnnxVectorsTest",
              "conv.*\\.json", "ConvVectorsTest",
              "ctc.*\\.json", "CtcInferenceTest",
              "optimizers\\.json", "OptimizerVectorsTest",
              "(learned_optimizer|ntm_head)\\.json", "TapeVectorsTest"));

  private VectorFiles() {}

  /** Returns which test reads a file that describes no RNN, LSTM or GRU; nothing if none does. */
  static String reader(Path file) {
    String name = file.getFileName().toString();
    return READERS.entrySet().stream()
        .filter(e -> name.matches(e.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /**
   * Returns the files below {@code -Disochron.vectors=DIR} whose name matches, sorted; without any,
   * the test is skipped.
   */
  public static List<Path> given(String pattern) throws IOException {
    Path folder = Path.of(System.getProperty("isochron.vectors", ""));
    refuseMissing(folder, Path.of(System.getProperty("isochron.shared", "")));
    boolean there = !folder.toString().isEmpty() && Files.isDirectory(folder);
    Assumptions.assumeTrue(
        there, "skipped: isochron.vectors names no folder of reference vectors: '" + folder + "'");
    List<Path> files = below(folder, pattern);
    Assumptions.assumeFalse(files.isEmpty(), "skipped: no " + pattern + " below " + folder);
    return files;
  }

  /** Returns the files below a folder whose name matches, sorted. */
  static List<Path> below(Path folder, String pattern) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(f -> f.getFileName().toString().matches(pattern)).sorted().toList();
    }
  }

  /** Returns the files of a name, sorted; without any, the test is skipped. */
  static List<Path> find(String folder, String file) throws IOException {
    Path given = Path.of(System.getProperty("isochron.vectors", ""));
    Path shared = Path.of(System.getProperty("isochron.shared", ""));
    refuseMissing(given, shared);
    Set<Path> files = new TreeSet<>();
    for (Path root :
        List.of(
            given, given.resolveSibling(folder), shared.resolve("data/engine").resolve(folder))) {
      if (!root.toString().isEmpty() && Files.isDirectory(root)) {
        try (Stream<Path> found = Files.walk(root)) {
          for (Path path : found.filter(f -> f.endsWith(file)).toList()) {
            files.add(path.toRealPath());
          }
        }
      }
    }
    Assumptions.assumeTrue(
        !files.isEmpty(),
        "skipped: no "
            + folder
            + "/**/"
            + file
            + " in isochron.shared '"
            + shared
            + "' or isochron.vectors '"
            + given
            + "'");
    return List.copyOf(files);
  }

  /** Fails where a folder was named that is not there; the usual one may be absent. */
  static void refuseMissing(Path given, Path shared) {
    boolean usual = given.toString().isEmpty() || given.startsWith(shared);
    assertTrue(usual || Files.isDirectory(given), "isochron.vectors: no folder " + given);
  }

  /** Skips a case and says why. */
  static void skip(String name, String why) {
    String message = "skipped: " + name + " " + why;
    System.out.println(message);
    Assumptions.abort(message);
  }
}
