package org.isochron.core.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.isochron.core.analysis.ExplainedNetworks.Case;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.Scan;
import org.isochron.core.recurrence.State;
import org.isochron.core.recurrence.Trajectory;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkAdjointTest {
  @ParameterizedTest
  @MethodSource("org.isochron.core.analysis.ExplainedNetworks#all")
  void theLossAndItsGradientAreThoseOfTraining(Case of) {
    SequenceBatch batch = ExplainedNetworks.batch(3);
    try (Workers workers = new Workers(1)) {
      NetworkRun training = new NetworkRun(of.network(), workers);
      training.parameters(of.parameters());
      double[] gradient = new double[of.parameters().length];
      double loss = training.lossAndGradient(batch, gradient, 0);
      for (Scan scan :
          List.of(
              Scan.traced(of.network().trunk(), workers), Scan.of(of.network().trunk(), workers))) {
        NetworkAdjoint.Run run =
            new NetworkAdjoint(of.network(), of.parameters(), scan).ofLoss(batch);
        assertEquals(loss, run.value(), 1e-5 * Math.abs(loss));
        double[] found = run.gradients().parameters();
        double[] expected = Arrays.copyOf(gradient, found.length);
        assertArrayEquals(expected, found, 1e-5, run.trajectory().path());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.isochron.core.analysis.ExplainedNetworks#all")
  void theGradientOfAScoreIsItsAttributionToTheInput(Case of) {
    SequenceBatch batch = ExplainedNetworks.batch(4);
    try (Workers workers = new Workers(1)) {
      Scan scan = Scan.traced(of.network().trunk(), workers);
      NetworkAdjoint adjoint = new NetworkAdjoint(of.network(), of.parameters(), scan);
      NetworkAttribution attribution =
          new NetworkAttribution(of.network(), of.parameters(), workers);
      for (Score score : ExplainedNetworks.scores()) {
        if (!score.head().equals("input")) {
          NetworkAdjoint.Run run = adjoint.ofScore(batch, score);
          double[] inputs = run.gradients().inputs();
          double sum = 0;
          for (int n = 0; n < batch.size(); n++) {
            Attribution found = attribution.gradient(batch, Site.INPUT, score).get(n);
            sum += found.score();
            for (int i = 0; i < found.values().length; i++) {
              double expected = inputs[(i / 3 * batch.size() + n) * 3 + i % 3];
              assertEquals(expected, found.values()[i], 1e-13);
            }
          }
          assertEquals(sum, run.value(), 1e-12);
        }
      }
    }
  }

  @Test
  void theProfileOfALossAtTheEndVanishesWithTheForgetGate() {
    // Forget gates σ(−1), nothing recurrent: λ of c changes by exactly σ(−1) each step.
    RecurrentNetwork network =
        RecurrentNetwork.of(new LstmCell(3, 2), Head.of("mean", Head.Scope.SEQUENCE_LAST, 2));
    double[] parameters = new double[network.layout().size()];
    network
        .layout()
        .set(parameters, "layer0/forward/lstm/b", new double[] {0, 0, -1, -1, 1, 1, 0, 0});
    network.layout().set(parameters, "head/mean/output/w", new double[] {1, 2, 3, 5});
    SequenceBatch batch = ExplainedNetworks.batch(5);
    try (Workers workers = new Workers(1)) {
      Scan scan = Scan.traced(network.trunk(), workers);
      List<State> states = new NetworkAdjoint(network, parameters, scan).ofLoss(batch).states();
      GradientProfile profile = GradientProfile.of(network.trunk(), batch, states);
      double expected = Math.log10(1 / (1 + Math.exp(1)));
      assertEquals(expected, profile.get(0, 0, "c").rate(1, 0, 8).log10PerStep(), 1e-12);
      assertEquals(8, profile.get(0, 0, "h").rate(1).zeros());
    }
  }

  @Test
  void whatDoesNotFitIsNamed() {
    Case of = ExplainedNetworks.all().findFirst().orElseThrow();
    SequenceBatch batch = ExplainedNetworks.batch(5);
    try (Workers workers = new Workers(1)) {
      Scan other = Scan.traced(new LstmCell(3, 5), workers);
      StateMapTest.assertMessage(
          "scan: expected one of LstmCell",
          () -> new NetworkAdjoint(of.network(), of.parameters(), other));
      Scan scan = Scan.traced(of.network().trunk(), workers);
      StateMapTest.assertMessage(
          "values, found 2", () -> new NetworkAdjoint(of.network(), new double[2], scan));
      NetworkAdjoint adjoint = new NetworkAdjoint(of.network(), of.parameters(), scan);
      StateMapTest.assertMessage(
          "sequence 2: expected steps within 1, found Steps[from=3, to=4]",
          () -> adjoint.ofScore(batch, Score.logit("step", 0).at(3)));
      StateMapTest.assertMessage(
          "no head is named x", () -> adjoint.ofScore(batch, Score.logit("x", 0)));
      Trajectory run = adjoint.ofLoss(batch).trajectory();
      assertTrue(run.path().equals("traced"));
    }
  }
}
