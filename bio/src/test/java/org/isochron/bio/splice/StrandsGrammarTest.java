package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.isochron.bio.fasta.Iupac;
import org.isochron.core.objective.ChainProduct;
import org.isochron.core.objective.ChainStretches;
import org.isochron.core.objective.LinearChain.Transition;
import org.isochron.core.recurrence.Workers;
import org.junit.jupiter.api.Test;

class StrandsGrammarTest {
  private static final int STATES = GeneGrammar.CHAIN.states().size();

  /** A tagger's tiles, and its transition scores. */
  private record Tagger(SiteReader reader, double[] transitions) {
    static Tagger of(SpliceTagger tagger, Workers workers) {
      SiteReader reader = tagger.reading(workers);
      return new Tagger(reader, reader.transitions());
    }

    /** Returns the logits of a strand, in its direction. */
    float[] logits(StrandBases bases) {
      List<Tile> tiles = Tile.of(bases, 0, Tile.count(bases));
      reader.read(tiles);
      return tiles.get(0).logits;
    }

    StrandsParse.Scores joint(byte[] bases) {
      return scan(bases, Tile.count(new StrandBases(bases, false)));
    }

    /** Scores in segments of so many tiles. */
    StrandsParse.Scores scan(byte[] bases, int segment) {
      var plus = new SpliceScanner.Scores(bases.length);
      var minus = new SpliceScanner.Scores(bases.length);
      new RecordScanner(reader, segment)
          .scan(
              List.of(bases),
              (stretch, part) -> {
                copy(part.plus(), plus, part.from());
                copy(part.minus(), minus, part.from());
              });
      return new StrandsParse.Scores(0, plus, minus);
    }

    private static void copy(SpliceScanner.Scores from, SpliceScanner.Scores to, int at) {
      System.arraycopy(from.donor(), 0, to.donor(), at, from.length());
      System.arraycopy(from.acceptor(), 0, to.acceptor(), at, from.length());
    }
  }

  /**
   * All paths of one strand, from the unseen base before it to that after it, and their weights.
   */
  private record Paths(List<int[]> states, List<Double> weights) {
    static Paths of(float[] logits, int steps, double[] transitions) {
      double[] stationary = new ChainStretches(GeneGrammar.CHAIN, transitions, 0).stationary();
      Paths paths = new Paths(new ArrayList<>(), new ArrayList<>());
      for (int s = 0; s < STATES; s++) {
        int[] path = new int[steps + 2];
        path[0] = s;
        paths.extend(path, 1, stationary[s], logits, transitions);
      }
      return paths;
    }

    private void extend(int[] path, int t, double w, float[] z, double[] transitions) {
      if (t == path.length) {
        states.add(path.clone());
        weights.add(w);
        return;
      }
      List<Transition> all = GeneGrammar.CHAIN.transitions();
      for (int e = 0; e < all.size(); e++) {
        if (all.get(e).from() == path[t - 1]) {
          path[t] = all.get(e).to();
          double score = transitions[e];
          for (int logit : GeneGrammar.CHAIN.states().get(path[t])) {
            score += t == path.length - 1 ? 0 : z[(t - 1) * GeneGrammar.LOGITS + logit];
          }
          extend(path, t + 1, w * Math.exp(score), z, transitions);
        }
      }
    }
  }

  @Test
  void marginalsAreThoseOfAllPairsOfPathsThatShareNoBase() {
    try (Workers workers = new Workers(1)) {
      Tagger tagger = Tagger.of(RandomTagger.of(5), workers);
      int steps = 3;
      byte[] bases = MadeGenes.bases(3, steps);
      Paths plus =
          Paths.of(tagger.logits(new StrandBases(bases, false)), steps, tagger.transitions);
      Paths minus =
          Paths.of(tagger.logits(new StrandBases(bases, true)), steps, tagger.transitions);
      double[] donor = new double[2 * steps];
      double sum = 0;
      for (int i = 0; i < plus.states.size(); i++) {
        for (int j = 0; j < minus.states.size(); j++) {
          int[] p = plus.states.get(i);
          int[] m = minus.states.get(j);
          boolean apart = true;
          for (int t = 0; t < steps + 2; t++) {
            apart &= p[t] == GeneGrammar.OUTSIDE || m[steps + 1 - t] == GeneGrammar.OUTSIDE;
          }
          double w = apart ? plus.weights.get(i) * minus.weights.get(j) : 0;
          sum += w;
          for (int t = 0; t < steps; t++) {
            donor[t] += GeneGrammar.hasDonor(1 << p[t + 1]) ? w : 0;
            donor[steps + t] += GeneGrammar.hasDonor(1 << m[steps - t]) ? w : 0;
          }
        }
      }
      StrandsParse.Scores scores = tagger.joint(bases);
      for (int t = 0; t < steps; t++) {
        assertEquals(donor[t] / sum, scores.plus().donor()[t], 1e-5, "plus " + t);
        assertEquals(donor[steps + t] / sum, scores.minus().donor()[t], 1e-5, "minus " + t);
      }
      assertTrue(Arrays.stream(donor).anyMatch(d -> d > 0));
    }
  }

  /** Positions of the reversed strand are those of the forward one from the end. */
  @Test
  void theOtherStrandOfTheOtherStrandHasTheSameSites() {
    try (Workers workers = new Workers(1)) {
      Tagger tagger = Tagger.of(RandomTagger.of(7), workers);
      byte[] bases = MadeGenes.bases(1, 2 * Tile.LENGTH + 77);
      StrandsParse.Scores forward = tagger.joint(bases);
      StrandsParse.Scores turned = tagger.joint(Iupac.reverseComplement(bases));
      assertArrayEquals(
          forward.plus().donor(), turned.minus().reversed().donor(), 1e-5f, "donors of plus");
      assertArrayEquals(
          forward.minus().acceptor(), turned.plus().reversed().acceptor(), 1e-5f, "of minus");
    }
  }

  @Test
  void segmentsOfAnySizeGiveTheWhole() {
    try (Workers workers = new Workers(2)) {
      Tagger tagger = Tagger.of(RandomTagger.of(7), workers);
      byte[] bases = MadeGenes.bases(2, 5 * Tile.LENGTH + 3001);
      StrandsParse.Scores whole = tagger.joint(bases);
      for (int segment : new int[] {1, 2, 4}) {
        StrandsParse.Scores parts = tagger.scan(bases, segment);
        assertArrayEquals(whole.plus().donor(), parts.plus().donor(), "plus, " + segment);
        assertArrayEquals(whole.minus().acceptor(), parts.minus().acceptor(), "minus, " + segment);
      }
    }
  }

  /** Rows that become one must not keep the bound from falling, or reading never ends. */
  @Test
  void whatComesAfterIsKnownOnceItIsFarEnough() {
    double[] transitions = new double[GeneGrammar.CHAIN.transitions().size()];
    ChainProduct product = StrandsGrammar.scored(transitions).chain().product();
    SplittableRandom random = new SplittableRandom(1);
    float[] logits = new float[StrandsGrammar.LOGITS * 500];
    while (product.diameter() > LookAhead.BOUND) {
      assertTrue(product.steps() < 100_000, "diameter " + product.diameter());
      for (int i = 0; i < logits.length; i++) {
        logits[i] = (float) (6 * random.nextDouble() - 3);
      }
      product.add(logits, 0, 500);
    }
  }
}
