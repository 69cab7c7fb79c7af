package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.isochron.core.model.Toolkit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class LongChromosomeSlowTest {
  private static final int LINES = 500_000;
  private static final int LINE = 80;

  @TempDir Path folder;

  /** Writes random bases: 40 million. */
  private Path chromosome() throws IOException {
    Path file = folder.resolve("long.fa");
    SplittableRandom random = new SplittableRandom(1);
    byte[] line = new byte[LINE + 1];
    line[LINE] = '\n';
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      out.write(">long\n".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < LINES; i++) {
        for (int j = 0; j < LINE; j++) {
          line[j] = (byte) "ACGT".charAt(random.nextInt(4));
        }
        out.write(line);
      }
    }
    return file;
  }

  @Test
  void aChromosomeTakesLittleMoreThanItsBytes() throws IOException, InterruptedException {
    Run trained = MadeData.train(folder, folder.resolve("model"));
    assertEquals(0, trained.status(), trained.err());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Twice the bases while they are read; then they, and what the network reads at a time.
    command.add("-Xmx512m");
    if (Toolkit.kernels().startsWith("simd")) {
      command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("splice", "predict", "--threads", "2", "--threshold", "0.99"));
    command.addAll(List.of("--model", folder.resolve("model/model.isoc").toString()));
    command.addAll(List.of("--fasta", chromosome().toString()));
    command.addAll(List.of("--out", folder.resolve("out").toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(20, TimeUnit.MINUTES), output);
    assertEquals(0, process.exitValue(), output);
    assertTrue(output.contains("1 sequence, 40,000,000 bases"), output);
  }
}
