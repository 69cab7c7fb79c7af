package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.FlatFileOptions.Unsupported;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneSetTest {
  @TempDir Path folder;

  @Test
  void unrelatedGenesAreGroupsOfTheirOwn() {
    GeneSet set = MadeGenes.set(MadeGenes.unrelated(20));
    assertEquals(20, set.size());
    assertEquals(20, set.groups());
    assertEquals("s7:g", set.genes().get(7).group());
  }

  @Test
  void aCopyAndAReverseComplementCopyJoinTheGroupOfTheOriginal() {
    List<AnnotatedSequence> sequences = new ArrayList<>(MadeGenes.unrelated(5));
    sequences.add(MadeGenes.sequence("copy", sequences.get(1).bases()));
    sequences.add(MadeGenes.reversed(sequences.get(1), "turned"));
    List<String> groups = MadeGenes.set(sequences).genes().stream().map(SenseGene::group).toList();
    assertEquals(List.of("s0:g", "s1:g", "s2:g", "s3:g", "s4:g", "s1:g", "s1:g"), groups);
  }

  @Test
  void eightSharedKmersJoinAndSevenDoNot() {
    for (int equal : new int[] {30, 31}) {
      byte[] a = MadeGenes.bases(1, 600);
      byte[] b = MadeGenes.bases(2, 600);
      System.arraycopy(a, 100, b, 300, equal);
      b[299] = (byte) (a[99] == 'A' ? 'C' : 'A');
      b[300 + equal] = (byte) (a[100 + equal] == 'A' ? 'C' : 'A');
      GeneSet set = MadeGenes.set(List.of(MadeGenes.sequence("a", a), MadeGenes.sequence("b", b)));
      assertEquals(equal == 31 ? 1 : 2, set.groups(), "equal bases: " + equal);
    }
  }

  @Test
  void overlappingLociJoinAndTouchingOnesDoNot() {
    List<AnnotatedSequence> sequences =
        List.of(
            MadeGenes.sequence("chr1_1000-1599", 1),
            MadeGenes.sequence("chr1_1599-2198", 2),
            MadeGenes.sequence("chr1_2199-2798", 3),
            MadeGenes.sequence("chr2_1000-1599", 4),
            MadeGenes.sequence("chr1_500-1099", 5));
    List<String> groups = MadeGenes.set(sequences).genes().stream().map(SenseGene::group).toList();
    String first = "chr1_1000-1599:g";
    assertEquals(List.of(first, first, "chr1_2199-2798:g", "chr2_1000-1599:g", first), groups);
  }

  @Test
  void genesOfOneSequenceStayTogetherIfTheirWindowsOverlapOrOnRequest() {
    List<Gene> genes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int at = 1000 * i;
      List<Interval> exons =
          List.of(new Interval(at + 10, at + 50), new Interval(at + 90, at + 99));
      genes.add(Gene.of("g" + i, "s", Strand.PLUS, exons));
    }
    List<AnnotatedSequence> one =
        List.of(new AnnotatedSequence("s", MadeGenes.bases(9, 3000), genes));
    GeneSetConfig config = GeneSetConfig.defaults().withFlank(100);
    assertEquals(3, GeneSet.of(one, config).groups());
    Grouping together = Grouping.defaults().withBySequence(true);
    assertEquals(1, GeneSet.of(one, config.withGrouping(together)).groups());
    // Windows that reach each other overlap.
    assertEquals(1, GeneSet.of(one, config.withFlank(600)).groups());
  }

  @Test
  void aLongRecordOfManyGenesIsCutIntoSmallWindowsAndSplit() {
    List<Gene> genes = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int at = 5000 * i + 1500;
      Strand strand = i % 2 == 0 ? Strand.PLUS : Strand.MINUS;
      List<Interval> exons = List.of(new Interval(at, at + 300), new Interval(at + 400, at + 1000));
      genes.add(Gene.of("g" + i, "chr", strand, exons));
    }
    byte[] bases = MadeGenes.bases(11, 300_000);
    GeneSet set = MadeGenes.set(List.of(new AnnotatedSequence("chr", bases, genes)));
    assertEquals(60, set.groups());
    assertEquals(3000, set.genes().stream().mapToInt(SenseGene::length).max().orElseThrow());
    GeneSplit split = set.splitByGroup(0.7, 0.1, 1);
    assertEquals(42, split.train().size());
    assertEquals(6, split.validation().size());
    assertEquals(12, split.test().size());
    assertTrue(split.leakCheck().clean());
  }

  @Test
  void gapsTooShortForIntronsAreReported() {
    List<Interval> exons = List.of(new Interval(10, 50), new Interval(51, 90));
    Gene slipping = Gene.of("slip", "s", Strand.PLUS, exons);
    GeneSet set =
        MadeGenes.set(
            List.of(new AnnotatedSequence("s", MadeGenes.bases(1, 99), List.of(slipping))));
    assertEquals(0, set.motifs().introns());
    assertEquals(
        "[SkippedFeature[gene=slip, place=slip, location=51..51, reason=a gap of 1 bases, no intron:"
            + " shorter than 10]]",
        set.skipped().toString());
  }

  @Test
  void filesAreReadWithTheConfiguredLeniency() throws IOException {
    Path file = folder.resolve("x.gb");
    String features = "FEATURES   x\n     CDS             1..3\n     CDS             order(1,3)\n";
    Files.writeString(file, "LOCUS s 5 bp\n" + features + "ORIGIN\n 1 acgta\n//\n");
    GeneSetConfig config = GeneSetConfig.defaults();
    GeneSet set =
        GeneSet.read(file, config.withGenBank(config.genBank().withUnsupported(Unsupported.SKIP)));
    assertEquals(1, set.size());
    assertEquals(1, set.skipped().size());
    Path other = folder.resolve("y.gb");
    Files.writeString(other, Files.readString(file).replace("LOCUS s", "LOCUS t"));
    GeneSetConfig lenient = config.withGenBank(config.genBank().withUnsupported(Unsupported.SKIP));
    GeneSet both = GeneSet.read(List.of(file, other), lenient);
    assertEquals(List.of("s#1", "t#1"), both.genes().stream().map(SenseGene::geneId).toList());
    assertEquals(2, both.skipped().size());
    refused("sequences: duplicate id s", () -> GeneSet.read(List.of(file, file), lenient));
    assertThrows(org.isochron.core.io.FormatException.class, () -> GeneSet.read(file));
  }

  @Test
  void repeatedIdsAndBadSettingsAreRefused() {
    AnnotatedSequence s = MadeGenes.sequence("s", 1);
    refused("sequences: duplicate id s", () -> MadeGenes.set(List.of(s, s)));
    AnnotatedSequence t =
        new AnnotatedSequence(
            "t", s.bases(), List.of(Gene.of("s:g", "t", Strand.PLUS, List.of(new Interval(1, 2)))));
    refused("genes: duplicate id s:g", () -> MadeGenes.set(List.of(s, t)));
    refused("flank: expected at least 0, found -1", () -> GeneSetConfig.defaults().withFlank(-1));
    refused("k: expected 12 to 31, found 32", () -> Grouping.defaults().withK(32));
    refused("minShared: expected at least 1, found 0", () -> Grouping.defaults().withMinShared(0));
    refused(
        "minFraction: expected 0 to 1, found NaN",
        () -> Grouping.defaults().withMinFraction(Double.NaN));
  }

  private static void refused(String message, org.junit.jupiter.api.function.Executable code) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
  }
}
