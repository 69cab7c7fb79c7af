package org.isochron.core.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.ParameterLayout;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiniteChecksTest {
  private static final RecurrentNetwork NETWORK =
      RecurrentNetwork.of(new GruCell(1, 3), TrainerTest.PARITY);
  private static final TrainingConfig CONFIG =
      TrainingConfig.defaults().withEpochs(4).withBatchSize(10);

  @TempDir Path folder;

  private static String stopped(
      RecurrentNetwork network,
      double[] initial,
      IntFunction<SequenceSource> epochs,
      Checkpoints to) {
    try (Workers workers = new Workers(1)) {
      Trainer trainer =
          new Trainer(network, CONFIG, workers, TrainingListener.NONE).checkpointing(to);
      return assertThrows(ArithmeticException.class, () -> trainer.train(initial, epochs, run -> 0))
          .getMessage();
    }
  }

  private static SequenceSource with(double bad) {
    Sequence s = new Sequence("broken", 1, new double[] {0, 1, 1, bad});
    return SequenceSource.of(List.of(s.label("parity", -1, 1, 0, 1)));
  }

  @Test
  void dataThatAreNotFiniteStopTheRunAndTheLastGoodCheckpointIsNamedAndWhole() {
    Path file = folder.resolve("run.ckpt");
    SequenceSource good = TrainerTest.bits(1, 10);
    for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1e39}) {
      String message =
          stopped(
              NETWORK,
              NETWORK.initialParameters(1),
              epoch -> epoch < 2 ? good : with(bad),
              Checkpoints.in(file, false));
      assertEquals(
          "step 3: features of sequence broken: step 3, channel 0, from 0, is "
              + bad
              + ", expected a finite float; check the data; the last good checkpoint, after epoch"
              + " 2, is "
              + file,
          message);
    }
    try (Workers workers = new Workers(1)) {
      Trainer.Result repaired =
          new Trainer(NETWORK, CONFIG, workers, TrainingListener.NONE)
              .checkpointing(Checkpoints.in(file, true))
              .train(NETWORK.initialParameters(1), epoch -> good, run -> 0);
      assertEquals(4, repaired.history().size());
    }
  }

  @Test
  void featuresInAGapAreNotRead() {
    Sequence s = with(Double.NaN).get(0).mask(true, true, true, false);
    assertNull(FiniteChecks.features(List.of(s)));
    try (Workers workers = new Workers(1)) {
      Trainer.Result result =
          new Trainer(NETWORK, CONFIG, workers, TrainingListener.NONE)
              .train(SequenceSource.of(List.of(s)), run -> 0);
      assertEquals(4, result.history().size());
    }
    String message =
        FiniteChecks.features(List.of(with(Double.NaN).get(0).mask(true, true, false, true)));
    assertTrue(message.startsWith("features of sequence broken: step 3, "), message);
  }

  @Test
  void aLossThatIsNotFiniteStopsTheRunWithItsStep() {
    double[] initial = NETWORK.initialParameters(1);
    initial[initial.length - 1] = 1e300;
    String message = stopped(NETWORK, initial, epoch -> TrainerTest.bits(1, 10), Checkpoints.NONE);
    assertTrue(message.matches("step 1: loss (NaN|Infinity), .*"), message);
  }

  @Test
  void aGradientThatIsNotFiniteStopsTheRunWithStepAndTensor() {
    Head heavy = TrainerTest.PARITY.withWeight(1e300);
    RecurrentNetwork network = RecurrentNetwork.of(new GruCell(1, 3), heavy);
    String message =
        stopped(
            network,
            network.initialParameters(1),
            epoch -> TrainerTest.bits(1, 10),
            Checkpoints.NONE);
    assertTrue(
        message.matches(
            "step 1: loss [0-9.]+E299, gradient of layer0/forward/gru/wx is not finite; lower the"
                + " learning rate or check the data"),
        message);
  }

  @Test
  void whatIsFiniteIsPassedAndANormThatOverflowsIsNamed() {
    ParameterLayout layout = NETWORK.layout();
    double[] gradient = new double[layout.size()];
    assertNull(FiniteChecks.step(1, gradient, 0, layout));
    assertNull(FiniteChecks.features(List.of(with(3e38).get(0))));
    gradient[0] = 1e200;
    assertEquals(
        "loss 1.0, gradient finite, its norm Infinity",
        FiniteChecks.step(1, gradient, GradientTransform.norm(gradient), layout));
    gradient[gradient.length - 1] = Double.NaN;
    assertEquals(
        "loss 1.0, gradient of head/parity/output/b is not finite",
        FiniteChecks.step(1, gradient, Double.NaN, layout));
  }
}
