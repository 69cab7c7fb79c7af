package org.isochron.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isochron.report.BarsWithIntervals.Anchor;
import org.isochron.report.BarsWithIntervals.Bar;
import org.junit.jupiter.api.Test;

class BarsWithIntervalsTest {
  @Test
  void valuesAndIntervalsAreWritten() {
    List<String> texts = Xml.texts(Examples.bars().figure(Examples.label("bars")));
    assertTrue(texts.contains("0.823 (0.801\u20130.846)"), texts::toString);
    assertTrue(texts.contains("0.792"), texts::toString);
    assertTrue(texts.containsAll(List.of("donor, top-k", "acceptor, AUPRC")), texts::toString);
    assertTrue(texts.containsAll(List.of("weight array", "AUGUSTUS (F1)")), texts::toString);
  }

  @Test
  void barsAreAsLongAsTheirValues() {
    Figure figure =
        BarsWithIntervals.of("days", List.of(Bar.exact("a", 2), Bar.exact("b", -1)))
            .figure(Examples.label("bars"));
    List<Double> widths =
        Xml.with(figure, "rect", "fill", "#56b4e9").stream()
            .map(e -> Double.parseDouble(e.getAttribute("width")))
            .toList();
    assertEquals(2, widths.size());
    assertEquals(2, widths.get(0) / widths.get(1), 1e-3);
  }

  @Test
  void everyAnchorIsATickOfItsReferencesColour() {
    Figure figure = Examples.bars().figure(Examples.label("bars"));
    for (String color : List.of("#d55e00", "#009e73")) {
      long ticks =
          Xml.with(figure, "rect", "fill", color).stream()
              .filter(e -> e.getAttribute("height").equals("26"))
              .count();
      assertEquals(2, ticks, color);
    }
  }

  @Test
  void wrongInputIsNamed() {
    assertMessage("low <= value <= high", () -> new Bar("a", 1, 2, 3));
    assertMessage("value of a", () -> new Bar("a", Double.NaN, 2, 3));
    assertMessage("high of a", () -> new Bar("a", 1, 0, Double.POSITIVE_INFINITY));
    assertMessage("bars", () -> BarsWithIntervals.of("x", List.of()));
    Bar bar = Bar.exact("a", 1);
    assertMessage("'a' twice", () -> BarsWithIntervals.of("x", List.of(bar, bar)));
    BarsWithIntervals bars = BarsWithIntervals.of("x", List.of(bar));
    List<Anchor> lost = List.of(new Anchor("b", "peer", 1));
    assertMessage("there is no bar 'b'", () -> bars.withAnchors(lost));
    assertMessage("anchor peer of a", () -> new Anchor("a", "peer", Double.NaN));
  }

  private static void assertMessage(String part, Runnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
