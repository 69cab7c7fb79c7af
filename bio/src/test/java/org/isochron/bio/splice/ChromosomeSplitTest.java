package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.isochron.bio.SharedData;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.GenomeFiles;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChromosomeSplitTest {
  @TempDir Path folder;

  /**
   * Returns ten genes on each of four chromosomes; the last of the fourth copies one of the first.
   */
  private static GeneSet made() {
    List<AnnotatedSequence> sequences = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String name = "chr%d_%d-%d".formatted(1 + i / 10, 1000 * i + 1, 1000 * i + 600);
      byte[] bases = MadeGenes.bases(i == 39 ? 5 : i, MadeGenes.LENGTH);
      sequences.add(MadeGenes.sequence(name, bases));
    }
    return MadeGenes.set(sequences);
  }

  private static Set<String> chromosomes(List<SenseGene> genes) {
    return genes.stream().map(g -> g.locus().chromosome()).collect(Collectors.toSet());
  }

  private static ChromosomePlan plan(List<String> test, List<String> validation) {
    return new ChromosomePlan(test, validation);
  }

  @Test
  void namedChromosomesMakeTheSides() {
    GeneSplit split = made().splitByChromosome(plan(List.of("chr4"), List.of("chr2")), 0.1, 0.2, 1);
    assertEquals(Set.of("chr4"), chromosomes(split.test()));
    assertEquals(Set.of("chr2"), chromosomes(split.validation()));
    assertEquals(Set.of("chr1", "chr3"), chromosomes(split.train()));
    assertEquals(20, split.train().size());
  }

  @Test
  void aSideWithoutAChromosomeIsDealtByGroup() {
    GeneSplit split = made().splitByChromosome(plan(List.of("chr4"), List.of()), 0.1, 0.2, 1);
    assertEquals(10, split.test().size());
    assertEquals(3, split.validation().size());
    assertFalse(chromosomes(split.validation()).contains("chr4"));
  }

  @Test
  void aGroupOnTwoSidesIsReportedWithWhatItSharesAndCanBeLeftOut() throws IOException {
    GeneSplit split = made().splitByChromosome(plan(List.of("chr4"), List.of("chr2")), 0.1, 0.2, 1);
    LeakReport report = split.leakCheck();
    assertEquals(1, report.spanning().size());
    LeakReport.SpanningGroup group = report.spanning().get(0);
    assertEquals("chr1_5001-5600:g", group.group());
    assertEquals(1, group.trainGenes());
    assertEquals("chr4_39001-39600:g", group.most().geneId());
    assertEquals(1, group.most().sharedFraction());
    GeneSplit clean = split.leavingOut(LeakCheck.DEFAULT_THRESHOLD);
    assertTrue(clean.leakCheck().clean());
    assertEquals(9, clean.test().size());
    assertEquals("chr4_39001-39600:g", clean.leftOut().get(0).geneId());
    Path file = folder.resolve("split.tsv");
    clean.save(file);
    assertEquals("gene\tgroup\tset\tchromosome", Files.readAllLines(file).get(0));
    assertEquals(clean, GeneSplit.load(file, made()));
  }

  @Test
  void theChromosomeOfAFileMustBeTheGenes() throws IOException {
    Path file = folder.resolve("split.tsv");
    made().splitByChromosome(plan(List.of("chr4"), List.of()), 0.1, 0.2, 1).save(file);
    Files.writeString(file, Files.readString(file).replaceFirst("\tchr3\n", "\tchr9\n"));
    var e = assertThrows(FormatException.class, () -> GeneSplit.load(file, made()));
    assertTrue(e.getMessage().contains("on chromosome 'chr9' is not in the gene"), e.getMessage());
  }

  @Test
  void wrongNamesAreRefused() {
    refused(
        "chromosome chr9: has no gene; those with genes are chr1, chr2, chr3, chr4",
        plan(List.of("chr9"), List.of()));
    refused("chromosome chr2: is for validation and test", plan(List.of("chr2"), List.of("chr2")));
    List<String> all = List.of("chr1", "chr2", "chr3", "chr4");
    refused(
        "split: expected genes on every side, found 0, 0 and 0 from 0 groups of 0 genes",
        plan(all, List.of()));
  }

  private static void refused(String message, ChromosomePlan plan) {
    GeneSet set = made();
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> set.splitByChromosome(plan, 0.1, 0.2, 1));
    assertEquals(message, e.getMessage());
  }

  @Test
  void smallGenesOfTheWormAreOnTheChromosomesOfTheirDescriptions() throws IOException {
    GenomeFiles files =
        new GenomeFiles(
            SharedData.bio("celegans-smallgenes/smallgenes.fa"),
            SharedData.bio("celegans-smallgenes/smallgenes.gff3.gz"));
    GeneSetConfig config = GeneSetConfig.defaults();
    GeneSet set =
        GeneSet.readGenomes(
            List.of(files),
            config.withAnnotation(config.annotation().withSources(List.of("WormBase"))),
            UnaryOperator.identity());
    assertEquals(Set.of("I", "II", "III", "IV", "V"), chromosomes(set.genes()));
    GeneSplit split = set.splitByChromosome(plan(List.of("V"), List.of()), 0.1, 0.2, 1);
    assertEquals(Set.of("V"), chromosomes(split.test()));
    assertFalse(chromosomes(split.train()).contains("V"));
    assertEquals(0, split.leakCheck().overlappingLoci());
    assertTrue(split.leakCheck().clean(), split.leakCheck().summary());
    Locus first = set.genes().get(0).locus();
    assertEquals(new Locus("", "V", 9798787, 9799275), first);
  }

  @Test
  void piecesOfThePlantsChromosomesShareNothing() throws IOException {
    GenomeFiles files =
        new GenomeFiles(
            SharedData.bio("genome-1pct/athaliana.fa"),
            SharedData.bio("genome-1pct/athaliana.gff3.gz"));
    GeneSet set =
        GeneSet.readGenomes(List.of(files), GeneSetConfig.defaults(), UnaryOperator.identity());
    GeneSplit split = set.splitByChromosome(plan(List.of("Chr5"), List.of()), 0.1, 0.2, 1);
    LeakReport report = split.leakCheck();
    assertEquals(Set.of("Chr1", "Chr2", "Chr3", "ChrC"), chromosomes(split.train()));
    assertEquals(List.of(), report.spanning());
    assertTrue(report.clean(), report.summary());
  }
}
