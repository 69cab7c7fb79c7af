package org.isochron.bio.splice;

import java.util.List;
import org.isochron.core.objective.ChainSegment;

/**
 * A grammar over bases, segment after segment: {@link #looksAhead} until it does, then {@link
 * #next}. Tiles that were asked for count as there from {@link #arrived} on; until then others may
 * read them while the parse goes on.
 *
 * @param <S> scores of a segment
 */
interface SegmentParse<S> {
  /**
   * Asks for tiles: returns those that are not there.
   *
   * @param segments of which they are, from the next one on
   */
  List<Tile> need(int segments);

  /** Asks for some tiles after those that were asked for before. */
  List<Tile> needMore();

  /** Takes note that all tiles that were asked for were read. */
  void arrived();

  /**
   * Looks ahead in the tiles that are there, with those of the next segment among them.
   *
   * @return whether they are enough to parse it
   */
  boolean looksAhead();

  /** Returns the scores of the next segment, and lets it go. */
  S next(ChainSegment memory);
}
