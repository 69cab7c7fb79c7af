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

  static void collect(
      FastaRecord record,
      SpliceScanner.Scores scores,
      double[] thresholds,
      boolean minus,
      List<SpliceSite> sites) {
    for (Kind kind : Kind.values()) {
      boolean donor = kind == Kind.DONOR;
      float[] p = donor ? scores.donor() : scores.acceptor();
      double threshold = donor ? thresholds[0] : thresholds[1];
      for (int t = 0; t < p.length; t++) {
        if (p[t] >= threshold) {
          int position = minus ? p.length - 1 - t : t;
          Strand strand = minus ? Strand.MINUS : Strand.PLUS;
          sites.add(new SpliceSite(record.id(), position, strand, kind, p[t]));
        }
      }
    }
  }
}
