package org.isochron.bio.tracks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.splice.SpliceSite;
import org.isochron.bio.splice.SpliceSite.Kind;
import org.junit.jupiter.api.Test;

class PredictedIntronTest {
  static SpliceSite donor(int position0, Strand strand) {
    return new SpliceSite("c", position0, strand, Kind.DONOR, 0.75f);
  }

  static SpliceSite acceptor(int position0, Strand strand) {
    return new SpliceSite("c", position0, strand, Kind.ACCEPTOR, 0.5f);
  }

  private static List<Interval> intervals(SpliceSite... sites) {
    return PredictedIntron.of(List.of(sites)).stream().map(PredictedIntron::interval).toList();
  }

  @Test
  void intronsLieBetweenTheExonBasesOfEitherStrand() {
    PredictedIntron plus = new PredictedIntron(donor(9, Strand.PLUS), acceptor(20, Strand.PLUS));
    assertEquals(new Interval(10, 20), plus.interval());
    assertEquals(0.5f, plus.probability());
    PredictedIntron minus = new PredictedIntron(donor(20, Strand.MINUS), acceptor(9, Strand.MINUS));
    assertEquals(new Interval(10, 20), minus.interval());
  }

  @Test
  void aDonorIsPairedWithTheNextAcceptorOfItsStrand() {
    assertEquals(
        List.of(new Interval(10, 20), new Interval(31, 40)),
        intervals(
            acceptor(40, Strand.PLUS),
            donor(9, Strand.PLUS),
            acceptor(20, Strand.PLUS),
            donor(30, Strand.PLUS)));
    assertEquals(
        List.of(new Interval(10, 20)),
        intervals(donor(20, Strand.MINUS), acceptor(9, Strand.MINUS), donor(15, Strand.PLUS)));
  }

  @Test
  void sitesWithoutAPartnerAreInNoIntron() {
    assertEquals(
        List.of(new Interval(13, 20)),
        intervals(
            acceptor(3, Strand.PLUS),
            donor(9, Strand.PLUS),
            donor(12, Strand.PLUS),
            acceptor(20, Strand.PLUS),
            acceptor(25, Strand.PLUS),
            donor(30, Strand.PLUS)));
    assertEquals(List.of(), intervals(donor(9, Strand.PLUS), acceptor(10, Strand.PLUS)));
  }

  @Test
  void anExonOfOneBaseEndsOneIntronAndBeginsAnother() {
    for (Strand strand : Strand.values()) {
      boolean plus = strand == Strand.PLUS;
      assertEquals(
          List.of(new Interval(6, 15), new Interval(16, 30)),
          intervals(
              donor(plus ? 5 : 30, strand),
              donor(15, strand),
              acceptor(15, strand),
              acceptor(plus ? 30 : 5, strand)));
    }
  }

  @Test
  void otherPairsAreRefused() {
    refused(acceptor(20, Strand.PLUS), donor(9, Strand.PLUS));
    refused(donor(9, Strand.PLUS), acceptor(20, Strand.MINUS));
    refused(donor(20, Strand.PLUS), acceptor(9, Strand.PLUS));
    refused(donor(9, Strand.PLUS), acceptor(10, Strand.PLUS));
    refused(donor(9, Strand.PLUS), new SpliceSite("d", 20, Strand.PLUS, Kind.ACCEPTOR, 0.5f));
  }

  private static void refused(SpliceSite donor, SpliceSite acceptor) {
    assertThrows(IllegalArgumentException.class, () -> new PredictedIntron(donor, acceptor));
  }
}
