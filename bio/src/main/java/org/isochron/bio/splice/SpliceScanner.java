package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.isochron.core.objective.ChainStretches;

/**
 * Scores every base of sequences of any length. The network reads tiles of {@value Tile#LENGTH}
 * bases with {@value Tile#CONTEXT} bases of context on either side; the grammar is then applied to
 * segments of {@value #SEGMENT} tiles, with all that came before them, and with as much of what
 * comes after as can change them ({@link LookAhead}). Tiles and segments lie at fixed places, so a
 * sequence's scores do not depend on what else is scored.
 *
 * <p>A sequence begins in a state as often as the grammar visits it, and the bases at its ends are
 * called as no site whose intron lies outside of it.
 */
final class SpliceScanner {
  /** Tiles of a segment. */
  static final int SEGMENT = 32;

  private final SiteReader reader;
  private final int segment;
  private final ChainStretches grammar;
  private final SegmentScanner<Scores> scanner;

  SpliceScanner(SiteReader reader) {
    this(reader, SEGMENT);
  }

  /** Makes a scanner of other segments. */
  SpliceScanner(SiteReader reader, int segment) {
    this.reader = reader;
    this.segment = segment;
    grammar = reader.grammar();
    scanner = new SegmentScanner<>(reader, grammar, scores -> reader.calibration().applyTo(scores));
  }

  /** Probabilities of donor and acceptor at each base. */
  record Scores(float[] donor, float[] acceptor) {
    Scores(int length) {
      this(new float[length], new float[length]);
    }

    int length() {
      return donor.length;
    }

    /** Returns the same in the opposite order. */
    Scores reversed() {
      Scores turned = new Scores(donor.length);
      for (int t = 0; t < donor.length; t++) {
        turned.donor[t] = donor[donor.length - 1 - t];
        turned.acceptor[t] = acceptor[donor.length - 1 - t];
      }
      return turned;
    }
  }

  /** Takes the scores of strands, each segment by segment. */
  interface Sink {
    /**
     * Takes a segment.
     *
     * @param strand which of the strands
     * @param from where it begins, in the strand's direction
     * @param scores of its bases
     */
    void take(int strand, int from, Scores scores);
  }

  /** Returns the scores of each sequence, read as its sense strand. */
  List<Scores> score(List<byte[]> sequences) {
    List<Scores> scores = new ArrayList<>();
    List<StrandParse> group = new ArrayList<>();
    List<Tile> tiles = new ArrayList<>();
    for (byte[] sequence : sequences) {
      StrandBases bases = new StrandBases(sequence, false);
      int count = Tile.count(bases);
      if (tiles.size() + count > SegmentScanner.GROUP || count > segment) {
        finish(group, tiles, scores);
      }
      if (count > segment) {
        Scores all = new Scores(sequence.length);
        scan(List.of(bases), (strand, from, part) -> copy(part, all, from), share -> {});
        scores.add(all);
      } else {
        StrandParse parse = new StrandParse(bases, grammar, segment);
        tiles.addAll(parse.need(1));
        group.add(parse);
      }
    }
    finish(group, tiles, scores);
    return List.copyOf(scores);
  }

  private static void copy(Scores part, Scores all, int from) {
    System.arraycopy(part.donor, 0, all.donor, from, part.length());
    System.arraycopy(part.acceptor, 0, all.acceptor, from, part.length());
  }

  /** Reads and parses whole sequences, and forgets them. */
  private void finish(List<StrandParse> group, List<Tile> tiles, List<Scores> scores) {
    if (group.isEmpty()) {
      return;
    }
    reader.read(tiles);
    group.forEach(StrandParse::arrived);
    scores.addAll(scanner.next(group));
    group.clear();
    tiles.clear();
  }

  /**
   * Scores strands of one length side by side, in memory that does not grow with them.
   *
   * @param progress takes the share of the work done, ascending to 1
   */
  void scan(List<StrandBases> strands, Sink sink, DoubleConsumer progress) {
    List<StrandParse> parses =
        strands.stream().map(bases -> new StrandParse(bases, grammar, segment)).toList();
    int length = strands.get(0).length();
    int from = 0;
    while (from < length) {
      List<Scores> scores = scanner.readNext(parses);
      for (int s = 0; s < scores.size(); s++) {
        sink.take(s, from, scores.get(s));
      }
      from += scores.get(0).length();
      progress.accept((double) from / length);
    }
  }
}
