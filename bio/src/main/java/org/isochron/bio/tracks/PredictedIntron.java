package org.isochron.bio.tracks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.splice.SpliceSite;

/**
 * An intron between two called sites of a strand.
 *
 * @param donor the last exon base before it
 * @param acceptor the first exon base after it
 */
public record PredictedIntron(SpliceSite donor, SpliceSite acceptor) {
  /** Sense order: an acceptor that is also a donor, an exon of one base, comes first as such. */
  private static final Comparator<SpliceSite> SENSE =
      Comparator.comparingInt(
              (SpliceSite s) -> s.strand() == Strand.PLUS ? s.position0() : -s.position0())
          .thenComparing(SpliceSite::kind, Comparator.reverseOrder());

  /**
   * Checks the ends.
   *
   * @throws IllegalArgumentException if they are not a donor and an acceptor of one strand of one
   *     sequence, with at least one base between them in sense direction
   */
  public PredictedIntron {
    boolean pair =
        donor.kind() == SpliceSite.Kind.DONOR
            && acceptor.kind() == SpliceSite.Kind.ACCEPTOR
            && donor.strand() == acceptor.strand()
            && donor.sequenceId().equals(acceptor.sequenceId())
            && bases(donor, acceptor) > 0;
    if (!pair) {
      throw new IllegalArgumentException(
          "intron: expected a donor before an acceptor of the same strand, found "
              + donor
              + " and "
              + acceptor);
    }
  }

  private static int bases(SpliceSite donor, SpliceSite acceptor) {
    int distance = acceptor.position0() - donor.position0();
    return (donor.strand() == Strand.PLUS ? distance : -distance) - 1;
  }

  /** Returns the intron's bases on the forward strand. */
  public Interval interval() {
    int low = Math.min(donor.position0(), acceptor.position0());
    int high = Math.max(donor.position0(), acceptor.position0());
    return new Interval(low + 1, high);
  }

  /** Returns the smaller of the two sites' probabilities, which the intron's cannot exceed. */
  public float probability() {
    return Math.min(donor.probability(), acceptor.probability());
  }

  /**
   * Pairs called sites: on each strand, in sense direction, a donor with the acceptor that comes
   * next, if no other donor stands between them. Sites without such a partner are in no intron.
   *
   * @param sites of one or more sequences, in any order
   * @return introns, sequences in the order of their first site, ascending start, plus before minus
   */
  public static List<PredictedIntron> of(List<SpliceSite> sites) {
    Map<String, List<SpliceSite>> bySequence = new LinkedHashMap<>();
    for (SpliceSite site : sites) {
      bySequence.computeIfAbsent(site.sequenceId(), id -> new ArrayList<>()).add(site);
    }
    List<PredictedIntron> all = new ArrayList<>();
    for (List<SpliceSite> ofSequence : bySequence.values()) {
      List<PredictedIntron> introns = new ArrayList<>();
      for (Strand strand : Strand.values()) {
        pair(ofSequence.stream().filter(s -> s.strand() == strand).sorted(SENSE).toList(), introns);
      }
      introns.sort(
          Comparator.comparingInt((PredictedIntron i) -> i.interval().start())
              .thenComparing(i -> i.donor().strand()));
      all.addAll(introns);
    }
    return List.copyOf(all);
  }

  private static void pair(List<SpliceSite> sense, List<PredictedIntron> introns) {
    SpliceSite donor = null;
    for (SpliceSite site : sense) {
      if (site.kind() == SpliceSite.Kind.DONOR) {
        donor = site;
      } else if (donor != null) {
        if (bases(donor, site) > 0) {
          introns.add(new PredictedIntron(donor, site));
        }
        donor = null;
      }
    }
  }
}
