package org.isochron.core.recurrence;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
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
    return TorchVectors.files().stream()
        .map(f -> dynamicTest(f.getFileName().toString(), () -> check(f)));
  }

  private static void check(Path file) throws IOException {
    TorchVectors vectors = TorchVectors.read(file);
    Assumptions.assumeFalse(
        vectors.hasProjection(), "skipped: " + file.getFileName() + " has a projection");
    try (Workers workers = new Workers(2)) {
      vectors.compare(Scan.of(vectors.recurrence(), workers), TOLERANCE);
    }
  }
}
