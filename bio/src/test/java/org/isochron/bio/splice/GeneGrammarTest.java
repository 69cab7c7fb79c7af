package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.isochron.bio.SharedData;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.core.objective.LinearChain.Transition;
import org.isochron.core.sequence.Sequence;
import org.junit.jupiter.api.Test;

class GeneGrammarTest {
  private static int[] states(int length, Gene... genes) {
    return GeneGrammar.states(SpliceLabels.of(length, List.of(genes)));
  }

  private static Gene gene(String id, int... bounds) {
    Interval[] exons = new Interval[bounds.length / 2];
    Arrays.setAll(exons, i -> new Interval(bounds[2 * i], bounds[2 * i + 1]));
    return Gene.of(id, "s", Strand.PLUS, List.of(exons));
  }

  @Test
  void aGeneIsAPathOfItsCodonsAndIntrons() {
    // Exons of 5 and 4 bases around an intron of phase 2: 1 2 3 1 D2 | 6 ... | A3 1 2 3.
    int[] states = states(40, gene("g", 3, 8, 28, 32));
    assertEquals("[0, 0, 0, 1, 2, 3, 1, 8, 6]", Arrays.toString(Arrays.copyOf(states, 9)));
    assertEquals("[6, 12, 1, 2, 3, 0]", Arrays.toString(Arrays.copyOfRange(states, 27, 33)));
    assertEquals(List.of(), GeneGrammar.breaks(states));
  }

  @Test
  void exonsOfEveryLengthFromTwoFitInEveryPhase() {
    for (int first = 1; first <= 6; first++) {
      for (int middle = 2; middle <= 7; middle++) {
        int last = 12 - (first + middle) % 3;
        int[] states = states(200, gene("g", 10, 10 + first, 50, 50 + middle, 100, 100 + last));
        assertEquals(List.of(), GeneGrammar.breaks(states), first + " " + middle);
      }
    }
  }

  @Test
  void whatTheGrammarDoesNotKnowIsCut() {
    // Coding ends in the middle of a codon: the step outside is a break.
    assertEquals(List.of(34), GeneGrammar.breaks(states(60, gene("part", 3, 8, 28, 34))));
    // A second isoform's donor lies in the first one's intron: no state, and its exon bases none.
    int[] isoforms = states(80, gene("a", 3, 9, 40, 46), gene("b", 3, 15, 40, 46));
    assertEquals(Sequence.IGNORE, isoforms[14]);
    for (int cut : GeneGrammar.breaks(isoforms)) {
      assertTrue(cut > 0 && cut < 80, "break at " + cut);
    }
  }

  @Test
  void theFirstScoresAreTheLogFrequenciesOfTransitions() {
    byte[] bases = MadeGenes.bases(1, 40);
    SpliceLabels labels = SpliceLabels.of(40, List.of(gene("g", 3, 9, 29, 32)));
    SenseGene gene =
        new SenseGene(gene("g", 3, 9, 29, 32), "g", new Interval(0, 40), bases, labels);
    double[] scores = GeneGrammar.scores(SpliceUnit.of(List.of(gene)));
    List<Transition> all = GeneGrammar.CHAIN.transitions();
    // Outside stays outside 2 + 7 times, opens a gene once, never with a donor; 1 more each.
    assertEquals(Math.log(10 / 13.0), scores[all.indexOf(new Transition(0, 0))], 1e-12);
    assertEquals(Math.log(2 / 13.0), scores[all.indexOf(new Transition(0, 1))], 1e-12);
    assertEquals(Math.log(1 / 13.0), scores[all.indexOf(new Transition(0, 7))], 1e-12);
  }

  @Test
  void allFlyGenesFollowTheGrammar() throws IOException {
    for (SenseGene gene : GeneSet.read(SharedData.fly()).genes()) {
      assertEquals(List.of(), GeneGrammar.breaks(GeneGrammar.states(gene.labels())), gene.geneId());
    }
  }
}
