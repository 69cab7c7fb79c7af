package org.isochron.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LossCurvesTest {
  private static final double[] DOWN = {3, 2, 1};
  private static final double[] VALLEY = {3, 1.5, 2};

  private static Figure figure(LossCurves curves) {
    return curves.figure(Examples.label("loss"));
  }

  @Test
  void bothCurvesStandInTheLegendAndOnTheAxes() {
    List<String> texts = Xml.texts(figure(LossCurves.of(DOWN, VALLEY).withLossName("loss (nats)")));
    assertTrue(
        texts.containsAll(List.of("training loss", "validation loss", "epoch", "loss (nats)")),
        texts::toString);
  }

  @Test
  void theBestEpochIsThatOfLeastValidationLoss() {
    assertTrue(Xml.texts(figure(LossCurves.of(DOWN, VALLEY))).contains("best: epoch 2"));
    assertTrue(
        Xml.texts(figure(LossCurves.of(DOWN, VALLEY).withBestEpoch(3))).contains("best: epoch 3"));
  }

  @Test
  void withoutValidationThereIsNoBestEpoch() {
    String texts = Xml.texts(figure(LossCurves.ofTraining(DOWN))).toString();
    assertFalse(texts.contains("best"), texts);
    assertFalse(texts.contains("validation"), texts);
  }

  @Test
  void aMetricGetsTheRightAxis() {
    double[] accuracy = {0.1, 0.5, 0.9};
    Figure figure = figure(LossCurves.of(DOWN, VALLEY).withMetric("top-k", accuracy));
    List<String> texts = Xml.texts(figure);
    assertTrue(texts.contains("top-k"), texts::toString);
    assertTrue(texts.contains("top-k (right axis)"), texts::toString);
    assertEquals(2, Xml.with(figure, "path", "stroke", "#009e73").size(), "curve and legend line");
  }

  @Test
  void aSingleEpochIsAPoint() {
    Figure figure = figure(LossCurves.ofTraining(new double[] {0.7}));
    assertEquals(1, Xml.with(figure, "path", "fill", "#0072b2").size());
  }

  @Test
  void aLossThatStandsStillIsDrawn() {
    for (double level : new double[] {0, 1e-9, 5, -3, 1e12}) {
      double[] flat = {level, level, level};
      assertTrue(figure(LossCurves.of(flat, flat)).svg().contains("best: epoch 1"));
    }
  }

  @Test
  void laterChangesOfTheInputDoNotReachTheFigure() {
    double[] values = DOWN.clone();
    LossCurves curves = LossCurves.ofTraining(values);
    values[0] = Double.NaN;
    assertEquals(figure(LossCurves.ofTraining(DOWN)).svg(), figure(curves).svg());
  }

  @Test
  void wrongInputIsNamed() {
    double[] none = {};
    double[] broken = {1, Double.NaN, 1};
    double[] two = {1, 2};
    assertMessage("training loss: expected at least one", () -> LossCurves.of(none, none));
    assertMessage("validation loss[1]", () -> LossCurves.of(DOWN, broken));
    assertMessage("validation loss: expected 3 values, got 2", () -> LossCurves.of(DOWN, two));
    LossCurves curves = LossCurves.of(DOWN, VALLEY);
    assertMessage("top-k: expected 3 values, got 2", () -> curves.withMetric("top-k", two));
    assertMessage("best epoch: expected 1 to 3, got 4", () -> curves.withBestEpoch(4));
  }

  private static void assertMessage(String part, Runnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
