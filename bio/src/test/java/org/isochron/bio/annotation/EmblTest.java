package org.isochron.bio.annotation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.isochron.bio.annotation.EmblText.record;
import static org.isochron.bio.annotation.EmblText.recordOf;
import static org.isochron.bio.annotation.GenBankText.cds;
import static org.isochron.bio.annotation.GenBankText.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.isochron.bio.annotation.FlatFileOptions.Unsupported;
import org.isochron.bio.fasta.Gzip;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmblTest {
  private static final String[] FEATURES = {
    "     source          1..40",
    value("/note=\"a CDS line inside a note"),
    value("/gene=not a qualifier\""),
    cds("complement(join(1..4,8..1"),
    value("2,20..>31))"),
    value("/gene=\"abc\""),
    value("/codon_start=2"),
    cds("join(complement(8..12),complement(1..4))"),
    value("/locus_tag=\"T2\""),
    "     mRNA            join(1..1,12..12)",
    cds("<4..>7"),
    value("/gene=\"abc\""),
  };

  @Test
  void theSameTableGivesTheGenesThatGenBankGives() throws IOException {
    assertEquals(
        GenBankText.read(GenBankText.record("s", FEATURES)), EmblText.read(record("s", FEATURES)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ID   s; SV 4; circular; genomic DNA; HTG; MAM; 40 BP.",
        "ID   s; ; linear; unassigned DNA; PAT; SYN; 40 BP.",
        "ID   s      standard; circular DNA; FUN; 40 BP.",
        "ID   s standard; RNA; PRI; 40 BP."
      })
  void bothStylesOfTheIdLineAreRead(String idLine) throws IOException {
    AnnotatedSequence record = EmblText.read(recordOf(idLine, cds("1..4"))).get(0);
    assertEquals("s", record.id());
    assertEquals(GenBankText.BASES, new String(record.bases(), US_ASCII));
  }

  @Test
  void recordsKeepTheirOrderCaseAndAmbiguity() throws IOException {
    String two =
        "ID   t; SV 1; linear; mRNA; STD; HUM; 63 BP.\n"
            + "SQ   Sequence 63 BP; 60 A; 0 C; 0 G; 0 T; 3 other;\n     "
            + "aaaaaaaaaa ".repeat(6)
            + "       60\n     RyV"
            + " ".repeat(70)
            + "63\n//\n\n";
    List<AnnotatedSequence> records = EmblText.read(record("s", FEATURES) + "\n" + two);
    assertEquals(List.of("s", "t"), records.stream().map(AnnotatedSequence::id).toList());
    assertEquals("a".repeat(60) + "RyV", new String(records.get(1).bases(), US_ASCII));
    assertEquals(List.of(), records.get(1).genes());
  }

  @Test
  void gzipAndCarriageReturnsAndAMissingCountChangeNothing() throws IOException {
    String text = record("s", FEATURES);
    List<AnnotatedSequence> plain = EmblText.read(text);
    assertEquals(plain, EmblText.read(text.replace("\n", "\r\n")));
    assertEquals(plain, EmblText.read(text.replaceAll("SQ   .*", "SQ")));
    byte[] gzip = Gzip.member(text);
    try (Embl reader =
        Embl.open(new ByteArrayInputStream(gzip), "x.embl", FlatFileOptions.defaults())) {
      assertEquals(plain, reader.readRest());
    }
  }

  @Test
  void mrnaFeaturesAreReadOnRequest() throws IOException {
    byte[] text = record("s", FEATURES).getBytes(UTF_8);
    FlatFileOptions options = FlatFileOptions.defaults().withFeatureKey("mRNA");
    try (Embl reader = Embl.open(new ByteArrayInputStream(text), "x.embl", options)) {
      List<Gene> genes = reader.next().genes();
      assertEquals(1, genes.size());
      assertEquals(List.of(new Interval(1, 11)), genes.get(0).introns());
    }
  }

  @Test
  void whatNoGeneHoldsIsRefusedOrSkippedAndCounted() throws IOException {
    String text = record("s", cds("1..3"), cds("order(1..4,8..12)"), cds("J00194.1:1..4"));
    var e = assertThrows(FormatException.class, () -> EmblText.read(text));
    assertEquals(
        "x.embl:11: CDS location cannot make a gene: order(...), which does not say that the parts "
            + "are joined",
        e.getMessage());
    try (Embl reader = EmblText.reader(text, Unsupported.SKIP)) {
      assertEquals(1, reader.next().genes().size());
      assertEquals(
          List.of("x.embl:11", "x.embl:12"),
          reader.skipped().stream().map(SkippedFeature::place).toList());
    }
  }
}
