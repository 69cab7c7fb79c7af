package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.List;

/**
 * Scores both strands of stretches side by side, under one grammar of both: {@link StrandsGrammar}.
 * Long ones are parsed in segments as {@link SpliceScanner} does, in memory that does not grow with
 * them.
 */
final class RecordScanner {
  private final StrandsGrammar.Scored grammar;
  private final int segment;
  private final SegmentScanner<StrandsParse.Scores> scanner;

  RecordScanner(SiteReader reader) {
    this(reader, SpliceScanner.SEGMENT);
  }

  /** Makes a scanner of other segments. */
  RecordScanner(SiteReader reader, int segment) {
    this.segment = segment;
    grammar = StrandsGrammar.scored(reader.transitions());
    scanner =
        new SegmentScanner<>(
            reader, grammar.chain(), scores -> calibrated(scores, reader.calibration()));
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
      } while (tiles < SegmentScanner.GROUP && first + parses.size() < stretches.size());
      parse(parses, first, sink);
      first += parses.size();
    }
  }

  private void parse(List<StrandsParse> parses, int first, Sink sink) {
    while (!parses.stream().allMatch(StrandsParse::isDone)) {
      List<StrandsParse> going = parses.stream().filter(parse -> !parse.isDone()).toList();
      List<StrandsParse.Scores> scores = scanner.readNext(going);
      for (int i = 0; i < scores.size(); i++) {
        sink.take(first + parses.indexOf(going.get(i)), scores.get(i));
      }
    }
  }

  private static StrandsParse.Scores calibrated(
      StrandsParse.Scores scores, SiteCalibration calibration) {
    calibration.applyTo(scores.plus());
    calibration.applyTo(scores.minus());
    return scores;
  }
}
