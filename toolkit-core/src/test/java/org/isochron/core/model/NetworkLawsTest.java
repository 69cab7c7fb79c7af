package org.isochron.core.model;

import static org.isochron.core.recurrence.EngineCases.random;
import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.isochron.core.objective.Head;
import org.isochron.core.objective.Loss;
import org.isochron.core.objective.LossCases;
import org.isochron.core.recurrence.Dropout;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not change objective, gradient and probabilities, and what changes them linearly. */
class NetworkLawsTest {
  private static final int[] LENGTHS = {9, 1, 14, 9, 3, 22, 7, 7, 2, 30, 11, 5, 9, 1, 18, 4, 6, 8};

  private final RecurrentNetwork network = NetworkCases.lstm();
  private final RandomGenerator random = random(51);
  private final double[] parameters = NetworkCases.parameters(random, network);
  private final SequenceBatch batch = NetworkCases.batch(random, network, LENGTHS);

  /** The gradient, and behind it the loss. */
  private double[] lossAndGradient(RecurrentNetwork what, SequenceBatch on, int threads) {
    try (Workers workers = new Workers(threads)) {
      NetworkRun run = new NetworkRun(what, workers);
      run.parameters(parameters);
      double[] gradient = new double[parameters.length];
      double loss = run.lossAndGradient(on, gradient, 5);
      double[] both = Arrays.copyOf(gradient, gradient.length + 1);
      both[gradient.length] = loss;
      return both;
    }
  }

  private Map<String, float[][]> probabilities(SequenceBatch on, int threads) {
    try (Workers workers = new Workers(threads)) {
      NetworkRun run = new NetworkRun(network, workers);
      run.parameters(parameters);
      return run.predictions(on);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3})
  void threadsChangeNoBitWithAndWithoutDropout(double rate) {
    RecurrentNetwork dropped = network.withDropout(rate);
    double[] one = lossAndGradient(dropped, batch, 1);
    assertSameBits(one, lossAndGradient(dropped, batch, 2), "2 threads");
    assertSameBits(one, lossAndGradient(dropped, batch, 3), "3 threads");
  }

  @Test
  void probabilitiesDependOnTheSequenceAlone() {
    Map<String, float[][]> together = probabilities(batch, 1);
    Map<String, float[][]> threaded = probabilities(batch, 3);
    for (int n = 0; n < batch.size(); n++) {
      Map<String, float[][]> alone = probabilities(SequenceBatch.of(List.of(batch.get(n))), 1);
      for (Head head : network.heads()) {
        float[] expected = alone.get(head.name())[0];
        int rows = head.answers(LENGTHS[n]);
        assertEquals(rows * head.labels(), expected.length);
        assertSameBits(expected, together.get(head.name())[n], head.name() + " of " + n);
        assertSameBits(expected, threaded.get(head.name())[n], head.name() + ", 3 threads");
        for (int row = 0; !head.loss().takesValues() && row < rows; row++) {
          double sum = 0;
          for (int k = 0; k < head.labels(); k++) {
            sum += expected[row * head.labels() + k];
          }
          assertEquals(1, sum, 1e-6, "sum of probabilities");
        }
      }
    }
  }

  @Test
  void memoryOfEarlierBatchesChangesNoBit() {
    double[] expected = lossAndGradient(network, batch, 1);
    try (Workers workers = new Workers(1)) {
      NetworkRun run = new NetworkRun(network, workers);
      double[] other = NetworkCases.parameters(random(1), network);
      double[] gradient = new double[parameters.length];
      for (int[] lengths : new int[][] {{40, 3}, {2}, new int[33]}) {
        Arrays.setAll(lengths, i -> Math.max(lengths[i], 1 + i));
        run.parameters(other);
        run.lossAndGradient(NetworkCases.batch(random(2), network, lengths), gradient, 1);
      }
      run.parameters(parameters);
      double loss = run.lossAndGradient(batch, gradient, 5);
      assertSameBits(Arrays.copyOf(expected, gradient.length), gradient, "gradient");
      assertEquals(expected[gradient.length], loss);
    }
  }

  @Test
  void theGradientIsLinearInTheHeadWeights() {
    List<Head> heads = network.heads();
    double[] sum = new double[parameters.length + 1];
    for (int i = 0; i < heads.size(); i++) {
      List<Head> one = new ArrayList<>();
      for (int k = 0; k < heads.size(); k++) {
        one.add(heads.get(k).withWeight(k == i ? 1 : 0));
      }
      double[] part =
          lossAndGradient(new RecurrentNetwork(network.trunk(), one, new Dropout(0)), batch, 1);
      for (int k = 0; k < sum.length; k++) {
        sum[k] += heads.get(i).weight() * part[k];
      }
    }
    double[] found = lossAndGradient(network, batch, 1);
    int size = parameters.length;
    assertClose(network.layout(), Arrays.copyOf(sum, size), Arrays.copyOf(found, size), 1e-5);
    assertEquals(sum[size], found[size], 1e-12 * sum[size]);
  }

  @Test
  void aHeadOfWeightZeroTeachesTheTrunkNothing() {
    List<Head> silent = network.heads().stream().map(h -> h.withWeight(0)).toList();
    double[] found =
        lossAndGradient(new RecurrentNetwork(network.trunk(), silent, new Dropout(0)), batch, 1);
    for (double g : found) {
      assertEquals(0, g);
    }
  }

