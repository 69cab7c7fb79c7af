package org.isochron.bio.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.isochron.bio.SharedData;
import org.isochron.bio.annotation.FlatFileOptions.Unsupported;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;

class GenBankRealFilesTest {
  @Test
  void flyGenesHaveTheCountsOfTheirReadme() throws IOException {
    List<AnnotatedSequence> records = GenBank.read(SharedData.fly());
    assertEquals(486, records.size());
    List<Gene> genes = genes(records);
    assertEquals(486, genes.size());
    assertEquals(409, genes.stream().filter(gene -> gene.exons().size() > 1).count());
    assertEquals(244, minus(genes));
    assertEquals(1751, introns(genes));
    assertEquals(2_655_825, records.stream().mapToLong(AnnotatedSequence::length).sum());
    assertEquals(
        0, genes.stream().filter(gene -> gene.transcripts().get(0).exonBases() % 3 != 0).count());
    assertEquals("chr2R_23932-26830:38", genes.get(0).id());
    assertEquals(
        List.of(new Interval(1000, 1387), new Interval(1562, 1839), new Interval(1891, 1899)),
        genes.get(0).exons());
  }

  @Test
  void primateEntriesHaveTheCountsOfTheirReadme() throws IOException {
    Path file = SharedData.bio("flatfiles/gbpri1.seq.gz");
    FlatFileOptions options = FlatFileOptions.defaults().withUnsupported(Unsupported.SKIP);
    try (GenBank reader = GenBank.open(file, options)) {
      List<AnnotatedSequence> records = reader.readRest();
      assertEquals(18, records.size());
      List<Gene> genes = genes(records);
      assertEquals(180, genes.size());
      assertEquals(185, transcripts(genes));
      assertEquals(79, minus(genes));
      assertEquals(771, introns(genes));
      assertEquals(
          1,
          genes.stream()
              .flatMap(gene -> gene.transcripts().stream())
              .filter(transcript -> transcript.codonStart() > 1)
              .count());
      assertEquals(
          List.of("gbpri1.seq.gz:1373", "gbpri1.seq.gz:2749"),
          reader.skipped().stream().map(SkippedFeature::place).toList());
      assertEquals(136, transcripts(records.get(14).genes()));
      assertEquals("BA000025", records.get(14).id());
      assertEquals(2_229_817, records.get(14).length());
    }
    var e = assertThrows(FormatException.class, () -> GenBank.read(file));
    assertEquals(
        "gbpri1.seq.gz:1373: CDS location cannot make a gene: a part on another sequence",
        e.getMessage());
  }

  @Test
  void primateTranscriptsAreReadOnRequest() throws IOException {
    Path file = SharedData.bio("flatfiles/gbpri1.seq.gz");
    try (GenBank reader = GenBank.open(file, new FlatFileOptions("mRNA", Unsupported.SKIP))) {
      List<Gene> genes = genes(reader.readRest());
      assertEquals(43, genes.size());
      assertEquals(56, transcripts(genes));
      assertEquals(228, introns(genes));
      assertEquals(6, reader.skipped().size());
    }
  }

  private static List<Gene> genes(List<AnnotatedSequence> records) {
    return records.stream().flatMap(record -> record.genes().stream()).toList();
  }

  private static int transcripts(List<Gene> genes) {
    return genes.stream().mapToInt(gene -> gene.transcripts().size()).sum();
  }

  private static int minus(List<Gene> genes) {
    return transcripts(genes.stream().filter(gene -> gene.strand() == Strand.MINUS).toList());
  }

  private static int introns(List<Gene> genes) {
    return genes.stream()
        .flatMap(gene -> gene.transcripts().stream())
        .mapToInt(transcript -> transcript.introns().size())
        .sum();
  }
}
