package org.isochron.bio.annotation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.biojava.nbio.core.sequence.io.embl.EmblReader;
import org.isochron.bio.SharedData;
import org.isochron.bio.annotation.FlatFileOptions.Unsupported;
import org.isochron.bio.fasta.DataStreams;
import org.isochron.bio.splice.GeneSet;
import org.isochron.bio.splice.GeneSetConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmblRealFilesTest {
  @TempDir Path folder;

  /** Counted without this code: a script of regular expressions over the FT lines. */
  @Test
  void humanEntriesHaveTheCountsOfAScript() throws IOException {
    FlatFileOptions options = FlatFileOptions.defaults().withUnsupported(Unsupported.SKIP);
    try (Embl reader = Embl.open(file(), options)) {
      List<AnnotatedSequence> records = reader.readRest();
      assertEquals(21, records.size());
      assertEquals(2_692_915, records.stream().mapToLong(AnnotatedSequence::length).sum());
      List<Gene> genes = genes(records);
      List<Transcript> transcripts = transcripts(genes);
      assertEquals(185, transcripts.size());
      long minus =
          genes.stream()
              .filter(gene -> gene.strand() == Strand.MINUS)
              .mapToLong(gene -> gene.transcripts().size())
              .sum();
      assertEquals(79, minus);
      assertEquals(771, transcripts.stream().mapToInt(t -> t.introns().size()).sum());
      assertEquals(1, transcripts.stream().filter(t -> t.codonStart() > 1).count());
      assertEquals(
          List.of("hum1.dat.gz:1594", "hum1.dat.gz:2895"),
          reader.skipped().stream().map(SkippedFeature::place).toList());
      String bases = new String(records.get(0).bases(), US_ASCII);
      assertEquals("cvncad", bases.substring(2520, 2526));
    }
    try (Embl reader = Embl.open(file(), options.withFeatureKey("mRNA"))) {
      assertEquals(56, transcripts(genes(reader.readRest())).size());
      assertEquals(6, reader.skipped().size());
    }
  }

  @Test
  void theSameEntriesHaveTheSameGenesInGenBank() throws IOException {
    List<AnnotatedSequence> embl = lenient(file());
    List<AnnotatedSequence> genBank = lenient(SharedData.bio("flatfiles/gbpri1.seq.gz"));
    int compared = 0;
    for (AnnotatedSequence theirs : genBank) {
      List<AnnotatedSequence> same =
          embl.stream().filter(e -> upperCase(e).equals(upperCase(theirs))).toList();
      assertEquals(1, same.size(), theirs.id());
      assertEquals(structures(theirs), structures(same.get(0)), theirs.id());
      compared += transcripts(theirs.genes()).size();
    }
    assertEquals(18, genBank.size());
    assertEquals(185, compared);
  }

  @Test
  void sequencesReadAsWithBioJava() throws IOException {
    String text;
    try (InputStream in = DataStreams.open(file())) {
      text = new String(in.readAllBytes(), US_ASCII);
    }
    List<AnnotatedSequence> ours = lenient(file());
    String[] records = text.split("(?<=\n//\n)", -1);
    assertEquals(ours.size() + 1, records.length);
    assertEquals("", records[ours.size()].strip());
    for (int i = 0; i < ours.size(); i++) {
      if (ours.get(i).length() > 200_000) {
        continue; // BioJava's time grows with the square of the length.
      }
      Path one = Files.writeString(folder.resolve(i + ".embl"), records[i]);
      var theirs = EmblReader.process(one.toFile());
      assertEquals(theirs.getEmblId().getPrimaryAccession(), ours.get(i).id());
      String bases = theirs.getSequence().replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
      assertEquals(bases, new String(ours.get(i).bases(), US_ASCII));
    }
  }

  @Test
  void theFormatIsToldByTheContent() throws IOException {
    FlatFileOptions options = FlatFileOptions.defaults().withUnsupported(Unsupported.SKIP);
    try (FlatFile reader = FlatFile.open(file(), options)) {
      assertTrue(reader instanceof Embl);
      assertEquals(21, reader.readRest().size());
    }
    try (FlatFile reader = FlatFile.open(SharedData.bio("flatfiles/gbpri1.seq.gz"), options)) {
      assertTrue(reader instanceof GenBank);
      assertEquals(18, reader.readRest().size());
    }
  }

  @Test
  void aGeneSetIsReadFromEitherFormat() throws IOException {
    GeneSetConfig config =
        GeneSetConfig.defaults()
            .withGenBank(FlatFileOptions.defaults().withUnsupported(Unsupported.SKIP));
    GeneSet set = GeneSet.read(file(), config);
    assertEquals(185, set.genes().stream().mapToInt(g -> g.gene().transcripts().size()).sum());
    assertEquals(2, set.skipped().size());
  }

  private static Path file() {
    return SharedData.bio("flatfiles/hum1.dat.gz");
  }

  private static List<AnnotatedSequence> lenient(Path file) throws IOException {
    FlatFileOptions options = FlatFileOptions.defaults().withUnsupported(Unsupported.SKIP);
    try (FlatFile reader = FlatFile.open(file, options)) {
      return reader.readRest();
    }
  }

  /** The GenBank file is in capitals, the EMBL file is not. */
  private static String upperCase(AnnotatedSequence sequence) {
    return new String(sequence.bases(), US_ASCII).toUpperCase(Locale.ROOT);
  }

  private static List<String> structures(AnnotatedSequence sequence) {
    List<String> structures = new ArrayList<>();
    for (Gene gene : sequence.genes()) {
      for (Transcript t : gene.transcripts()) {
        structures.add(gene.strand() + " " + t.exons() + " " + t.codonStart());
      }
    }
    // The two banks list features in other orders.
    Collections.sort(structures);
    return structures;
  }

  private static List<Gene> genes(List<AnnotatedSequence> records) {
    return records.stream().flatMap(record -> record.genes().stream()).toList();
  }

  private static List<Transcript> transcripts(List<Gene> genes) {
    return genes.stream().flatMap(gene -> gene.transcripts().stream()).toList();
  }
}
