package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.isochron.core.objective.ChainSegment;
import org.isochron.core.objective.ChainStretches;
import org.isochron.core.objective.LinearChain;
import org.junit.jupiter.api.Test;

/** The grammar over tiles whose logits are made, beside one pass back from the strand's end. */
class LookAheadTest {
  private static final int TILE = Tile.LENGTH;

  /** A grammar in which outside and introns last some two million bases. */
  private static ChainStretches slow() {
    List<LinearChain.Transition> all = GeneGrammar.CHAIN.transitions();
    double[] scores = new double[all.size()];
    for (int e = 0; e < scores.length; e++) {
      boolean isLong = all.get(e).from() == GeneGrammar.OUTSIDE || isIntron(all.get(e).from());
      boolean stays = all.get(e).from() == all.get(e).to();
      scores[e] = isLong && !stays ? Math.log(1.2e-7) : isLong ? 0 : Math.log(0.25);
    }
    return new ChainStretches(GeneGrammar.CHAIN, scores, 0);
  }

  private static boolean isIntron(int state) {
    return state >= GeneGrammar.INTRON && state < GeneGrammar.DONOR;
  }

  /** Logits that say much at both ends of a strand, and nothing between two of its tiles. */
  private record Strand(int length, int silentFrom, int silentTo) {
    StrandBases bases() {
      return new StrandBases(new byte[length], false);
    }

    void read(Tile tile) {
      SplittableRandom random = new SplittableRandom(tile.from);
      float[] logits = new float[(tile.contextBefore() + tile.length()) * GeneGrammar.LOGITS];
      int index = tile.from / TILE;
      if (index < silentFrom || index >= silentTo) {
        for (int i = 0; i < logits.length; i++) {
          logits[i] = (float) (6 * random.nextDouble() - 3);
        }
      }
      tile.take(logits);
    }
  }

  /** Returns donors and acceptors by messages back from the strand's end, tile by tile. */
  private static float[][] exact(Strand strand, ChainStretches grammar, int lookAhead) {
    StrandBases bases = strand.bases();
    int count = Tile.count(bases);
    List<Tile> tiles = Tile.of(bases, 0, count);
    tiles.forEach(strand::read);
    double[][] after = new double[count][];
    for (int i = count - 1; i > 0; i--) {
      Tile tile = tiles.get(i);
      after[i - 1] = grammar.retreat(after[i], tile.logits, tile.length());
    }
    float[][] scores = new float[2][strand.length()];
    ChainSegment memory = grammar.segment();
    double[] before = grammar.stationary();
    for (int i = 0; i < count; i++) {
      double[] message = after[i];
      if (i == lookAhead && i + 17 < count) {
        message = null;
        for (int k = i + 16; k > i; k--) {
          message = grammar.retreat(message, tiles.get(k).logits, TILE);
        }
      }
      memory.begin(before);
      memory.add(tiles.get(i).logits, tiles.get(i).length());
      before = memory.filtered();
      float[][] part = new float[2][memory.steps()];
      memory.smooth(message, GeneGrammar.siteOf(), part);
      for (int k = 0; k < 2; k++) {
        System.arraycopy(part[k], 0, scores[k], tiles.get(i).from, part[k].length);
      }
    }
    return scores;
  }

