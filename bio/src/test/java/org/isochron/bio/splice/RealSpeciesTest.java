package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.isochron.bio.SharedData;
import org.isochron.bio.annotation.GenomeFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Plant and worm as FASTA with GFF3, fly as GenBank, in one set. */
class RealSpeciesTest {
  private static GenomeFiles pair(String name) {
    return new GenomeFiles(SharedData.bio(name + ".fa"), SharedData.bio(name + ".gff3.gz"));
  }

  private static GeneSet united;

  private static GeneSet united() throws IOException {
    if (united == null) {
      united = read(IsoformRule.UNITE);
    }
    return united;
  }

  @AfterAll
  static void forget() {
    united = null;
  }

  private static GeneSet read(IsoformRule rule) throws IOException {
    GeneSetConfig config = GeneSetConfig.defaults().withIsoforms(rule);
    List<String> sources = List.of("WormBase", "TAIR10");
    return GeneSet.readSpecies(
        List.of(
            new SpeciesFiles("plant", List.of(), List.of(pair("genome-1pct/athaliana"))),
            new SpeciesFiles(
                "worm",
                List.of(),
                List.of(pair("genome-1pct/celegans"), pair("celegans-smallgenes/smallgenes"))),
            new SpeciesFiles("fly", List.of(SharedData.fly()), List.of())),
        config.withAnnotation(config.annotation().withSources(sources)),
        UnaryOperator.identity());
  }

  private static Set<String> chromosomes(List<SenseGene> genes) {
    return genes.stream().map(g -> g.locus().qualifiedChromosome()).collect(Collectors.toSet());
  }

  @Test
  void chromosomesAreKeptOutOfTrainingAndTheFlyIsDealtByGroup() throws IOException {
    GeneSet set = united();
    assertEquals(List.of("plant", "worm", "fly"), set.species());
    ChromosomePlan plan = new ChromosomePlan(List.of("plant:Chr5", "worm:V"), List.of());
    GeneSplit split = set.splitByChromosome(plan, 0.1, 0.2, 1);
    assertEquals(Set.of("plant:Chr5", "worm:V", "fly:chr2R"), chromosomes(split.test()));
    Set<String> trained = chromosomes(split.train());
    assertTrue(!trained.contains("plant:Chr5") && !trained.contains("worm:V"), "" + trained);
    assertEquals(97, split.ofSpecies("fly").test().size());
    assertEquals(486, set.genes().stream().filter(g -> g.species().equals("fly")).count());
    LeakReport report = split.leakCheck();
    assertEquals(0, report.overlappingLoci(), report.summary());
  }

  /** Seven small genes are in the 1 % of the genome too. */
  @Test
  void aGeneOfBothWormSetsIsInOneGroup() throws IOException {
    GeneSet set = united();
    List<SenseGene> twice =
        set.genes().stream().filter(gene -> gene.geneId().endsWith(".2")).toList();
    assertEquals(7, twice.size());
    for (SenseGene again : twice) {
      String id = again.geneId().substring(0, again.geneId().length() - 2);
      SenseGene first =
          set.genes().stream().filter(g -> g.geneId().equals(id)).findFirst().orElseThrow();
      assertNotEquals(first.sequenceId(), again.sequenceId());
      assertEquals(first.group(), again.group(), id);
    }
  }

  @Test
  void maskingTakesAwayOnlyWhereTranscriptsDisagree() throws IOException {
    List<SpliceUnit> all = SpliceUnit.of(united().genes());
    List<SpliceUnit> masked = SpliceUnit.of(read(IsoformRule.MASK).genes());
    int left = SiteSamples.measured(masked);
    int whole = SiteSamples.measured(all);
    assertTrue(left < whole && left > 0.9 * whole, left + " of " + whole);
    for (int u = 0; u < all.size(); u++) {
      byte[] a = all.get(u).labels().sites();
      byte[] b = masked.get(u).labels().sites();
      for (int t = 0; t < a.length; t++) {
        boolean disputed = GeneGrammar.isDisputed(all.get(u).labels().states()[t]);
        assertEquals(disputed ? SpliceLabels.MASKED : a[t], b[t]);
      }
    }
  }
}
