package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isochron.core.objective.ChainSegment;

/**
 * The grammar over both strands of a sequence, segment after segment along the plus strand, as
 * {@link StrandParse} goes along one: what came before is known exactly, what comes after as far as
 * it matters.
 */
final class StrandsParse {
  private static final int[] SITE_OF = StrandsGrammar.siteOf();

  /**
   * The scores of both strands, both in the direction of the plus strand.
   *
   * @param from the first base
   */
  record Scores(int from, SpliceScanner.Scores plus, SpliceScanner.Scores minus) {}

  private final StrandBases plus;
  private final StrandBases minus;
  private final StrandsGrammar.Scored grammar;
  private final int segment;
  private final LookAhead ahead;

  /** The tiles from the next segment's first on; their logits are those of both strands. */
  private final List<Tile> tiles = new ArrayList<>();

  /** What was read, or is to be read, of one strand, by the tile's number. */
  private final Map<Integer, Tile> plusTiles = new HashMap<>();

  private final Map<Integer, Tile> minusTiles = new HashMap<>();
  private double[] before;
  private int made;

  /**
   * Begins a parse.
   *
   * @param bases of the plus strand
   * @param segment tiles of a segment
   */
  StrandsParse(byte[] bases, StrandsGrammar.Scored grammar, int segment) {
    plus = new StrandBases(bases, false);
    minus = new StrandBases(bases, true);
    this.grammar = grammar;
    this.segment = segment;
    ahead = new LookAhead(grammar.chain(), segment, grammar.beyond());
    before = grammar.before();
  }

  /** Returns how many tiles a strand has. */
  int count() {
    return Tile.count(plus);
  }

  boolean isDone() {
    return made == count() && tiles.isEmpty();
  }

  /**
   * Returns the tiles of either strand that are to be read before the next segment can be parsed.
   *
   * @param more how many of those after it are wanted too
   */
  List<Tile> need(int more) {
    int end = Math.min(count(), made - tiles.size() + segment + more);
    if (made < end) {
      tiles.addAll(Tile.of(plus, made, end));
      made = end;
    }
    List<Tile> unread = new ArrayList<>();
    for (int i = 0; i < tiles.size(); i++) {
      Tile tile = tiles.get(i);
      if (tile.logits == null && (i < segment || !tile.isPassed)) {
        add(plus, tile.from / Tile.LENGTH, plusTiles, unread);
        for (int j = firstMinus(tile); j <= lastMinus(tile); j++) {
          add(minus, j, minusTiles, unread);
        }
      }
    }
    return unread;
  }

  private static void add(StrandBases bases, int index, Map<Integer, Tile> held, List<Tile> to) {
    if (!held.containsKey(index)) {
      Tile tile = Tile.of(bases, index, index + 1).get(0);
      held.put(index, tile);
      to.add(tile);
    }
  }

  private int firstMinus(Tile tile) {
    return (plus.length() - tile.to) / Tile.LENGTH;
  }

  private int lastMinus(Tile tile) {
    return (plus.length() - 1 - tile.from) / Tile.LENGTH;
  }

  /**
   * Looks ahead, once what {@link #need} returned was read.
   *
   * @return the tiles that are still needed: none if the next segment can be parsed
   */
  List<Tile> lookAhead(int more) {
    join();
    if (isLastSegment() || ahead.extend(after(), made == count())) {
      return List.of();
    }
    return need(tiles.size() - segment + more);
  }

  private boolean isLastSegment() {
    return made == count() && tiles.size() <= segment;
  }

  private List<Tile> after() {
    return tiles.subList(segment, tiles.size());
  }

  /** Gives the tiles both strands' logits, and lets go what no later one needs. */
  private void join() {
    for (Tile tile : tiles) {
      Tile ofPlus = plusTiles.remove(tile.from / Tile.LENGTH);
      if (ofPlus != null) {
        tile.logits = new float[tile.length() * StrandsGrammar.LOGITS];
        for (int t = 0; t < tile.length(); t++) {
          copy(ofPlus, t, tile, t, 0);
        }
        for (int j = firstMinus(tile); j <= lastMinus(tile); j++) {
          copyMinus(minusTiles.get(j), tile);
        }
      }
    }
    int last = plus.length() - (int) Math.min(plus.length(), (long) made * Tile.LENGTH);
    minusTiles.values().removeIf(tile -> tile.from >= last);
  }

  private void copyMinus(Tile from, Tile tile) {
    int end = plus.length();
    int first = Math.max(0, end - from.to - tile.from);
    int past = Math.min(tile.length(), end - from.from - tile.from);
    for (int t = first; t < past; t++) {
      copy(from, end - 1 - (tile.from + t) - from.from, tile, t, GeneGrammar.LOGITS);
    }
  }

  private static void copy(Tile from, int step, Tile to, int t, int column) {
    int at = t * StrandsGrammar.LOGITS + column;
    System.arraycopy(from.logits, step * GeneGrammar.LOGITS, to.logits, at, GeneGrammar.LOGITS);
  }

  /** Returns the scores of the next segment, and lets it go. */
  Scores next(ChainSegment memory) {
    List<Tile> own = tiles.subList(0, Math.min(segment, tiles.size()));
    int from = own.get(0).from;
    memory.begin(before);
    for (Tile tile : own) {
      memory.add(tile.logits, tile.length());
    }
    before = memory.filtered();
    var ofPlus = new SpliceScanner.Scores(memory.steps());
    var ofMinus = new SpliceScanner.Scores(memory.steps());
    double[] message = isLastSegment() ? grammar.beyond() : ahead.message(after());
    memory.smooth(
        message,
        SITE_OF,
        new float[][] {ofPlus.donor(), ofPlus.acceptor(), ofMinus.donor(), ofMinus.acceptor()});
    own.clear();
    ahead.next();
    return new Scores(from, ofPlus, ofMinus);
  }
}