  /** What reading a strand segment by segment gave, and took. */
  private record Parse(float[][] scores, int reads, int mostHeld) {
    static Parse of(Strand strand, ChainStretches grammar, int segment) {
      StrandBases bases = strand.bases();
      StrandParse parse = new StrandParse(bases, grammar, segment);
      ChainSegment memory = grammar.segment();
      float[][] scores = new float[2][strand.length()];
      List<Tile> all = new ArrayList<>();
      int reads = 0;
      int most = 0;
      int from = 0;
      while (from < strand.length()) {
        List<Tile> wanted = parse.need(2);
        do {
          wanted.forEach(strand::read);
          parse.arrived();
          reads += wanted.size();
          all.addAll(wanted);
          wanted = parse.looksAhead() ? List.of() : parse.needMore();
          all.removeIf(tile -> tile.logits == null);
          int start = from;
          most = Math.max(most, (int) all.stream().filter(tile -> tile.from >= start).count());
        } while (!wanted.isEmpty());
        SpliceScanner.Scores part = parse.next(memory);
        System.arraycopy(part.donor(), 0, scores[0], from, part.length());
        System.arraycopy(part.acceptor(), 0, scores[1], from, part.length());
        from += part.length();
      }
      return new Parse(scores, reads, most);
    }
  }

  @Test
  void threeMillionSilentBasesChangeNothing() {
    Strand strand = new Strand(395 * TILE + 17, 10, 385);
    ChainStretches grammar = slow();
    float[][] exact = exact(strand, grammar, -1);
    Parse found = Parse.of(strand, grammar, SpliceScanner.SEGMENT);
    assertRounded(exact, found.scores);
    int held = 4 * SpliceScanner.SEGMENT + 16;
    assertTrue(found.mostHeld <= held, found.mostHeld + " tiles were held, at most " + held);
    assertTrue(found.reads <= 2 * 396, "a tile is read at most twice, found " + found.reads);
  }

  @Test
  void aFixedLookAheadWouldSayOtherwise() {
    Strand strand = new Strand(50 * TILE, 10, 45);
    ChainStretches grammar = slow();
    int tile = 15;
    float[] exact = exact(strand, grammar, -1)[1];
    float[] fixed = exact(strand, grammar, tile)[1];
    double most = 0;
    for (int i = tile * TILE; i < (tile + 1) * TILE; i++) {
      most = Math.max(most, Math.abs(exact[i] - fixed[i]) / (double) exact[i]);
    }
    assertTrue(most > 1e-3, "128,000 bases ahead everything is decided, found " + most);
  }

  @Test
  void segmentsOfAnySizeGiveTheSameBits() {
    Strand strand = new Strand(23 * TILE + 1, 5, 9);
    ChainStretches grammar = slow();
    float[][] exact = exact(strand, grammar, -1);
    for (int segment : new int[] {1, 2, 5, 8, 23, 24, 40}) {
      float[][] found = Parse.of(strand, grammar, segment).scores;
      assertArrayEquals(exact[0], found[0], "donors, segments of " + segment);
      assertArrayEquals(exact[1], found[1], "acceptors, segments of " + segment);
    }
  }

  @Test
  void whatIsSaidPlainlyIsReadOnceAndOneSegmentAhead() {
    Strand strand = new Strand(40 * TILE, 0, 0);
    Parse found = Parse.of(strand, slow(), 4);
    assertEquals(40, found.reads);
    assertEquals(8, found.mostHeld);
  }

  @Test
  void aStrandThatSaysNothingAtAllIsReadToItsEnd() {
    Strand strand = new Strand(50 * TILE, 0, 50);
    float[][] exact = exact(strand, slow(), -1);
    Parse found = Parse.of(strand, slow(), 2);
    assertRounded(exact, found.scores);
    assertTrue(found.reads <= 2 * 50, "a tile is read at most twice, found " + found.reads);
  }

  /**
   * Where messages come by products, of other orders of summation, they differ by some 1e-13: now
   * and then the float next to a score is the other one, never another.
   */
  private static void assertRounded(float[][] exact, float[][] found) {
    int other = 0;
    for (int k = 0; k < 2; k++) {
      for (int i = 0; i < exact[k].length; i++) {
        assertEquals(exact[k][i], found[k][i], Math.ulp(exact[k][i]), "base " + i);
        other += exact[k][i] == found[k][i] ? 0 : 1;
      }
    }
    assertTrue(other <= exact[0].length / 10_000, other + " scores are rounded another way");
  }
}
