package org.isochron.bio.variants;

import static org.isochron.bio.variants.VcfMade.COLUMNS;
import static org.isochron.bio.variants.VcfMade.LENGTH;
import static org.isochron.bio.variants.VcfMade.annotate;
import static org.isochron.bio.variants.VcfMade.annotator;
import static org.isochron.bio.variants.VcfMade.base;
import static org.isochron.bio.variants.VcfMade.file;
import static org.isochron.bio.variants.VcfMade.genes;
import static org.isochron.bio.variants.VcfMade.last;
import static org.isochron.bio.variants.VcfMade.options;
import static org.isochron.bio.variants.VcfMade.other;
import static org.isochron.bio.variants.VcfMade.record;
import static org.isochron.bio.variants.VcfMade.sequences;
import static org.isochron.bio.variants.VcfMade.substitution;
import static org.isochron.bio.variants.VcfMade.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isochron.bio.annotation.ChromosomeNames;
import org.isochron.bio.annotation.SequenceNames;
import org.isochron.bio.variants.UnscoredAllele.Reason;
import org.isochron.bio.variants.VcfAnnotator.Misfits;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What gets no scores, and what is refused. */
class VcfMisfitsTest {
  @TempDir Path folder;

  @BeforeAll
  static void make() {
    VcfMade.make();
  }

  @AfterAll
  static void close() {
    VcfMade.close();
  }

  @Test
  void whatHasNoScoresIsWrittenCountedAndReported() throws IOException {
    String tooLong = text.substring(59, 59 + 21);
    List<String> records =
        List.of(
            record(60, base(60), "<DEL>"),
            record(61, base(61), "*"),
            record(62, base(62), base(62) + "N"),
            record(63, base(63), "."),
            record(60, tooLong, base(60)),
            substitution(420),
            record(64, base(64), other(64) + ",*"),
            record(65, base(65), base(65) + "[chr1:300["),
            record(66, base(66), "<*>"));
    Path out = folder.resolve("out.vcf");
    List<UnscoredAllele> unscored = new ArrayList<>();
    VcfAnnotator.Listener listener =
        new VcfAnnotator.Listener() {
          @Override
          public void unscored(UnscoredAllele allele) {
            unscored.add(allele);
          }
        };
    VcfAnnotator.Counts counts =
        annotator(VariantGenes.of(genes), options(Misfits.REFUSE))
            .annotate(file(folder, records), out, listener);
    assertEquals(
        List.of(
            Reason.SYMBOLIC,
            Reason.SPANNED,
            Reason.AMBIGUOUS,
            Reason.NO_ALTERNATIVE,
            Reason.TOO_LONG,
            Reason.OUTSIDE_GENES,
            Reason.SPANNED,
            Reason.SYMBOLIC,
            Reason.SPANNED),
        unscored.stream().map(UnscoredAllele::reason).toList());
    assertEquals("in.vcf:7", unscored.get(0).place());
    assertEquals(9, counts.records());
    assertEquals(9, counts.alleles());
    assertEquals(1, counts.scored());
    assertEquals(3, counts.unscored().get(Reason.SPANNED));
    List<String> written = Files.readAllLines(out);
    List<String> body = written.subList(written.size() - 9, written.size());
    for (int i = 0; i < 9; i++) {
      boolean scored = i == 6;
      assertEquals(scored, body.get(i).contains("ISOCHRON="), body.get(i));
      assertTrue(scored || body.get(i).equals(records.get(i)), body.get(i));
    }
  }

  @Test
  void anotherReferenceIsAnErrorWithItsPlaceOrListed() throws IOException {
    List<String> records =
        List.of(
            substitution(60),
            record(61, other(61), base(61)),
            "chr7\t5\t.\tA\tC\t.\t.\t.",
            record(LENGTH + 1, "A", "C"),
            "chr1\t0\t.\tN\tA\t.\t.\t.");
    FormatException e = assertThrows(FormatException.class, () -> annotate(folder, records));
    assertTrue(e.getMessage().startsWith("in.vcf:8: "), e.getMessage());
    assertTrue(e.getMessage().contains("bases " + base(61)), e.getMessage());
    assertFalse(Files.exists(folder.resolve("out.vcf")), "whole or not at all");

    VcfAnnotator.Counts counts =
        annotator(VariantGenes.of(genes), options(Misfits.REPORT))
            .annotate(file(folder, records), folder.resolve("out.vcf"), VcfAnnotator.Listener.NONE);
    assertEquals(
        Map.of(Reason.OTHER_REFERENCE, 2L, Reason.NO_SEQUENCE, 1L, Reason.AMBIGUOUS, 1L),
        counts.unscored());
    assertEquals(5, counts.records());
  }

