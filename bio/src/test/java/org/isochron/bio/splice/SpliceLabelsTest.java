package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.OpenEnds;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.annotation.Transcript;
import org.isochron.bio.fasta.Iupac;
import org.isochron.core.sequence.Sequence;
import org.junit.jupiter.api.Test;

class SpliceLabelsTest {
  // Exons of 4, 3 and 2 bases: the first intron falls after the first base of the second codon, the
  // second intron after the first base of the third.
  private static final List<Interval> EXONS =
      List.of(new Interval(2, 6), new Interval(16, 19), new Interval(29, 31));
  private static final String SITES = "0000010000000000201000000000020000";
  private static final String REGIONS = "0012315555555555231555555555523000";
  private static final String BASES = "CCATGGgtaagtccagAGCgtaattgcagTAACC";

  @Test
  void plusGeneHasTheseSitesAndPhases() {
    SpliceLabels labels = SpliceLabels.of(34, List.of(gene("p", Strand.PLUS, EXONS, 1)));
    assertEquals(SITES, digits(labels.sites()));
    assertEquals(REGIONS, regions(labels));
    assertEquals(2, labels.count(SpliceLabels.DONOR));
    assertEquals(2, labels.count(SpliceLabels.ACCEPTOR));
    assertEquals(0, labels.conflicts());
  }

  @Test
  void minusGeneReadInSenseDirectionHasTheSame() {
    Gene plus = gene("p", Strand.PLUS, EXONS, 1);
    Gene minus = plus.mirrored(34);
    assertEquals(
        List.of(new Interval(3, 5), new Interval(15, 18), new Interval(28, 32)), minus.exons());
    byte[] forward = Iupac.reverseComplement(Iupac.bases(BASES));
    AnnotatedSequence sequence = new AnnotatedSequence("s", forward, List.of(minus));
    SenseGene sense =
        SenseGene.of("", sequence, minus, GeneSetConfig.WHOLE_RECORD, IsoformRule.UNITE);
    assertEquals(BASES, new String(sense.bases(), StandardCharsets.US_ASCII));
    assertEquals(SITES, digits(sense.labels().sites()));
    assertEquals(REGIONS, regions(sense.labels()));
  }

  @Test
  void codonStartShiftsThePhases() {
    List<Interval> exons = List.of(new Interval(0, 3), new Interval(13, 15));
    assertEquals("123444444444412", regions(exons, 1));
    assertEquals("312666666666631", regions(exons, 2));
    assertEquals("231555555555523", regions(exons, 3));
  }

  @Test
  void untranslatedExonsHaveNoFrame() {
    List<Interval> exons = List.of(new Interval(1, 3), new Interval(13, 17), new Interval(27, 30));
    List<Interval> coding = List.of(new Interval(15, 17), new Interval(27, 28));
    Transcript t = new Transcript("t", exons, coding, 1, OpenEnds.NONE);
    SpliceLabels labels = SpliceLabels.of(31, List.of(Gene.of("s", Strand.PLUS, t)));
    assertEquals("0010000000000200100000000002000", digits(labels.sites()));
    assertEquals("0uuvvvvvvvvvvuu1266666666663uu0", regions(labels));
  }

  @Test
  void everyTranscriptOfAGeneIsLabelled() {
    Transcript a = Transcript.coding("a", List.of(new Interval(0, 3), new Interval(14, 17)), 1);
    Transcript b = Transcript.untranslated("b", List.of(new Interval(1, 3), new Interval(13, 17)));
    Gene gene = new Gene("g", "s", Strand.PLUS, List.of(a, b));
    SpliceLabels labels = SpliceLabels.of(20, List.of(gene));
    assertEquals("00100000000002200000", digits(labels.sites()));
    assertEquals("1****************000", regions(labels));
  }

  @Test
  void gapsShorterThanAnyIntronHaveNoSites() {
    List<Interval> exons = List.of(new Interval(0, 3), new Interval(5, 8));
    SpliceLabels labels = SpliceLabels.of(8, List.of(gene("f", Strand.PLUS, exons, 1)));
    assertEquals("00000000", digits(labels.sites()));
    assertEquals("12300123", regions(labels));
  }

  @Test
  void touchingExonsHaveNoSites() {
    SpliceLabels labels =
        SpliceLabels.of(
            8, List.of(gene("f", Strand.PLUS, List.of(new Interval(1, 4), new Interval(4, 6)), 1)));
    assertEquals("00000000", digits(labels.sites()));
    assertEquals("01231200", regions(labels));
  }

