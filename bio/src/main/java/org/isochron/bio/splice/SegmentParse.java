package org.isochron.bio.splice;

import java.util.List;
import org.isochron.core.objective.ChainSegment;

/**
 * A grammar over bases, segment after segment. In turn: {@link #need}, {@link #lookAhead} until
 * nothing is needed, {@link #next}; the tiles that one returns are read before the next is called.
 *
 * @param <S> scores of a segment
 */
interface SegmentParse<S> {
  /**
   * Returns the tiles that are to be read before the next segment can be parsed.
   *
   * @param more how many of those after it are wanted too
   */
  List<Tile> need(int more);

  /**
   * Looks ahead, once what {@link #need} returned was read.
   *
   * @param more how many tiles to read on at a time where more are needed
   * @return the tiles that are still needed: none if the next segment can be parsed
   */
  List<Tile> lookAhead(int more);

  /** Returns the scores of the next segment, and lets it go. */
  S next(ChainSegment memory);
}
