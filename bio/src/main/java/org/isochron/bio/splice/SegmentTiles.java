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
  /** Tiles that are asked for at a time where those of the segments ahead were not enough. */
  private static final int MORE = TileReader.BATCH;

  private final StrandBases bases;
  private final int segment;
  private final int count;
  private final double[] end;
  private final LookAhead ahead;

  /** The tiles from the next segment's first on. */
  private final List<Tile> tiles = new ArrayList<>();

  private double[] before;
  private int made;

  /** How many of the tiles are there. */
  private int there;

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

  /** Returns the tiles that are there, from the next segment's first on. */
  List<Tile> there() {
    return Collections.unmodifiableList(tiles.subList(0, there));
  }

  /** Returns where the tiles end that are there. */
  int thereTo() {
    return tiles.get(there - 1).to;
  }

  /** Returns whether all segments were parsed. */
  boolean isDone() {
    return made == count && tiles.isEmpty();
  }

  /** Returns the tiles without logits that {@link SegmentParse#need} asks for. */
  List<Tile> need(int segments) {
    return reach(segments * segment, segments * segment);
  }

  /** Returns the tiles that {@link SegmentParse#needMore} asks for. */
  List<Tile> needMore() {
    return reach(tiles.size() + MORE, 0);
  }

  /**
   * Makes tiles, and returns those without logits.
   *
   * @param to how many from the next segment's first on
   * @param near from where those do without that the grammar looked through
   */
  private List<Tile> reach(int to, int near) {
    int end = Math.min(count, made - tiles.size() + to);
    if (made < end) {
      tiles.addAll(Tile.of(bases, made, end));
      made = end;
    }
    List<Tile> unread = new ArrayList<>();
    for (int i = 0; i < tiles.size(); i++) {
      if (tiles.get(i).logits == null && (i < near || !tiles.get(i).isPassed)) {
        unread.add(tiles.get(i));
      }
    }
    return unread;
  }

  /** Takes note as {@link SegmentParse#arrived} does. */
  void arrived() {
    there = tiles.size();
  }

  /** Looks ahead as {@link SegmentParse#looksAhead} does. */
  boolean looksAhead() {
    return isLastSegment() || ahead.extend(after(), made == count && there == tiles.size());
  }

  private boolean isLastSegment() {
    return made == count && tiles.size() <= segment;
  }

  private List<Tile> after() {
    return tiles.subList(segment, there);
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
    there -= own.size();
    own.clear();
    ahead.next();
    return sums;
  }
}
