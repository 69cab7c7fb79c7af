package org.isochron.bio.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isochron.bio.fasta.Iupac;
import org.junit.jupiter.api.Test;

class GeneTest {
  private static final Gene GENE =
      gene(new Interval(2, 5), new Interval(5, 7), new Interval(9, 12));

  @Test
  void gapsShorterThanAnyIntronAreToldApart() {
    Gene gene = gene(new Interval(0, 2), new Interval(11, 12), new Interval(22, 30));
    assertEquals(List.of(new Interval(12, 22)), gene.introns());
    assertEquals(List.of(new Interval(2, 11)), gene.shortGaps());
  }

  @Test
  void touchingExonsHaveNoIntronBetweenThem() {
    assertEquals(List.of(), GENE.introns());
    assertEquals(List.of(new Interval(7, 9)), GENE.shortGaps());
    assertEquals(new Interval(2, 12), GENE.span());
    assertEquals(8, GENE.transcripts().get(0).exonBases());
  }

  @Test
  void isoformsShareExonsAndIntrons() {
    Transcript a = untranslated("a", new Interval(0, 20), new Interval(40, 60));
    Transcript b = untranslated("b", new Interval(5, 20), new Interval(40, 50));
    Transcript c = untranslated("c", new Interval(10, 25), new Interval(40, 50));
    Gene gene = new Gene("g", "s", Strand.MINUS, List.of(b, c, a));
    assertEquals(List.of(new Interval(20, 40), new Interval(25, 40)), gene.introns());
    assertEquals(List.of(new Interval(0, 25), new Interval(40, 60)), gene.exons());
    assertEquals(new Interval(0, 60), gene.span());
    assertEquals(gene, gene.mirrored(70).mirrored(70));
    assertEquals("t", gene.on("t").sequenceId());
  }

  @Test
  void piecesAreExonsCutAtTheCodingPartsEnds() {
    List<Interval> exons = List.of(new Interval(0, 9), new Interval(20, 40), new Interval(60, 70));
    List<Interval> coding = List.of(new Interval(25, 40), new Interval(60, 66));
    Transcript t = new Transcript("t", exons, coding, 2, new OpenEnds(true, false));
    assertEquals(
        List.of(
            new Interval(0, 9),
            new Interval(20, 25),
            new Interval(25, 40),
            new Interval(60, 66),
            new Interval(66, 70)),
        t.pieces());
    assertEquals(exons, untranslated("u", exons.toArray(Interval[]::new)).pieces());
    Transcript turned = t.mirrored(70);
    assertEquals(List.of(new Interval(4, 10), new Interval(30, 45)), turned.coding());
    assertEquals(new OpenEnds(false, true), turned.openEnds());
    assertEquals(t, turned.mirrored(70));
  }

  private static Transcript untranslated(String id, Interval... exons) {
    return Transcript.untranslated(id, List.of(exons));
  }

  @Test
  void mirroredTwiceIsTheSameGene() {
    Gene mirrored = GENE.mirrored(20);
    assertEquals(Strand.MINUS, mirrored.strand());
    assertEquals(
        List.of(new Interval(8, 11), new Interval(13, 15), new Interval(15, 18)), mirrored.exons());
    assertEquals(GENE, mirrored.mirrored(20));
  }

  @Test
  void intervalsAreHalfOpen() {
    Interval interval = new Interval(2, 5);
    assertTrue(interval.contains(2) && interval.contains(4) && !interval.contains(5));
    assertEquals(3, interval.length());
    assertFalse(interval.overlaps(new Interval(5, 6)));
    assertTrue(interval.overlaps(new Interval(4, 6)));
    refused("interval: expected 0 <= start < end, found [3,3)", () -> new Interval(3, 3));
    refused("interval: expected 0 <= start < end, found [-1,3)", () -> new Interval(-1, 3));
    refused("interval [2,5): expected to end within 4", () -> interval.mirrored(4));
  }

  @Test
  void genesCheckTheirParts() {
    refused(
        "transcript g: expected ascending exons that do not overlap, found "
            + "[Interval[start=2, end=5], Interval[start=4, end=7]]",
        () -> gene(new Interval(2, 5), new Interval(4, 7)));
    refused("transcript g: expected an exon", GeneTest::gene);
    List<Interval> exons = List.of(new Interval(0, 1));
    refused(
        "transcript g: codonStart: expected 1 to 3, found 0",
        () -> Transcript.coding("g", exons, 0));
    refused(
        "transcript g: codonStart: expected 1 without a coding part, found 2",
        () -> new Transcript("g", exons, List.of(), 2, OpenEnds.NONE));
    refused(
        "transcript g: expected coding parts inside exons, found Interval[start=0, end=2]",
        () -> new Transcript("g", exons, List.of(new Interval(0, 2)), 1, OpenEnds.NONE));
    refused(
        "transcript a\tb: control character in its id",
        () -> Gene.of("a\tb", "s", Strand.PLUS, exons));
    refused("transcript: expected an id, found ''", () -> Gene.of("", "s", Strand.PLUS, exons));
    Transcript t = Transcript.coding("t", exons, 1);
    refused(
        "gene: expected two ids, found '' on 's'",
        () -> new Gene("", "s", Strand.PLUS, List.of(t)));
    refused(
        "gene g: expected a strand and a transcript",
        () -> new Gene("g", "s", Strand.PLUS, List.of()));
    refused(
        "gene g: duplicate transcript id t", () -> new Gene("g", "s", Strand.PLUS, List.of(t, t)));
  }

  @Test
  void sequencesCheckThatTheirGenesFit() {
    byte[] bases = Iupac.bases("ACGTACGTACGT");
    assertEquals(12, new AnnotatedSequence("s", bases, List.of(GENE)).length());
    refused(
        "gene g: expected on t, found on s",
        () -> new AnnotatedSequence("t", bases, List.of(GENE)));
    refused(
        "gene g: expected within 11 bases, found Interval[start=2, end=12]",
        () -> new AnnotatedSequence("s", Iupac.bases("ACGTACGTACG"), List.of(GENE)));
    refused(
        "sequence s: duplicate gene id g",
        () -> new AnnotatedSequence("s", bases, List.of(GENE, GENE)));
  }

  private static Gene gene(Interval... exons) {
    return Gene.of("g", "s", Strand.PLUS, List.of(exons));
  }

  private static void refused(String message, org.junit.jupiter.api.function.Executable code) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
  }
}
