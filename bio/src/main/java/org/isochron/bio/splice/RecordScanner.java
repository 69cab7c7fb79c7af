package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.isochron.core.objective.ChainSegment;

/**
 * Scores both strands of stretches side by side, under one grammar of both: {@link StrandsGrammar}.
 * Long ones are parsed in segments as {@link SpliceScanner} does, in memory that does not grow with
 * them.
 */
final class RecordScanner {
  /** Tiles of stretches that are read together, so that all workers have something to do. */
  private static final int GROUP = 128;

  private final SiteReader reader;
  private final StrandsGrammar.Scored grammar;
  private final int segment;
  private final ConcurrentLinkedQueue<ChainSegment> memories = new ConcurrentLinkedQueue<>();

  RecordScanner(SiteReader reader) {
    this(reader, SpliceScanner.SEGMENT);
  }

  /** Makes a scanner of other segments. */
  RecordScanner(SiteReader reader, int segment) {
    this.reader = reader;
    this.segment = segment;
    grammar = StrandsGrammar.scored(reader.transitions());
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
   * @param sink takes the scores
   */
  void scan(List<byte[]> stretches, Sink sink) {
    int first = 0;
    while (first < stretches.size()) {
      List<StrandsParse> parses = new ArrayList<>();
      int tiles = 0;
      do {
        var parse = new StrandsParse(stretches.get(first + parses.size()), grammar, segment);
        tiles += 2 * Math.min(parse.count(), segment);
        parses.add(parse);
      } while (tiles < GROUP && first + parses.size() < stretches.size());
      parse(parses, first, sink);
      first += parses.size();
    }
  }

  private void parse(List<StrandsParse> parses, int first, Sink sink) {
    while (!parses.stream().allMatch(StrandsParse::isDone)) {
      List<StrandsParse> going = parses.stream().filter(parse -> !parse.isDone()).toList();
      List<Tile> wanted =
          going.stream().flatMap(parse -> parse.need(SpliceScanner.AHEAD).stream()).toList();
      do {
        reader.read(wanted);
        wanted = lookAhead(going);
      } while (!wanted.isEmpty());
      StrandsParse.Scores[] scores = new StrandsParse.Scores[going.size()];
      reader.workers().run(scores.length, i -> scores[i] = next(going.get(i)));
      for (int i = 0; i < scores.length; i++) {
        sink.take(first + parses.indexOf(going.get(i)), scores[i]);
      }
    }
  }

  private List<Tile> lookAhead(List<StrandsParse> parses) {
    List<List<Tile>> missing = new ArrayList<>(Collections.nCopies(parses.size(), List.of()));
    reader
        .workers()
        .run(parses.size(), i -> missing.set(i, parses.get(i).lookAhead(SpliceScanner.AHEAD)));
    return missing.stream().flatMap(List::stream).toList();
  }

  private StrandsParse.Scores next(StrandsParse parse) {
    ChainSegment idle = memories.poll();
    ChainSegment memory = idle == null ? grammar.chain().segment() : idle;
    StrandsParse.Scores scores = parse.next(memory);
    memories.add(memory);
    reader.calibration().applyTo(scores.plus());
    reader.calibration().applyTo(scores.minus());
    return scores;
  }
}
