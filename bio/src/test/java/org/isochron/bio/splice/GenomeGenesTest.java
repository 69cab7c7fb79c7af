package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.isochron.bio.SharedData;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.AnnotationOptions;
import org.isochron.bio.annotation.FlatFileOptions.Unsupported;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.GenomeFiles;
import org.isochron.bio.annotation.SkippedFeature;
import org.isochron.bio.annotation.Strand;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Genes of FASTA files with annotations. */
class GenomeGenesTest {
  private static final AnnotationOptions STRICT =
      AnnotationOptions.defaults().withUnsupported(Unsupported.REFUSE);
  private static final AnnotationOptions LENIENT = STRICT.withUnsupported(Unsupported.SKIP);

  @TempDir Path folder;

  private GenomeFiles files(String name, String annotation) throws IOException {
    String bases = new String(MadeGenes.bases(7, 600), StandardCharsets.US_ASCII);
    Path fasta =
        Files.writeString(folder.resolve(name + ".fa"), ">" + name + " 1..600\n" + bases + "\n");
    return new GenomeFiles(fasta, Files.writeString(folder.resolve(name + ".gff3"), annotation));
  }

  private static String transcript(String sequence, char strand) {
    return line(sequence, "mRNA\t101\t401\t.\t" + strand + "\t.\tID=" + sequence + ":g")
        + line(sequence, "exon\t101\t200\t.\t" + strand + "\t.\tParent=" + sequence + ":g")
        + line(sequence, "exon\t301\t401\t.\t" + strand + "\t.\tParent=" + sequence + ":g");
  }

  private static String line(String sequence, String rest) {
    return sequence + "\tx\t" + rest + "\n";
  }

  private static GeneSet read(AnnotationOptions options, GenomeFiles... files) throws IOException {
    return GeneSet.readGenomes(List.of(files), config(options), UnaryOperator.identity());
  }

  private static GeneSetConfig config(AnnotationOptions options) {
    return GeneSetConfig.defaults().withAnnotation(options);
  }

  @Test
  void genesOfBothStrandsAreThoseOfSequencesInMemory() throws IOException {
    GeneSet set = read(STRICT, files("p", transcript("p", '+')), files("m", transcript("m", '-')));
    AnnotatedSequence p = MadeGenes.sequence("p", 7);
    Gene plus = set.genes().get(0).gene();
    assertEquals(p.genes().get(0).exons(), plus.exons());
    assertArrayEquals(
        MadeGenes.set(List.of(p)).genes().get(0).labels().sites(),
        set.genes().get(0).labels().sites());
    assertEquals(Strand.MINUS, set.genes().get(1).strand());
    assertEquals(2, set.motifs().introns());
    assertEquals(List.of(), set.skipped());
  }

  @Test
  void aGeneOnAnotherSequenceIsRefusedOrSkipped() throws IOException {
    GenomeFiles files = files("p", transcript("q", '+') + transcript("p", '+'));
    var e = assertThrows(FormatException.class, () -> read(STRICT, files));
    String reason = "its sequence 'q' is not in p.fa, which has p";
    assertEquals("p.gff3:1: gene 'q:g' at 101..401: " + reason, e.getMessage());
    GeneSet set = read(LENIENT, files);
    assertEquals(1, set.size());
    assertEquals(List.of(new SkippedFeature("q:g", "p.gff3:1", "101..401", reason)), set.skipped());
  }

  @Test
  void aGeneBeyondTheEndIsRefusedOrSkipped() throws IOException {
    GenomeFiles files = files("p", transcript("p", '+').replace("401", "601"));
    var e = assertThrows(FormatException.class, () -> read(STRICT, files));
    assertEquals(
        "p.gff3:1: gene 'p:g' at 101..601: beyond the 600 bases of p in p.fa", e.getMessage());
    assertEquals(0, read(LENIENT, files).size());
  }

  @Test
  void namesOfSequencesCanBeTranslated() throws IOException {
    GenomeFiles files = files("chr1", transcript("1", '+'));
    GeneSet set = GeneSet.readGenomes(List.of(files), config(STRICT), name -> "chr" + name);
    assertEquals("chr1", set.genes().get(0).sequenceId());
    assertEquals("1:g", set.genes().get(0).geneId());
  }

  @Test
  void twoGenomesMayNotShareAName() throws IOException {
    GenomeFiles files = files("p", transcript("p", '+'));
    var e = assertThrows(IllegalArgumentException.class, () -> read(STRICT, files, files));
    assertEquals("sequences: duplicate id p", e.getMessage());
  }

  @Test
  void realGenesSplitWithoutLeaks() throws IOException {
    GenomeFiles files =
        new GenomeFiles(
            SharedData.bio("genome-1pct/dmelanogaster.fa"),
            SharedData.bio("genome-1pct/dmelanogaster.gff3.gz"));
    GeneSet set = read(LENIENT.withSources(List.of("FlyBase")), files);
    assertEquals(72, set.size());
    assertEquals("395 introns: 389 GT-AG, 6 GC-AG, 0 AT-AC, 0 other", set.motifs().summary());
    GeneSplit split = set.splitByGroup(0.7, 0.1, 1);
    assertEquals(0, split.leakCheck().overlappingLoci());
    for (SpliceUnit unit : SpliceUnit.of(set.genes())) {
      long donors = unit.introns().stream().mapToInt(i -> i.start()).distinct().count();
      assertEquals(donors, unit.count(SpliceLabels.DONOR), unit.id());
    }
  }
}
