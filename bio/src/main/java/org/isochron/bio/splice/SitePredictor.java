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
public final class SitePredictor {
  private static final List<Strand> STRANDS = List.of(Strand.values());

  private final SpliceScanner scanner;
  private final double[] thresholds;

  SitePredictor(SiteReader reader, double[] thresholds) {
    scanner = new SpliceScanner(reader);
    this.thresholds = thresholds.clone();
  }

  /**
   * Calls sites, and hands on the probabilities that they come from.
   *
   * @param record the sequence
   * @param sink takes the probabilities while they are computed; the strands take turns
   * @param progress takes the share of the sequence's work that is done, ascending to 1
   * @return sites by position, donors before acceptors, plus before minus
   */
  public List<SpliceSite> predict(FastaRecord record, ScoreSink sink, DoubleConsumer progress) {
    List<SpliceSite> sites = new ArrayList<>();
    var collector = new SpliceSite.Collector(record.id(), thresholds, sites);
    List<StrandBases> strands =
        STRANDS.stream().map(s -> new StrandBases(record.bases(), s == Strand.MINUS)).toList();
    scanner.scan(
        strands,
        (strand, from, read) -> {
          boolean minus = STRANDS.get(strand) == Strand.MINUS;
          SpliceScanner.Scores scores = minus ? read.reversed() : read;
          int start = minus ? record.length() - from - read.length() : from;
          collector.take(STRANDS.get(strand), start, scores.donor(), scores.acceptor());
          sink.take(STRANDS.get(strand), start, scores.donor(), scores.acceptor());
        },
        progress);
    sites.sort(SpliceSite.ORDER);
    return sites;
  }
}
