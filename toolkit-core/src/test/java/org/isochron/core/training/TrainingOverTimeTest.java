package org.isochron.core.training;

import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isochron.core.io.FormatException;
import org.isochron.core.kernel.KernelProvider;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.MemoryPolicy;
import org.isochron.core.recurrence.MguCell;
import org.isochron.core.recurrence.Stacked;
import org.isochron.core.recurrence.Truncation;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
import org.isochron.core.sequence.SequenceSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Memory policy and truncation of a training. */
class TrainingOverTimeTest {
  private static final RecurrentNetwork NETWORK =
      RecurrentNetwork.of(Stacked.of(new GruCell(1, 4), new MguCell(4, 3)), TrainerTest.PARITY)
          .withDropout(0.2);
  private static final TrainingConfig CONFIG =
      TrainingConfig.defaults()
          .withEpochs(2)
          .withBatchSize(8)
          .withOptimizer(OptimizerConfig.defaults().withLearningRate(0.02).withAveraging(0));
  private static final Truncation WINDOWS =
      Truncation.windows(5, 2).withStarts(Truncation.Starts.RANDOM);

  private final SequenceSource data = TrainerTest.bits(1, 20);

  @TempDir Path folder;

  private Trainer.Result train(MemoryPolicy policy, Truncation truncation) {
    try (Workers workers = new Workers(2)) {
      return new Trainer(NETWORK, CONFIG, workers, TrainingListener.NONE)
          .keeping(policy)
          .truncating(truncation)
          .train(data, run -> 0);
    }
  }

  static List<Truncation> truncations() {
    return List.of(Truncation.none(), WINDOWS, Truncation.windows(4).withoutCarry());
  }

  @ParameterizedTest
  @MethodSource("truncations")
  void aMemoryPolicyChangesNoBitOfATraining(Truncation truncation) {
    Trainer.Result all = train(MemoryPolicy.keepAll(), truncation);
    for (MemoryPolicy policy : List.of(MemoryPolicy.everyNth(3), MemoryPolicy.revolve(2))) {
      Trainer.Result some = train(policy, truncation);
      assertSameBits(all.parameters(), some.parameters(), policy.toString());
      assertEquals(all.history(), some.history());
    }
  }

  /** One epoch by hand: the steps of a run, and the optimizer on its gradients. */
  private double[] byHand(Truncation truncation) {
    TrainingConfig config = CONFIG.withEpochs(1);
    long seed = config.seed();
    int steps = (data.size() + config.batchSize() - 1) / config.batchSize();
    try (Workers workers = new Workers(1)) {
      NetworkRun run = new NetworkRun(NETWORK, workers);
      run.truncation(truncation);
      double[] initial = NETWORK.initialParameters(Seeds.of(seed, "parameters"));
      TrainingState state = new TrainingState(initial, config.optimizer(), steps, 1);
      int[] order = Seeds.permutation(data.size(), Seeds.random(seed, "shuffle 0"));
      double[] gradient = new double[initial.length];
      for (int step = 0; step < steps; step++) {
        int end = Math.min(order.length, (step + 1) * config.batchSize());
        List<Sequence> batch =
            IntStream.range(step * config.batchSize(), end)
                .mapToObj(i -> data.get(order[i]))
                .toList();
        run.parameters(state.parameters);
        run.lossAndGradient(SequenceBatch.of(batch), gradient, Seeds.of(seed, "dropout " + step));
        state.optimizer.apply(gradient, state.parameters);
        state.move(gradient);
      }
      return state.parameters;
    }
  }

  @ParameterizedTest
  @MethodSource("truncations")
  void aTruncatedTrainingTakesTheTruncatedGradients(Truncation truncation) {
    try (Workers workers = new Workers(2)) {
      Trainer.Result result =
          new Trainer(NETWORK, CONFIG.withEpochs(1), workers, TrainingListener.NONE)
              .truncating(truncation)
              .train(data, run -> 0);
      assertSameBits(byHand(truncation), result.parameters(), truncation.toString());
    }
  }

  @Test
  void everyTruncationIsATrainingOfItsOwn() {
    List<double[]> trained =
        truncations().stream().map(t -> train(MemoryPolicy.keepAll(), t).parameters()).toList();
    for (int i = 0; i < trained.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertFalse(Arrays.equals(trained.get(i), trained.get(j)), i + " and " + j);
      }
    }
  }

  private Trainer.Result checkpointed(Truncation truncation, int epochs, boolean resume) {
    TrainingListener stopper =
        new TrainingListener() {
          private int now;

          @Override
          public void stepped(int epoch, long step, double loss) {
            now = epoch;
          }

          @Override
          public boolean stopRequested() {
            return now > epochs;
          }
        };
    try (Workers workers = new Workers(1)) {
      return new Trainer(NETWORK, CONFIG, workers, stopper)
          .truncating(truncation)
          .checkpointing(Checkpoints.in(folder.resolve("run.ckpt"), resume))
          .train(data, run -> 0);
    }
  }

  @Test
  void aTruncatedTrainingThatGoesOnEndsWithTheSameBits() {
    Trainer.Result whole = train(MemoryPolicy.keepAll(), WINDOWS);
    checkpointed(WINDOWS, 1, false);
    Trainer.Result resumed = checkpointed(WINDOWS, 2, true);
    assertSameBits(whole.parameters(), resumed.parameters(), "resumed");
    assertEquals(whole.history(), resumed.history());
  }

  private String refused(Truncation truncation) {
    UncheckedIOException e =
        assertThrows(UncheckedIOException.class, () -> checkpointed(truncation, 2, true));
    return assertInstanceOf(FormatException.class, e.getCause()).getMessage();
  }

  @Test
  void aCheckpointOfAnotherTruncationIsRefusedAndBothAreNamed() {
    String other = "run.ckpt: header: /run%s: checkpoint of another run: found %s, expected %s";
    String windows = "Windows[window=5, stride=2, starts=RANDOM, carries=true]";
    String random = "Random[meanLength=6.0, alpha=4.0]";
    checkpointed(WINDOWS, 1, false);
    assertEquals(
        other.formatted("/truncation", '"' + windows + '"', '"' + random + '"'),
        refused(new Truncation.Random(6, 4)));
    String identity = "{\"run\":null,\"truncation\":\"" + windows + "\"}";
    assertEquals(other.formatted("", identity, "null"), refused(Truncation.none()));
    checkpointed(Truncation.none(), 1, false);
    assertEquals(other.formatted("", "null", identity), refused(WINDOWS));
  }

  @Test
  void theResultSaysWhichPathsTheCellsTook() {
    String path = train(MemoryPolicy.keepAll(), Truncation.none()).path();
    assertEquals("fused " + KernelProvider.kernels().name() + ", traced", path);
  }
}
