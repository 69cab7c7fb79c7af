package org.isochron.bio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isochron.bio.annotation.AnnotatedGenome;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.AnnotationOptions;
import org.isochron.bio.annotation.FlatFileOptions;
import org.isochron.bio.annotation.GenBank;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.GenomeFiles;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.annotation.Transcript;
import org.isochron.bio.fasta.DataStreams;
import org.isochron.bio.fasta.Fasta;
import org.isochron.bio.fasta.FastaRecord;
import org.isochron.bio.fasta.Iupac;
import org.isochron.bio.splice.RandomTagger;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.core.recurrence.Workers;
import org.junit.jupiter.api.Test;

/** Each trap on the real file that shows it: what the text has, and what is read. */
class TrapsTest {
  private static String text(Path file) throws IOException {
    try (var in = DataStreams.open(file)) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  private static String genome(String name, String ending) {
    return "genome-1pct/" + name + ending;
  }

  private static AnnotatedGenome read(String name, String source) throws IOException {
    GenomeFiles files =
        new GenomeFiles(
            SharedData.bio(genome(name, ".fa")), SharedData.bio(genome(name, ".gff3.gz")));
    AnnotationOptions options = AnnotationOptions.defaults().withSources(List.of(source));
    return AnnotatedGenome.read(files, options, UnaryOperator.identity());
  }

  private static Gene gene(AnnotatedGenome genome, String id) {
    return genome.sequences().stream()
        .flatMap(sequence -> sequence.genes().stream())
        .filter(gene -> gene.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** The bases of each record, by a reading of its own. */
  private static String bases(String fasta, String id) {
    for (String record : fasta.substring(1).split("\n>", -1)) {
      if (record.startsWith(id + " ")) {
        return record.substring(record.indexOf('\n')).replace("\n", "");
      }
    }
    throw new AssertionError(id);
  }

  @Test
  void plantChromosome2KeepsItsAmbiguousLetters() throws IOException {
    Path file = SharedData.bio(genome("athaliana", ".fa"));
    String expected = bases(text(file), "Chr2");
    assertTrue(expected.matches("(?si).*K.*"), "K");
    assertTrue(expected.matches("(?si).*Y.*"), "Y");
    assertTrue(expected.matches("(?si).*S.*"), "S");
    List<FastaRecord> records = Fasta.readAll(file);
    assertEquals(6, records.size(), "no record is dropped");
    assertEquals(expected, new String(records.get(1).bases(), ISO_8859_1));
  }

  @Test
  void attributesOfThePlantMayEndInASemicolon() throws IOException {
    String rows = text(SharedData.bio(genome("athaliana", ".gff3.gz")));
    String row = "CDS\t3760\t3913\t.\t+\t0\tParent=AT1G01010.1,AT1G01010.1-Protein;\n";
    assertTrue(rows.contains(row));
    Transcript first = gene(read("athaliana", "TAIR10"), "AT1G01010").transcripts().get(0);
    assertEquals("AT1G01010.1", first.id());
    assertEquals(new Interval(3759, 3913), first.coding().get(0));
  }

  @Test
  void anExonOfTheFlyHasSeveralParents() throws IOException {
    String rows = text(SharedData.bio(genome("dmelanogaster", ".gff3.gz")));
    String row = "CDS\t11215\t11344\t.\t-\t1\tParent=FBtr0078166,FBtr0078170";
    assertTrue(rows.contains(row));
    Gene lgl = gene(read("dmelanogaster", "FlyBase"), "FBgn0002121");
    List<String> with =
        lgl.transcripts().stream()
            .filter(t -> t.coding().contains(new Interval(11214, 11344)))
            .map(Transcript::id)
            .toList();
    assertTrue(with.containsAll(List.of("FBtr0078166", "FBtr0078170")), with.toString());
  }

  @Test
  void anAmbiguousVIsABase() throws IOException {
    Path file = SharedData.bio("flatfiles/gbpri1.seq.gz");
    FlatFileOptions skipping =
        FlatFileOptions.defaults().withUnsupported(FlatFileOptions.Unsupported.SKIP);
    int found = 0;
    try (GenBank reader = GenBank.open(file, skipping)) {
      for (AnnotatedSequence record : reader.readRest()) {
        String bases = new String(record.bases(), ISO_8859_1).toUpperCase(Locale.ROOT);
        found += bases.length() - bases.replace("V", "").length();
      }
    }
    assertEquals(1, found);
  }

  @Test
  void aJoinMayBreakInsideANumber() throws IOException {
    Path file = SharedData.fly();
    Pattern location = Pattern.compile("\n     CDS {13}(\\S+(?:\n {21}[0-9.,)]+)*)");
    Matcher m = location.matcher(text(file));
    List<Gene> genes = new ArrayList<>();
    GenBank.read(file).forEach(record -> genes.addAll(record.genes()));
    int inside = 0;
    for (Gene gene : genes) {
      assertTrue(m.find());
      inside += m.group(1).matches("(?s).*[0-9]\n {21}[0-9].*") ? 1 : 0;
      String joined = m.group(1).replaceAll("\\s", "");
      List<Interval> expected = new ArrayList<>();
      Matcher span = Pattern.compile("([0-9]+)\\.\\.([0-9]+)").matcher(joined);
      while (span.find()) {
        int start = Integer.parseInt(span.group(1)) - 1;
        expected.add(new Interval(start, Integer.parseInt(span.group(2))));
      }
      assertEquals(expected, gene.exons(), gene.id());
      assertEquals(joined.startsWith("complement"), gene.strand() == Strand.MINUS, gene.id());
    }
    assertFalse(m.find());
    assertTrue(inside > 10, "numbers that go on in the next line: " + inside);
  }

  /** Rows ascend on either strand; translation of a minus gene begins at the last of them. */
  @Test
  void aMinusGeneReadsFromItsLastExonOn() throws IOException {
    AnnotatedGenome genome = read("dmelanogaster", "FlyBase");
    Gene lgl = gene(genome, "FBgn0002121");
    assertEquals(Strand.MINUS, lgl.strand());
    AnnotatedSequence sequence =
        genome.sequences().stream()
            .filter(s -> s.id().equals(lgl.sequenceId()))
            .findFirst()
            .orElseThrow();
    for (Transcript t : lgl.transcripts()) {
      List<Interval> coding = t.coding();
      assertEquals(
          coding.stream().sorted(Comparator.comparingInt(Interval::start)).toList(), coding);
      StringBuilder sense = new StringBuilder();
      for (Interval part : coding) {
        byte[] forward = Arrays.copyOfRange(sequence.bases(), part.start(), part.end());
        sense.insert(0, new String(Iupac.reverseComplement(forward), ISO_8859_1));
      }
      assertTrue(sense.toString().toUpperCase(Locale.ROOT).startsWith("ATG"), t.id());
    }
  }

  @Test
  void runsOfNAreReadAndScored() throws IOException {
    Path file = SharedData.bio(genome("dmelanogaster", ".fa"));
    String expected = bases(text(file), "Y");
    Matcher run = Pattern.compile("N{1000,}").matcher(expected);
    assertTrue(run.find());
    byte[] bases =
        Fasta.readAll(file).stream()
            .filter(record -> record.id().equals("Y"))
            .findFirst()
            .orElseThrow()
            .bases();
    assertEquals(expected, new String(bases, ISO_8859_1));
    int from = Math.max(0, run.start() - 100);
    byte[] part = Arrays.copyOfRange(bases, from, Math.min(bases.length, run.end() + 100));
    try (Workers workers = new Workers(1)) {
      SpliceTagger.SiteProbabilities p = RandomTagger.of(1).probabilities(part, workers);
      for (int i = 0; i < part.length; i++) {
        assertTrue(p.donor()[i] >= 0 && p.donor()[i] <= 1, "donor " + i);
        assertTrue(p.acceptor()[i] >= 0 && p.acceptor()[i] <= 1, "acceptor " + i);
      }
    }
  }

  @Test
  void piecesWithoutIntronsAreReadWithTheirGenes() throws IOException {
    AnnotatedGenome genome = read("dmelanogaster", "FlyBase");
    assertEquals(
        List.of("2L", "2R", "3L", "3R", "4", "Y"),
        genome.sequences().stream().map(AnnotatedSequence::id).toList());
    for (AnnotatedSequence piece : genome.sequences()) {
      if (List.of("2R", "3R", "Y").contains(piece.id())) {
        assertEquals(0, piece.genes().stream().mapToInt(g -> g.introns().size()).sum(), piece.id());
        assertTrue(piece.length() > 30_000);
      }
    }
  }
}
