package org.isochron.core.training;

import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.isochron.core.io.FormatException;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.recurrence.Bidirectional;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that goes on from a checkpoint is the run that was never interrupted. */
class CheckpointTest {
  private static final int EPOCHS = 6;
  private static final RecurrentNetwork NETWORK =
      RecurrentNetwork.of(Bidirectional.of(new GruCell(1, 4)), TrainerTest.PARITY).withDropout(0.2);

  @TempDir Path folder;

  static Stream<TrainingConfig> configs() {
    TrainingConfig plain = TrainingConfig.defaults().withEpochs(EPOCHS).withBatchSize(8);
    OptimizerConfig optimizer = OptimizerConfig.defaults().withLearningRate(0.02);
    MethodConfig plateau =
        MethodConfig.defaults()
            .withRule(UpdateRule.of(UpdateRule.Name.AMSGRAD))
            .withDecline(new RateDecline(RateDecline.Name.PLATEAU, 0, 0.5))
            .withAccumulation(2);
    MethodConfig stochastic =
        MethodConfig.defaults()
            .withRule(UpdateRule.of(UpdateRule.Name.RMSPROP_CENTERED).withMomentum(0.5))
            .withDecline(new RateDecline(RateDecline.Name.STEP, 2, 0.5))
            .withAverageFrom(0.4);
    return Stream.of(
        plain.withOptimizer(optimizer.withAveraging(0.9).withMethod(plateau)),
        plain.withOptimizer(optimizer.withAveraging(0).withMethod(stochastic)),
        plain.withOptimizer(optimizer).withPatience(2));
  }

