package org.isochron.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class SequenceLogoTest {
  private static final List<String> COLORS = List.of("#009e73", "#0072b2", "#e69f00", "#d55e00");

  /** Uniform, two letters, one letter, and 3:1, of 100 sequences each. */
  private static final double[][] COUNTS = {
    {25, 25, 25, 25}, {50, 0, 50, 0}, {0, 0, 0, 100}, {75, 25, 0, 0}
  };

  private static Figure figure(SequenceLogo logo) {
    return logo.figure(Examples.label("logo"));
  }

  private static List<Element> letters(Figure figure, int letter) {
    return Xml.with(figure, "path", "fill", COLORS.get(letter));
  }

  /** Returns left, top, right and bottom of a path, its curves followed in small steps. */
  private static double[] bounds(Element path) {
    double[] box = {1e9, 1e9, -1e9, -1e9};
    double x = 0;
    double y = 0;
    for (String command : path.getAttribute("d").split("(?=[MLHVCZ])", -1)) {
      char kind = command.charAt(0);
      if (kind == 'Z') {
        continue;
      }
      double[] v =
          Arrays.stream(command.substring(1).split(" ", -1))
              .mapToDouble(Double::parseDouble)
              .toArray();
      for (int i = 0; kind == 'C' && i < 100; i++) {
        include(
            box, bezier(x, v[0], v[2], v[4], i / 100.0), bezier(y, v[1], v[3], v[5], i / 100.0));
      }
      x = kind == 'V' ? x : v[kind == 'H' ? 0 : v.length - 2];
      y = kind == 'H' ? y : v[v.length - 1];
      include(box, x, y);
    }
    return box;
  }

  private static double bezier(double a, double b, double c, double d, double t) {
    double s = 1 - t;
    return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
  }

  private static void include(double[] box, double x, double y) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }

  @Test
  void heightsAreThoseOfSchneiderAndStephens() {
    SequenceLogo logo = SequenceLogo.ofCounts(COUNTS);
    double e = 3 / (2 * Math.log(2) * 100);
    assertEquals(0, logo.height(0, 0), "no information is left after the correction");
    assertEquals(0.5 * (1 - e), logo.height(1, 2), 1e-12);
    assertEquals(0, logo.height(1, 1));
    assertEquals(2 - e, logo.height(2, 3), 1e-12);
    double entropy = 2 - 0.75 * Math.log(3) / Math.log(2);
    assertEquals(0.75 * (2 - entropy - e), logo.height(3, 0), 1e-12);
  }

  @Test
  void fewSequencesAreWorthLess() {
    double[][] two = {{2, 0, 0, 0}};
    double[][] many = {{2000, 0, 0, 0}};
    assertEquals(2 - 3 / (4 * Math.log(2)), SequenceLogo.ofCounts(two).height(0, 0), 1e-12);
    assertEquals(2, SequenceLogo.ofCounts(many).height(0, 0), 2e-3);
  }

  @Test
  void everyLetterWithAHeightIsDrawnOnce() {
    Figure figure = figure(SequenceLogo.ofCounts(COUNTS));
    List<Integer> drawn = List.of(2, 1, 1, 1);
    for (int letter = 0; letter < 4; letter++) {
      assertEquals(drawn.get(letter), letters(figure, letter).size(), "letter " + letter);
    }
  }

  @Test
  void lettersFillTheirCellsUpToTheirHeight() {
    double[][] one = {{0, 0, 0, 1e9}, {1e9, 0, 0, 0}, {0, 1e9, 0, 0}, {0, 0, 1e9, 0}};
    Figure figure = figure(SequenceLogo.ofCounts(one));
    double[] t = bounds(letters(figure, 3).get(0));
    double cell = (t[2] - t[0]) / 0.92;
    for (int letter = 0; letter < 3; letter++) {
      double[] box = bounds(letters(figure, letter).get(0));
      assertEquals(t[0] + (letter + 1) * cell, box[0], 0.05, "left of letter " + letter);
      assertEquals(t[2] + (letter + 1) * cell, box[2], 0.05, "right of letter " + letter);
      assertEquals(t[1], box[1], 0.05, "top of letter " + letter);
      assertEquals(t[3], box[3], 0.05, "bottom of letter " + letter);
    }
  }

  @Test
  void theMoreFrequentLetterStandsOnTop() {
    Figure figure = figure(SequenceLogo.ofCounts(new double[][] {{750, 250, 0, 0}}));
    double[] a = bounds(letters(figure, 0).get(0));
    double[] c = bounds(letters(figure, 1).get(0));
    assertEquals(a[3], c[1], 0.02, "A stands on C");
    assertEquals(3, (a[3] - a[1]) / (c[3] - c[1]), 0.01);
  }

  @Test
  void negativeValuesHangBelowTheLine() {
    double[][] values = {{0.5, -0.25, 0, -1}};
    Figure figure = figure(SequenceLogo.ofValues("saliency", values));
    double[] a = bounds(letters(figure, 0).get(0));
    double[] c = bounds(letters(figure, 1).get(0));
    double[] t = bounds(letters(figure, 3).get(0));
    assertEquals(a[3], c[1], 0.02, "A ends where C begins");
    assertEquals(c[3], t[1], 0.02, "the larger T is the outermost");
    assertEquals(2, (t[3] - t[1]) / (a[3] - a[1]), 0.01);
    assertTrue(letters(figure, 2).isEmpty());
    assertTrue(Xml.texts(figure).contains("saliency"));
    assertTrue(figure.caption().contains("negative"), figure.caption());
  }

  @Test
  void positionsCountFromOneOrFromTheBoundaryWithoutZero() {
    SequenceLogo logo = SequenceLogo.ofCounts(COUNTS);
    List<String> plain = Xml.texts(figure(logo));
    assertTrue(plain.containsAll(List.of("1", "2", "3", "4", "position (nt)")), plain::toString);
    List<String> split = Xml.texts(figure(logo.withBoundary(1)));
    assertTrue(split.containsAll(List.of("-1", "+1", "+2", "+3")), split::toString);
    assertFalse(split.contains("0"), split::toString);
  }

  @Test
  void manyPositionsAreNumberedByFive() {
    double[][] counts = new double[60][];
    Arrays.fill(counts, COUNTS[1]);
    List<String> texts = Xml.texts(figure(SequenceLogo.ofCounts(counts).withBoundary(30)));
    assertTrue(texts.containsAll(List.of("-30", "-5", "+5", "+30")), texts::toString);
    assertFalse(texts.contains("+1"), texts::toString);
  }

  @Test
  void theCaptionTellsTheCorrection() {
    String caption = figure(SequenceLogo.ofCounts(COUNTS)).caption();
    assertTrue(caption.contains("(n = 100: 0.0216 bits)"), caption);
  }

  @Test
  void laterChangesOfTheInputDoNotReachTheFigure() {
    double[][] counts = {{1, 0, 0, 7}};
    SequenceLogo logo = SequenceLogo.ofCounts(counts);
    String before = figure(logo).svg();
    counts[0][0] = 7;
    assertEquals(before, figure(logo).svg());
  }

  @Test
  void wrongInputIsNamed() {
    double[][] none = {};
    double[][] three = {{1, 2, 3}};
    double[][] negative = {{1, 2, 3, -1}};
    double[][] broken = {{1, Double.NaN, 3, 1}};
    double[][] empty = {{1, 1, 1, 1}, {0, 0, 0, 0}};
    assertMessage("counts: expected 1 to 200 positions, got 0", () -> SequenceLogo.ofCounts(none));
    assertMessage("counts[0]: expected 4 values, got 3", () -> SequenceLogo.ofCounts(three));
    assertMessage("counts[0]: expected no negative", () -> SequenceLogo.ofCounts(negative));
    assertMessage("counts[0][1]", () -> SequenceLogo.ofCounts(broken));
    assertMessage("counts[1]: expected some, got none", () -> SequenceLogo.ofCounts(empty));
    assertMessage("value name", () -> SequenceLogo.ofValues(" ", COUNTS));
    SequenceLogo logo = SequenceLogo.ofCounts(COUNTS);
    assertMessage("boundary: expected 1 to 3, got 4", () -> logo.withBoundary(4));
  }

  private static void assertMessage(String part, Runnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
