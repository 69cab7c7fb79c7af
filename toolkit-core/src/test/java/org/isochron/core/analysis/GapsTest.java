package org.isochron.core.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isochron.core.analysis.ExplainedNetworks.Case;
import org.isochron.core.autodiff.GradientCheck;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Scan;
import org.isochron.core.recurrence.State;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sequences with gaps, explained: as those without them, and 0 where nothing is. */
class GapsTest {
  private static final Workers WORKERS = new Workers(2);
  private static final String CASES = "org.isochron.core.analysis.ExplainedNetworks#all";

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  private static NetworkAdjoint adjoint(Case of) {
    Scan scan = Scan.traced(of.network().trunk(), WORKERS);
    return new NetworkAdjoint(of.network(), of.parameters(), scan);
  }

  private static NetworkAttribution attribution(Case of) {
    return new NetworkAttribution(of.network(), of.parameters(), WORKERS);
  }

  /** Scores that read the same row with gaps and without: the first one, or the last. */
  private static List<Score> scores(RecurrentNetwork network) {
    List<Score> scores = new ArrayList<>();
    for (Score score : ExplainedNetworks.scores()) {
      if (network.head(score.head()).scope().isSequence()) {
        scores.add(score);
      } else {
        scores.add(score.at(0));
        scores.add(score.atLast());
      }
    }
    return scores;
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void anAttributionIsThatOfTheSequenceWithoutItsGapsAndZeroInThem(Case of) {
    SequenceBatch gaps = ExplainedNetworks.gapped(3);
    SequenceBatch closed = gaps.withoutGaps();
    NetworkAttribution on = attribution(of);
    Baseline baseline = Baseline.input(0.1, -0.2, 0.3);
    Attribution top = on.gradient(gaps, Site.INPUT, Score.logit("step", 1).atLast()).get(1);
    assertTrue(top.norms()[7] > 1e-3, "nothing is explained");
    for (Score score : scores(of.network())) {
      for (Site site : ExplainedNetworks.sites(of.network())) {
        compare(gaps, on.gradient(gaps, site, score), on.gradient(closed, site, score));
        compare(
            gaps,
            on.gradientTimesActivation(gaps, site, score),
            on.gradientTimesActivation(closed, site, score));
        compare(
            gaps,
            values(on.integratedGradients(gaps, site, score, baseline, Quadrature.of(4))),
            values(on.integratedGradients(closed, site, score, baseline, Quadrature.of(4))));
      }
    }
  }

  private static List<Attribution> values(List<PathAttribution> paths) {
    return paths.stream().map(PathAttribution::attribution).toList();
  }

  private static void compare(SequenceBatch gaps, List<Attribution> found, List<Attribution> of) {
    for (int n = 0; n < gaps.size(); n++) {
      int features = of.get(n).features();
      assertEquals(of.get(n).score(), found.get(n).score(), 0);
      assertEquals(gaps.get(n).steps(), found.get(n).steps());
      int there = 0;
      for (int t = 0; t < gaps.get(n).steps(); t++) {
        boolean present = gaps.get(n).presentOrAll()[t];
        for (int f = 0; f < features; f++) {
          double expected = present ? of.get(n).values()[there * features + f] : 0;
          assertEquals(expected, found.get(n).values()[t * features + f], 0);
        }
        there += present ? 1 : 0;
      }
    }
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void aScoreReadsTheRowsThatTheNetworkPutsInGaps(Case of) {
    SequenceBatch gaps = ExplainedNetworks.gapped(4);
    NetworkRun run = new NetworkRun(of.network(), WORKERS);
    run.parameters(of.parameters());
    Map<String, float[][]> logits = run.logits(gaps);
    for (Head head : of.network().heads()) {
      Score all = Score.logit(head.name(), 1);
      List<Score> scores = new ArrayList<>(List.of(all));
      if (!head.scope().isSequence()) {
        scores.addAll(List.of(all.at(0), all.atLast()));
      }
      for (Score score : scores) {
        double total = 0;
        List<Attribution> found = attribution(of).gradient(gaps, Site.INPUT, score);
        for (int n = 0; n < gaps.size(); n++) {
          float[] z = logits.get(head.name())[n];
          int rows = z.length / head.outputs();
          double sum = 0;
          for (int t = score.steps().first(rows); t < score.steps().end(rows); t++) {
            sum += z[t * head.outputs() + 1];
          }
          assertEquals(sum, found.get(n).score(), 1e-5, score.toString());
          total += found.get(n).score();
        }
        assertEquals(total, adjoint(of).ofScore(gaps, score).value(), 1e-12, score.toString());
      }
    }
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void gradientsOfScoresAreCentralDifferences(Case of) {
    SequenceBatch gaps = ExplainedNetworks.gapped(5);
    Sequence sequence = gaps.get(1);
    SequenceBatch one = SequenceBatch.of(List.of(sequence));
    double[] x = sequence.features();
    for (Score score : ExplainedNetworks.scores()) {
      Attribution found = attribution(of).gradient(one, Site.INPUT, score).get(0);
      for (int i = 0; i < x.length; i++) {
        double kept = x[i];
        double[] values = new double[2];
        for (int side = 0; side < 2; side++) {
          x[i] = kept + (side == 0 ? -1e-5 : 1e-5);
          values[side] = adjoint(of).ofScore(one, score).value();
        }
        x[i] = kept;
        double slope = (values[1] - values[0]) / 2e-5;
        assertEquals(slope, found.values()[i], 1e-8, score + " at " + i);
      }
      if (!of.network().head(score.head()).seesInput()) {
        double[] trunk = adjoint(of).ofScore(one, score).gradients().parameters();
        double[] p = Arrays.copyOf(of.parameters(), trunk.length);
        GradientCheck check =
            GradientCheck.of(
                score.toString(),
                p,
                trunk,
                () -> {
                  double[] all = of.parameters().clone();
                  System.arraycopy(p, 0, all, 0, p.length);
                  return adjoint(new Case(of.name(), of.network(), all))
                      .ofScore(one, score)
                      .value();
                });
        assertTrue(check.relativeError() < 1e-6, check.toString());
      }
    }
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void theLossAndItsGradientAreThoseOfTraining(Case of) {
    SequenceBatch gaps = ExplainedNetworks.gapped(6);
    NetworkRun training = new NetworkRun(of.network(), WORKERS);
    training.parameters(of.parameters());
    double[] gradient = new double[of.parameters().length];
    double loss = training.lossAndGradient(gaps, gradient, 0);
    for (Scan scan :
        List.of(
            Scan.traced(of.network().trunk(), WORKERS), Scan.of(of.network().trunk(), WORKERS))) {
      NetworkAdjoint.Run run = new NetworkAdjoint(of.network(), of.parameters(), scan).ofLoss(gaps);
      assertEquals(loss, run.value(), 1e-5 * Math.abs(loss));
      double[] found = run.gradients().parameters();
      double[] expected = Arrays.copyOf(gradient, found.length);
      assertArrayEquals(expected, found, 1e-5, run.trajectory().path());
    }
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void integratedGradientsAddUp(Case of) {
    SequenceBatch gaps = ExplainedNetworks.gapped(7);
    List<Sequence> others = new ArrayList<>();
    for (int n = 0; n < gaps.size(); n++) {
      others.add(ExplainedNetworks.batch(8).get(n));
    }
    for (Score score : ExplainedNetworks.scores()) {
      for (Site site : ExplainedNetworks.sites(of.network())) {
        for (Baseline baseline : List.of(Baseline.zeros(), Baseline.inputs(others))) {
          for (PathAttribution path :
              attribution(of)
                  .integratedGradients(gaps, site, score, baseline, Quadrature.defaults())) {
            double scale = Math.max(1, Math.abs(path.difference()));
            assertTrue(
                path.completenessError() <= 1e-6 * scale,
                score + " " + site + ": " + path.completenessError());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void aProfileIsThatWithoutTheGapsAndRepeatsInThem(Case of) {
    SequenceBatch gaps = ExplainedNetworks.gapped(9);
    SequenceBatch closed = gaps.withoutGaps();
    GradientProfile found = profile(of, gaps);
    GradientProfile expected = profile(of, closed);
    for (int i = 0; i < expected.series().size(); i++) {
      GradientProfile.Series own = found.series().get(i);
      GradientProfile.Series like = expected.series().get(i);
      for (int n = 0; n < gaps.size(); n++) {
        boolean[] present = gaps.get(n).presentOrAll();
        int there = 0;
        for (int t = 0; t < present.length; t++) {
          if (present[t]) {
            assertEquals(like.norms().get(n)[there++], own.norms().get(n)[t], 1e-13);
          }
        }
        GradientProfile.Rate rate = like.rate(n);
        assertEquals(rate.log10PerStep(), own.rate(n).log10PerStep(), 1e-9, own.toString());
        assertEquals(rate.steps(), own.rate(n).steps());
        assertEquals(rate.zeros(), own.rate(n).zeros());
      }
    }
    int direction = of.network().trunk().layers().get(0).directions().get(0);
    double[] norms = found.get(0, direction, "h").norms().get(1);
    int before = direction == 0 ? 3 : 5;
    assertEquals(norms[before], norms[4], 0, "a gap keeps the state of the step before it");
  }

  private static GradientProfile profile(Case of, SequenceBatch batch) {
    List<State> states = adjoint(of).ofLoss(batch).states();
    return GradientProfile.of(of.network().trunk(), batch, states);
  }

  @Test
  void activationsOfALayerAreThoseOfAScan() {
    Case of = ExplainedNetworks.all().skip(2).findFirst().orElseThrow();
    SequenceBatch gaps = ExplainedNetworks.gapped(10);
    int size = of.network().trunk().outputSize();
    int parameters = SubNetwork.of(of.network().trunk(), of.parameters(), 0).parameters().length;
    double[] trunk = Arrays.copyOf(of.parameters(), parameters);
    double[] y = Scan.traced(of.network().trunk(), WORKERS).run(trunk, gaps).outputs();
    double[] found = attribution(of).activations(gaps, Site.layer(1)).get(1);
    for (int i = 0; i < found.length; i++) {
      assertEquals(y[(i / size * gaps.size() + 1) * size + i % size], found[i], 0);
    }
  }

  @Test
  void aBaselineWithOtherGapsIsRefused() {
    Case of = ExplainedNetworks.all().findFirst().orElseThrow();
    Sequence sequence = ExplainedNetworks.gapped(11).get(3);
    Sequence other = new Sequence("other", 3, new double[21]).mask(new boolean[7]);
    StateMapTest.assertMessage(
        "baseline of sequence 3: expected its gaps, for a path leads from step to step, found"
            + " others in other",
        () ->
            attribution(of)
                .integratedGradients(
                    SequenceBatch.of(List.of(sequence)),
                    Site.INPUT,
                    Score.logit("step", 0).at(0),
                    Baseline.inputs(List.of(other)),
                    Quadrature.defaults()));
  }
}
