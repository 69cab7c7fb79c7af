package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.fasta.FastaRecord;

/**
 * Calls sites on both strands of sequences, one after the other, in memory that grows with a
 * sequence by its sites alone.
 */
public abstract sealed class SitePredictor {
  private static final List<Strand> STRANDS = List.of(Strand.values());

  private final SiteThresholds thresholds;

  private SitePredictor(SiteThresholds thresholds) {
    this.thresholds = thresholds;
  }

  static SitePredictor of(Strands strands, SiteReader reader, SiteThresholds thresholds) {
    return switch (strands) {
      case TOGETHER -> new Together(new RecordScanner(reader), thresholds);
      case APART -> new Apart(new SpliceScanner(reader), thresholds);
    };
  }

  /**
   * Calls sites, and hands on the probabilities that they come from.
   *
   * @param record the sequence
   * @param sink takes the probabilities while they are computed; the strands take turns
   * @param progress takes the share of the sequence's work that is done, ascending to 1
   * @return sites by position, donors before acceptors, plus before minus
   */
  public final List<SpliceSite> predict(
      FastaRecord record, ScoreSink sink, DoubleConsumer progress) {
    List<SpliceSite> sites = new ArrayList<>();
    var collector = new SpliceSite.Collector(record.id(), thresholds, sites);
    scan(
        record.bases(),
        (strand, start, donor, acceptor) -> {
          collector.take(strand, start, donor, acceptor);
          sink.take(strand, start, donor, acceptor);
        },
        progress);
    sites.sort(SpliceSite.ORDER);
    return sites;
  }

  /** Hands on the probabilities of both strands. */
  abstract void scan(byte[] bases, ScoreSink sink, DoubleConsumer progress);

  private static final class Together extends SitePredictor {
    private final RecordScanner scanner;

    Together(RecordScanner scanner, SiteThresholds thresholds) {
      super(thresholds);
      this.scanner = scanner;
    }

    @Override
    void scan(byte[] bases, ScoreSink sink, DoubleConsumer progress) {
      scanner.scan(
          List.of(bases),
          (stretch, scores) -> {
            int from = scores.from();
            sink.take(Strand.PLUS, from, scores.plus().donor(), scores.plus().acceptor());
            sink.take(Strand.MINUS, from, scores.minus().donor(), scores.minus().acceptor());
            progress.accept((double) (from + scores.plus().length()) / bases.length);
          });
    }
  }

  private static final class Apart extends SitePredictor {
    private final SpliceScanner scanner;

    Apart(SpliceScanner scanner, SiteThresholds thresholds) {
      super(thresholds);
      this.scanner = scanner;
    }

    @Override
    void scan(byte[] bases, ScoreSink sink, DoubleConsumer progress) {
      scanner.scan(
          STRANDS.stream().map(s -> new StrandBases(bases, s == Strand.MINUS)).toList(),
          (strand, from, read) -> {
            boolean minus = STRANDS.get(strand) == Strand.MINUS;
            SpliceScanner.Scores scores = minus ? read.reversed() : read;
            int start = minus ? bases.length - from - read.length() : from;
            sink.take(STRANDS.get(strand), start, scores.donor(), scores.acceptor());
          },
          progress);
    }
  }
}
