package org.isochron.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resumed runs end with the bytes of uninterrupted ones: tested on every JVM of .ci/run. */
@Tag("slow")
@Tag("everywhere")
class SpliceResumeTest {
  private static final List<String> REPRODUCIBLE =
      List.of("metrics.json", "config.json", "split.tsv", "model.isoc", "history.csv");
  private static final String CHECKPOINT = "checkpoint.ckpt";

  @TempDir static Path uninterrupted;
  @TempDir Path folder;
  private Path out;

  @BeforeAll
  static void trainOnce() throws IOException {
    makeData(uninterrupted);
    Run run = Run.isochron((Object[]) words(uninterrupted, uninterrupted.resolve("out")));
    assertEquals(0, run.status(), run.err());
  }

  @BeforeEach
  void makeData() throws IOException {
    out = folder.resolve("out");
    makeData(folder);
  }

  private static void makeData(Path folder) throws IOException {
    MadeData.genBankFile(folder);
    MadeData.smallConfig(folder);
  }

  private static String[] words(Path folder, Path to, Object... more) {
    Stream<Object> fixed =
        Stream.of(
            "splice",
            "train",
            "--genbank",
            folder.resolve("made.gb"),
            "--config",
            folder.resolve("small.json"),
            "--epochs",
            3,
            "--out",
            to);
    return Stream.concat(fixed, Stream.of(more)).map(Object::toString).toArray(String[]::new);
  }

  private Run train(Path to, Object... more) {
    return Run.isochron((Object[]) words(folder, to, more));
  }

  private void assertLikeUninterrupted() throws IOException {
    for (String name : REPRODUCIBLE) {
      byte[] expected = Files.readAllBytes(uninterrupted.resolve("out").resolve(name));
      assertArrayEquals(expected, Files.readAllBytes(out.resolve(name)), name);
    }
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(7, files.count(), "a checkpoint or something else is left behind");
    }
  }

  /** Ends the process's work when a line begins as told, as a kill would. */
  private static final class Killing extends PrintStream {
    private final ByteArrayOutputStream text;
    private String at;

    Killing(String at) {
      this(at, new ByteArrayOutputStream());
    }

    private Killing(String at, ByteArrayOutputStream text) {
      super(text, true, UTF_8);
      this.at = at;
      this.text = text;
    }

    String text() {
      return text.toString(UTF_8);
    }

    @Override
    public void println(String line) {
      if (at != null && line.startsWith(at)) {
        at = null;
        throw new IllegalStateException("killed");
      }
      super.println(line);
    }
  }

  private void killAfterEpoch(int epoch) {
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
    Killing killing = new Killing("epoch " + epoch + "/3");
    assertEquals(1, Main.run(words(folder, out), nowhere, killing));
    assertTrue(
        killing.text().contains("No result was written. " + out.resolve(CHECKPOINT) + " holds"),
        killing.text());
    assertTrue(killing.text().contains("--resume goes on from it"), killing.text());
    assertFalse(killing.text().contains("Nothing was written"), killing.text());
    assertTrue(Files.exists(out.resolve(CHECKPOINT)), "no checkpoint");
    assertFalse(Files.exists(out.resolve("model.isoc")), "a result of a killed run");
  }

  @Test
  void aKilledTrainingGoesOnToTheSameBytes() throws IOException {
    killAfterEpoch(1);
    Run resumed = train(out, "--resume", "--threads", 2);
    assertEquals(0, resumed.status(), resumed.err());
    assertTrue(resumed.err().contains("going on after epoch 1, step "), resumed.err());
    assertFalse(resumed.err().contains("epoch 1/3"), resumed.err());
    assertTrue(resumed.err().contains("epoch 2/3"), resumed.err());
    assertLikeUninterrupted();
  }

  @Test
  void aTrainingThatATimeLimitEndedGoesOnToTheSameBytes() throws IOException {
    Run limited = train(out, "--time-limit", "PT0.001S");
    assertEquals(0, limited.status(), limited.err());
    assertTrue(limited.err().contains("--resume goes on from " + out), limited.err());
    assertTrue(Files.exists(out.resolve(CHECKPOINT)), "no checkpoint");
    assertTrue(Files.exists(out.resolve("model.isoc")), "no model of the time limit");
    Run again = train(out, "--resume", "--time-limit", "PT0.001S");
    assertEquals(0, again.status(), again.err());
    assertTrue(Files.exists(out.resolve(CHECKPOINT)), "the checkpoint is gone too early");
    Run resumed = train(out, "--resume");
    assertEquals(0, resumed.status(), resumed.err());
    assertLikeUninterrupted();
  }

  @Test
  void withoutACheckpointResumeBegins() throws IOException {
    Run run = train(out, "--resume");
    assertEquals(0, run.status(), run.err());
    assertLikeUninterrupted();
  }

  @Test
  void aTruncatedCheckpointIsNotGoneOnFrom() throws IOException {
    killAfterEpoch(1);
    byte[] bytes = Files.readAllBytes(out.resolve(CHECKPOINT));
    for (int length : new int[] {0, 5, 100, bytes.length - 1}) {
      Files.write(out.resolve(CHECKPOINT), Arrays.copyOf(bytes, length));
      Run run = train(out, "--resume");
      assertEquals(3, run.status(), run.err());
      assertTrue(run.err().contains(out.resolve(CHECKPOINT) + ": "), run.err());
      assertTrue(run.err().contains("begin anew: --force without --resume"), run.err());
      assertFalse(run.err().contains("Give the options"), run.err());
    }
  }

  @Test
  void aCheckpointIsReplacedOnlyByForce() throws IOException {
    killAfterEpoch(1);
    Run refused = train(out);
    assertEquals(2, refused.status());
    assertTrue(refused.err().contains(CHECKPOINT + ": is there already"), refused.err());
    assertTrue(refused.err().contains("--resume"), refused.err());
    Run forced = train(out, "--force");
    assertEquals(0, forced.status(), forced.err());
    assertTrue(forced.err().contains("epoch 1/3"), forced.err());
    assertLikeUninterrupted();
  }

  @Test
  void anotherRunsCheckpointIsRefusedAndStays() throws IOException {
    killAfterEpoch(1);
    byte[] before = Files.readAllBytes(out.resolve(CHECKPOINT));
    Run seed = train(out, "--resume", "--seed", 9);
    assertEquals(3, seed.status(), seed.err());
    assertTrue(
        seed.err().contains(out.resolve(CHECKPOINT) + ": header: /config/seed: "), seed.err());
    assertTrue(seed.err().contains("found 1, expected 9"), seed.err());
    Files.writeString(folder.resolve("made.gb"), MadeData.genBank(24) + "\n");
    Run data = train(out, "--resume");
    assertEquals(3, data.status(), data.err());
    assertTrue(data.err().contains(": header: /run/data/0/sha256: "), data.err());
    assertTrue(
        data.err().contains(CHECKPOINT + ": its run had other training genes or data files: "),
        data.err());
    assertArrayEquals(before, Files.readAllBytes(out.resolve(CHECKPOINT)));
  }

  @Test
  void aDamagedCheckpointIsRefusedWithItsByte() throws IOException {
    killAfterEpoch(1);
    byte[] bytes = Files.readAllBytes(out.resolve(CHECKPOINT));
    bytes[bytes.length / 2] ^= 4;
    Files.write(out.resolve(CHECKPOINT), bytes);
    Run run = train(out, "--resume");
    assertEquals(3, run.status(), run.err());
    assertTrue(run.err().contains(CHECKPOINT + ": byte " + (bytes.length - 32)), run.err());
    assertTrue(run.err().contains("--force"), run.err());
  }
}
