package org.isochron.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.isochron.report.GeneTrack.Gene;
import org.isochron.report.GeneTrack.Span;
import org.junit.jupiter.api.Test;

class GeneTrackTest {
  private static final Span SHOWN = new Span(1000, 1100);
  private static final Gene GENE =
      new Gene("w", "chrX", false, SHOWN, List.of(new Span(1010, 1020), new Span(1050, 1090)));

  private static double[] zeros() {
    return new double[100];
  }

  private static Figure figure(GeneTrack track) {
    return track.figure(Examples.label("gene"));
  }

  @Test
  void everyExonIsABox() {
    Figure figure = Examples.gene(8_000, true).figure(Examples.label("gene"));
    long boxes =
        Xml.with(figure, "rect", "height", "18").stream()
            .filter(e -> e.getAttribute("fill").equals("#222222"))
            .count();
    assertEquals(6, boxes);
    assertEquals(12, Xml.with(figure, "rect", "fill-opacity", "0.055").size(), "bands below");
  }

  @Test
  void aTinyExonInALongGeneCanBeSeen() {
    Span shown = new Span(0, 1_000_000);
    Gene gene = new Gene("Dscam", "2R", false, shown, List.of(new Span(10, 13)));
    double[] none = new double[1_000_000];
    Figure figure = figure(GeneTrack.of(gene, none, none));
    assertEquals(
        1.2,
        Double.parseDouble(Xml.with(figure, "rect", "height", "18").get(0).getAttribute("width")));
  }

  @Test
  void foundMissedAndFalseCallsAreCountedAndMarked() {
    double[] donor = zeros();
    donor[19] = 0.9;
    donor[70] = 0.6;
    double[] acceptor = zeros();
    acceptor[50] = 0.3;
    int[] donors = {1019};
    int[] acceptors = {1050};
    Figure figure = figure(GeneTrack.of(GENE, donor, acceptor).withSites(donors, acceptors));
    List<String> texts = Xml.texts(figure);
    assertTrue(texts.contains("1 of 1 found, 1 false"), texts::toString);
    assertTrue(texts.contains("0 of 1 found, 0 false"), texts::toString);
    assertEquals(1, Xml.with(figure, "path", "fill", "#0072b2").size(), "filled donor");
    assertEquals(0, Xml.with(figure, "path", "fill", "#d55e00").size(), "open acceptor");
  }

  @Test
  void whereTheTrueSitesAreUnknownACallIsNotCalledFalse() {
    double[] donor = zeros();
    donor[19] = 0.9;
    int[] none = {};
    Figure unknown = figure(GeneTrack.of(GENE, donor, zeros()));
    Figure known = figure(GeneTrack.of(GENE, donor, zeros()).withSites(none, none));
    List<String> texts = Xml.texts(unknown);
    assertTrue(texts.containsAll(List.of("1 called", "0 called", "called site")), texts::toString);
    assertFalse((texts + unknown.caption()).contains("annotated"), texts::toString);
    assertTrue(Xml.texts(known).contains("0 of 0 found, 1 false"), Xml.texts(known)::toString);
  }

  @Test
  void aSiteStandsAtItsPosition() {
    double[] donor = zeros();
    donor[0] = 1;
    donor[99] = 1;
    Figure figure = figure(GeneTrack.of(GENE, donor, zeros()));
    String stems = Xml.with(figure, "path", "stroke", "#0072b2").get(0).getAttribute("d");
    String[] parts = stems.split("M", -1);
    assertEquals(3, parts.length, stems);
    double first = Double.parseDouble(parts[1].split(" ", -1)[0]);
    double last = Double.parseDouble(parts[2].split(" ", -1)[0]);
    double[] axis = axis(figure);
    assertEquals(axis[0] + 0.005 * (axis[1] - axis[0]), first, 0.02);
    assertEquals(axis[1] - 0.005 * (axis[1] - axis[0]), last, 0.02);
  }

