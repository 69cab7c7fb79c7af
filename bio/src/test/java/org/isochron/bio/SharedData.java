package org.isochron.bio;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Files of the folder that the system property {@code isochron.shared} names. */
public final class SharedData {
  private SharedData() {}

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
