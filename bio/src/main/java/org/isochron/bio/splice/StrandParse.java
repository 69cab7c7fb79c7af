package org.isochron.bio.splice;

import java.util.List;
import org.isochron.core.objective.ChainSegment;
import org.isochron.core.objective.ChainStretches;

/** The grammar over one strand, segment after segment. */
final class StrandParse implements SegmentParse<SpliceScanner.Scores> {
  private static final int[] SITE_OF = GeneGrammar.siteOf();

  private final SegmentTiles tiles;

  /**
   * Begins at a strand's first base.
   *
   * @param segment tiles of a segment
   */
  StrandParse(StrandBases bases, ChainStretches grammar, int segment) {
    tiles = new SegmentTiles(bases, segment, grammar, grammar.stationary(), null);
  }

  @Override
  public List<Tile> need(int segments) {
    return tiles.need(segments);
  }

  @Override
  public List<Tile> needMore() {
    return tiles.needMore();
  }

  @Override
  public void arrived() {
    tiles.arrived();
  }

  @Override
  public boolean looksAhead() {
    return tiles.looksAhead();
  }

  @Override
  public SpliceScanner.Scores next(ChainSegment memory) {
    float[][] sites = tiles.next(memory, SITE_OF, 2);
    return new SpliceScanner.Scores(sites[0], sites[1]);
  }
}
