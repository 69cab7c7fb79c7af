package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isochron.bio.fasta.Iupac;
import org.isochron.core.analysis.NetworkAttribution;
import org.isochron.core.analysis.Score;
import org.isochron.core.analysis.Site;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SiteSaliencyTest {
  private static final int LENGTH = 30;
  private static final int AT = 14;
  private static final double STEP = 1e-5;

  private static Workers workers;
  private static SpliceTagger tagger;
  private static byte[] bases;
  private static SiteSaliency donor;

  @BeforeAll
  static void explain() {
    workers = new Workers(2);
    tagger = RandomTagger.of(4);
    bases = MadeGenes.bases(11, LENGTH);
    bases[3] = 'R';
    donor = SiteSaliency.of(tagger, bases, AT, SpliceSite.Kind.DONOR, workers);
  }

  @AfterAll
  static void close() {
    workers.close();
  }

  private static Sequence encoded() {
    return tagger.encoder().encode(new SpliceEncoder.Window("s", bases, 0, LENGTH));
  }

  /** The logit where one base's probability is larger by a step, in every window that holds it. */
  private static double logit(int position, int base, double step) {
    double[] features = encoded().features().clone();
    int channels = tagger.encoder().channels();
    for (int offset = -3; offset <= 3; offset++) {
      int t = position - offset;
      if (t >= 0 && t < LENGTH) {
        features[t * channels + 4 * (offset + 3) + base] += step;
      }
    }
    SequenceBatch batch = SequenceBatch.of(List.of(new Sequence("s", channels, features)));
    Score score =
        Score.logit(SpliceConfig.STRUCTURE, GeneGrammar.logit(SpliceSite.Kind.DONOR)).at(AT);
    return NetworkAttribution.of(tagger.model(), workers)
        .gradient(batch, Site.INPUT, score)
        .get(0)
        .score();
  }

  @Test
  void gradientIsTheSlopeByABaseInAllWindowsThatHoldIt() {
    for (int position : new int[] {0, 3, AT - 1, AT, AT + 2, LENGTH - 1}) {
      for (int base = 0; base < Iupac.BASES; base++) {
        double slope = (logit(position, base, STEP) - logit(position, base, -STEP)) / (2 * STEP);
        assertEquals(slope, donor.gradient()[position][base], 1e-6, position + ", " + base);
      }
    }
  }

  @Test
  void gradientTimesInputWeighsAnAmbiguousBase() {
    double half = (donor.gradient()[3][0] + donor.gradient()[3][2]) / 2;
    assertEquals(half, donor.gradientTimesInput()[3], 1e-12);
    int base = Iupac.index(bases[AT]);
    assertEquals(donor.gradient()[AT][base], donor.gradientTimesInput()[AT], 1e-12);
  }

  @Test
  void logitIsTheNetworks() {
    NetworkRun run = new NetworkRun(tagger.model().network(), workers);
    run.parameters(tagger.model().parameters());
    float[] z = run.logits(SequenceBatch.of(List.of(encoded()))).get(SpliceConfig.STRUCTURE)[0];
    assertEquals(
        z[AT * GeneGrammar.LOGITS + GeneGrammar.logit(SpliceSite.Kind.DONOR)], donor.logit(), 1e-4);
    SiteSaliency acceptor = SiteSaliency.of(tagger, bases, AT, SpliceSite.Kind.ACCEPTOR, workers);
    assertEquals(
        z[AT * GeneGrammar.LOGITS + GeneGrammar.logit(SpliceSite.Kind.ACCEPTOR)],
        acceptor.logit(),
        1e-4);
  }

  @Test
  void integratedGradientsAddUpToTheDifferenceFromUnknownBases() {
    double difference = Math.abs(donor.logit() - donor.baselineLogit());
    assertTrue(difference > 0.1, "difference " + difference);
    assertTrue(
        donor.completenessError() <= 1e-3 * Math.max(1, difference),
        "error " + donor.completenessError());
  }

  @Test
  void basesThatAreUnknownAddNothing() {
    byte[] some = bases.clone();
    some[20] = 'N';
    SiteSaliency saliency = SiteSaliency.of(tagger, some, AT, SpliceSite.Kind.DONOR, workers);
    assertEquals(0, saliency.integrated()[20], 1e-12);
  }

  @Test
  void positionsOutsideAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> SiteSaliency.of(tagger, bases, LENGTH, SpliceSite.Kind.DONOR, workers));
  }
}
