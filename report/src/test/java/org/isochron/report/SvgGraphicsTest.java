package org.isochron.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class SvgGraphicsTest {
  private static String svg(Drawing drawing) {
    return Figure.of(Examples.label("test"), 100, 80, drawing).svg();
  }

  @Test
  void shapesAreWrittenInPageCoordinates() {
    String svg =
        svg(
            (g, area) -> {
              g.translate(10, 5);
              g.setColor(new Color(0x0072b2));
              g.fill(new Rectangle2D.Double(1, 2, 30, 4.126));
            });
    assertTrue(
        svg.contains("<rect x=\"11\" y=\"7\" width=\"30\" height=\"4.13\" fill=\"#0072b2\"/>"),
        svg);
  }

  @Test
  void aShapeReusedByTheCallerIsWrittenAsItWas() {
    String svg =
        svg(
            (g, area) -> {
              Line2D line = new Line2D.Double(0, 0, 10, 10);
              g.draw(line);
              line.setLine(5, 5, 20, 30);
              g.draw(line);
            });
    assertTrue(svg.contains("M0 0L10 10"), svg);
    assertTrue(svg.contains("M5 5L20 30"), svg);
  }

  @Test
  void aRotatedRectangleIsAPath() {
    String svg =
        svg(
            (g, area) -> {
              g.rotate(0.5);
              g.fill(new Rectangle2D.Double(20, 0, 30, 10));
            });
    assertFalse(svg.contains("<rect"), svg);
    assertTrue(svg.contains("<path d=\"M17.55 9.59L43.88 23.97"), svg);
  }

  @Test
  void whatTheClipCutsIsGroupedUnderAnIdOfThisFigure() {
    String svg =
        svg(
            (g, area) -> {
              g.clip(new Rectangle2D.Double(10, 10, 20, 20));
              g.fill(new Rectangle2D.Double(12, 12, 3, 3));
              g.fill(new Rectangle2D.Double(0, 0, 50, 50));
              g.fill(new Ellipse2D.Double(0, 0, 40, 40));
              g.setClip(null);
              g.fill(new Rectangle2D.Double(0, 0, 60, 60));
            });
    var page = Xml.parse(svg);
    assertEquals(1, Xml.elements(page, "clipPath").size());
    assertEquals("test.c1", Xml.elements(page, "clipPath").get(0).getAttribute("id"));
    var groups = Xml.elements(page, "g");
    assertEquals(1, groups.size());
    assertEquals("url(#test.c1)", groups.get(0).getAttribute("clip-path"));
    assertEquals(1, groups.get(0).getElementsByTagName("rect").getLength());
    assertEquals(1, groups.get(0).getElementsByTagName("path").getLength());
    assertTrue(svg.contains("M10 10H30V30H10V10Z"), svg);
  }

  @Test
  void aClipThatIsEmptyHidesEverything() {
    String svg =
        svg(
            (g, area) -> {
              g.clip(new Rectangle2D.Double(10, 10, 5, 5));
              g.clip(new Rectangle2D.Double(50, 50, 5, 5));
              g.fill(new Rectangle2D.Double(0, 0, 90, 70));
            });
    assertTrue(svg.contains("<path d=\"M0 0H0H0H0H0Z\"/></clipPath>"), svg);
  }

  @Test
  void opacityIsThatOfColourTimesComposite() {
    String svg =
        svg(
            (g, area) -> {
              g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 0.5f));
              g.setColor(new Color(0, 0, 0, 51));
              g.fillRect(0, 0, 5, 5);
            });
    assertTrue(svg.contains("fill-opacity=\"0.1\""), svg);
  }

  @Test
  void textStaysTextAndIsEscaped() {
    String svg = svg((g, area) -> g.drawString("P < 0.05 & more", 3, 20));
    assertTrue(svg.contains(">P &lt; 0.05 &amp; more</text>"), svg);
  }

  @Test
  void whatAnSvgCannotHoldIsRefused() {
    IllegalArgumentException paint =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                svg((g, area) -> g.setPaint(new GradientPaint(0, 0, Color.RED, 9, 9, Color.BLUE))));
    assertTrue(paint.getMessage().contains("GradientPaint"), paint.getMessage());
    BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    assertThrows(
        UnsupportedOperationException.class, () -> svg((g, a) -> g.drawImage(image, 0, 0, null)));
    assertThrows(
        IllegalArgumentException.class,
        () -> svg((g, area) -> g.draw(new Line2D.Double(0, 0, Double.NaN, 1))));
  }

  @Test
  void numbersAreRoundedAndShort() {
    assertEquals("0", SvgText.number(-0.001));
    assertEquals("-1.5", SvgText.number(-1.5));
    assertEquals("0.05", SvgText.number(0.05));
    assertEquals("1200", SvgText.number(1200));
    assertEquals("0.00001", SvgText.number(0.00001, 5));
    assertEquals("3.1", SvgText.number(3.0999));
  }

  @Test
  void charactersThatXmlCannotHoldAreReplaced() {
    assertEquals("a\ufffdb\ufffd", SvgText.escape("a\u0000b\ud800"));
    assertEquals("\ud83e\uddec", SvgText.escape("\ud83e\uddec"));
  }
}
