package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.List;

/**
 * Scores both strands of stretches side by side, under one grammar of both: {@link StrandsGrammar}.
 * Long ones are parsed in segments as {@link SpliceScanner} does, in memory that does not grow with
 * them.
 */
final class RecordScanner {
  private final TileReader reader;
  private final double[] transitions;

  RecordScanner(TileReader reader, double[] transitions) {
    this.reader = reader;
    this.transitions = transitions;
  }

  /** Takes the scores of stretches, each segment by segment. */
  interface Sink {
    /**
     * Takes a segment.
     *
     * @param stretch which one
     * @param scores of both strands
     */
    void take(int stretch, StrandsParse.Scores scores);
  }

  /**
   * Scores.
   *
   * @param stretches bases along the plus strand, at least one each
   * @param sink takes the scores, stretch after stretch
   */
  void scan(List<byte[]> stretches, Sink sink) {
    int first = 0;
    while (first < stretches.size()) {
      List<StrandsParse> parses = new ArrayList<>();
      List<Tile> tiles = new ArrayList<>();
      // Short ones are read together, so that all workers have something to do.
      do {
        StrandsParse parse = new StrandsParse(stretches.get(first + parses.size()), transitions);
        tiles.addAll(parse.need(SpliceScanner.SEGMENT + SpliceScanner.AHEAD));
        parses.add(parse);
      } while (tiles.size() < SpliceScanner.AHEAD && first + parses.size() < stretches.size());
      reader.read(tiles);
      parse(parses, first, sink);
      first += parses.size();
    }
  }

  private void parse(List<StrandsParse> parses, int first, Sink sink) {
    StrandsParse.Scores[] scores = new StrandsParse.Scores[parses.size()];
    reader.workers().run(scores.length, i -> scores[i] = parses.get(i).next(SpliceScanner.SEGMENT));
    for (int i = 0; i < scores.length; i++) {
      sink.take(first + i, scores[i]);
      for (StrandsParse parse = parses.get(i); !parse.isDone(); ) {
        reader.read(parse.need(parse.parsed() + SpliceScanner.SEGMENT + SpliceScanner.AHEAD));
        sink.take(first + i, parse.next(SpliceScanner.SEGMENT));
      }
    }
  }
}
