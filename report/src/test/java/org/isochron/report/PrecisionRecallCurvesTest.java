package org.isochron.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isochron.report.PrecisionRecallCurves.Curve;
import org.junit.jupiter.api.Test;

class PrecisionRecallCurvesTest {
  private static final double[] RECALL = {0, 0.5, 1};
  private static final double[] PRECISION = {1, 0.9, 0.2};

  private static Figure figure(Curve... curves) {
    return PrecisionRecallCurves.of(List.of(curves)).figure(Examples.label("pr"));
  }

  @Test
  void theLegendHoldsAreaAndTopK() {
    List<String> texts =
        Xml.texts(
            figure(
                Curve.of("donor", RECALL, PRECISION, 0.87149).withBreakEven(0.8),
                Curve.of("acceptor", RECALL, PRECISION, 0.5)));
    assertTrue(texts.contains("donor: AUPRC 0.871, top-k 0.800"), texts::toString);
    assertTrue(texts.contains("acceptor: AUPRC 0.500"), texts::toString);
    assertTrue(texts.contains("top-k: as many calls as true sites"), texts::toString);
  }

  @Test
  void theBreakEvenPointLiesOnTheDiagonalOfTheData() {
    Figure low = figure(Curve.of("a", RECALL, PRECISION, 0.5).withBreakEven(0));
    Figure none = figure(Curve.of("a", RECALL, PRECISION, 0.5));
    assertEquals(1, Xml.with(low, "path", "fill", "#0072b2").size());
    assertEquals(0, Xml.with(none, "path", "fill", "#0072b2").size());
  }

  @Test
  void linesOfEqualF1AreLabelled() {
    Figure figure = figure(Curve.of("a", RECALL, PRECISION, 0.5));
    assertTrue(Xml.texts(figure).containsAll(List.of("F1 0.2", "F1 0.6", "F1 0.9")));
    assertEquals(5, Xml.with(figure, "path", "stroke", "#dadada").size());
  }

  @Test
  void aMillionPointsStaySmall() {
    int n = 1_000_000;
    double[] recall = new double[n];
    double[] precision = new double[n];
    for (int i = 0; i < n; i++) {
      recall[i] = (i + 1.0) / n;
      precision[i] = 0.5 + (i % 7 - 3) * 0.1;
    }
    int size = figure(Curve.of("saw", recall, precision, 0.5)).svg().length();
    assertTrue(size < 100_000, "characters: " + size);
  }

  @Test
  void wrongInputIsNamed() {
    double[] none = {};
    double[] two = {0.1, 0.2};
    double[] high = {0.1, 0.2, 1.01};
    double[] broken = {0.1, Double.NaN, 0.2};
    assertMessage("recall of a: expected at least one", () -> Curve.of("a", none, none, 0.5));
    assertMessage(
        "precision of a: expected 3 values, got 2", () -> Curve.of("a", RECALL, two, 0.5));
    assertMessage("recall of a[2]", () -> Curve.of("a", high, PRECISION, 0.5));
    assertMessage("precision of a[1]", () -> Curve.of("a", RECALL, broken, 0.5));
    assertMessage("AUPRC of a", () -> Curve.of("a", RECALL, PRECISION, Double.NaN));
    Curve curve = Curve.of("a", RECALL, PRECISION, 0.5);
    assertMessage("top-k of a", () -> curve.withBreakEven(-0.1));
    assertMessage("precision-recall curves", () -> PrecisionRecallCurves.of(List.of()));
  }

  private static void assertMessage(String part, Runnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