  @Test
  void otherGenesOfTheSameStrandAreLabelledToo() {
    Gene a = gene("a", Strand.PLUS, List.of(new Interval(0, 3), new Interval(14, 17)), 1);
    Gene b = gene("b", Strand.PLUS, List.of(new Interval(1, 3), new Interval(13, 17)), 1);
    SpliceLabels labels = SpliceLabels.of(20, List.of(a, b));
    assertEquals("00100000000002200000", digits(labels.sites()));
    assertEquals("1**************23000", regions(labels));
  }

  @Test
  void aBaseThatIsDonorAndAcceptorIsAnAcceptorAndCounted() {
    List<Interval> exons = List.of(new Interval(0, 2), new Interval(12, 13), new Interval(23, 25));
    SpliceLabels labels = SpliceLabels.of(25, List.of(gene("micro", Strand.PLUS, exons, 1)));
    assertEquals("0100000000002000000000020", digits(labels.sites()));
    assertEquals(1, labels.conflicts());
  }

  @Test
  void minusGenesAndForeignPositionsAreRefused() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> SpliceLabels.of(34, List.of(gene("m", Strand.MINUS, EXONS, 1))));
    assertEquals(
        "gene m: expected on PLUS and within 34 bases, found on MINUS at "
            + "Interval[start=2, end=31]",
        e.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> SpliceLabels.of(20, List.of(gene("p", Strand.PLUS, EXONS, 1))));
  }

  @Test
  void windowLabelsAreThoseOfTheWholeSequenceCutOut() {
    Gene gene = gene("p", Strand.PLUS, EXONS, 1);
    SpliceLabels whole = SpliceLabels.of(34, List.of(gene));
    for (int start = 0; start < 34; start++) {
      for (int end = start + 1; end <= 34; end++) {
        SpliceLabels cut =
            SpliceLabels.ofWindow(new Interval(start, end), List.of(gene), IsoformRule.UNITE);
        assertArrayEquals(Arrays.copyOfRange(whole.sites(), start, end), cut.sites());
        assertArrayEquals(Arrays.copyOfRange(whole.states(), start, end), cut.states());
      }
    }
  }

  private static String regions(List<Interval> exons, int codonStart) {
    return regions(SpliceLabels.of(15, List.of(gene("c", Strand.PLUS, exons, codonStart))));
  }

  /**
   * Writes 0 outside, 1 to 3 for an exon's codon positions and u if it is untranslated, 4 to 6 for
   * the phases of introns and v between untranslated bases, * where transcripts disagree.
   */
  private static String regions(SpliceLabels labels) {
    StringBuilder text = new StringBuilder();
    for (int states : labels.states()) {
      int state = Integer.numberOfTrailingZeros(states);
      boolean one = Integer.bitCount(states) == 1;
      text.append(one ? "0123u456v123u123u".charAt(state) : '*');
    }
    return text.toString();
  }

  private static Gene gene(String id, Strand strand, List<Interval> exons, int codonStart) {
    return Gene.of("s", strand, Transcript.coding(id, exons, codonStart));
  }

  private static String digits(byte[] values) {
    StringBuilder text = new StringBuilder();
    for (byte value : values) {
      text.append(value);
    }
    return text.toString();
  }

  @Test
  void maskedIsWhereTranscriptsDisagreeWhateverTheirFrames() {
    List<Interval> shortIntron = List.of(new Interval(2, 10), new Interval(25, 40));
    List<Interval> longIntron = List.of(new Interval(2, 10), new Interval(30, 36));
    Transcript a = Transcript.coding("a", shortIntron, 1);
    Transcript b = Transcript.coding("b", longIntron, 2);
    Gene gene = new Gene("g", "s", Strand.PLUS, List.of(a, b));
    Interval window = new Interval(0, 45);
    SpliceLabels labels = SpliceLabels.ofWindow(window, List.of(gene), IsoformRule.MASK);
    for (int i = 0; i < 45; i++) {
      byte expected =
          i == 9
              ? SpliceLabels.DONOR
              : i >= 25 && i <= 30 ? SpliceLabels.MASKED : SpliceLabels.NONE;
      assertEquals(expected, labels.sites()[i], "position " + i);
    }
    int[] trained = GeneGrammar.labels(labels);
    assertEquals(Sequence.IGNORE, trained[25]);
    assertNotEquals(Sequence.IGNORE, trained[9]);
    SpliceLabels united = SpliceLabels.ofWindow(window, List.of(gene), IsoformRule.UNITE);
    assertEquals(SpliceLabels.ACCEPTOR, united.sites()[25]);
    assertEquals(SpliceLabels.ACCEPTOR, united.sites()[30]);
  }
}
