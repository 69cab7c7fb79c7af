package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
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

  /**
   * Tiles that are read ahead before it is known whether they are enough, and then at a time where
   * they were not: with those of a segment, whole batches.
   */
  private static final int AHEAD = TileReader.BATCH;

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

  /** Reads the tiles that the next segment of each parse needs, and returns its scores. */
  List<S> readNext(List<? extends SegmentParse<S>> parses) {
    List<Tile> wanted = parses.stream().flatMap(parse -> parse.need(AHEAD).stream()).toList();
    do {
      reader.read(wanted);
      wanted = lookAhead(parses);
    } while (!wanted.isEmpty());
    return next(parses);
  }

  /** Lets the parses look ahead, and returns the tiles that they still need. */
  private List<Tile> lookAhead(List<? extends SegmentParse<S>> parses) {
    List<List<Tile>> missing = new ArrayList<>(Collections.nCopies(parses.size(), List.of()));
    reader.workers().run(parses.size(), i -> missing.set(i, parses.get(i).lookAhead(AHEAD)));
    return missing.stream().flatMap(List::stream).toList();
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
