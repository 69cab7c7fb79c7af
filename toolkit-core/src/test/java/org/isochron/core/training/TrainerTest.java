package org.isochron.core.training;

import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.objective.Head;
import org.isochron.core.objective.Loss;
import org.isochron.core.recurrence.Bidirectional;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.EngineCases.Case;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
import org.isochron.core.sequence.SequenceSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
  static final Head PARITY = Head.of("parity", Head.Scope.STEP, 2);
  private static final OptimizerConfig FAST =
      OptimizerConfig.defaults().withLearningRate(0.02).withWeightDecay(0).withAveraging(0);

  /** Random bits, labelled by whether the last two differ; not to be had from one step alone. */
  static SequenceSource bits(long seed, int count) {
    RandomGenerator random = EngineCases.random(seed);
    List<Sequence> sequences = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      int steps = 8 + random.nextInt(10);
      double[] x = new double[steps];
      int[] labels = new int[steps];
      for (int t = 0; t < steps; t++) {
        x[t] = random.nextInt(2);
        labels[t] = t == 0 ? Sequence.IGNORE : x[t] == x[t - 1] ? 0 : 1;
      }
      sequences.add(new Sequence("bits " + n, 1, x).label("parity", labels));
    }
    return SequenceSource.of(sequences);
  }

  private static double accuracy(RecurrentNetwork network, double[] parameters) {
    SequenceSource test = bits(1000, 40);
    int right = 0;
    int all = 0;
    try (Workers workers = new Workers(1)) {
      NetworkRun run = new NetworkRun(network, workers);
      run.parameters(parameters);
      for (int n = 0; n < test.size(); n++) {
        Sequence s = test.get(n);
        float[] p = run.predictions(SequenceBatch.of(List.of(s))).get("parity")[0];
        for (int t = 1; t < s.steps(); t++) {
          right += (p[2 * t + 1] > p[2 * t] ? 1 : 0) == s.labels("parity")[t] ? 1 : 0;
          all++;
        }
      }
    }
    return (double) right / all;
  }

  private static Trainer.Result train(
      RecurrentNetwork network, TrainingConfig config, int threads, TrainingListener listener) {
    try (Workers workers = new Workers(threads)) {
      return new Trainer(network, config, workers, listener)
          .train(bits(1, 100), Validator.meanLoss(bits(2, 20), 16));
    }
  }

  static Stream<Case> cells() {
    return EngineCases.cells(1, 12).stream();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void everyCellLearnsTheParityOfTwoSteps(Case c) {
    RecurrentNetwork network = RecurrentNetwork.of(c.recurrence(), PARITY);
    TrainingConfig config = TrainingConfig.defaults().withEpochs(40).withOptimizer(FAST);
    Trainer.Result result = train(network, config, 1, TrainingListener.NONE);
    double accuracy = accuracy(network, result.parameters());
    assertTrue(accuracy >= 0.98, "accuracy " + accuracy);
  }

  @Test
  void oneSeedMakesTheSameParametersOnAnyThreads() {
    RecurrentNetwork network =
        RecurrentNetwork.of(Bidirectional.of(new GruCell(1, 6)), PARITY).withDropout(0.2);
    TrainingConfig config = TrainingConfig.defaults().withEpochs(3);
    Trainer.Result one = train(network, config, 1, TrainingListener.NONE);
    for (int threads = 1; threads <= 3; threads++) {
      Trainer.Result again = train(network, config, threads, TrainingListener.NONE);
      assertSameBits(one.parameters(), again.parameters(), threads + " threads");
      assertEquals(one.history(), again.history());
    }
    Trainer.Result other = train(network, config.withSeed(2), 1, TrainingListener.NONE);
    assertFalse(Arrays.equals(one.parameters(), other.parameters()));
  }

  /** Scores that a test sets, and the parameters that they were asked for. */
  private static final class Script implements Validator {
    final double[] scores;
    final List<Double> losses = new ArrayList<>();
    int asked;

    Script(double... scores) {
      this.scores = scores;
    }

    @Override
    public double score(NetworkRun run) {
      losses.add(run.loss(SequenceBatch.of(List.of(bits(3, 1).get(0)))));
      return scores[asked++];
    }
  }

  private static Trainer.Result scripted(Script script, TrainingConfig config) {
    RecurrentNetwork network = RecurrentNetwork.of(new GruCell(1, 4), PARITY);
    try (Workers workers = new Workers(1)) {
      Trainer.Result result =
          new Trainer(network, config, workers, TrainingListener.NONE).train(bits(1, 20), script);
      NetworkRun run = new NetworkRun(network, workers);
      run.parameters(result.parameters());
      double loss = run.loss(SequenceBatch.of(List.of(bits(3, 1).get(0))));
      assertEquals(script.losses.get(result.bestEpoch() - 1), loss, "loss of the kept parameters");
      return result;
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.9})
  void theBestEpochIsKeptAndPatienceStops(double averaging) {
    TrainingConfig config =
        TrainingConfig.defaults()
            .withEpochs(10)
            .withPatience(3)
            .withOptimizer(FAST.withAveraging(averaging));
    Script script = new Script(5, 4, 6, 3, 3, 3.5, 7, 1, 1, 1);
    Trainer.Result result = scripted(script, config);
    assertEquals(4, result.bestEpoch());
    assertEquals(7, script.asked);
    assertEquals(7, result.history().size());
    boolean[] best = {true, true, false, true, false, false, false};
    for (int i = 0; i < best.length; i++) {
      assertEquals(i + 1, result.history().get(i).epoch());
      assertEquals(script.scores[i], result.history().get(i).validationScore());
      assertEquals(best[i], result.history().get(i).best(), "best in epoch " + (i + 1));
    }
  }

  @Test
  void withoutPatienceEveryEpochRuns() {
    Script script = new Script(1, 2, 3, 4, 5);
    Trainer.Result result = scripted(script, TrainingConfig.defaults().withEpochs(5));
    assertEquals(1, result.bestEpoch());
    assertEquals(5, script.asked);
  }

  @Test
  void aScoreThatIsNoNumberStopsTraining() {
    Script script = new Script(4, Double.NaN, 3);
    TrainingConfig config = TrainingConfig.defaults().withEpochs(3);
    String message =
        assertThrows(ArithmeticException.class, () -> scripted(script, config)).getMessage();
    assertTrue(message.endsWith(": the validation score is NaN"), message);
    assertEquals(2, script.asked);
  }

  /** Counts calls; stops after a step if told to. */
  private static final class Recorder implements TrainingListener {
    final List<String> calls = new ArrayList<>();
    final long stopAfter;
    long last;

    Recorder(long stopAfter) {
      this.stopAfter = stopAfter;
    }

    @Override
    public void started(int parameters, long steps) {
      calls.add("started " + parameters + " " + steps);
    }

    @Override
    public void stepped(int epoch, long step, double loss) {
      assertTrue(loss > 0 && loss < 2, "loss " + loss);
      last = step;
      calls.add("step " + epoch + " " + step);
    }

    @Override
    public void epochEnded(EpochRecord record) {
      calls.add("epoch " + record.epoch());
    }

    @Override
    public boolean stopRequested() {
      return last == stopAfter;
    }
  }

  @Test
  void theListenerSeesEveryStepAndEpoch() {
    RecurrentNetwork network = RecurrentNetwork.of(new GruCell(1, 2), PARITY);
    Recorder recorder = new Recorder(-1);
    train(network, TrainingConfig.defaults().withEpochs(2).withBatchSize(40), 1, recorder);
    assertEquals(
        List.of(
            "started " + network.layout().size() + " 6",
            "step 1 1",
            "step 1 2",
            "step 1 3",
            "epoch 1",
            "step 2 4",
            "step 2 5",
            "step 2 6",
            "epoch 2"),
        recorder.calls);
  }

  @Test
  void aRequestedStopEndsTheRunWithWhatIsValidated() {
    RecurrentNetwork network = RecurrentNetwork.of(new GruCell(1, 2), PARITY);
    Recorder recorder = new Recorder(5);
    Trainer.Result result =
        train(network, TrainingConfig.defaults().withEpochs(9).withBatchSize(40), 1, recorder);
    assertEquals("step 2 5", recorder.calls.get(recorder.calls.size() - 2));
    assertEquals("epoch 2", recorder.calls.get(recorder.calls.size() - 1));
    assertEquals(2, result.history().size());
    List<List<Long>> steps =
        result.history().stream().map(r -> List.of(r.steps(), r.stepsOfEpoch())).toList();
    assertEquals(List.of(List.of(3L, 3L), List.of(2L, 3L)), steps);
    assertTrue(result.history().get(0).isWhole());
    assertFalse(result.history().get(1).isWhole());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void aFeatureThatIsNoNumberStopsTheRunNamingStepAndTensor(double bad) {
    RecurrentNetwork network = RecurrentNetwork.of(new GruCell(1, 4), PARITY);
    double[] x = {0, 1, bad, 1};
    Sequence broken = new Sequence("broken", 1, x).label("parity", -1, 1, 1, 0);
    TrainingConfig config = TrainingConfig.defaults().withBatchSize(1).withEpochs(2);
    try (Workers workers = new Workers(2)) {
      Trainer trainer = new Trainer(network, config, workers, TrainingListener.NONE);
      SequenceSource source = SequenceSource.of(List.of(broken));
      ArithmeticException e =
          assertThrows(ArithmeticException.class, () -> trainer.train(source, run -> 0));
      assertTrue(
          e.getMessage()
              .matches(
                  "step 1: features of sequence broken: step 2, channel 0, from 0, is [NI][a-zN]+,"
                      + " expected a finite float; check the data"),
          e.getMessage());
    }
  }

  @Test
  void epochsMayHaveOtherSequences() {
    RecurrentNetwork network = RecurrentNetwork.of(new GruCell(1, 2), PARITY);
    List<Integer> asked = new ArrayList<>();
    try (Workers workers = new Workers(1)) {
      Trainer.Result result =
          new Trainer(
                  network, TrainingConfig.defaults().withEpochs(3), workers, TrainingListener.NONE)
              .train(
                  epoch -> {
                    asked.add(epoch);
                    return bits(epoch, 47 + epoch);
                  },
                  run -> 0);
      assertEquals(List.of(0, 1, 2), asked);
      assertEquals(
          List.of(3L, 3L, 4L), result.history().stream().map(EpochRecord::stepsOfEpoch).toList());
      assertNotEquals(
          result.history().get(0).trainingLoss(), result.history().get(1).trainingLoss());
    }
  }

  @Test
  void aLaterEpochOfNothingIsRefusedWithItsNumber() {
    RecurrentNetwork network = RecurrentNetwork.of(new GruCell(1, 2), PARITY);
    Recorder recorder = new Recorder(-1);
    try (Workers workers = new Workers(1)) {
      Trainer trainer = new Trainer(network, TrainingConfig.defaults(), workers, recorder);
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> trainer.train(epoch -> bits(1, epoch == 1 ? 0 : 5), run -> 0));
      assertEquals("epoch 2: training needs at least one sequence, found none", e.getMessage());
    }
    assertEquals("epoch 1", recorder.calls.get(recorder.calls.size() - 1));
  }

  /** Sequences of which only the n-th has a label. */
  private static SequenceSource labelled(int n) {
    List<Sequence> sequences = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int label = i == n ? 1 : Sequence.IGNORE;
      sequences.add(new Sequence("s" + i, 1, new double[] {1}).label("parity", label));
    }
    return SequenceSource.of(sequences);
  }

  private static Trainer.Result oneByOne(Head head, SequenceSource source) {
    TrainingConfig config = TrainingConfig.defaults().withBatchSize(1).withEpochs(2);
    try (Workers workers = new Workers(1)) {
      RecurrentNetwork network = RecurrentNetwork.of(new GruCell(1, 2), head);
      return new Trainer(network, config, workers, TrainingListener.NONE).train(source, run -> 0);
    }
  }

  @Test
  void trainingOnNothingLabelledIsRefusedWithTheHeads() {
    String message =
        "epoch 1: expected labels of a weight above 0 for a head of [parity], found none";
    Head squared = Head.of("parity", Head.Scope.STEP, 1, Loss.squared());
    Sequence value = new Sequence("v", 1, new double[1]).target("parity", new double[1], null, 1);
    SequenceSource values = SequenceSource.of(List.of(value));
    List<Executable> trainings =
        List.of(
            () -> oneByOne(PARITY, labelled(-1)),
            () -> oneByOne(PARITY.withWeight(0), labelled(2)),
            () -> oneByOne(PARITY.withClassWeights(List.of(1.0, 0.0)), labelled(2)),
            () -> oneByOne(squared.withClassWeights(List.of(0.0)), values));
    for (Executable training : trainings) {
      assertEquals(message, assertThrows(IllegalArgumentException.class, training).getMessage());
    }
  }

  @Test
  void aBatchWithoutLabelsIsNoReasonToStop() {
    assertEquals(2, oneByOne(PARITY, labelled(3)).history().size());
  }

  @Test
  void trainingOnNothingIsRefused() {
    RecurrentNetwork network = RecurrentNetwork.of(new GruCell(1, 2), PARITY);
    SequenceSource none = SequenceSource.of(List.of());
    try (Workers workers = new Workers(1)) {
      Trainer trainer =
          new Trainer(network, TrainingConfig.defaults(), workers, TrainingListener.NONE);
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> trainer.train(none, run -> 0));
      assertEquals("training needs at least one sequence, found none", e.getMessage());
      e = assertThrows(IllegalArgumentException.class, () -> Validator.meanLoss(none, 4));
      assertEquals("validation needs at least one sequence, found none", e.getMessage());
    }
  }
}
