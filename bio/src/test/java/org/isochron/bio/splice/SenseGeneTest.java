package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.fasta.Iupac;
import org.junit.jupiter.api.Test;

class SenseGeneTest {
  private static final byte[] BASES = MadeGenes.bases(3, 300);
  private static final Gene PLUS = gene("p", Strand.PLUS, 50, 80, 100, 120);
  private static final Gene MINUS = gene("m", Strand.MINUS, 90, 110, 150, 170);
  private static final Gene MINUS2 = gene("n", Strand.MINUS, 180, 190, 240, 260);
  private static final AnnotatedSequence SEQUENCE =
      new AnnotatedSequence("s", BASES, List.of(PLUS, MINUS, MINUS2));

  @Test
  void positionsMapToTheForwardSequenceAndBack() {
    for (Gene gene : SEQUENCE.genes()) {
      for (int flank : new int[] {0, 7, 100, GeneSetConfig.WHOLE_RECORD}) {
        SenseGene sense = SenseGene.of("", SEQUENCE, gene, flank, IsoformRule.UNITE);
        for (int i = 0; i < sense.length(); i++) {
          int forward = sense.forwardPosition(i);
          byte base = BASES[forward];
          boolean minus = gene.strand() == Strand.MINUS;
          assertEquals(minus ? Iupac.complement(base) : base, sense.bases()[i]);
          assertEquals(i, sense.sensePosition(forward));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> sense.forwardPosition(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> sense.forwardPosition(sense.length()));
      }
    }
  }

  @Test
  void flanksAreCutAtTheRecordsEnds() {
    assertEquals(new Interval(50, 120), window(PLUS, 0));
    assertEquals(new Interval(0, 180), window(PLUS, 60));
    assertEquals(new Interval(120, 300), window(MINUS2, 60));
    assertEquals(new Interval(0, 300), window(MINUS2, GeneSetConfig.WHOLE_RECORD));
  }

  @Test
  void sitesOfOtherGenesOnTheSameStrandAreLabelled() {
    assertEquals(
        List.of("79+D", "100+A"), sites(SenseGene.of("", SEQUENCE, PLUS, 200, IsoformRule.UNITE)));
    assertEquals(
        List.of("240-D", "189-A", "150-D", "109-A"),
        sites(SenseGene.of("", SEQUENCE, MINUS, GeneSetConfig.WHOLE_RECORD, IsoformRule.UNITE)));
    assertEquals(
        List.of("189-A", "150-D", "109-A"),
        sites(SenseGene.of("", SEQUENCE, MINUS, 30, IsoformRule.UNITE)));
  }

  @Test
  void aWindowIsAPieceOfTheWholeRecord() {
    SenseGene whole =
        SenseGene.of("", SEQUENCE, MINUS, GeneSetConfig.WHOLE_RECORD, IsoformRule.UNITE);
    SenseGene part = SenseGene.of("", SEQUENCE, MINUS, 25, IsoformRule.UNITE);
    int from = whole.sensePosition(part.forwardPosition(0));
    int to = from + part.length();
    assertArrayEquals(Arrays.copyOfRange(whole.bases(), from, to), part.bases());
    assertArrayEquals(Arrays.copyOfRange(whole.labels().sites(), from, to), part.labels().sites());
    assertArrayEquals(
        Arrays.copyOfRange(whole.labels().states(), from, to), part.labels().states());
  }

  @Test
  void partsThatDoNotFitAreRefused() {
    SenseGene good = SenseGene.of("", SEQUENCE, PLUS, 0, IsoformRule.UNITE);
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new SenseGene(
                    PLUS, "g", good.locus(), new Interval(50, 119), good.bases(), good.labels()));
    assertEquals("gene p: expected 69 bases and labels, found 70 and 70", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new SenseGene(
                    PLUS, "g", good.locus(), new Interval(51, 121), good.bases(), good.labels()));
    assertEquals(
        "gene p: expected inside Interval[start=51, end=121], found Interval[start=50, end=120]",
        e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> good.withGroup(""));
  }

  private static List<String> sites(SenseGene gene) {
    List<String> found = new ArrayList<>();
    byte[] sites = gene.labels().sites();
    for (int i = 0; i < sites.length; i++) {
      if (sites[i] != SpliceLabels.NONE) {
        String kind = sites[i] == SpliceLabels.DONOR ? "D" : "A";
        found.add(gene.forwardPosition(i) + "" + gene.strand().symbol() + kind);
      }
    }
    return found;
  }

  private static Interval window(Gene gene, int flank) {
    return SenseGene.of("", SEQUENCE, gene, flank, IsoformRule.UNITE).window();
  }

  private static Gene gene(String id, Strand strand, int... bounds) {
    List<Interval> exons = new ArrayList<>();
    for (int i = 0; i < bounds.length; i += 2) {
      exons.add(new Interval(bounds[i], bounds[i + 1]));
    }
    return Gene.of(id, "s", strand, exons);
  }
}
