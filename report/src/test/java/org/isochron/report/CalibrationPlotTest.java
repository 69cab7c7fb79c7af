package org.isochron.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isochron.report.CalibrationPlot.Reliability;
import org.junit.jupiter.api.Test;

class CalibrationPlotTest {
  private static final double[] PREDICTED = {0.1, 0.5, 0.9};
  private static final double[] OBSERVED = {0, 0.5, 1};
  private static final long[] COUNTS = {1, 1000, 3_000_000};

  @Test
  void everyBinHasAPointAWhiskerAndABar() {
    Reliability curve = Reliability.of("donor", PREDICTED, OBSERVED, COUNTS).withError(0.01, 0.1);
    Figure figure = CalibrationPlot.of(List.of(curve)).figure(Examples.label("cal"));
    assertEquals(3, Xml.with(figure, "rect", "width", "5").size());
    assertEquals(3, Xml.with(figure, "path", "fill", "#0072b2").size());
    long whiskers =
        Xml.with(figure, "path", "stroke", "#0072b2").stream()
            .filter(e -> e.getAttribute("stroke-width").equals("1.2"))
            .count();
    assertEquals(3, whiskers);
    List<String> texts = Xml.texts(figure);
    assertTrue(texts.contains("donor: ECE 0.0100 (p \u2265 0.1)"), texts::toString);
    assertTrue(texts.containsAll(List.of("1", "100", "10k", "1M")), texts::toString);
    assertTrue(figure.caption().contains("Wilson"), figure.caption());
  }

  @Test
  void theWhiskerIsTheWilsonInterval() {
    // 5 of 10: centre 0.5, half width z sqrt(p (1 - p) / n + z^2 / 4 n^2) / (1 + z^2 / n) =
    // 0.26341.
    double[] half = {0.5};
    long[] ten = {10};
    Reliability curve = Reliability.of("a", half, half, ten);
    Figure figure = CalibrationPlot.of(List.of(curve)).figure(Examples.label("cal"));
    String whisker =
        Xml.with(figure, "path", "stroke", "#0072b2").stream()
            .map(e -> e.getAttribute("d"))
            .filter(d -> d.contains("V"))
            .findFirst()
            .orElseThrow();
    String[] numbers = whisker.substring(1).split("[ V]", -1);
    double length = Double.parseDouble(numbers[1]) - Double.parseDouble(numbers[2]);
    String diagonal = Xml.with(figure, "path", "stroke-dasharray", "5 4").get(0).getAttribute("d");
    String[] ends = diagonal.substring(1).split("[ L]", -1);
    double unit = Double.parseDouble(ends[1]) - Double.parseDouble(ends[3]);
    assertEquals(2 * 0.263410, length / unit, 1e-4);
  }

  @Test
  void wrongInputIsNamed() {
    double[] two = {0.1, 0.5};
    double[] broken = {0.1, 0.5, Double.NaN};
    double[] falling = {0.5, 0.1, 0.9};
    long[] empty = {1, 0, 5};
    assertMessage("observed of a: expected 3", () -> Reliability.of("a", PREDICTED, two, COUNTS));
    assertMessage("predicted of a[2]", () -> Reliability.of("a", broken, OBSERVED, COUNTS));
    assertMessage("ascending", () -> Reliability.of("a", falling, OBSERVED, COUNTS));
    assertMessage("counts of a[1]", () -> Reliability.of("a", PREDICTED, OBSERVED, empty));
    assertMessage("reliability curves", () -> CalibrationPlot.of(List.of()));
    Reliability curve = Reliability.of("a", PREDICTED, OBSERVED, COUNTS);
    assertMessage("calibration error of a", () -> curve.withError(Double.NaN, 0));
    assertMessage("least probability of a", () -> curve.withError(0.5, 2));
  }

  private static void assertMessage(String part, Runnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
