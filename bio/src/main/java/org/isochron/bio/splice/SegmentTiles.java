package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.isochron.core.objective.ChainSegment;
import org.isochron.core.objective.ChainStretches;

/**
 * The tiles that a grammar goes through, segment after segment: what came before is known exactly,
 * what comes after as far as it matters.
 */
final class SegmentTiles {
  private final StrandBases bases;
  private final int segment;
  private final int count;
  private final double[] end;
  private final LookAhead ahead;

  /** The tiles from the next segment's first on. */
  private final List<Tile> tiles = new ArrayList<>();

  private double[] before;
  private int made;

  /**
   * Begins at the first base.
   *
   * @param segment tiles of a segment
   * @param before what is known of the step before the first base
   * @param end the message from the last base's end, or null where it may end in any state
   */
  SegmentTiles(
      StrandBases bases, int segment, ChainStretches grammar, double[] before, double[] end) {
    this.bases = bases;
    this.segment = segment;
    this.before = before;
    this.end = end;
    count = Tile.count(bases);
    ahead = new LookAhead(grammar, segment, end);
  }

  /** Returns how many tiles there are in all. */
  int count() {
    return count;
  }

  /** Returns the tiles that were made, from the next segment's first on. */
  List<Tile> held() {
    return Collections.unmodifiableList(tiles);
  }

  /** Returns where the tiles end that were made. */
  int madeTo() {
    return (int) Math.min(bases.length(), (long) made * Tile.LENGTH);
  }

  /** Returns whether all segments were parsed. */
  boolean isDone() {
    return made == count && tiles.isEmpty();
  }

  /** Returns the tiles without logits that {@link SegmentParse#need} asks for. */
  List<Tile> need(int more) {
    int to = Math.min(count, made - tiles.size() + segment + more);
    if (made < to) {
      tiles.addAll(Tile.of(bases, made, to));
      made = to;
    }
    List<Tile> unread = new ArrayList<>();
    for (int i = 0; i < tiles.size(); i++) {
      if (tiles.get(i).logits == null && (i < segment || !tiles.get(i).isPassed)) {
        unread.add(tiles.get(i));
      }
    }
    return unread;
  }

  /** Returns the tiles without logits that {@link SegmentParse#lookAhead} asks for. */
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

  /**
   * Returns the probabilities of sets of states at each base of the next segment, and lets it go.
   *
   * @param setOf for each state the set that it is in, from 0, or -1
   * @param sets number of sets
   */
  float[][] next(ChainSegment memory, int[] setOf, int sets) {
    List<Tile> own = tiles.subList(0, Math.min(segment, tiles.size()));
    memory.begin(before);
    for (Tile tile : own) {
      memory.add(tile.logits, tile.length());
    }
    before = memory.filtered();
    float[][] sums = new float[sets][memory.steps()];
    memory.smooth(isLastSegment() ? end : ahead.message(after()), setOf, sums);
    own.clear();
    ahead.next();
    return sums;
  }
}
