package org.isochron.bio.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.isochron.bio.SharedData;
import org.isochron.bio.fasta.Iupac;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;

/**
 * Files as they are in use. The sets' READMEs count whole sets and rows whose parents were cut off
 * with the rest of the chromosome; the numbers here are those of the mRNAs with parents in these
 * files, counted by a Python script that shares nothing with the reader.
 */
class RealGenomesTest {
  private record Intron(String sequenceId, Strand strand, Interval interval) {}

  @Test
  void plant() throws IOException {
    AnnotatedGenome genome = genome("genome-1pct/athaliana", "TAIR10");
    assertEquals("289 genes, 159 minus, 393 transcripts, 393 coding", counts(genome));
    assertEquals(Map.of("GT-AG", 1290, "GC-AG", 17), motifs(genome));
    assertEquals(7, genome.skipped().size());
    assertEquals(
        "AT1G01840.1 athaliana.gff3.gz:2033 303537..304108 no feature has this ID; a row of type"
            + " five_prime_UTR and 1 more name it",
        shown(genome.skipped().get(0)));
    AnnotatedSequence second =
        genome.sequences().stream().filter(s -> s.id().equals("Chr2")).findFirst().orElseThrow();
    String letters = new String(second.bases(), StandardCharsets.US_ASCII);
    assertTrue(letters.matches("(?s).*K.*") && letters.contains("Y") && letters.contains("S"));
    assertEquals(177, introns(genome).stream().filter(i -> i.sequenceId.equals("Chr2")).count());
  }

  @Test
  void worm() throws IOException {
    AnnotatedGenome genome = genome("genome-1pct/celegans", "WormBase");
    Map<String, Integer> motifs = motifs(genome);
    assertEquals(796, motifs.values().stream().mapToInt(n -> n).sum());
    assertEquals(779, motifs.get("GT-AG"));
    assertEquals(6, motifs.get("GC-AG"));
    assertEquals("144 genes, 63 minus, 283 transcripts, 283 coding", counts(genome));
  }

  @Test
  void fly() throws IOException {
    AnnotatedGenome genome = genome("genome-1pct/dmelanogaster", "FlyBase");
    assertEquals("72 genes, 36 minus, 218 transcripts, 218 coding", counts(genome));
    assertEquals(Map.of("GT-AG", 381, "GC-AG", 6), motifs(genome));
    assertEquals(46, genome.skipped().size());
    for (AnnotatedSequence sequence : genome.sequences()) {
      if (Set.of("2R", "3R", "Y").contains(sequence.id())) {
        assertEquals(0, sequence.genes().stream().mapToInt(g -> g.introns().size()).sum());
      }
    }
    // Exons name eleven parents, and some genes share introns.
    Gene lgl =
        genome.sequences().get(0).genes().stream()
            .filter(gene -> gene.id().equals("FBgn0002121"))
            .findFirst()
            .orElseThrow();
    assertEquals(11, lgl.transcripts().size());
    assertEquals(Strand.MINUS, lgl.strand());
    assertEquals(new Interval(9838, 21376), lgl.span());
  }

  @Test
  void smallWormGenes() throws IOException {
    AnnotatedGenome genome = genome("celegans-smallgenes/smallgenes", "WormBase");
    assertEquals("916 genes, 0 minus, 1024 transcripts, 1024 coding", counts(genome));
    assertEquals(Map.of("GT-AG", 1413), motifs(genome));
    // Records overlap on the chromosome: rows of a neighbour, whose gene may be in its own record.
    Map<Boolean, Long> reasons =
        genome.skipped().stream()
            .collect(
                Collectors.partitioningBy(
                    s -> s.reason().startsWith("no feature"), Collectors.counting()));
    assertEquals(Map.of(true, 227L, false, 11L), reasons);
  }

  @Test
  void humanGtf() throws IOException {
    GenomeFiles files =
        new GenomeFiles(
            SharedData.bio("human-chr16/hg38.fa"), SharedData.bio("human-chr16/refseq.hg38.gtf"));
    AnnotatedGenome genome =
        AnnotatedGenome.read(files, AnnotationOptions.defaults(), UnaryOperator.identity());
    assertEquals("17 genes, 10 minus, 17 transcripts, 14 coding", counts(genome));
    assertEquals(Map.of("GT-AG", 88, "GC-AG", 1), motifs(genome));
    assertEquals(List.of(), genome.skipped());
    // A stop codon follows each CDS, and every coding part reads open up to it.
    for (Gene gene : genome.sequences().get(0).genes()) {
      String coding = coding(genome.sequences().get(0), gene);
      assertTrue(coding.isEmpty() || coding.matches("ATG([ACGT]{3})*(TAA|TAG|TGA)"), gene.id());
    }
  }