  private static TrainingConfig config() {
    return configs().findFirst().orElseThrow();
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Kills the run, or asks it to stop, in the middle of an epoch. */
  private static final class Interrupter implements TrainingListener {
    final int after;
    final boolean kindly;
    final List<Integer> resumedAfter = new ArrayList<>();
    private boolean now;

    Interrupter(int after, boolean kindly) {
      this.after = after;
      this.kindly = kindly;
    }

    @Override
    public void stepped(int epoch, long step, double loss) {
      now = epoch == after + 1;
      if (now && !kindly) {
        throw new Killed();
      }
    }

    @Override
    public boolean stopRequested() {
      return now;
    }

    @Override
    public void resumed(int epochs, long steps) {
      assertEquals(5L * epochs, steps);
      resumedAfter.add(epochs);
    }
  }

  /** Scores that stall now and then, so that a plateau and patience have something to see. */
  private static Validator stalling() {
    Validator loss = Validator.meanLoss(TrainerTest.bits(2, 10), 16);
    return run -> Math.ceil(loss.score(run) * 8);
  }

  private static Trainer.Result train(
      RecurrentNetwork network, TrainingConfig config, Checkpoints to, TrainingListener listener) {
    try (Workers workers = new Workers(2)) {
      Trainer trainer = new Trainer(network, config, workers, listener).checkpointing(to);
      // The source of an epoch depends on the epoch, as with windows at other offsets.
      return trainer.train(epoch -> TrainerTest.bits(50 + epoch, 40), stalling());
    }
  }

  private static Trainer.Result train(TrainingConfig config, Checkpoints to) {
    return train(NETWORK, config, to, TrainingListener.NONE);
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  @ParameterizedTest
  @MethodSource("configs")
  void resumedIsUninterruptedBitForBitAtEveryEpoch(TrainingConfig config) throws IOException {
    Checkpoints straight = Checkpoints.in(file("straight"), false);
    Trainer.Result whole = train(config, straight);
    assertSameBits(
        whole.parameters(), train(config, Checkpoints.NONE).parameters(), "without checkpoints");
    for (boolean kindly : new boolean[] {false, true}) {
      for (int after = 0; after < whole.history().size(); after++) {
        Path file = file("cut" + after + kindly);
        Interrupter cut = new Interrupter(after, kindly);
        if (kindly) {
          train(NETWORK, config, Checkpoints.in(file, false), cut);
        } else {
          assertThrows(
              Killed.class, () -> train(NETWORK, config, Checkpoints.in(file, false), cut));
        }
        Interrupter never = new Interrupter(EPOCHS, false);
        Trainer.Result resumed = train(NETWORK, config, Checkpoints.in(file, true), never);
        assertEquals(List.of(after), never.resumedAfter);
        assertSameBits(whole.parameters(), resumed.parameters(), "after epoch " + after);
        assertEquals(whole.bestEpoch(), resumed.bestEpoch());
        assertEquals(whole.history(), resumed.history());
        assertArrayEquals(Files.readAllBytes(straight.file()), Files.readAllBytes(file));
      }
    }
  }

  @Test
  void theCasesSeeAPlateauAndAnEarlyStop() {
    List<TrainingConfig> configs = configs().toList();
    OptimizerConfig first = configs.get(0).optimizer();
    TrainingConfig constant =
        configs
            .get(0)
            .withOptimizer(
                first.withMethod(
                    first.method().withDecline(RateDecline.of(RateDecline.Name.CONSTANT))));
    var reduced = train(configs.get(0), Checkpoints.NONE).history();
    var full = train(constant, Checkpoints.NONE).history();
    assertNotEquals(full.get(EPOCHS - 2), reduced.get(EPOCHS - 2), "no reduction before the last");
    assertEquals(full.get(0), reduced.get(0));
    assertTrue(train(configs.get(2), Checkpoints.NONE).history().size() < EPOCHS, "no early stop");
  }

  @Test
  void aFinishedRunTrainsNoFurther() {
    Checkpoints to = Checkpoints.in(file("done"), true);
    Trainer.Result whole = train(config(), to);
    Interrupter atOnce = new Interrupter(EPOCHS - 1, false);
    Trainer.Result again = train(NETWORK, config(), to, atOnce);
    assertEquals(List.of(EPOCHS), atOnce.resumedAfter);
    assertSameBits(whole.parameters(), again.parameters(), "parameters");
    assertEquals(whole.history(), again.history());
  }

  @Test
  void withoutAFileOrTheWishTrainingBeginsAnew() {
    Interrupter listener = new Interrupter(EPOCHS, false);
    train(NETWORK, config(), Checkpoints.in(file("new"), true), listener);
    train(NETWORK, config(), Checkpoints.in(file("new"), false), listener);
    assertEquals(List.of(), listener.resumedAfter);
  }

  private static String refused(RecurrentNetwork network, TrainingConfig config, Checkpoints from) {
    return problem(() -> train(network, config, from, TrainingListener.NONE));
  }

  private static String problem(Executable training) {
    UncheckedIOException e = assertThrows(UncheckedIOException.class, training);
    return assertInstanceOf(FormatException.class, e.getCause()).getMessage();
  }

  @Test
  void anotherNetworkConfigurationOrRunIsRefusedWithPlaceFoundAndExpected() {
    Path file = file("run.ckpt");
    train(config(), Checkpoints.in(file, false));
    Checkpoints from = Checkpoints.in(file, true);
    String other = "run.ckpt: header: /%s: checkpoint of another run: found %s, expected %s";
    RecurrentNetwork wider =
        RecurrentNetwork.of(Bidirectional.of(new GruCell(1, 5)), TrainerTest.PARITY)
            .withDropout(0.2);
    assertEquals(
        other.formatted("network/layers/0/cells/0/settings/hiddenSize", 4, 5),
        refused(wider, config(), from));
    assertEquals(
        other.formatted("network/dropout", 0.2, 0.3),
        refused(NETWORK.withDropout(0.3), config(), from));
    assertEquals(
        other.formatted("config/seed", 1, 2), refused(NETWORK, config().withSeed(2), from));
    assertEquals(
        other.formatted("config/optimizer/learningRate", 0.02, 0.01),
        refused(
            NETWORK, config().withOptimizer(config().optimizer().withLearningRate(0.01)), from));
    assertEquals(
        other.formatted("run", "null", "\"fly\""),
        refused(NETWORK, config(), from.of(new TextNode("fly"))));
  }

  @Test
  void otherAmountsOfDataAreRefused() {
    Path file = file("run.ckpt");
    train(config(), Checkpoints.in(file, false));
    try (Workers workers = new Workers(1)) {
      Trainer trainer =
          new Trainer(NETWORK, config(), workers, TrainingListener.NONE)
              .checkpointing(Checkpoints.in(file, true));
      assertEquals(
          "run.ckpt: header: /totalSteps: checkpoint of another run: found 30, expected 6",
          problem(() -> trainer.train(TrainerTest.bits(1, 8), run -> 0)));
    }
  }

  @Test
  void aDamagedCheckpointIsRefusedAndStaysAsItIs() throws IOException {
    Path file = file("run.ckpt");
    train(config(), Checkpoints.in(file, false));
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at += at < 20 ? 1 : 499) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= (byte) (1 << (at % 8));
      for (byte[] damaged : List.of(flipped, Arrays.copyOf(bytes, at))) {
        Files.write(file, damaged);
        String message = refused(NETWORK, config(), Checkpoints.in(file, true));
        assertTrue(message.startsWith("run.ckpt: byte "), message);
        assertArrayEquals(damaged, Files.readAllBytes(file));
      }
    }
  }