  /** Returns where the horizontal axis line begins and ends. */
  private static double[] axis(Figure figure) {
    return Xml.with(figure, "path", "stroke", "#5c5c5c").stream()
        .map(e -> e.getAttribute("d"))
        .filter(d -> d.matches("M[\\d.]+ [\\d.]+H[\\d.]+"))
        .map(d -> d.substring(1).split("[ H]", -1))
        .map(p -> new double[] {Double.parseDouble(p[0]), Double.parseDouble(p[2])})
        .filter(x -> x[1] - x[0] > 300)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theAxisCountsFromOne() {
    double[] donor = new double[11];
    donor[9] = 1;
    Span ten = new Span(0, 11);
    Gene gene = new Gene("g", "c", false, ten, List.of(new Span(2, 10)));
    Figure figure = figure(GeneTrack.of(gene, donor, new double[11]));
    String stem = Xml.with(figure, "path", "stroke", "#0072b2").get(0).getAttribute("d");
    double x = Double.parseDouble(stem.substring(1).split(" ", -1)[0]);
    var label =
        Xml.with(figure, "text", "fill", "#5c5c5c").stream()
            .filter(e -> e.getTextContent().equals("10"))
            .findFirst()
            .orElseThrow();
    double middle =
        Double.parseDouble(label.getAttribute("x"))
            + Double.parseDouble(label.getAttribute("textLength")) / 2;
    assertEquals(middle, x, 1, "the tenth base stands at 10");
  }

  @Test
  void probabilitiesBelowTheThresholdAreNotDrawn() {
    double[] faint = zeros();
    Arrays.fill(faint, 0.0099);
    Figure empty = figure(GeneTrack.of(GENE, faint, faint));
    assertEquals(0, Xml.with(empty, "path", "stroke", "#0072b2").size());
    Figure shown = figure(GeneTrack.of(GENE, faint, faint).withThresholds(0.5, 0.5, 0.005));
    assertEquals(1, Xml.with(shown, "path", "stroke", "#0072b2").size());
    assertTrue(empty.caption().contains("below 0.01 are not drawn"), empty.caption());
    assertTrue(shown.caption().contains("below 0.005 are not drawn"), shown.caption());
  }

  @Test
  void theStrandIsWritten() {
    String forward = Xml.texts(figure(GeneTrack.of(GENE, zeros(), zeros()))).toString();
    assertTrue(forward.contains("w, forward strand \u2192, 2 exons"), forward);
    assertTrue(forward.contains("position on chrX (bp, 1-based)"), forward);
    String reverse =
        Xml.texts(Examples.gene(2_000, true).figure(Examples.label("gene"))).toString();
    assertTrue(reverse.contains("dsx, reverse strand \u2190, 6 exons"), reverse);
    assertFalse(reverse.contains("forward"), reverse);
  }

  @Test
  void aLongGeneFullOfCallsStaysSmall() {
    int length = 2_000_000;
    double[] all = new double[length];
    for (int i = 0; i < length; i++) {
      all[i] = 0.02 + 0.97 * (i % 101) / 101;
    }
    Gene gene = new Gene("g", "chr1", true, new Span(0, length), List.of(new Span(0, 9)));
    int[] none = {};
    GeneTrack track = GeneTrack.of(gene, all, all);
    for (GeneTrack each : List.of(track, track.withSites(none, none))) {
      int size = figure(each).svg().length();
      assertTrue(size < 300_000, "characters: " + size);
    }
  }

  @Test
  void wrongInputIsNamed() {
    double[] broken = zeros();
    broken[7] = Double.NaN;
    double[] shorter = new double[99];
    int[] none = {};
    int[] outside = {1100};
    int[] twice = {1019, 1019};
    assertMessage("donor probability[7]", () -> GeneTrack.of(GENE, broken, zeros()));
    assertMessage(
        "acceptor probability: expected 100 values, got 99",
        () -> GeneTrack.of(GENE, zeros(), shorter));
    GeneTrack track = GeneTrack.of(GENE, zeros(), zeros());
    assertMessage("true donor: expected a position", () -> track.withSites(outside, none));
    assertMessage("got 1019 twice", () -> track.withSites(none, twice));
    assertMessage("thresholds", () -> track.withThresholds(0.5, 0.5, 0));
    assertMessage("thresholds", () -> track.withThresholds(0.01, 0.5, 0.5));
    assertMessage("span", () -> new Span(5, 5));
    assertMessage("exons of g", () -> new Gene("g", "c", false, SHOWN, List.of()));
    List<Span> overlapping = List.of(new Span(1010, 1030), new Span(1029, 1040));
    assertMessage("ascending", () -> new Gene("g", "c", false, SHOWN, overlapping));
    List<Span> beyond = List.of(new Span(1010, 1101));
    assertMessage("inside", () -> new Gene("g", "c", false, SHOWN, beyond));
  }

  private static void assertMessage(String part, Runnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
