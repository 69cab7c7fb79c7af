package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.fasta.FastaRecord;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.objective.ChainSegment;
import org.isochron.core.objective.ChainStretches;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SpliceEnsembleTest {
  private static Workers workers;
  private static SpliceTagger one;
  private static SpliceTagger two;
  private static SpliceTagger both;

  @BeforeAll
  static void make() {
    workers = new Workers(2);
    one = RandomTagger.of(1);
    two = RandomTagger.of(2);
    both = SpliceEnsemble.of(List.of(one, two));
  }

  @AfterAll
  static void close() {
    workers.close();
  }

  @Test
  void aTaggerAloneOrWithItselfIsThatTagger() {
    assertSame(one, SpliceEnsemble.of(List.of(one)));
    byte[] bases = MadeGenes.bases(3, 9000);
    SpliceTagger twice = SpliceEnsemble.of(List.of(one, one));
    assertArrayEquals(
        one.probabilities(bases, workers).donor(), twice.probabilities(bases, workers).donor());
    assertEquals(one.thresholds(), twice.thresholds());
  }

  @Test
  void theGrammarReadsTheMeanOfTheLogitsWithTheMeanOfTheScores() {
    byte[] bases = MadeGenes.bases(4, 300);
    float[] logits = new float[300 * GeneGrammar.LOGITS];
    double[] transitions = new double[GeneGrammar.CHAIN.transitions().size()];
    for (SpliceTagger tagger : List.of(one, two)) {
      TrainedModel m = tagger.model();
      NetworkRun run = new NetworkRun(m.network(), workers);
      run.parameters(m.parameters());
      Sequence s = tagger.encoder().encode(new SpliceEncoder.Window("s", bases, 0, 300));
      float[] z = run.logits(SequenceBatch.of(List.of(s))).get(SpliceConfig.STRUCTURE)[0];
      double[] scores = m.network().layout().get(m.parameters(), "head/structure/transitions");
      for (int i = 0; i < logits.length; i++) {
        logits[i] += z[i] / 2;
      }
      for (int e = 0; e < transitions.length; e++) {
        transitions[e] += scores[e] / 2;
      }
    }
    GeneGrammar.forbidAcceptor(logits, 0);
    GeneGrammar.forbidDonor(logits, 299);
    ChainStretches grammar = new ChainStretches(GeneGrammar.CHAIN, transitions, 0);
    ChainSegment memory = grammar.segment();
    memory.begin(grammar.stationary());
    memory.add(logits, 300);
    float[][] sites = new float[2][300];
    memory.smooth(null, GeneGrammar.siteOf(), sites);
    float[] donor = both.probabilities(bases, workers).donor();
    for (int t = 0; t < 300; t++) {
      assertEquals(sites[0][t], donor[t], 1e-5, "at " + t);
    }
    assertFalse(Arrays.equals(donor, one.probabilities(bases, workers).donor()));
  }

  @Test
  void bothStrandsInOnePassAreThoseOfEachAlone() {
    byte[] bases = MadeGenes.bases(5, 12_000);
    float[] plus = new float[bases.length];
    both.predictor(Strands.APART, new SiteThresholds(1, 1), workers)
        .predict(
            new FastaRecord("s", "", bases),
            (strand, start, donor, acceptor) -> {
              if (strand == Strand.PLUS) {
                System.arraycopy(donor, 0, plus, start, donor.length);
              }
            },
            share -> {});
    assertArrayEquals(both.probabilities(bases, workers).donor(), plus);
    try (Workers alone = new Workers(1)) {
      assertArrayEquals(plus, both.probabilities(bases, alone).donor());
    }
  }

  @Test
  void aSiteIsExplainedByTheMeanOfTheMembers() {
    byte[] bases = MadeGenes.bases(6, 40);
    SpliceSite.Kind kind = SpliceSite.Kind.ACCEPTOR;
    SiteSaliency a = SiteSaliency.of(one, bases, 20, kind, workers);
    SiteSaliency b = SiteSaliency.of(two, bases, 20, kind, workers);
    SiteSaliency mean = SiteSaliency.of(both, bases, 20, kind, workers);
    assertEquals((a.logit() + b.logit()) / 2, mean.logit(), 1e-12);
    assertEquals((a.integrated()[20] + b.integrated()[20]) / 2, mean.integrated()[20], 1e-12);
    assertEquals((a.gradient()[19][2] + b.gradient()[19][2]) / 2, mean.gradient()[19][2], 1e-12);
  }

  @Test
  void whatDoesNotFitTogetherIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> SpliceEnsemble.of(List.of()));
    TaggerSettings s = one.settings();
    SpliceTagger told =
        new SpliceTagger(
            one.model(),
            new TaggerSettings(
                s.alphabet(),
                s.radius(),
                List.of(new TaggerSettings.Species("oak", 0.5, 0.5)),
                s.trainedGenes()));
    var e =
        assertThrows(IllegalArgumentException.class, () -> SpliceEnsemble.of(List.of(one, told)));
    assertEquals(
        "tagger 2: species read: expected [], as of the first, found [oak]", e.getMessage());
    assertEquals(2, both.members().size());
    assertThrows(IllegalStateException.class, both::model);
    assertThrows(IllegalStateException.class, () -> both.save(Path.of("none")));
  }
}
