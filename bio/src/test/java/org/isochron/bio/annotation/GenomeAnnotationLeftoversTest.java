package org.isochron.bio.annotation;

import static org.isochron.bio.annotation.AnnotationText.LENIENT;
import static org.isochron.bio.annotation.AnnotationText.STRICT;
import static org.isochron.bio.annotation.AnnotationText.read;
import static org.isochron.bio.annotation.AnnotationText.rows;
import static org.isochron.bio.annotation.AnnotationText.shown;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot become part of a gene: refused by default, listed on request. */
class GenomeAnnotationLeftoversTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exon 1 9 + . Parent=t # exon 9 20 + . Parent=t | overlapping exons",
        "exon 1 9 + . Parent=t # exon 1 9 + . Parent=t | overlapping exons",
        "exon 1 9 + . Parent=t # exon 20 29 - . Parent=t |"
            + " parts on both strands, or some without one",
        "exon 1 9 - . Parent=t | parts on both strands, or some without one",
        "exon 1 9 + . Parent=t;exception=trans-splicing | trans-splicing",
        "exon 1 99 + . Parent=t | an exon outside the transcript's own row, 1..60",
        "intron 3 5 + . Parent=t | no exons"
      })
  void whatIsNoTranscriptIsRefusedOrSkipped(String parts, String reason) throws IOException {
    String text =
        rows("gene 1 60 + . ID=g", "mRNA 1 60 + . ID=t;Parent=g") + rows(parts.split(" # "));
    var e = assertThrows(FormatException.class, () -> read(text, STRICT));
    GenomeAnnotation lenient = read(text, LENIENT);
    assertEquals(List.of(), lenient.genes());
    SkippedFeature skipped = lenient.skipped().get(0);
    assertEquals(1, lenient.skipped().size());
    assertEquals(reason, skipped.reason());
    assertEquals("x.gff3:2", skipped.place());
    assertEquals(
        "x.gff3:2: transcript 't' at " + skipped.location() + ": " + reason, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mRNA 1 60 + . ID=t;Parent=g,h | a part of 2 genes",
        "mRNA 1 60 - . ID=t;Parent=g | not on the strand of its gene, 'g'",
        "mRNA 1 60 . . ID=t;Parent=g | no strand",
        "mRNA 1 60 + . ID=t;Parent=g # mRNA 70 90 + . ID=t;Parent=g |"
            + " a second row of its ID, at x.gff3:4"
      })
  void transcriptsThatNoGeneHoldsAreRefusedOrSkipped(String transcript, String reason)
      throws IOException {
    char strand = transcript.charAt("mRNA 1 60 ".length());
    String text =
        rows("gene 1 60 + . ID=g", "gene 1 60 + . ID=h")
            + rows(transcript.split(" # "))
            + rows(
                "exon 1 9 " + strand + " . Parent=t", "mRNA 1 9 + . ID=u", "exon 1 9 + . Parent=u");
    assertThrows(FormatException.class, () -> read(text, STRICT));
    GenomeAnnotation lenient = read(text, LENIENT);
    assertEquals(List.of("u/u + 1..9 - 1"), shown(lenient.genes()));
    assertEquals(List.of(new SkippedFeature("t", "x.gff3:3", "1..9", reason)), lenient.skipped());
  }

  @Test
  void rowsOfAnotherSequenceAreLeftOutAndTheTranscriptIfItIsNotWholeWithoutThem()
      throws IOException {
    String gene = rows("mRNA 1 60 + . ID=t", "exon 1 9 + . Parent=t", "exon 20 60 + . Parent=t");
    String foreign =
        rows("exon 20 29 + . Parent=t", "CDS 20 29 + 0 Parent=t").replace("s\t", "r\t");
    SkippedFeature row =
        new SkippedFeature(
            "t",
            "x.gff3:4",
            "20..29",
            "the feature of this ID is on s; on r a row of type exon and 1 more name it");
    var e = assertThrows(FormatException.class, () -> read(gene + foreign, STRICT));
    assertEquals("x.gff3:4: Parent 't' at 20..29: " + row.reason(), e.getMessage());
    GenomeAnnotation lenient = read(gene + foreign, LENIENT);
    assertEquals(List.of("t/t + 1..9,20..60 - 1"), shown(lenient.genes()));
    assertEquals(List.of(row), lenient.skipped());
    GenomeAnnotation cut =
        read(gene.replace("\t60\t.\t+\t.\tID", "\t90\t.\t+\t.\tID") + foreign, LENIENT);
    assertEquals(List.of(), cut.genes());
    assertEquals(
        List.of(row, new SkippedFeature("t", "x.gff3:1", "1..9,20..60", "parts on two sequences")),
        cut.skipped());
  }

  @Test
  void gtfTranscriptsOnTwoSequencesAreNone() throws IOException {
    String row = rows("exon 1 9 + . gene_id \"g\"; transcript_id \"t\";");
    GenomeAnnotation lenient = read(row + row.replace("s\t", "r\t"), LENIENT);
    assertEquals(
        List.of(new SkippedFeature("t", "x.gff3:1", "1..9,1..9", "parts on two sequences")),
        lenient.skipped());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CDS 5 10 + 0 Parent=t # CDS 30 40 + 1 Parent=t |"
            + " phase 1 of the CDS row at x.gff3:5; expected 0 after the rows before it",
        "CDS 5 10 + 0 Parent=t # CDS 30 40 + . Parent=t | a phase on some CDS rows only",
        "CDS 5 10 + 0 Parent=t;ID=a # CDS 30 40 + 0 Parent=t;ID=b |"
            + " 2 coding parts of different IDs",
        "CDS 5 10 + 0 Parent=t # CDS 8 10 + 0 Parent=t | overlapping coding parts",
        "CDS 5 11 + 0 Parent=t | the coding part 5..11 is not inside an exon",
        "CDS 5 7 + 0 Parent=t # CDS 30 40 + 0 Parent=t | exon bases between coding parts, before 30",
        "CDS 30 32 + 0 Parent=t # CDS 44 46 + 0 Parent=t |"
            + " exon bases between coding parts, before 44",
        "CDS 30 32 + 0 Parent=t # stop_codon 5 7 + 0 Parent=t | a stop codon before the coding part",
        "stop_codon 5 7 + 0 Parent=t | a stop codon without a CDS"
      })
  void whatIsNoCodingPartIsRefusedOrLeftOut(String cds, String reason) throws IOException {
    String text =
        rows("mRNA 1 60 + . ID=t", "exon 1 10 + . Parent=t", "exon 30 60 + . Parent=t")
            + rows(cds.split(" # "));
    var e = assertThrows(FormatException.class, () -> read(text, STRICT));
    GenomeAnnotation lenient = read(text, LENIENT);
    assertEquals(List.of("t/t + 1..10,30..60 - 1"), shown(lenient.genes()));
    SkippedFeature skipped = lenient.skipped().get(0);
    assertEquals(reason + "; its exons alone can be kept", skipped.reason());
    assertEquals("x.gff3:4", skipped.place());
    assertEquals(
        "x.gff3:4: coding part of 't' at " + skipped.location() + ": " + skipped.reason(),
        e.getMessage());
  }

  @Test
  void rowsCutFromTheirParentsAreListedOnceForEach() throws IOException {
    String text =
        rows(
            "exon 1 9 + . Parent=t",
            "CDS 3 20 + 0 Parent=t,u",
            "mRNA 1 9 + . ID=v;Parent=g",
            "exon 1 9 + . Parent=v");
    GenomeAnnotation lenient = read(text, LENIENT);
    assertEquals(List.of(), lenient.genes());
    String none = "no feature has this ID; a row of type ";
    assertEquals(
        List.of(
            new SkippedFeature("t", "x.gff3:1", "1..20", none + "exon and 1 more name it"),
            new SkippedFeature("u", "x.gff3:2", "3..20", none + "CDS names it"),
            new SkippedFeature("g", "x.gff3:3", "1..9", none + "mRNA names it"),
            new SkippedFeature("v", "x.gff3:3", "1..9", "its gene, 'g', is not in the file")),
        lenient.skipped());
  }
}
