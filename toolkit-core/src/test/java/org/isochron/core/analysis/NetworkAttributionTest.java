package org.isochron.core.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.isochron.core.analysis.ExplainedNetworks.Case;
import org.isochron.core.autodiff.GradientCheck;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Bidirectional;
import org.isochron.core.recurrence.ElmanCell;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.Layer;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.ParameterLayout;
import org.isochron.core.recurrence.Scan;
import org.isochron.core.recurrence.Stacked;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkAttributionTest {
  private static final Workers WORKERS = new Workers(2);
  private static final String CASES = "org.isochron.core.analysis.ExplainedNetworks#all";

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  private static NetworkAttribution of(Case of) {
    return new NetworkAttribution(of.network(), of.parameters(), WORKERS);
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void logitsAreThoseOfTheFusedNetwork(Case of) {
    SequenceBatch batch = ExplainedNetworks.batch(7);
    NetworkRun run = new NetworkRun(of.network(), WORKERS);
    run.parameters(of.parameters());
    Map<String, float[][]> logits = run.logits(batch);
    for (Head head : of.network().heads()) {
      for (Site site : ExplainedNetworks.sites(of.network())) {
        List<Attribution> found = of(of).gradient(batch, site, Score.logit(head.name(), 1));
        for (int n = 0; n < batch.size(); n++) {
          double sum = 0;
          float[] z = logits.get(head.name())[n];
          for (int i = 1; i < z.length; i += head.outputs()) {
            sum += z[i];
          }
          assertEquals(sum, found.get(n).score(), 1e-5, head.name() + " " + site);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void gradientsAreCentralDifferences(Case of) {
    SequenceBatch batch = ExplainedNetworks.batch(8);
    for (Score score : ExplainedNetworks.scores()) {
      for (Site site : ExplainedNetworks.sites(of.network())) {
        ScoreAbove above = new ScoreAbove(of.network(), of.parameters(), site, score);
        List<double[]> activations = of(of).activations(batch, site);
        List<Attribution> found = of(of).gradient(batch, site, score);
        for (int n = 0; n < batch.size(); n++) {
          double[] a = activations.get(n);
          Sequence sequence = batch.get(n);
          GradientCheck check =
              GradientCheck.of(
                  score + " " + site,
                  a,
                  found.get(n).values(),
                  () -> above.scores(sequence, List.of(a))[0]);
          assertTrue(check.relativeError() < 1e-6, check.toString());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void integratedGradientsAddUp(Case of) {
    SequenceBatch batch = ExplainedNetworks.batch(9);
    List<Sequence> others = new ArrayList<>();
    for (int n = 0; n < batch.size(); n++) {
      others.add(ExplainedNetworks.batch(10).get(n));
    }
    List<Baseline> baselines =
        List.of(Baseline.zeros(), Baseline.input(0.1, -0.2, 0.3), Baseline.inputs(others));
    for (Score score : ExplainedNetworks.scores()) {
      for (Site site : ExplainedNetworks.sites(of.network())) {
        for (Baseline baseline : baselines) {
          for (PathAttribution path :
              of(of).integratedGradients(batch, site, score, baseline, Quadrature.defaults())) {
            double scale = Math.max(1, Math.abs(path.difference()));
            assertTrue(
                path.completenessError() <= 1e-6 * scale,
                score + " " + site + ": " + path.completenessError());
          }
        }
      }
    }
  }

  @Test
  void cellsWithoutAFusedKernelAreExplainedToo() {
    LstmCell projected = new LstmCell(3, 4).withPeepholes().withProjection(2);
    Case of =
        ExplainedNetworks.make(
            "traced", Stacked.of(Bidirectional.of(projected), FunctionCell.linear(4, 3)));
    SequenceBatch batch = ExplainedNetworks.batch(17);
    for (Score score : List.of(Score.logit("mean", 0), Score.margin("last", 0, 1))) {
      for (Site site : ExplainedNetworks.sites(of.network())) {
        ScoreAbove above = new ScoreAbove(of.network(), of.parameters(), site, score);
        double[] a = of(of).activations(batch, site).get(1);
        Sequence sequence = batch.get(1);
        double[] gradient = of(of).gradient(batch, site, score).get(1).values();
        GradientCheck check =
            GradientCheck.of(
                score + " " + site, a, gradient, () -> above.scores(sequence, List.of(a))[0]);
        assertTrue(check.relativeError() < 1e-6, check.toString());
        for (PathAttribution path :
            of(of)
                .integratedGradients(batch, site, score, Baseline.zeros(), Quadrature.defaults())) {
          assertTrue(path.completenessError() <= 1e-6, score + " " + site);
        }
      }
    }
  }

  @Test
  void gradientTimesInputOfALinearNetworkSumsToTheScore() {
    Stacked trunk =
        Stacked.of(
            Bidirectional.of(FunctionCell.linear(3, 4)),
            Bidirectional.of(FunctionCell.linear(8, 3)));
    RecurrentNetwork network =
        RecurrentNetwork.of(
            trunk,
            Head.of("step", Head.Scope.STEP, 2),
            Head.of("mean", Head.Scope.SEQUENCE_MEAN, 2),
            Head.of("last", Head.Scope.SEQUENCE_LAST, 2));
    // Head biases are 0 initially.
    double[] parameters = network.initialParameters(2);
    NetworkAttribution attribution = new NetworkAttribution(network, parameters, WORKERS);
    SequenceBatch batch = ExplainedNetworks.batch(11);
    List<Score> scores =
        List.of(
            Score.logit("step", 0),
            Score.margin("step", 0, 1).atLast(),
            Score.logit("mean", 1),
            Score.margin("last", 0, 1));
    for (Score score : scores) {
      for (Site site : ExplainedNetworks.sites(network)) {
        for (Attribution found : attribution.gradientTimesActivation(batch, site, score)) {
          assertEquals(found.score(), found.sum(), 1e-14 * found.steps());
          double steps = Arrays.stream(found.perStep()).sum();
          assertEquals(found.sum(), steps, 1e-14);
        }
        for (PathAttribution path :
            attribution.integratedGradients(
                batch, site, score, Baseline.zeros(), Quadrature.of(1))) {
          assertEquals(path.attribution().score(), path.difference(), 1e-15);
          assertTrue(path.completenessError() < 1e-13);
        }
      }
    }
  }

  @Test
  void integratedGradientsOfOneTanhStepAreInClosedForm() {
    // F = 2 tanh(v·x): each input has the share v_i x_i / v·x of F.
    RecurrentNetwork network =
        RecurrentNetwork.of(new ElmanCell(3, 1), Head.of("y", Head.Scope.SEQUENCE_LAST, 2));
    double[] parameters = new double[network.layout().size()];
    double[] v = {0.7, -1.2, 2};
    double[] x = {1, 0.5, 0.25};
    network.layout().set(parameters, "layer0/forward/elman/wx", v);
    network.layout().set(parameters, "head/y/output/w", new double[] {2, 0});
    double z = 0.7 - 0.6 + 0.5;
    PathAttribution path =
        new NetworkAttribution(network, parameters, WORKERS)
            .integratedGradients(
                SequenceBatch.of(List.of(new Sequence("x", 3, x))),
                Site.INPUT,
                Score.logit("y", 0),
                Baseline.zeros(),
                Quadrature.defaults())
            .get(0);
    for (int i = 0; i < 3; i++) {
      assertEquals(2 * Math.tanh(z) * v[i] * x[i] / z, path.attribution().values()[i], 1e-13);
    }
    assertEquals(16, path.nodes());
  }

  @ParameterizedTest
  @MethodSource(CASES)
  void gradientsAreThoseOfTheFusedKernels(Case of) {
    SequenceBatch batch = ExplainedNetworks.batch(12);
    ParameterLayout layout = of.network().layout();
    double[] w = layout.get(of.parameters(), "head/step/output/w");
    List<Layer> layers = of.network().trunk().layers();
    int outputs = of.network().trunk().outputSize();
    double[] dy = new double[batch.steps() * batch.size() * outputs];
    for (int row = 0; row < batch.steps() * batch.size(); row++) {
      System.arraycopy(w, outputs, dy, row * outputs, outputs);
    }
    for (int l = 0; l < layers.size(); l++) {
      Site site = new Site(l - 1);
      SubNetwork above = SubNetwork.of(of.network().trunk(), of.parameters(), l);
      List<double[]> activations = of(of).activations(batch, site);
      int size = site.features(of.network().trunk());
      List<Sequence> inputs = new ArrayList<>();
      activations.forEach(a -> inputs.add(new Sequence("a", size, a)));
      Scan scan = Scan.of(above.stack(), WORKERS);
      var run = scan.run(above.parameters(), SequenceBatch.of(inputs));
      assertTrue(run.path().startsWith("fused"), run.path());
      double[] fused = run.adjoint(dy, null).inputs();
      List<Attribution> found = of(of).gradient(batch, site, Score.logit("step", 1));
      for (int n = 0; n < batch.size(); n++) {
        double[] own = found.get(n).values();
        for (int i = 0; i < own.length; i++) {
          assertEquals(fused[(i / size * batch.size() + n) * size + i % size], own[i], 1e-5);
        }
      }
    }
  }

  @Test
  void aLayersGradientGoesUpAndNotThroughItsOwnRecurrence() {
    Case of = ExplainedNetworks.make("GRU", new GruCell(3, 4));
    SequenceBatch batch = ExplainedNetworks.batch(13);
    Score score = Score.logit("step", 0).atLast();
    Attribution top = of(of).gradient(batch, Site.layer(0), score).get(1);
    double[] w = of.network().layout().get(of.parameters(), "head/step/output/w");
    for (int t = 0; t < 9; t++) {
      for (int j = 0; j < 4; j++) {
        assertEquals(t == 8 ? w[j] : 0, top.values()[t * 4 + j], 1e-15);
      }
    }
    double[] lambda =
        new NetworkAdjoint(
                of.network(), of.parameters(), Scan.traced(of.network().trunk(), WORKERS))
            .ofScore(batch, score)
            .states()
            .get(7)
            .get(0, 0, 0);
    assertTrue(Math.abs(lambda[4]) > 1e-3);
  }

  @Test
  void batchMatesAndThreadsChangeNothing() {
    Case of = ExplainedNetworks.all().skip(3).findFirst().orElseThrow();
    SequenceBatch batch = ExplainedNetworks.batch(14);
    Score score = Score.logProbability("mean", 0);
    List<Attribution> together = of(of).gradientTimesActivation(batch, Site.layer(0), score);
    try (Workers one = new Workers(1)) {
      NetworkAttribution alone = new NetworkAttribution(of.network(), of.parameters(), one);
      for (int n = 0; n < batch.size(); n++) {
        Attribution single =
            alone
                .gradientTimesActivation(
                    SequenceBatch.of(List.of(batch.get(n))), Site.layer(0), score)
                .get(0);
        assertArrayEquals(single.values(), together.get(n).values(), 0);
        assertEquals(batch.get(n).id(), together.get(n).sequence());
        assertEquals(single.score(), together.get(n).score());
      }
    }
  }

  @Test
  void aLongPathInPiecesIsTheSame() {
    Case of = ExplainedNetworks.all().findFirst().orElseThrow();
    RandomGenerator random = EngineCases.random(15);
    double[] x = EngineCases.uniform(random, 3 * 600, 1);
    SequenceBatch batch = SequenceBatch.of(List.of(new Sequence("long", 3, x)));
    PathAttribution path =
        of(of)
            .integratedGradients(
                batch,
                Site.INPUT,
                Score.logit("step", 0).at(300),
                Baseline.zeros(),
                new Quadrature(20, 300, 1e-9))
            .get(0);
    assertTrue(path.completenessError() < 1e-6, "" + path.completenessError());
    // Nothing after the step counts.
    assertEquals(0, path.attribution().sum(301, 600));
    assertEquals(path.attribution().sum(), path.attribution().sum(0, 301), 1e-15);
    assertEquals(600, path.attribution().norms().length);
  }

  @Test
  void gaussLegendreIsExactForPolynomials() {
    for (int n : new int[] {1, 2, 3, 16, 512}) {
      Quadrature.Rule rule = Quadrature.Rule.gaussLegendre(n);
      for (int degree = 0; degree < Math.min(2 * n, 40); degree++) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
          sum += rule.weights()[i] * Math.pow(rule.nodes()[i], degree);
        }
        assertEquals(1.0 / (degree + 1), sum, 1e-13, n + " nodes, degree " + degree);
      }
    }
    assertEquals((1 - 1 / Math.sqrt(3)) / 2, Quadrature.Rule.gaussLegendre(2).nodes()[0], 1e-16);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    Case of = ExplainedNetworks.all().findFirst().orElseThrow();
    SequenceBatch batch = ExplainedNetworks.batch(16);
    NetworkAttribution on = of(of);
    Score logit = Score.logit("step", 0);
    check("expected a layer below 1, found 1", () -> on.gradient(batch, Site.layer(1), logit));
    check("expected a layer from 0, found -2", () -> Site.layer(-2));
    check(
        "expected outputs below 3, found 3",
        () -> on.gradient(batch, Site.INPUT, Score.logit("step", 3)));
    check(
        "mean: one score for the sequence",
        () -> on.gradient(batch, Site.INPUT, Score.logit("mean", 0).at(0)));
    check(
        "found one trained by SQUARED",
        () -> on.gradient(batch, Site.INPUT, Score.logProbability("last", 0)));
    check(
        "sequence 2: expected steps within 1",
        () -> on.gradient(batch, Site.INPUT, logit.over(new Score.Steps(0, 2))));
    check("found 3 to 2", () -> new Score.Steps(3, 2));
    check(
        "network reads 3 channels, batch has 2",
        () -> on.activations(EngineCases.batch(EngineCases.random(1), 2, 4), Site.layer(0)));
    check(
        "baseline: expected 4 sequences, found 1",
        () ->
            on.integratedGradients(
                batch,
                Site.INPUT,
                logit,
                Baseline.inputs(List.of(batch.get(0))),
                Quadrature.defaults()));
    check(
        "baseline of sequence 0: expected [4,3], found [4,1]",
        () ->
            on.integratedGradients(
                batch, Site.INPUT, logit, Baseline.input(1), Quadrature.defaults()));
    check("found 0, 0, 0.0", () -> Quadrature.of(0));
    check("network needs", () -> new NetworkAttribution(of.network(), new double[1], WORKERS));
  }

  private static void check(String message, Executable call) {
    StateMapTest.assertMessage(message, call);
  }
}
