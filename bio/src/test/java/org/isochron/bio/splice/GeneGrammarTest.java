package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isochron.bio.SharedData;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.OpenEnds;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.annotation.Transcript;
import org.isochron.core.objective.LinearChain.Transition;
import org.junit.jupiter.api.Test;

class GeneGrammarTest {
  private static int[] labels(int length, Gene... genes) {
    return GeneGrammar.labels(SpliceLabels.of(length, List.of(genes)));
  }

  private static Gene gene(String id, int... bounds) {
    Interval[] exons = new Interval[bounds.length / 2];
    Arrays.setAll(exons, i -> new Interval(bounds[2 * i], bounds[2 * i + 1]));
    return Gene.of(id, "s", Strand.PLUS, List.of(exons));
  }

  @Test
  void aGeneIsAPathOfItsCodonsAndIntrons() {
    // Exons of 5 and 4 bases around an intron of frame 2: 1 2 3 1 D2 | 7 ... | A3 1 2 3.
    int[] states = labels(40, gene("g", 3, 8, 28, 32));
    assertEquals("[0, 0, 0, 1, 2, 3, 1, 10, 7]", Arrays.toString(Arrays.copyOf(states, 9)));
    assertEquals("[7, 15, 1, 2, 3, 0]", Arrays.toString(Arrays.copyOfRange(states, 27, 33)));
    assertEquals(List.of(), GeneGrammar.breaks(states));
  }

  @Test
  void exonsOfEveryLengthFromTwoFitInEveryPhase() {
    for (int first = 1; first <= 6; first++) {
      for (int middle = 2; middle <= 7; middle++) {
        int last = 12 - (first + middle) % 3;
        int[] states = labels(200, gene("g", 10, 10 + first, 50, 50 + middle, 100, 100 + last));
        assertEquals(List.of(), GeneGrammar.breaks(states), first + " " + middle);
      }
    }
  }

  @Test
  void whatTheGrammarDoesNotKnowIsCut() {
    // Coding ends in the middle of a codon: the step outside is a break.
    assertEquals(List.of(34), GeneGrammar.breaks(labels(60, gene("part", 3, 8, 28, 34))));
  }

  @Test
  void whereIsoformsDisagreeEitherFits() {
    // The second isoform's donor lies in the first one's intron.
    int[] labels = labels(80, gene("a", 3, 9, 40, 46), gene("b", 3, 15, 40, 46));
    List<List<Integer>> sets = GeneGrammar.CHAIN.labelSets();
    List<Integer> first = sets.get(labels[8] - GeneGrammar.CHAIN.states().size());
    List<Integer> second = sets.get(labels[14] - GeneGrammar.CHAIN.states().size());
    assertTrue(first.containsAll(List.of(GeneGrammar.EXON + 2, GeneGrammar.DONOR + 2)));
    assertTrue(second.containsAll(List.of(GeneGrammar.INTRON, GeneGrammar.DONOR + 2)));
    assertEquals(GeneGrammar.INTRON, labels[15]);
    assertEquals(List.of(), GeneGrammar.breaks(labels));
  }

  @Test
  void translationMayBeginAndEndInsideExonsAndAtIntrons() {
    List<Interval> exons = List.of(new Interval(5, 12), new Interval(30, 42), new Interval(60, 70));
    for (int first : new int[] {7, 10, 11, 30, 31, 33}) {
      for (int codons = 1; codons <= 9; codons++) {
        List<Interval> coding = GeneGrammarTest.coding(exons, first, 3 * codons);
        if (!coding.isEmpty()) {
          Transcript t = new Transcript("t", exons, coding, 1, OpenEnds.NONE);
          int[] labels = labels(80, Gene.of("s", Strand.PLUS, t));
          assertEquals(List.of(), GeneGrammar.breaks(labels), first + " " + codons);
        }
      }
    }
  }

  /** Returns so many exon bases from a position on, or none if the exons have not as many. */
  private static List<Interval> coding(List<Interval> exons, int first, int bases) {
    List<Interval> coding = new ArrayList<>();
    int left = bases;
    for (Interval exon : exons) {
      int start = Math.max(first, exon.start());
      int end = Math.min(exon.end(), start + left);
      if (start < end) {
        coding.add(new Interval(start, end));
        left -= end - start;
      }
    }
    return left == 0 ? coding : List.of();
  }

  @Test
  void theFirstScoresAreTheLogFrequenciesOfTransitions() {
    byte[] bases = MadeGenes.bases(1, 40);
    SpliceLabels labels = SpliceLabels.of(40, List.of(gene("g", 3, 9, 29, 32)));
    SenseGene gene =
        new SenseGene(
            gene("g", 3, 9, 29, 32),
            "g",
            new Locus("", "s", 1, 40),
            new Interval(0, 40),
            bases,
            labels);
    double[] scores = GeneGrammar.scores(SpliceUnit.of(List.of(gene)));
    List<Transition> all = GeneGrammar.CHAIN.transitions();
    // Outside stays outside 2 + 7 times, opens a gene once, coding and without a donor; 1 more
    // each.
    assertEquals(Math.log(10 / 15.0), scores[all.indexOf(new Transition(0, 0))], 1e-12);
    assertEquals(Math.log(2 / 15.0), scores[all.indexOf(new Transition(0, 1))], 1e-12);
    assertEquals(Math.log(1 / 15.0), scores[all.indexOf(new Transition(0, 9))], 1e-12);
  }

  @Test
  void allFlyGenesFollowTheGrammar() throws IOException {
    for (SenseGene gene : GeneSet.read(SharedData.fly()).genes()) {
      assertEquals(List.of(), GeneGrammar.breaks(GeneGrammar.labels(gene.labels())), gene.geneId());
    }
  }
}
