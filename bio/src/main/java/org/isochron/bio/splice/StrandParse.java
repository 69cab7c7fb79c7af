package org.isochron.bio.splice;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.isochron.core.objective.ChainInference;

/**
 * The grammar over one strand, segment after segment: what came before is known exactly, what comes
 * after as far as the tiles that are held reach.
 */
final class StrandParse {
  private final StrandBases bases;
  private final ChainInference inference;
  private final int count;
  private final ArrayDeque<Tile> held = new ArrayDeque<>();
  private final double[] logits = new double[Tile.LENGTH * GeneGrammar.LOGITS];
  private final float[] marginals = new float[Tile.LENGTH * GeneGrammar.stateCount()];
  private double[] before;
  private int made;

  StrandParse(StrandBases bases, ChainInference inference) {
    this.bases = bases;
    this.inference = inference;
    count = Tile.count(bases);
    before = inference.stationary();
  }

  /** Returns the tiles that are to be read before those up to some place can be used. */
  List<Tile> need(int end) {
    List<Tile> fresh = Tile.of(bases, made, Math.min(count, end));
    made += fresh.size();
    held.addAll(fresh);
    return fresh;
  }

  /**
   * Returns the scores of the first tiles that are held, and lets these go.
   *
   * @param size how many, fewer at the strand's end
   */
  SpliceScanner.Scores next(int size) {
    List<Tile> tiles = new ArrayList<>(held);
    int wanted = Math.min(size, tiles.size());
    List<double[]> messages = new ArrayList<>();
    messages.add(before);
    for (int i = 0; i + 1 < tiles.size(); i++) {
      Tile tile = copied(tiles, i);
      messages.add(inference.filter(messages.get(i), logits, GeneGrammar.LOGITS, tile.length()));
    }
    double[] after = null;
    for (int i = tiles.size() - 1; i >= wanted; i--) {
      int length = copied(tiles, i).length();
      after = inference.retreat(messages.get(i), after, logits, GeneGrammar.LOGITS, length);
    }
    int start = tiles.get(0).from;
    var scores = new SpliceScanner.Scores(tiles.get(wanted - 1).to - start);
    for (int i = wanted - 1; i >= 0; i--) {
      Tile tile = copied(tiles, i);
      after =
          inference.smooth(
              messages.get(i), after, logits, GeneGrammar.LOGITS, tile.length(), marginals);
      for (int t = 0; t < tile.length(); t++) {
        scores.donor()[tile.from - start + t] = GeneGrammar.donor(marginals, t);
        scores.acceptor()[tile.from - start + t] = GeneGrammar.acceptor(marginals, t);
      }
    }
    held.removeIf(tile -> tile.from < tiles.get(wanted - 1).to);
    before = wanted < messages.size() ? messages.get(wanted) : null;
    return scores;
  }

  private Tile copied(List<Tile> tiles, int index) {
    Tile tile = tiles.get(index);
    tile.copyLogits(logits);
    return tile;
  }
}
