package org.isochron.core.model;

import static org.isochron.core.recurrence.EngineCases.random;
import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Bidirectional;
import org.isochron.core.recurrence.CentralDifferences;
import org.isochron.core.recurrence.Dropout;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.EngineCases.Case;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.Reversed;
import org.isochron.core.recurrence.Stacked;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Objective and gradient of whole networks against a reference in double. */
class NetworkGradientTest {
  private static final double TOLERANCE = 1e-5;
  private static final int[] LENGTHS = {5, 1, 7, 4, 6};
  private static final long DROPOUT_SEED = 77;

  static Stream<Head> heads() {
    return NetworkCases.heads().stream();
  }

  private static void check(RecurrentNetwork network, long seed) {
    RandomGenerator random = random(seed);
    double[] parameters = NetworkCases.parameters(random, network);
    SequenceBatch batch = NetworkCases.batch(random, network, LENGTHS);
    ReferenceNetwork reference = new ReferenceNetwork(network, parameters, DROPOUT_SEED);
    double[] expected = CentralDifferences.gradient(parameters, () -> reference.loss(batch));
    double[] found = new double[parameters.length];
    java.util.Arrays.fill(found, Double.NaN);
    try (Workers workers = new Workers(1)) {
      NetworkRun run = new NetworkRun(network, workers);
      run.parameters(parameters);
      double loss = run.lossAndGradient(batch, found, DROPOUT_SEED);
      assertEquals(reference.loss(batch), loss, 1e-6 * Math.abs(loss), "loss");
      assertClose(network.layout(), expected, found, TOLERANCE);
      if (network.dropout().rate() == 0) {
        assertEquals(loss, run.loss(batch), "loss without gradient");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("heads")
  void eachHeadHasTheGradientOfItsLoss(Head head) {
    check(RecurrentNetwork.of(Bidirectional.of(new GruCell(3, 5)), head), 41);
  }

  @ParameterizedTest
  @MethodSource("org.isochron.core.recurrence.EngineCases#small")
  void headsTogetherHaveTheGradientOfTheWeightedSum(Case c) {
    check(NetworkCases.allHeads(c.recurrence()), 42);
  }

  @Test
  void aTrunkWiderThanItsInputFeedsEveryHead() {
    EngineCases.all(9, 11).stream()
        .filter(c -> c.name().equals("LSTM"))
        .forEach(c -> check(NetworkCases.allHeads(c.recurrence()), 43));
  }

  @Test
  void dropoutMasksEnterTheGradientWhereTheyEnteredTheLoss() {
    Stacked trunk =
        Stacked.of(Bidirectional.of(new GruCell(3, 5)), Bidirectional.of(new GruCell(10, 4)));
    Recurrence turned = new Reversed(Stacked.of(new GruCell(3, 5), new LstmCell(5, 4)));
    List<Head> heads = NetworkCases.heads();
    check(new RecurrentNetwork(trunk, heads, new Dropout(0.4)), 44);
    check(new RecurrentNetwork(turned, heads, new Dropout(0.4)), 44);
  }
}
