package org.isochron.core.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isochron.core.model.NetworkCases;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.Truncation;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.Test;

class TruncationBiasTest {
  private final RecurrentNetwork network =
      RecurrentNetwork.of(new LstmCell(2, 5), Head.of("y", Head.Scope.STEP, 3));
  private final double[] parameters = NetworkCases.parameters(EngineCases.random(1), network);
  private final SequenceBatch batch =
      NetworkCases.batch(EngineCases.random(2), network, 30, 40, 12);

  private TruncationBias bias(Truncation truncation, long seed) {
    try (Workers workers = new Workers(1)) {
      return TruncationBias.of(network, parameters, batch, truncation, seed, workers);
    }
  }

  @Test
  void longerWindowsAreLessBiasedAndOneOverAllIsNot() {
    double before = Double.POSITIVE_INFINITY;
    for (int window : new int[] {1, 2, 4, 8}) {
      TruncationBias bias = bias(Truncation.windows(window, 1), 0);
      assertTrue(bias.relativeNorm() < before, window + ": " + bias.relativeNorm());
      assertTrue(bias.relativeNorm() > 0, window + ": " + bias.relativeNorm());
      before = bias.relativeNorm();
    }
    assertEquals(0, bias(Truncation.windows(40), 0).relativeNorm());
    assertEquals(1, bias(Truncation.windows(40), 0).cosine(), 1e-15);
  }

  @Test
  void randomCutsAverageToNoBias() {
    int draws = 3000;
    double[] mean = new double[parameters.length];
    double[] square = new double[parameters.length];
    for (int seed = 0; seed < draws; seed++) {
      double[] bias = bias(new Truncation.Random(6, Double.POSITIVE_INFINITY), seed).bias();
      for (int i = 0; i < mean.length; i++) {
        mean[i] += bias[i] / draws;
        square[i] += bias[i] * bias[i] / draws;
      }
    }
    double[] aligned = bias(Truncation.windows(6), 0).bias();
    int biased = 0;
    for (int i = 0; i < mean.length; i++) {
      double error = Math.sqrt((square[i] - mean[i] * mean[i]) / draws) + 1e-7;
      assertTrue(Math.abs(mean[i]) < 4.5 * error, i + ": " + mean[i] + " ± " + error);
      biased += Math.abs(aligned[i]) > 4.5 * error ? 1 : 0;
    }
    assertTrue(biased > mean.length / 4, biased + " entries tell aligned windows from none");
  }

  @Test
  void gradientsOfTwoLengthsAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new TruncationBias(new double[2], new double[3]));
  }
}
