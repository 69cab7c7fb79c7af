package org.isochron.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.isochron.core.io.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed in its second phase goes on in it. */
@Tag("slow")
@Tag("everywhere")
class SpliceFineTuneResumeTest {
  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void makeData() throws IOException {
    out = folder.resolve("out");
    MadeData.genBankFile(folder);
    MadeGenomes.options(folder, "plant", 100, 124);
    Path config = MadeData.smallConfig(folder);
    ObjectNode tree = (ObjectNode) Json.tree(config);
    ((ObjectNode) tree.get("fineTune")).put("epochs", 2);
    Json.write(config, tree);
  }

  private String[] words(Path to, Object... more) {
    Stream<Object> fixed =
        Stream.of(
            "splice",
            "train",
            "--species",
            "fly",
            "--genbank",
            folder.resolve("made.gb"),
            "--species",
            "plant",
            "--fasta",
            folder.resolve("plant.fa"),
            "--annotation",
            folder.resolve("plant.gff3"),
            "--fine-tune",
            "plant",
            "--config",
            folder.resolve("small.json"),
            "--epochs",
            3,
            "--out",
            to);
    return Stream.concat(fixed, Stream.of(more)).map(Object::toString).toArray(String[]::new);
  }

  /** Fails after the first epoch of the second phase. */
  private void killInTheSecondPhase() {
    PrintStream killing =
        new PrintStream(new ByteArrayOutputStream(), true, UTF_8) {
          private boolean killed;

          @Override
          public void println(String line) {
            if (!killed && line.startsWith("epoch 1/2")) {
              killed = true;
              throw new IllegalStateException("killed");
            }
          }
        };
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
    assertEquals(1, Main.run(words(out), nowhere, killing));
    for (String name : SpliceResults.CHECKPOINTS) {
      assertTrue(Files.exists(out.resolve(name)), name);
    }
  }

  @Test
  void aRunKilledInItsSecondPhaseGoesOnToTheSameBytes() throws IOException {
    Run whole = Run.isochron((Object[]) words(folder.resolve("whole")));
    assertEquals(0, whole.status(), whole.err());
    killInTheSecondPhase();
    Run resumed = Run.isochron((Object[]) words(out, "--resume", "--threads", 1));
    assertEquals(0, resumed.status(), resumed.err());
    assertFalse(resumed.err().contains("epoch 3/3"), resumed.err());
    assertFalse(resumed.err().contains("epoch 1/2"), resumed.err());
    assertTrue(resumed.err().contains("epoch 2/2"), resumed.err());
    for (String name : List.of("metrics.json", "config.json", "model.isoc", "history.csv")) {
      byte[] expected = Files.readAllBytes(folder.resolve("whole").resolve(name));
      assertArrayEquals(expected, Files.readAllBytes(out.resolve(name)), name);
    }
    for (String name : SpliceResults.CHECKPOINTS) {
      assertFalse(Files.exists(out.resolve(name)), name);
    }
  }

  @Test
  void aDamagedCheckpointOfTheSecondPhaseIsRefusedByItsName() throws IOException {
    killInTheSecondPhase();
    Path second = out.resolve(SpliceResults.FINE_TUNE_CHECKPOINT);
    byte[] bytes = Files.readAllBytes(second);
    bytes[bytes.length / 2] ^= 4;
    Files.write(second, bytes);
    Run run = Run.isochron((Object[]) words(out, "--resume"));
    assertEquals(3, run.status(), run.err());
    assertTrue(run.err().contains(second + ": byte "), run.err());
    assertEquals(2, Run.isochron((Object[]) words(out)).status(), "no checkpoint is replaced");
    Run anew = Run.isochron((Object[]) words(out, "--force"));
    assertEquals(0, anew.status(), anew.err());
  }

  @Test
  void aTimeLimitInTheFirstPhaseLeavesTheSecondForLater() throws IOException {
    Run limited = Run.isochron((Object[]) words(out, "--time-limit", "PT0.001S"));
    assertEquals(0, limited.status(), limited.err());
    assertFalse(limited.err().contains("fine-tuning on"), limited.err());
    assertTrue(limited.err().contains("--resume goes on from"), limited.err());
    Run resumed = Run.isochron((Object[]) words(out, "--resume"));
    assertEquals(0, resumed.status(), resumed.err());
    assertTrue(resumed.err().contains("fine-tuning on plant: "), resumed.err());
  }
}