  @Test
  void codingPartsOfThePlantAreMostlyOpenReadingFrames() throws IOException {
    AnnotatedGenome genome = genome("genome-1pct/athaliana", "TAIR10");
    int open = 0;
    for (AnnotatedSequence sequence : genome.sequences()) {
      for (Gene gene : sequence.genes()) {
        String coding = coding(sequence, gene);
        boolean stops = coding.matches("([ACGT]{3})*?(TAA|TAG|TGA)([ACGT]{3})+");
        open += coding.matches("ATG.*(TAA|TAG|TGA)") && !stops ? 1 : 0;
      }
    }
    assertTrue(open >= 280, "of 289 first transcripts " + open);
  }

  @Test
  void cutFilesCanBeRefused() {
    Path file = SharedData.bio("genome-1pct/athaliana.gff3.gz");
    AnnotationOptions options = AnnotationText.STRICT.withSources(List.of("TAIR10"));
    var e = assertThrows(FormatException.class, () -> GenomeAnnotation.read(file, options));
    assertEquals(
        "athaliana.gff3.gz:2033: Parent 'AT1G01840.1' at 303537..304108: no feature has this ID; a"
            + " row of type five_prime_UTR and 1 more name it",
        e.getMessage());
  }

  @Test
  void junctionsHaveTheirCounts() throws IOException {
    assertEquals("16965 rows, 3788 junctions, 8650165 reads", junctions("genome-1pct/athaliana"));
    assertEquals("6120 rows, 6120 junctions, 202454671 reads", junctions("genome-1pct/celegans"));
    assertEquals("537 rows, 537 junctions, 1344617 reads", junctions("genome-1pct/dmelanogaster"));
    assertEquals(
        "7572 rows, 7572 junctions, 1582672403 reads", junctions("celegans-smallgenes/smallgenes"));
  }

  private static String junctions(String name) throws IOException {
    List<SpliceJunction> rows =
        SpliceJunction.read(SharedData.bio(name + ".gff3.gz"), SpliceJunction.RNA_SEQ);
    List<SpliceJunction> united = SpliceJunction.united(rows);
    long reads = (long) united.stream().mapToDouble(SpliceJunction::count).sum();
    return rows.size() + " rows, " + united.size() + " junctions, " + reads + " reads";
  }

  private static AnnotatedGenome genome(String name, String source) throws IOException {
    GenomeFiles files =
        new GenomeFiles(SharedData.bio(name + ".fa"), SharedData.bio(name + ".gff3.gz"));
    AnnotationOptions options = AnnotationText.LENIENT.withSources(List.of(source));
    return AnnotatedGenome.read(files, options, UnaryOperator.identity());
  }

  private static String counts(AnnotatedGenome genome) {
    List<Gene> genes = new ArrayList<>();
    genome.sequences().forEach(sequence -> genes.addAll(sequence.genes()));
    List<Transcript> transcripts =
        genes.stream().flatMap(gene -> gene.transcripts().stream()).toList();
    return String.format(
        Locale.ROOT,
        "%d genes, %d minus, %d transcripts, %d coding",
        genes.size(),
        genes.stream().filter(gene -> gene.strand() == Strand.MINUS).count(),
        transcripts.size(),
        transcripts.stream().filter(t -> !t.coding().isEmpty()).count());
  }

  private static Set<Intron> introns(AnnotatedGenome genome) {
    Set<Intron> introns = new HashSet<>();
    for (AnnotatedSequence s : genome.sequences()) {
      for (Gene gene : s.genes()) {
        gene.introns().forEach(i -> introns.add(new Intron(s.id(), gene.strand(), i)));
      }
    }
    return introns;
  }

  private static Map<String, Integer> motifs(AnnotatedGenome genome) {
    Map<String, Integer> motifs = new TreeMap<>();
    Set<Intron> introns = introns(genome);
    for (AnnotatedSequence s : genome.sequences()) {
      for (Intron intron : introns) {
        if (intron.sequenceId.equals(s.id())) {
          String bases = sense(s, intron.interval, intron.strand);
          motifs.merge(
              bases.substring(0, 2) + "-" + bases.substring(bases.length() - 2), 1, Integer::sum);
        }
      }
    }
    return motifs;
  }

  private static String coding(AnnotatedSequence sequence, Gene gene) {
    StringBuilder coding = new StringBuilder();
    for (Interval part : gene.transcripts().get(0).coding()) {
      String bases = sense(sequence, part, gene.strand());
      coding.insert(gene.strand() == Strand.PLUS ? coding.length() : 0, bases);
    }
    return coding.toString();
  }

  private static String sense(AnnotatedSequence sequence, Interval interval, Strand strand) {
    byte[] bases = Arrays.copyOfRange(sequence.bases(), interval.start(), interval.end());
    byte[] sense = strand == Strand.MINUS ? Iupac.reverseComplement(bases) : bases;
    return new String(sense, StandardCharsets.US_ASCII).toUpperCase(Locale.ROOT);
  }

  private static String shown(SkippedFeature s) {
    return String.join(" ", s.gene(), s.place(), s.location(), s.reason());
  }
}
