package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isochron.core.objective.ChainSegment;

/**
 * The grammar over both strands of a sequence, segment after segment along the plus strand, as
 * {@link StrandParse} goes along one.
 */
final class StrandsParse implements SegmentParse<StrandsParse.Scores> {
  private static final int[] SITE_OF = StrandsGrammar.siteOf();

  /**
   * The scores of both strands, both in the direction of the plus strand.
   *
   * @param from the first base
   */
  record Scores(int from, SpliceScanner.Scores plus, SpliceScanner.Scores minus) {}

  private final StrandBases plus;
  private final StrandBases minus;

  /** Along the plus strand; their logits are those of both strands. */
  private final SegmentTiles tiles;

  /** What was read, or is to be read, of one strand, by the tile's number. */
  private final Map<Integer, Tile> plusTiles = new HashMap<>();

  private final Map<Integer, Tile> minusTiles = new HashMap<>();

  /**
   * Begins a parse.
   *
   * @param bases of the plus strand
   * @param segment tiles of a segment
   */
  StrandsParse(byte[] bases, StrandsGrammar.Scored grammar, int segment) {
    plus = new StrandBases(bases, false);
    minus = new StrandBases(bases, true);
    tiles = new SegmentTiles(plus, segment, grammar.chain(), grammar.before(), grammar.beyond());
  }

  /** Returns how many tiles a strand has. */
  int count() {
    return tiles.count();
  }

  boolean isDone() {
    return tiles.isDone();
  }

  /** Returns tiles of either strand. */
  @Override
  public List<Tile> need(int segments) {
    return ofStrands(tiles.need(segments));
  }

  /** Returns tiles of either strand. */
  @Override
  public List<Tile> needMore() {
    return ofStrands(tiles.needMore());
  }

  @Override
  public void arrived() {
    tiles.arrived();
  }

  @Override
  public boolean looksAhead() {
    join();
    return tiles.looksAhead();
  }

  /** Returns the strands' own tiles that some of both need, but for those that are held. */
  private List<Tile> ofStrands(List<Tile> unread) {
    List<Tile> wanted = new ArrayList<>();
    for (Tile tile : unread) {
      add(plus, tile.from / Tile.LENGTH, plusTiles, wanted);
      for (int j = firstMinus(tile); j <= lastMinus(tile); j++) {
        add(minus, j, minusTiles, wanted);
      }
    }
    return wanted;
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

  /** Gives the tiles both strands' logits, and lets go what no later one needs. */
  private void join() {
    for (Tile tile : tiles.there()) {
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
    int last = plus.length() - tiles.thereTo();
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

  @Override
  public Scores next(ChainSegment memory) {
    int from = tiles.there().get(0).from;
    float[][] sites = tiles.next(memory, SITE_OF, 4);
    return new Scores(
        from,
        new SpliceScanner.Scores(sites[0], sites[1]),
        new SpliceScanner.Scores(sites[2], sites[3]));
  }
}
