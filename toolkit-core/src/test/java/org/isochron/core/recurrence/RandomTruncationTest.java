package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.EngineCases.random;
import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ARTBP as Tallec and Ollivier 2017 (arXiv 1705.08209) have it: c_t = (α − 1)/((α − 2)L_0 + δ). */
class RandomTruncationTest {
  @Test
  void probabilitiesOfACutAreThoseOfThePaper() {
    Truncation.Random truncation = new Truncation.Random(50, 4);
    assertEquals(3.0 / 101, truncation.cut(1), 1e-16);
    assertEquals(3.0 / 150, truncation.cut(50), 1e-16);
    assertEquals(5.0 / 48, new Truncation.Random(10, 6).cut(8), 1e-16);
    assertEquals(0.1, new Truncation.Random(10, Double.POSITIVE_INFINITY).cut(8), 1e-16);
  }

  @ParameterizedTest
  @CsvSource({"50,4", "16,4", "16,6", "5,3.5", "10,Infinity"})
  void piecesHaveTheLengthOnAverage(double length, double alpha) {
    Truncation.Random truncation = new Truncation.Random(length, alpha);
    double mean = 0;
    double longer = 1;
    int most = 2_000_000;
    for (int n = 1; n <= most; n++) {
      mean += longer;
      longer *= 1 - truncation.cut(n);
    }
    // The steps that are left to a piece of n: L_0 + n/(α − 2) on average.
    mean += longer * (length + most / (alpha - 2));
    assertEquals(length, mean, 1e-9 * length);
  }

  @ParameterizedTest
  @CsvSource({"20,4", "8,6", "10,Infinity"})
  void drawnPiecesAreAsLongAsTheFormulaSays(double length, double alpha) {
    Truncation.Random truncation = new Truncation.Random(length, alpha);
    double[] factors = new double[1_000_000];
    truncation.fill(factors, random(17));
    List<Integer> lengths = new ArrayList<>();
    int begin = 0;
    for (int t = 1; t < factors.length; t++) {
      if (factors[t] == 0) {
        lengths.add(t - begin);
        begin = t;
      }
    }
    int count = lengths.size();
    double mean = lengths.stream().mapToInt(n -> n).average().orElseThrow();
    double square = lengths.stream().mapToDouble(n -> (double) n * n).average().orElseThrow();
    assertEquals(length, mean, 4 * Math.sqrt((square - mean * mean) / count));
    double longer = 1;
    for (int n = 1; n <= 100; n++) {
      int least = n;
      double share = (double) lengths.stream().filter(l -> l >= least).count() / count;
      double error = Math.sqrt(longer * (1 - longer) / count);
      assertEquals(longer, share, 4.5 * error, "at least " + n);
      longer *= 1 - truncation.cut(n);
    }
  }

  @ParameterizedTest
  @CsvSource({"3,4", "2,6", "3,Infinity"})
  void theMeanGradientOverAllCutsIsTheFullOne(double length, double alpha) {
    Truncation.Random truncation = new Truncation.Random(length, alpha);
    Recurrence r = Stacked.of(new LstmCell(2, 3), new GruCell(3, 2));
    RandomGenerator random = random(5);
    double[] parameters = EngineCases.parameters(random, r);
    int steps = 6;
    SequenceBatch batch = EngineCases.batch(random, 2, steps);
    double[] dy = EngineCases.cotangents(random, r, batch);
    State initial = EngineCases.state(random, r, 1);
    try (Workers workers = new Workers(1)) {
      Scan traced = Scan.traced(r, workers);
      Scan fused = Scan.of(r, workers);
      double[] expected = traced.run(parameters, batch, initial).adjoint(dy, null).parameters();
      double[] mean = new double[expected.length];
      double[] fusedMean = new double[expected.length];
      double total = 0;
      Set<List<Double>> seen = new HashSet<>();
      for (int seed = 0; seen.size() < 1 << (steps - 1); seed++) {
        // The cuts that a run with this seed makes; each pattern is taken once.
        double[] factors = new double[steps];
        truncation.fill(factors, new SplittableRandom(Dropout.key(seed, 0xFFFF, 0, 0)));
        if (seen.add(Arrays.stream(factors).boxed().toList())) {
          double p = probability(truncation, factors);
          total += p;
          add(
              mean,
              p,
              gradient(traced.withTruncation(truncation, seed), parameters, batch, dy, initial));
          add(
              fusedMean,
              p,
              gradient(fused.withTruncation(truncation, seed), parameters, batch, dy, initial));
        }
        assertTrue(seed < 100_000, "some cuts were not drawn");
      }
      assertEquals(1, total, 1e-14);
      assertClose(expected, mean, 1e-12, "traced");
      assertClose(expected, fusedMean, 1e-5, "fused");
    }
  }

  private static double[] gradient(
      Scan scan, double[] parameters, SequenceBatch batch, double[] dy, State initial) {
    return scan.run(parameters, batch, initial).adjoint(dy, null).parameters();
  }

  private static void add(double[] sum, double weight, double... values) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * values[i];
    }
  }

  private static double probability(Truncation.Random truncation, double... factors) {
    double p = 1;
    int since = 1;
    for (int t = 1; t < factors.length; t++) {
      double c = truncation.cut(since);
      boolean cut = factors[t] == 0;
      assertEquals(cut ? 0 : 1 / (1 - c), factors[t], 1e-15 * factors[t]);
      p *= cut ? c : 1 - c;
      since = cut ? 1 : since + 1;
    }
    return p;
  }
}
