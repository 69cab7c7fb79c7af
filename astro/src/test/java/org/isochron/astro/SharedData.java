package org.isochron.astro;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/** Files of the folder that {@code isochron.shared} names, and of the tests' own resources. */
public final class SharedData {
  private SharedData() {}

  /**
   * Returns a file below {@code data/astro}; skips the test, with the reason, where it is absent.
   */
  public static Path astro(String name) {
    String shared = System.getProperty("isochron.shared", "");
    Path file = Path.of(shared, "data", "astro").resolve(name);
    Assumptions.assumeTrue(
        !shared.isEmpty() && Files.isRegularFile(file),
        "skipped: data/astro/" + name + " is not below isochron.shared='" + shared + "'");
    return file;
  }

  /** Returns one of astropy's odd files. */
  public static byte[] conformance(String name) throws IOException {
    String resource = "fits_conformance/" + name;
    try (InputStream in = SharedData.class.getResourceAsStream(resource)) {
      return Objects.requireNonNull(in, resource).readAllBytes();
    }
  }
}
