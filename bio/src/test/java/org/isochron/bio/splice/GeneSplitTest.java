package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneSplitTest {
  @TempDir Path folder;

  private final GeneSet set = MadeGenes.set(withFamilies());

  /** Returns 40 unrelated genes, and two copies of the first five. */
  private static List<AnnotatedSequence> withFamilies() {
    List<AnnotatedSequence> sequences = new ArrayList<>(MadeGenes.unrelated(40));
    for (int i = 0; i < 5; i++) {
      sequences.add(MadeGenes.sequence("copy" + i, sequences.get(i).bases()));
      sequences.add(MadeGenes.reversed(sequences.get(i), "turned" + i));
    }
    return sequences;
  }

  @Test
  void noGroupIsOnTwoSidesAndNoGeneIsLost() {
    assertEquals(40, set.groups());
    for (long seed = 0; seed < 20; seed++) {
      GeneSplit split = set.splitByGroup(0.6, 0.2, seed);
      List<Set<String>> groups =
          List.of(groups(split.train()), groups(split.validation()), groups(split.test()));
      assertEquals(40, groups.stream().mapToInt(Set::size).sum());
      assertEquals(50, split.train().size() + split.validation().size() + split.test().size());
    }
  }

  @Test
  void sidesHaveTheAskedSizes() {
    for (long seed = 0; seed < 20; seed++) {
      GeneSplit split = set.splitByGroup(0.6, 0.2, seed);
      assertEquals(30, split.train().size());
      assertEquals(10, split.validation().size());
      assertEquals(10, split.test().size());
      GeneSplit two = set.splitByGroup(0.8, seed);
      assertEquals(40, two.train().size());
      assertEquals(0, two.validation().size());
      assertEquals(10, two.test().size());
    }
  }

  @Test
  void theSameSeedGivesTheSameSplitAndAnotherSeedAnother() {
    assertEquals(set.splitByGroup(0.8, 5), set.splitByGroup(0.8, 5));
    assertNotEquals(set.splitByGroup(0.8, 5), set.splitByGroup(0.8, 6));
  }

  @Test
  void theSplitOfASeedIsTheSameOnEveryJdk() {
    GeneSplit split = MadeGenes.set(MadeGenes.unrelated(10)).splitByGroup(0.5, 0.2, 7);
    assertEquals(
        "s1 s4 s7 s8 s9 | s0 s5 | s2 s3 s6 ",
        ids(split.train()) + "| " + ids(split.validation()) + "| " + ids(split.test()));
  }

  private static String ids(List<SenseGene> genes) {
    return genes.stream().map(gene -> gene.sequenceId() + " ").collect(Collectors.joining());
  }

  @Test
  void impossibleSplitsAreRefused() {
    refused(
        "shares: expected train > 0, validation >= 0, together below 1, found 1.0 and 0.0",
        () -> set.splitByGroup(1, 1));
    refused(
        "shares: expected train > 0, validation >= 0, together below 1, found 0.9 and 0.1",
        () -> set.splitByGroup(0.9, 0.1, 1));
    GeneSet one = MadeGenes.set(MadeGenes.unrelated(1));
    refused(
        "split: expected genes on every side, found 1, 0 and 0 from 1 groups of 1 genes",
        () -> one.splitByGroup(0.8, 1));
    SenseGene gene = set.genes().get(0);
    refused(
        "split: gene s0:g comes twice",
        () -> new GeneSplit(List.of(gene, gene), List.of(), List.of()));
    SenseGene other = set.genes().get(1).withGroup(gene.group());
    refused(
        "split: group s0:g is on two sides",
        () -> new GeneSplit(List.of(gene), List.of(), List.of(other)));
  }

  @Test
  void savedAndLoadedIsTheSame() throws IOException {
    Path file = folder.resolve("split.tsv");
    GeneSplit split = set.splitByGroup(0.7, 0.1, 3);
    split.save(file);
    assertEquals(split, GeneSplit.load(file, set));
    List<String> lines = Files.readAllLines(file);
    assertEquals("gene\tgroup\tset", lines.get(0));
    assertEquals(51, lines.size());
    assertTrue(lines.get(1).endsWith("\ttrain") && lines.get(50).endsWith("\ttest"));
  }

  @Test
  void filesThatDoNotFitTheSetAreRefused() throws IOException {
    GeneSet small = MadeGenes.set(MadeGenes.unrelated(2));
    String good = "gene\tgroup\tset\ns0:g\ts0:g\ttrain\ns1:g\ts1:g\ttest\n";
    assertEquals(1, load(good, small).test().size());
    badFile("split.tsv:1: expected the header 'gene\tgroup\tset'", "gene\tset\n", small);
    badFile("split.tsv:1: expected the header 'gene\tgroup\tset'", "", small);
    badFile(
        "split.tsv:3: expected 'gene<tab>group<tab>train|validation|test|left-out', found "
            + "'s1:g\ts1:g\ttests'",
        good.replace("test\n", "tests\n"),
        small);
    badFile(
        "split.tsv:3: gene 's2:g' is not in the gene set, or comes twice",
        good.replace("s1:g\ts1", "s2:g\ts1"),
        small);
    badFile(
        "split.tsv:3: group 'x' is not in the gene set, or comes twice",
        good.replace("s1:g\ts1:g", "s1:g\tx"),
        small);
    badFile(
        "split.tsv:2: 1 genes are missing, the first is 's1:g'",
        good.substring(0, good.indexOf("s1")),
        small);
  }

  private void badFile(String message, String text, GeneSet genes) {
    var e = assertThrows(FormatException.class, () -> load(text, genes));
    assertEquals(folder + "/" + message, e.getMessage());
  }

  private GeneSplit load(String text, GeneSet genes) throws IOException {
    Path file = folder.resolve("split.tsv");
    Files.writeString(file, text);
    return GeneSplit.load(file, genes);
  }

  private static Set<String> groups(List<SenseGene> genes) {
    return genes.stream().map(SenseGene::group).collect(Collectors.toSet());
  }

  private static void refused(String message, org.junit.jupiter.api.function.Executable code) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
  }
}
