package org.isochron.bio.splice;

import java.util.Comparator;
import java.util.List;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.fasta.FastaRecord;

/**
 * A called splice site.
 *
 * @param sequenceId the sequence
 * @param position0 the exon's last base (donor) or first base (acceptor), 0-based on the forward
 *     strand
 * @param strand the strand of the gene
 * @param kind donor or acceptor
 * @param probability the network's probability
 */
public record SpliceSite(
    String sequenceId, int position0, Strand strand, Kind kind, float probability) {
  /** Which end of an intron. */
  public enum Kind {
    /** The last base of an exon before an intron. */
    DONOR,
    /** The first base of an exon after an intron. */
    ACCEPTOR
  }

  static final Comparator<SpliceSite> ORDER =
      Comparator.comparingInt(SpliceSite::position0)
          .thenComparing(SpliceSite::kind)
          .thenComparing(SpliceSite::strand);

  /** Collects the sites of one strand of a sequence. */
  record Collector(FastaRecord record, Strand strand, double[] thresholds, List<SpliceSite> sites) {
    /** Adds the sites of a stretch of the strand that begins at {@code from}. */
    void collect(int from, SpliceScanner.Scores scores) {
      add(Kind.DONOR, thresholds[0], from, scores.donor());
      add(Kind.ACCEPTOR, thresholds[1], from, scores.acceptor());
    }

    private void add(Kind kind, double threshold, int from, float[] p) {
      for (int t = 0; t < p.length; t++) {
        if (p[t] >= threshold) {
          int place = from + t;
          int position = strand == Strand.MINUS ? record.length() - 1 - place : place;
          sites.add(new SpliceSite(record.id(), position, strand, kind, p[t]));
        }
      }
    }
  }
}
