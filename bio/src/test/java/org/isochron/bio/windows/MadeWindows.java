package org.isochron.bio.windows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.isochron.bio.windows.SpliceWindow.Kind;
import org.isochron.core.training.Seeds;

/** Windows of seeded random bases. */
final class MadeWindows {
  private MadeWindows() {}

  static byte[] bases(long seed, int length) {
    RandomGenerator random = Seeds.random(seed, "windows");
    byte[] bases = new byte[length];
    for (int i = 0; i < length; i++) {
      bases[i] = (byte) "ACGT".charAt(random.nextInt(4));
    }
    return bases;
  }

  static SpliceWindow window(String id, byte[] bases, Kind kind, String group) {
    return new SpliceWindow(id, bases, bases.length / 2, kind, group);
  }

  static SpliceWindow window(long seed) {
    Kind kind = List.of(Kind.values()).get((int) (seed % 3));
    return window("w" + seed, bases(seed, 120), kind, "g" + seed);
  }

  static Path write(Path folder, String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    return file;
  }
}