  @Test
  void ignoredStepsChangeNothingWhateverTheyHold() {
    RecurrentNetwork causal =
        RecurrentNetwork.of(
            new org.isochron.core.recurrence.GruCell(3, 5), Head.of("step", Head.Scope.STEP, 3));
    double[] p = NetworkCases.parameters(random(3), causal);
    double[] x = NetworkCases.batch(random(4), causal, 6).get(0).features();
    int[] labels = {0, 2, 1, 1};
    Sequence whole =
        new Sequence("whole", 3, x).label("step", 0, 2, 1, 1, Sequence.IGNORE, Sequence.IGNORE);
    Sequence cut = new Sequence("cut", 3, Arrays.copyOf(x, 12)).label("step", labels);
    try (Workers workers = new Workers(1)) {
      NetworkRun run = new NetworkRun(causal, workers);
      run.parameters(p);
      double[] expected = new double[p.length];
      double[] found = new double[p.length];
      double loss = run.lossAndGradient(SequenceBatch.of(List.of(cut)), expected, 0);
      assertEquals(loss, run.lossAndGradient(SequenceBatch.of(List.of(whole)), found, 0));
      assertSameBits(expected, found, "gradient");
    }
  }

  @Test
  void aBatchOfIgnoredLabelsHasNoLossAndNoGradient() {
    RecurrentNetwork one =
        RecurrentNetwork.of(network.trunk(), Head.of("last", Head.Scope.SEQUENCE_LAST, 2));
    Sequence s = new Sequence("s", 3, new double[12]).label("last", Sequence.IGNORE);
    try (Workers workers = new Workers(1)) {
      NetworkRun run = new NetworkRun(one, workers);
      double[] p = NetworkCases.parameters(random(3), one);
      double[] gradient = new double[p.length];
      run.parameters(p);
      assertEquals(0, run.lossAndGradient(SequenceBatch.of(List.of(s)), gradient, 0));
      assertSameBits(new double[p.length], gradient, "gradient");
    }
  }

  @Test
  void classWeightsScaleTheirClassAndOnlyTheirRatioCounts() {
    List<Head> doubled =
        network.heads().stream()
            .map(h -> h.loss().takesClasses() ? h.withClassWeights(twice(h.classWeights())) : h)
            .toList();
    double[] expected = lossAndGradient(network, batch, 1);
    double[] found =
        lossAndGradient(new RecurrentNetwork(network.trunk(), doubled, new Dropout(0)), batch, 1);
    int size = parameters.length;
    assertClose(network.layout(), Arrays.copyOf(expected, size), Arrays.copyOf(found, size), 1e-6);
    assertEquals(expected[size], found[size], 1e-12);
    List<Head> even =
        network.heads().stream()
            .map(h -> h.withClassWeights(Collections.nCopies(h.outputs(), 1.0)))
            .toList();
    double[] other =
        lossAndGradient(new RecurrentNetwork(network.trunk(), even, new Dropout(0)), batch, 1);
    assertTrue(Math.abs(other[size] - expected[size]) > 1e-3, "class weights had no effect");
  }

  private static List<Double> twice(List<Double> weights) {
    return weights.stream().map(w -> 2 * w).toList();
  }

  @Test
  void theHeadsGradientsAddUpToTheObjectives() {
    try (Workers workers = new Workers(2)) {
      RecurrentNetwork dropped = network.withDropout(0.3);
      NetworkRun run = new NetworkRun(dropped, workers);
      run.parameters(parameters);
      HeadGradients parts = run.headGradients(batch, 5);
      double[] whole = new double[parameters.length];
      double loss = run.lossAndGradient(batch, whole, 5);
      double[] sum = new double[parts.gradients().get(0).length];
      for (double[] part : parts.gradients()) {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += part[i];
        }
      }
      assertEquals(loss, parts.losses().stream().mapToDouble(Double::doubleValue).sum(), 1e-9);
      assertTrue(sum.length < whole.length && sum.length > 0, "heads have parameters of their own");
      double largest = Arrays.stream(whole).map(Math::abs).max().orElseThrow();
      for (int i = 0; i < sum.length; i++) {
        assertEquals(whole[i], sum[i], 1e-5 * largest, "entry " + i);
      }
      assertEquals(1, parts.cosine(0, 0), 1e-12);
      assertTrue(Math.abs(parts.cosine(0, 1)) < 0.999, "cosine " + parts.cosine(0, 1));
    }
  }

  @Test
  void dropoutChangesWithTheSeedAndIsOffOutsideTraining() {
    RecurrentNetwork dropped = network.withDropout(0.5);
    try (Workers workers = new Workers(1)) {
      NetworkRun run = new NetworkRun(dropped, workers);
      run.parameters(parameters);
      double[] gradient = new double[parameters.length];
      double first = run.lossAndGradient(batch, gradient, 1);
      assertNotEquals(first, run.lossAndGradient(batch, gradient, 2));
      assertEquals(first, run.lossAndGradient(batch, gradient, 1));
      NetworkRun plain = new NetworkRun(network, workers);
      plain.parameters(parameters);
      assertEquals(plain.loss(batch), run.loss(batch));
    }
  }

  @Test
  void whoChangesTheVectorAfterwardsChangesNoRun() {
    Head head = Head.of("chain", Head.Scope.STEP, 3, Loss.chain(LossCases.chain()));
    RecurrentNetwork chain = RecurrentNetwork.of(new GruCell(1, 4), head);
    double[] mine = NetworkCases.parameters(random, chain);
    List<Sequence> sequences = new ArrayList<>();
    for (int n = 0; n < 40; n++) {
      sequences.add(LossCases.labelled(random, head, 9));
    }
    try (Workers workers = new Workers(1)) {
      NetworkRun run = new NetworkRun(chain, workers);
      run.parameters(mine);
      double expected = run.loss(SequenceBatch.of(sequences));
      NetworkRun other = new NetworkRun(chain, workers);
      other.parameters(mine);
      Arrays.fill(mine, 7);
      assertEquals(expected, other.loss(SequenceBatch.of(sequences)));
    }
  }
}
