package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.isochron.core.objective.ChainSegment;
import org.isochron.core.objective.ChainStretches;

/**
 * Goes through parses side by side, a segment of each at a time, with all workers; what a segment
 * needs is kept for the next one.
 *
 * @param <S> scores of a segment
 */
final class SegmentScanner<S> {
  /** Tiles that are read together, so that all workers have something to do. */
  static final int GROUP = 128;

  private final SiteReader reader;
  private final ChainStretches grammar;
  private final UnaryOperator<S> calibration;
  private final ConcurrentLinkedQueue<ChainSegment> memories = new ConcurrentLinkedQueue<>();

  /**
   * Makes a scanner.
   *
   * @param grammar of the parses
   * @param calibration what becomes of a segment's scores
   */
  SegmentScanner(SiteReader reader, ChainStretches grammar, UnaryOperator<S> calibration) {
    this.reader = reader;
    this.grammar = grammar;
    this.calibration = calibration;
  }

  /**
   * Returns the scores of the next segment of each parse. While they are parsed, with the segment
   * after it to look ahead in, others read the one after that.
   */
  List<S> readNext(List<? extends SegmentParse<S>> parses) {
    reader.read(need(parses, 2));
    parses.forEach(SegmentParse::arrived);
    List<S> scores = new ArrayList<>(Collections.nCopies(parses.size(), null));
    IntConsumer parse = i -> parse(parses.get(i), i, scores);
    reader.readBeside(need(parses, 3), parses.size(), parse);
    parses.forEach(SegmentParse::arrived);
    while (scores.contains(null)) {
      List<? extends SegmentParse<S>> waiting = without(scores, parses);
      reader.read(waiting.stream().flatMap(p -> p.needMore().stream()).toList());
      waiting.forEach(SegmentParse::arrived);
      reader.workers().run(parses.size(), parse);
    }
    return scores;
  }

  private List<Tile> need(List<? extends SegmentParse<S>> parses, int segments) {
    return parses.stream().flatMap(parse -> parse.need(segments).stream()).toList();
  }

  private List<? extends SegmentParse<S>> without(
      List<S> scores, List<? extends SegmentParse<S>> parses) {
    return IntStream.range(0, parses.size())
        .filter(i -> scores.get(i) == null)
        .mapToObj(parses::get)
        .toList();
  }

  /** Parses a segment that was not, if what is there of the next ones is enough. */
  private void parse(SegmentParse<S> parse, int i, List<S> scores) {
    if (scores.get(i) == null && parse.looksAhead()) {
      scores.set(i, next(parse));
    }
  }

  /** Returns the scores of the next segment of each parse, whose tiles were read. */
  List<S> next(List<? extends SegmentParse<S>> parses) {
    List<S> scores = new ArrayList<>(Collections.nCopies(parses.size(), null));
    reader.workers().run(parses.size(), i -> scores.set(i, next(parses.get(i))));
    return scores;
  }

  private S next(SegmentParse<S> parse) {
    ChainSegment idle = memories.poll();
    ChainSegment memory = idle == null ? grammar.segment() : idle;
    S scores = calibration.apply(parse.next(memory));
    memories.add(memory);
    return scores;
  }
}
