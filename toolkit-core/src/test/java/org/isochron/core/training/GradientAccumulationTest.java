package org.isochron.core.training;

import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Bidirectional;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientAccumulationTest {
  private static final RecurrentNetwork NETWORK =
      RecurrentNetwork.of(
          Bidirectional.of(new GruCell(2, 5)),
          Head.of("step", Head.Scope.STEP, 3).withClassWeights(List.of(1.0, 4.0, 9.0)),
          Head.of("whole", Head.Scope.SEQUENCE_MEAN, 2).withWeight(0.5));

  /** Sequences of unequal length, some labels ignored; one sequence has no label at all. */
  private static List<Sequence> batch() {
    RandomGenerator random = EngineCases.random(11);
    List<Sequence> batch = new ArrayList<>();
    for (int n = 0; n < 13; n++) {
      int steps = 3 + random.nextInt(20);
      int[] labels = new int[steps];
      for (int t = 0; t < steps; t++) {
        labels[t] = n == 4 ? Sequence.IGNORE : random.nextInt(4) - 1;
      }
      batch.add(
          new Sequence("s" + n, 2, EngineCases.uniform(random, 2 * steps, 1))
              .label("step", labels)
              .label("whole", n % 3 - 1));
    }
    return batch;
  }

  private static double[] initial() {
    return NETWORK.initialParameters(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 13, 99})
  void microBatchesAddUpToTheGradientOfTheWhole(int parts) {
    try (Workers workers = new Workers(2)) {
      NetworkRun run = new NetworkRun(NETWORK, workers);
      run.parameters(initial());
      double[] whole = new double[NETWORK.layout().size()];
      double[] summed = new double[whole.length];
      double loss = run.lossAndGradient(SequenceBatch.of(batch()), whole, 0);
      double found = new GradientAccumulation(run, parts).lossAndGradient(batch(), summed, 0);
      assertEquals(loss, found, 1e-6 * loss);
      assertClose(NETWORK.layout(), whole, summed, 1e-5);
    }
  }

  @Test
  void theMeanOfMicroBatchMeansIsAnotherGradient() {
    List<Sequence> batch = batch();
    try (Workers workers = new Workers(1)) {
      NetworkRun run = new NetworkRun(NETWORK, workers);
      run.parameters(initial());
      double whole = run.loss(SequenceBatch.of(batch));
      double first = run.loss(SequenceBatch.of(batch.subList(0, 2)));
      double second = run.loss(SequenceBatch.of(batch.subList(2, 13)));
      double difference = Math.abs((first + second) / 2 - whole) / whole;
      assertTrue(difference > 1e-3, "differs by " + difference);
    }
  }

  @Test
  void onePartIsTheBatchItselfBitForBit() {
    try (Workers workers = new Workers(1)) {
      RecurrentNetwork dropping = NETWORK.withDropout(0.3);
      NetworkRun run = new NetworkRun(dropping, workers);
      run.parameters(initial());
      double[] whole = new double[NETWORK.layout().size()];
      double[] one = new double[whole.length];
      double loss = run.lossAndGradient(SequenceBatch.of(batch()), whole, 5);
      assertEquals(loss, new GradientAccumulation(run, 1).lossAndGradient(batch(), one, 5));
      assertSameBits(whole, one, "gradient");
    }
  }

  @Test
  void noPartIsRefused() {
    try (Workers workers = new Workers(1)) {
      NetworkRun run = new NetworkRun(NETWORK, workers);
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> new GradientAccumulation(run, 0));
      assertEquals("accumulation: expected at least 1, found 0", e.getMessage());
    }
  }
}
