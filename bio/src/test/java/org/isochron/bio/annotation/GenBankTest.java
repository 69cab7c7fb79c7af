package org.isochron.bio.annotation;

import static org.isochron.bio.annotation.GenBankText.BASES;
import static org.isochron.bio.annotation.GenBankText.cds;
import static org.isochron.bio.annotation.GenBankText.lenient;
import static org.isochron.bio.annotation.GenBankText.read;
import static org.isochron.bio.annotation.GenBankText.record;
import static org.isochron.bio.annotation.GenBankText.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.isochron.bio.fasta.Gzip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenBankTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "3..9; PLUS; 2-9",
        "7; PLUS; 6-7",
        "<3..>9; PLUS; 2-9",
        "complement(3..9); MINUS; 2-9",
        "complement(<3..>9); MINUS; 2-9",
        "join(1..4,8..12,20..21); PLUS; 0-4 7-12 19-21",
        "join(1..4,5..9); PLUS; 0-4 4-9",
        "join(<1..4,8..>12); PLUS; 0-4 7-12",
        "complement(join(1..4,8..12)); MINUS; 0-4 7-12",
        "complement(join(<1..4,8..>12)); MINUS; 0-4 7-12",
        "join(complement(8..12),complement(1..4)); MINUS; 0-4 7-12",
        "complement(complement(join(1..4,8..12))); PLUS; 0-4 7-12",
        "join(join(1..2,4..5),8..40); PLUS; 0-2 3-5 7-40"
      })
  void locationsBecomeAscendingHalfOpenExons(String location, Strand strand, String exons)
      throws IOException {
    Gene gene = read(record("s", cds(location))).get(0).genes().get(0);
    assertEquals(strand, gene.strand());
    List<String> found =
        gene.exons().stream().map(exon -> exon.start() + "-" + exon.end()).toList();
    assertEquals(exons, String.join(" ", found));
  }

  @Test
  void locationLinesMayBreakAnywhereEvenInsideANumber() throws IOException {
    String location = "complement(join(1..4,8..12,20..31))";
    Gene whole = read(record("s", cds(location))).get(0).genes().get(0);
    for (int cut = 0; cut < location.length(); cut++) {
      String[] lines = {cds(location.substring(0, cut)), value(location.substring(cut))};
      assertEquals(whole, read(record("s", lines)).get(0).genes().get(0), "cut " + cut);
    }
  }

  @Test
  void geneIdsComeFromGeneThenLocusTagThenTheFeaturesNumber() throws IOException {
    String text =
        record(
            "s",
            "     source          1..40",
            value("/note=\"a CDS line inside a note"),
            value("/gene=not a qualifier\""),
            cds("1..4"),
            value("/locus_tag=\"T1\""),
            value("/gene=\"abc\""),
            cds("2..5"),
            value("/locus_tag=\"T2\""),
            cds("3..6"),
            value("/pseudo"),
            cds("7..9"),
            value("/gene=\"abc\""),
            "     mRNA            5..8",
            cds("6..9"),
            value("/gene=\"two"),
            value("\"\"words\"\"\""));
    List<Gene> genes = read(text).get(0).genes();
    assertEquals(
        List.of("s:abc", "s:T2", "s#3", "s:abc.2", "s:two \"words\""),
        genes.stream().map(Gene::id).toList());
  }

  @Test
  void codonStartIsKept() throws IOException {
    String text = record("s", cds("1..9"), value("/codon_start=3"), cds("2..9"));
    List<Gene> genes = read(text).get(0).genes();
    assertEquals(3, genes.get(0).transcripts().get(0).codonStart());
    assertEquals(1, genes.get(1).transcripts().get(0).codonStart());
  }

  @Test
  void featuresOfOneNameThatOverlapOnOneStrandAreIsoforms() throws IOException {
    String name = value("/gene=\"a\"");
    String text =
        record(
            "s",
            cds("1..4"),
            name,
            cds("20..24"),
            name,
            cds("complement(1..9)"),
            name,
            cds("3..8"),
            name,
            cds("1..8"),
            cds("6..>12"),
            name);
    List<Gene> genes = read(text).get(0).genes();
    assertEquals(List.of("s:a", "s:a.2", "s:a.3", "s#5"), genes.stream().map(Gene::id).toList());
    assertEquals(
        List.of("s:a", "s:a.4", "s:a.5"),
        genes.get(0).transcripts().stream().map(Transcript::id).toList());
    assertEquals(new Interval(0, 12), genes.get(0).span());
    assertEquals(Strand.MINUS, genes.get(2).strand());
    assertEquals(OpenEnds.NONE, genes.get(0).transcripts().get(0).openEnds());
    assertEquals(new OpenEnds(false, true), genes.get(0).transcripts().get(2).openEnds());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<3..>9; true; true",
        "complement(<3..9); true; false",
        "join(<1..4,8..12); true; false",
        "complement(join(1..4,8..>12)); false; true",
        "join(complement(8..>12),complement(1..4)); false; true"
      })
  void partialMarksAreKept(String location, boolean left, boolean right) throws IOException {
    Gene gene = read(record("s", cds(location))).get(0).genes().get(0);
    assertEquals(new OpenEnds(left, right), gene.transcripts().get(0).openEnds());
  }

  @Test
  void mrnaFeaturesAreReadOnRequest() throws IOException {
    byte[] text =
        record("s", cds("1..9"), "     mRNA            join(1..1,12..12)")
            .getBytes(StandardCharsets.UTF_8);
    FlatFileOptions options = FlatFileOptions.defaults().withFeatureKey("mRNA");
    try (GenBank reader = GenBank.open(new ByteArrayInputStream(text), "x.gb", options)) {
      List<Gene> genes = reader.next().genes();
      assertEquals(1, genes.size());
      assertEquals(List.of(new Interval(1, 11)), genes.get(0).introns());
      assertEquals(List.of(), genes.get(0).transcripts().get(0).coding());
    }
    var e = assertThrows(IllegalArgumentException.class, () -> options.withFeatureKey("tRNA"));
    assertEquals("featureKey: expected 'CDS' or 'mRNA', found 'tRNA'", e.getMessage());
  }

  @Test
  void recordsKeepTheirOrderCaseAndAmbiguity() throws IOException {
    String other = "LOCUS       t  3 bp RNA\nORIGIN      \n        1 RyN\n//\n\n";
    List<AnnotatedSequence> records = read(record("s", cds("1..9")) + "\n" + other);
    assertEquals(List.of("s", "t"), records.stream().map(AnnotatedSequence::id).toList());
    assertEquals(BASES, new String(records.get(0).bases(), StandardCharsets.US_ASCII));
    assertEquals("RyN", new String(records.get(1).bases(), StandardCharsets.US_ASCII));
    assertEquals(List.of(), records.get(1).genes());
  }

  @Test
  void gzipAndCarriageReturnsAndAReleaseHeadingChangeNothing() throws IOException {
    String text = record("s", cds("join(1..4,8..12)"), value("/gene=\"a\""));
    List<AnnotatedSequence> plain = read(text);
    assertEquals(plain, read(text.replace("\n", "\r\n")));
    byte[] gzip = Gzip.member(text);
    assertEquals(plain, GenBank.read(new ByteArrayInputStream(gzip), "x.gb"));
    String heading = "GBPRI1.SEQ  Genetic Sequence Data Bank\n      June 15\n\n   1 loci\n\n";
    assertEquals(plain, read(heading + text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "join(1..4,J00194.1:100..202); a part on another sequence",
        "J00194.1:100..202; a part on another sequence",
        "order(1..4,8..12); order(...), which does not say that the parts are joined",
        "join(1..4,complement(8..12)); parts on both strands",
        "join(8..12,1..4); parts out of order",
        "join(complement(1..4),complement(8..12)); parts out of order",
        "join(1..8,8..12); overlapping parts",
        "join(1..>8,10..12); a partial end inside a join",
        "complement(join(1..8,<10..12)); a partial end inside a join",
        "4^5; a site between bases",
        "4.8; one base of a range",
        "(4.8)..12; one base of a range",
        "join(1..4,one-of(8,9)..12); one of several positions"
      })
  void whatNoGeneHoldsIsRefusedOrSkippedAndCounted(String location, String reason)
      throws IOException {
    String text = record("s", cds("1..3"), cds(location), cds("2..4"));
    var e = assertThrows(org.isochron.core.io.FormatException.class, () -> GenBankText.read(text));
    assertEquals("x.gb:6: CDS location cannot make a gene: " + reason, e.getMessage());
    try (GenBank reader = lenient(text)) {
      List<Gene> genes = reader.next().genes();
      assertEquals(List.of("s#1", "s#3"), genes.stream().map(Gene::id).toList());
      assertEquals(
          List.of(new SkippedFeature("s#2", "x.gb:6", location, reason)), reader.skipped());
    }
  }

  @Test
  void aContigLineBesideTheSequenceChangesNothing() throws IOException {
    String text = record("s", cds("1..9"));
    String contig = "CONTIG      join(J00194.1:1..40,\n            gap(20))\nORIGIN\n";
    assertEquals(read(text), read(text.replace("ORIGIN\n", contig)));
  }

  @Test
  void lenientReadingStillRefusesWhatBreaksTheFormat() throws IOException {
    try (GenBank reader = lenient(record("s", cds("order(1..4,8..41)")))) {
      var e = assertThrows(org.isochron.core.io.FormatException.class, reader::next);
      assertTrue(e.getMessage().contains("outside the 40 bases"), e.getMessage());
    }
  }
}
