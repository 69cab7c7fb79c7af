package org.isochron.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FontsTest {
  /** Draws in a Java runtime of its own. */
  static final class Draw {
    private Draw() {}

    public static void main(String[] args) {
      Examples.bars().figure(Examples.label("bars"));
    }
  }

  @Test
  void aMachineWithoutFontsIsToldWhatToInstall(@TempDir Path folder) throws Exception {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "only fontconfig can hide the fonts");
    String errors = drawWithFontconfig(folder, "<fontconfig></fontconfig>");
    assertTrue(errors.contains("this Java runtime finds no fonts"), errors);
    assertTrue(errors.contains("fonts-dejavu-core"), errors);
  }

  private static String drawWithFontconfig(Path folder, String config)
      throws IOException, InterruptedException {
    Path file = folder.resolve("fonts.conf");
    Files.writeString(file, "<?xml version=\"1.0\"?>\n" + config + "\n");
    Path log = folder.resolve("errors.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.awt.headless=true",
            "-Duser.home=" + folder,
            "-cp",
            System.getProperty("java.class.path"),
            Draw.class.getName());
    builder.environment().put("FONTCONFIG_FILE", file.toString());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    int status = builder.start().waitFor();
    String errors = Files.readString(log, StandardCharsets.UTF_8);
    assertNotEquals(0, status, errors);
    assertFalse(errors.contains("ClassNotFoundException"), errors);
    return errors;
  }
}