  @Test
  void namesAreMatchedByChoiceAndTheMessageSaysHow() throws IOException {
    List<String> records = List.of(substitution(60).replaceFirst("chr1", "1"));
    FormatException e = assertThrows(FormatException.class, () -> annotate(folder, records));
    assertTrue(e.getMessage().contains("names matched by prefix, 'chr1' is"), e.getMessage());
    SequenceNames names =
        new SequenceNames(sequences.names(), Optional.of(ChromosomeNames.prefixOnly()));
    VcfAnnotator.Options options = new VcfAnnotator.Options("OWN", names, Misfits.REFUSE, "test");
    Path out = folder.resolve("out.vcf");
    annotator(VariantGenes.of(genes), options)
        .annotate(file(folder, records), out, VcfAnnotator.Listener.NONE);
    String line = last(Files.readAllLines(out));
    assertTrue(line.startsWith("1\t60\t") && line.contains("\tOWN="), line);
  }

  @Test
  void aFieldThatIsThereAlreadyIsNotReplaced() throws IOException {
    String record = substitution(60);
    String scored = record.substring(0, record.length() - 1) + "ISOCHRON=x";
    FormatException inRecord =
        assertThrows(FormatException.class, () -> annotate(folder, List.of(scored)));
    assertTrue(inRecord.getMessage().startsWith("in.vcf:7: "), inRecord.getMessage());
    annotate(folder, List.of(record));
    VcfAnnotator again = annotator(VariantGenes.of(genes), options(Misfits.REFUSE));
    FormatException inHeader =
        assertThrows(
            FormatException.class,
            () ->
                again.annotate(
                    folder.resolve("out.vcf"),
                    folder.resolve("again.vcf"),
                    VcfAnnotator.Listener.NONE));
    assertTrue(inHeader.getMessage().contains("ISOCHRON is there already"), inHeader.getMessage());
  }

  @Test
  void aContigOfAnotherLengthIsAnotherAssembly() throws IOException {
    Path in = folder.resolve("contig.vcf");
    Files.write(in, List.of("##fileformat=VCFv4.2", "##contig=<ID=chr1,length=499>", COLUMNS));
    FormatException e =
        assertThrows(
            FormatException.class,
            () ->
                annotator(VariantGenes.of(genes), options(Misfits.REFUSE))
                    .annotate(in, folder.resolve("o.vcf"), VcfAnnotator.Listener.NONE));
    assertEquals(
        "contig.vcf: header: contig chr1: expected the 500 bases of the sequence chr1, found 499:"
            + " another assembly",
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "chr1 60 . A, in.vcf:7",
    "chr1 x . A C . . ., in.vcf:7",
    "chr1 60 . A C,in.vcf:7",
    "chr1 60 . J C . . ., in.vcf:7"
  })
  void aDamagedRecordIsAnErrorWithItsPlace(String record, String place) throws IOException {
    Path in = file(folder, List.of(record.replace(' ', '\t')));
    VcfAnnotator annotator = annotator(VariantGenes.of(genes), options(Misfits.REFUSE));
    Path out = folder.resolve("out.vcf");
    FormatException e =
        assertThrows(
            FormatException.class, () -> annotator.annotate(in, out, VcfAnnotator.Listener.NONE));
    assertEquals(place, e.place(), e.getMessage());
    assertFalse(Files.exists(out));
  }

  @Test
  void whatIsNoVcfIsRefused() throws IOException {
    for (String content : List.of("", ">chr1\nACGT\n", "##fileformat=VCFv4.2\nchr1\t5\n")) {
      Path in = Files.writeString(folder.resolve("no.vcf"), content);
      VcfAnnotator annotator = annotator(VariantGenes.of(genes), options(Misfits.REFUSE));
      assertThrows(
          FormatException.class,
          () -> annotator.annotate(in, folder.resolve("o"), VcfAnnotator.Listener.NONE));
    }
  }
}
