package org.isochron.bio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/** The bundled fly genes, and files of the folder that {@code isochron.shared} names. */
public final class SharedData {
  private static final String FLY = "/org/isochron/datasets/dmel-augustus/genes.gb.train.gz";

  private SharedData() {}

  /** Returns a copy of the bundled fly genes, deleted when the tests end. */
  public static Path fly() throws IOException {
    Path file = Files.createTempFile("genes", ".gb.gz");
    file.toFile().deleteOnExit();
    try (InputStream in = SharedData.class.getResourceAsStream(FLY)) {
      Files.write(file, Objects.requireNonNull(in, FLY).readAllBytes());
    }
    return file;
  }

  /** Returns a file below {@code data/bio}; skips the test, with the reason, where it is absent. */
  public static Path bio(String name) {
    String shared = System.getProperty("isochron.shared", "");
    Path file = Path.of(shared, "data", "bio").resolve(name);
    Assumptions.assumeTrue(
        !shared.isEmpty() && Files.isRegularFile(file),
        "skipped: data/bio/" + name + " is not below isochron.shared='" + shared + "'");
    return file;
  }
}
