package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.List;
import org.isochron.core.objective.ChainSegment;
import org.isochron.core.objective.ChainStretches;

/**
 * The grammar over one strand, segment after segment: what came before is known exactly, what comes
 * after as far as it matters.
 */
final class StrandParse {
  private static final int[] SITE_OF = GeneGrammar.siteOf();

  private final StrandBases bases;
  private final int segment;
  private final int count;
  private final LookAhead ahead;

  /** The tiles from the next segment's first on. */
  private final List<Tile> tiles = new ArrayList<>();

  private double[] before;
  private int made;

  /**
   * Begins at a strand's first base.
   *
   * @param segment tiles of a segment
   */
  StrandParse(StrandBases bases, ChainStretches grammar, int segment) {
    this.bases = bases;
    this.segment = segment;
    count = Tile.count(bases);
    ahead = new LookAhead(grammar, segment, null);
    before = grammar.stationary();
  }

  /**
   * Returns the tiles that are to be read before the next segment can be parsed.
   *
   * @param more how many of those after it are wanted too
   */
  List<Tile> need(int more) {
    int end = Math.min(count, made - tiles.size() + segment + more);
    if (made < end) {
      tiles.addAll(Tile.of(bases, made, end));
      made = end;
    }
    int wanted = Math.min(segment, tiles.size());
    List<Tile> unread = new ArrayList<>();
    for (int i = 0; i < tiles.size(); i++) {
      if (tiles.get(i).logits == null && (i < wanted || !tiles.get(i).isPassed)) {
        unread.add(tiles.get(i));
      }
    }
    return unread;
  }

  /**
   * Looks ahead, once what {@link #need} returned was read.
   *
   * @return the tiles that are still needed: none if the next segment can be parsed
   */
  List<Tile> lookAhead(int more) {
    if (isLastSegment() || ahead.extend(after(), made == count)) {
      return List.of();
    }
    return need(tiles.size() - segment + more);
  }

  private boolean isLastSegment() {
    return made == count && tiles.size() <= segment;
  }

  private List<Tile> after() {
    return tiles.subList(segment, tiles.size());
  }

  /** Returns the scores of the next segment, and lets it go. */
  SpliceScanner.Scores next(ChainSegment memory) {
    List<Tile> own = tiles.subList(0, Math.min(segment, tiles.size()));
    memory.begin(before);
    for (Tile tile : own) {
      memory.add(tile.logits, tile.length());
    }
    before = memory.filtered();
    var scores = new SpliceScanner.Scores(memory.steps());
    double[] message = isLastSegment() ? null : ahead.message(after());
    memory.smooth(message, SITE_OF, new float[][] {scores.donor(), scores.acceptor()});
    own.clear();
    ahead.next();
    return scores;
  }
}