  @Test
  void aTrainerIsSetInPlace() {
    Path file = file("run.ckpt");
    try (Workers workers = new Workers(1)) {
      Trainer trainer = new Trainer(NETWORK, config(), workers, TrainingListener.NONE);
      assertSame(trainer, trainer.checkpointing(Checkpoints.in(file, false)));
      trainer.train(TrainerTest.bits(1, 8), run -> 0);
    }
    assertTrue(Files.exists(file));
  }

  @Test
  void goingOnFromNoFileIsRefused() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Checkpoints.in(null, true));
    assertEquals("file: expected a file to resume from, found null", e.getMessage());
  }

  @Test
  void aFileOfAnotherKindIsRefused() throws IOException {
    Path file = Files.writeString(file("run.ckpt"), "ISOCHRON and more");
    assertEquals(
        "run.ckpt: byte 0: not an Isochron checkpoint: expected the letters ISOCKPNT",
        refused(NETWORK, config(), Checkpoints.in(file, true)));
  }

  @Test
  void aFileOfAnotherKindIsNotReplaced() throws IOException {
    for (String content : List.of("ISOCHRON and more", "notes", "")) {
      Path file = Files.writeString(file("run.ckpt"), content);
      String message = refused(NETWORK, config(), Checkpoints.in(file, false));
      assertTrue(message.startsWith("run.ckpt: byte 0: "), message);
      assertTrue(message.endsWith(": expected the letters ISOCKPNT"), message);
      assertEquals(content, Files.readString(file));
    }
  }

  @Test
  void theVersionWithoutStepsIsNamed() throws IOException {
    Path file = file("run.ckpt");
    train(config(), Checkpoints.in(file, false));
    byte[] bytes = Files.readAllBytes(file);
    bytes[8] = 1;
    Files.write(file, bytes);
    assertEquals(
        "run.ckpt: byte 8: format version 1, this build reads 2",
        refused(NETWORK, config(), Checkpoints.in(file, true)));
  }

  @Test
  void eachEpochLeavesACheckpointOfItsOwn() throws IOException {
    Path file = file("run.ckpt");
    List<Integer> digests = new ArrayList<>();
    TrainingListener reader =
        new TrainingListener() {
          @Override
          public void epochEnded(EpochRecord record) {
            try {
              digests.add(Arrays.hashCode(Files.readAllBytes(file)));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    train(NETWORK, config(), Checkpoints.in(file, false), reader);
    assertEquals(EPOCHS, digests.size());
    assertNotEquals(digests.get(0), digests.get(1));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(file), left.toList(), "no temporary file is left");
    }
  }
}
