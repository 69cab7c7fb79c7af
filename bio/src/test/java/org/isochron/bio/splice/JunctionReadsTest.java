package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.isochron.bio.SharedData;
import org.isochron.bio.annotation.AnnotationOptions;
import org.isochron.bio.annotation.GenomeFiles;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.SpliceJunction;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts of RNA-seq reads on their way from an annotation to the genes. */
class JunctionReadsTest {
  @TempDir Path folder;

  private static GeneSet worm(String source) throws IOException {
    GenomeFiles files =
        new GenomeFiles(
            SharedData.bio("celegans-smallgenes/smallgenes.fa"),
            SharedData.bio("celegans-smallgenes/smallgenes.gff3.gz"));
    AnnotationOptions options =
        AnnotationOptions.defaults().withSources(List.of("WormBase")).withJunctionSource(source);
    return GeneSet.readGenomes(
        List.of(files), GeneSetConfig.defaults().withAnnotation(options), UnaryOperator.identity());
  }

  @Test
  void readsOfTheWormsSmallGenesAreThoseOfTheFile() throws IOException {
    GeneSet set = worm(SpliceJunction.RNA_SEQ);
    // ch.1_0 RNASeq_splice intron 144 189 27257.0 +
    SpliceUnit first =
        SpliceUnit.of(set.genes()).stream()
            .filter(u -> u.members().get(0).sequenceId().equals("ch.1_0"))
            .findFirst()
            .orElseThrow();
    assertEquals(27257, first.junctions().get(new Interval(143, 189)));
    assertTrue(first.introns().contains(new Interval(143, 189)));
    long known =
        TaskWindow.of(SpliceUnit.of(set.genes()), 600).stream()
            .filter(w -> !Double.isNaN(w.logUsage()))
            .count();
    assertTrue(known > 900, known + " windows with reads");
    boolean none = worm("").genes().stream().allMatch(g -> g.surroundings().junctions().isEmpty());
    assertTrue(none);
  }

  private GeneSet made(String rows) throws IOException {
    Path fasta =
        Files.writeString(
            folder.resolve("a.fa"),
            ">chr1\n" + new String(MadeGenes.bases(1, 300), StandardCharsets.US_ASCII) + "\n");
    String parent = "chr1\tx\tmRNA\t21\t200\t.\t-\t.\tID=m\n";
    String exons =
        "chr1\tx\texon\t21\t100\t.\t-\t.\tParent=m\nchr1\tx\texon\t151\t200\t.\t-\t.\tParent=m\n";
    Path gff =
        Files.writeString(folder.resolve("a.gff3"), "##gff-version 3\n" + parent + exons + rows);
    AnnotationOptions options = AnnotationOptions.defaults().withJunctionSource("reads");
    return GeneSet.readGenomes(
        List.of(new GenomeFiles(fasta, gff)),
        GeneSetConfig.defaults().withAnnotation(options),
        UnaryOperator.identity());
  }

  @Test
  void theGenesStrandCountsAndThoseWithoutOne() throws IOException {
    GeneSet set =
        made(
            """
            chr1\treads\tintron\t101\t150\t5\t-\t.\t
            chr1\treads\tintron\t101\t150\t2\t.\t.\t
            chr1\treads\tintron\t101\t150\t9\t+\t.\t
            chr1\tothers\tintron\t101\t150\t9\t-\t.\t
            chr1\treads\tintron\t111\t140\t1\t-\t.\t
            """);
    SpliceUnit unit = SpliceUnit.of(set.genes()).get(0);
    // Window and sequence are the same 300 bases, read from their end.
    assertEquals(
        Map.of(new Interval(150, 200), 7.0, new Interval(160, 190), 1.0), unit.junctions());
    assertEquals(Math.log1p(8), TaskSettings.logUsage(unit.junctions(), 150, 200), 1e-12);
    assertEquals(Math.log1p(1), TaskSettings.logUsage(unit.junctions(), 151, 200), 1e-12);
    assertTrue(Double.isNaN(TaskSettings.logUsage(unit.junctions(), 161, 300)));
  }

  @Test
  void aJunctionWithoutACountIsRefused() {
    var e =
        assertThrows(
            FormatException.class, () -> made("chr1\treads\tintron\t101\t150\t.\t-\t.\tID=i\n"));
    assertEquals(
        "a.gff3:5: score: expected a count of reads, at least 0, found '.'", e.getMessage());
  }
}
