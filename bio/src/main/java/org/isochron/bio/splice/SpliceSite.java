package org.isochron.bio.splice;

import java.util.Comparator;
import java.util.List;
import org.isochron.bio.annotation.Strand;

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

  /** Collects the sites of a sequence. */
  record Collector(String sequenceId, SiteThresholds thresholds, List<SpliceSite> sites)
      implements ScoreSink {
    @Override
    public void take(Strand strand, int start0, float[] donor, float[] acceptor) {
      add(strand, Kind.DONOR, start0, donor, thresholds.donor());
      add(strand, Kind.ACCEPTOR, start0, acceptor, thresholds.acceptor());
    }

    private void add(Strand strand, Kind kind, int start0, float[] p, double threshold) {
      for (int t = 0; t < p.length; t++) {
        if (p[t] >= threshold) {
          sites.add(new SpliceSite(sequenceId, start0 + t, strand, kind, p[t]));
        }
      }
    }
  }
}
