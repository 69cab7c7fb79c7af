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
    assertEquals(8, GENE.exonBases());
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
        "gene g: expected ascending exons that do not overlap, found "
            + "[Interval[start=2, end=5], Interval[start=4, end=7]]",
        () -> gene(new Interval(2, 5), new Interval(4, 7)));
    refused("gene g: expected a strand and an exon", GeneTest::gene);
    refused(
        "gene g: codonStart: expected 1 to 3, found 0",
        () -> new Gene("g", "s", Strand.PLUS, List.of(new Interval(0, 1)), 0));
    refused(
        "gene a\tb: control character in its id",
        () -> new Gene("a\tb", "s", Strand.PLUS, List.of(new Interval(0, 1))));
    refused(
        "gene: expected two ids, found '' on 's'",
        () -> new Gene("", "s", Strand.PLUS, List.of(new Interval(0, 1))));
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
    return new Gene("g", "s", Strand.PLUS, List.of(exons));
  }

  private static void refused(String message, org.junit.jupiter.api.function.Executable code) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
  }
}
