package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.fasta.Iupac;
import org.junit.jupiter.api.Test;

class SpliceMotifsTest {
  private static final String BASES = "CCguNNNNNNagAAGCTTTTTTAGTTATTTTTTTACGGGTTTTTTGGGTTT";
  private static final List<Interval> EXONS =
      List.of(
          new Interval(0, 2),
          new Interval(12, 14),
          new Interval(24, 26),
          new Interval(36, 37),
          new Interval(47, 51));

  @Test
  void countsKindsAndListsTheOthers() {
    AnnotatedSequence sequence = plus();
    SpliceMotifs motifs = SpliceMotifs.of(List.of(sequence));
    assertEquals("4 introns: 1 GT-AG, 1 GC-AG, 1 AT-AC, 1 other", motifs.summary());
    assertEquals(
        List.of(new SpliceMotifs.Other("g", new Interval(37, 47), "GG-GG")), motifs.others());
    assertEquals(0.25, motifs.canonicalShare());
  }

  @Test
  void theReverseComplementGivesTheSameCounts() {
    AnnotatedSequence plus = plus();
    Gene minus = plus.genes().get(0).mirrored(plus.length());
    byte[] bases = Iupac.reverseComplement(plus.bases());
    SpliceMotifs motifs =
        SpliceMotifs.of(List.of(new AnnotatedSequence("s", bases, List.of(minus))));
    assertEquals(SpliceMotifs.of(List.of(plus)).summary(), motifs.summary());
    assertEquals("GG-GG", motifs.others().get(0).motif());
  }

  @Test
  void withoutIntronsTheShareIsUndefined() {
    assertTrue(Double.isNaN(SpliceMotifs.of(List.of()).canonicalShare()));
    var e =
        assertThrows(IllegalArgumentException.class, () -> new SpliceMotifs(3, 1, 0, 0, List.of()));
    assertEquals("motifs: expected 3 in all, found 1 + 0 + 0 + 0", e.getMessage());
  }

  private static AnnotatedSequence plus() {
    Gene gene = Gene.of("g", "s", Strand.PLUS, EXONS);
    return new AnnotatedSequence("s", Iupac.bases(BASES), List.of(gene));
  }
}
