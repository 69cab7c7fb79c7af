package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.core.evaluation.Calibration;
import org.isochron.core.sequence.SequenceSource;
import org.junit.jupiter.api.Test;

/** Evaluation with scores that are set by hand. */
class SpliceEvaluationTest {
  private static final SiteThresholds THRESHOLDS = new SiteThresholds(0.5, 0.5);

  /** Gene a has two isoforms that share the first intron; b is nested on the other strand. */
  private static List<SenseGene> isoforms(boolean mirrored) {
    byte[] bases = MadeGenes.bases(5, 600);
    put(bases, 150, "GTaaaaaaAG");
    put(bases, 250, "GCaaaaaaAG");
    put(bases, 350, "ATaaaaaaAC");
    List<Gene> genes = new ArrayList<>();
    genes.add(gene("a", Strand.PLUS, 100, 150, 160, 250, 260, 300));
    genes.add(gene("a.2", Strand.PLUS, 120, 150, 160, 350, 360, 420));
    genes.add(gene("b", Strand.MINUS, 200, 230, 245, 280));
    AnnotatedSequence s = new AnnotatedSequence("s", bases, genes);
    if (mirrored) {
      List<Gene> turned = genes.stream().map(gene -> gene.mirrored(600)).toList();
      byte[] back = org.isochron.bio.fasta.Iupac.reverseComplement(bases);
      s = new AnnotatedSequence("s", back, turned);
    }
    return GeneSet.of(List.of(s), GeneSetConfig.defaults().withFlank(20)).genes();
  }

  @Test
  void isoformsAreOneUnitWhosePositionsCountOnce() {
    for (boolean mirrored : new boolean[] {false, true}) {
      List<SpliceUnit> units = SpliceUnit.of(isoforms(mirrored));
      assertEquals(2, units.size());
      SpliceUnit a = units.get(0);
      assertEquals(2, a.members().size());
      assertEquals(new Interval(20, 340), a.span());
      assertEquals(360, a.bases().length);
      assertEquals(3, a.count(SpliceLabels.DONOR));
      assertEquals(3, a.count(SpliceLabels.ACCEPTOR));
      SpliceEvaluation e =
          SpliceEvaluation.of(units, scores(units, 1), THRESHOLDS, SpliceEvaluation.DEFAULT_SEED);
      assertEquals(3, e.genes());
      assertEquals(8, e.sites());
      assertEquals(320 + 80, e.positions());
      assertEquals(0, e.labelConflicts());
    }
  }

  @Test
  void isoformsAreTrainedOnOnce() {
    List<SpliceUnit> units = SpliceUnit.of(isoforms(false));
    SpliceChunks chunks = new SpliceChunks(units, new SpliceEncoder(2, List.of()), 50);
    SequenceSource epoch = chunks.epoch(1, 1);
    int steps = 0;
    for (int i = 0; i < epoch.size(); i++) {
      int[] states = epoch.get(i).labels(SpliceConfig.STRUCTURE);
      assertEquals(List.of(), GeneGrammar.breaks(states), "chunk " + i);
      assertTrue(states.length <= 50, "chunk of " + states.length);
      steps += states.length;
    }
    assertEquals(units.stream().mapToInt(unit -> unit.bases().length).sum(), steps);
  }

  @Test
  void foundIntronsAreCountedByTheirEnds() {
    for (boolean mirrored : new boolean[] {false, true}) {
      List<SpliceUnit> units = SpliceUnit.of(isoforms(mirrored));
      List<SpliceScanner.Scores> scores = scores(units, 1);
      SpliceUnit a = units.get(0);
      for (Interval intron : a.introns()) {
        if (SpliceMotifs.kind(a.bases(), intron).equals("GC-AG")) {
          scores.get(0).donor()[intron.start() - 1] = 0.25f;
        }
      }
      SpliceEvaluation e =
          SpliceEvaluation.of(units, scores, THRESHOLDS, SpliceEvaluation.DEFAULT_SEED);
      assertEquals(
          List.of("GT-AG", "GC-AG", "AT-AC", "other"), List.copyOf(e.foundByMotif().keySet()));
      assertEquals(new FoundIntrons(1, 1, 1), e.foundByMotif().get("GT-AG"));
      assertEquals(new FoundIntrons(1, 0, 1), e.foundByMotif().get("GC-AG"));
      assertEquals(new FoundIntrons(1, 1, 1), e.foundByMotif().get("AT-AC"));
      assertEquals(new FoundIntrons(1, 1, 1), e.foundByMotif().get("other"));
      assertEquals(e.foundByMotif(), e.metrics().get("foundByMotif"));
      assertEquals(0, e.metrics().get("labelConflicts"));
    }
  }

  @Test
  void aMicroExonIsReportedAsAConflict() {
    Gene gene = gene("micro", Strand.PLUS, 100, 150, 200, 201, 250, 300);
    AnnotatedSequence s = new AnnotatedSequence("s", MadeGenes.bases(5, 600), List.of(gene));
    List<SpliceUnit> units = SpliceUnit.of(MadeGenes.set(List.of(s)).genes());
    assertEquals(
        1,
        SpliceEvaluation.of(units, scores(units, 1), THRESHOLDS, SpliceEvaluation.DEFAULT_SEED)
            .labelConflicts());
  }

  @Test
  void groupsAreDrawnAndDrawsWithoutASiteAreLeftOut() {
    // All sites are in one of three groups and all are found: no draw has an F1 below 1.
    List<AnnotatedSequence> sequences = new ArrayList<>();
    sequences.add(MadeGenes.sequence("s0", 0));
    for (int i = 1; i < 3; i++) {
      Gene plain = gene("p" + i, "s" + i, Strand.PLUS, 100, 400);
      sequences.add(new AnnotatedSequence("s" + i, MadeGenes.bases(i, 600), List.of(plain)));
    }
    List<SpliceUnit> units = SpliceUnit.of(MadeGenes.set(sequences).genes());
    SpliceEvaluation e =
        SpliceEvaluation.of(units, scores(units, 1), THRESHOLDS, SpliceEvaluation.DEFAULT_SEED);
    assertEquals(1, e.donor().f1().low());
    assertEquals(1, e.donor().mcc().low(), 1e-12);
    // One group with a missed and a found gene: every draw is the whole.
    AnnotatedSequence copy = MadeGenes.sequence("copy", sequences.get(0).bases());
    units = SpliceUnit.of(MadeGenes.set(List.of(sequences.get(0), copy)).genes());
    List<SpliceScanner.Scores> scores = scores(units, 1);
    Arrays.fill(scores.get(1).donor(), 0);
    e = SpliceEvaluation.of(units, scores, THRESHOLDS, SpliceEvaluation.DEFAULT_SEED);
    assertEquals(2.0 / 3, e.donor().f1().value(), 1e-12);
    assertEquals(e.donor().f1().value(), e.donor().f1().low());
    assertEquals(e.donor().f1().value(), e.donor().f1().high());
    assertTrue(e.acceptor().f1().value() == 1);
  }

  @Test
  void calibrationHasIntervalsFromTheSameGroups() {
    float[] p = {0.05f, 0.95f, 0.45f, 0.4f, 0.2f, 1f, 0f, 0.7f};
    boolean[] y = {false, true, true, false, false, true, false, false};
    int[] groups = {0, 0, 1, 1, 2, 2, 2, 3};
    double[] doubles = new double[p.length];
    Arrays.setAll(doubles, i -> p[i]);
    Calibration all = Calibration.of(doubles, y, 10);
    ClusteredCalibration sums = ClusteredCalibration.of(p, y, groups, 10);
    double[] once = sums.values(new int[] {1, 1, 1, 1});
    assertEquals(all.ece(), once[0], 1e-12);
    assertEquals(all.brier(), once[1], 1e-12);
    // Groups 0 and 3 twice each: the measure of those positions alone.
    double[] some = {p[0], p[1], p[7]};
    Calibration ofThree = Calibration.of(some, new boolean[] {false, true, false}, 10);
    double[] drawn = sums.values(new int[] {2, 0, 0, 2});
    assertEquals(ofThree.ece(), drawn[0], 1e-12);
    assertEquals(ofThree.brier(), drawn[1], 1e-12);
    ClusteredCalibration.Estimates e = sums.estimate(all, 200, 1);
    assertTrue(e.ece().low() < e.ece().high() && e.brier().low() < e.brier().high());
  }

  @Test
  void anotherSeedGivesOtherIntervalsAndTheSameValues() {
    List<AnnotatedSequence> sequences = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      sequences.add(MadeGenes.sequence("s" + i, i));
    }
    List<SpliceUnit> units = SpliceUnit.of(MadeGenes.set(sequences).genes());
    List<SpliceScanner.Scores> scores = scores(units, 0.9f);
    for (int u = 0; u < 12; u++) {
      Arrays.fill(scores.get(u).donor(), 0.07f * u);
      Arrays.fill(scores.get(u).acceptor(), 0.05f * u);
    }
    SpliceEvaluation one =
        SpliceEvaluation.of(units, scores, THRESHOLDS, SpliceEvaluation.DEFAULT_SEED);
    SpliceEvaluation two = SpliceEvaluation.of(units, scores, THRESHOLDS, 2);
    assertEquals(one.donor().f1().value(), two.donor().f1().value());
    assertEquals(one.meanAuprc().value(), two.meanAuprc().value());
    assertNotEquals(one.donor().brier().interval(), two.donor().brier().interval());
    assertEquals(
        two.metrics(),
        SpliceEvaluation.of(units, scores, THRESHOLDS, 2).metrics(),
        "the seed is all");
    assertEquals(
        (one.donor().auprc().value() + one.acceptor().auprc().value()) / 2,
        one.meanAuprc().value());
  }

  /** Returns scores of a probability at each site and 0 elsewhere. */
  private static List<SpliceScanner.Scores> scores(List<SpliceUnit> units, float p) {
    List<SpliceScanner.Scores> all = new ArrayList<>();
    for (SpliceUnit unit : units) {
      SpliceScanner.Scores scores = new SpliceScanner.Scores(unit.bases().length);
      for (int i = 0; i < unit.bases().length; i++) {
        byte site = unit.labels().sites()[i];
        scores.donor()[i] = site == SpliceLabels.DONOR ? p : 0;
        scores.acceptor()[i] = site == SpliceLabels.ACCEPTOR ? p : 0;
      }
      all.add(scores);
    }
    return all;
  }

  private static void put(byte[] bases, int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      bases[at + i] = (byte) text.charAt(i);
    }
  }

  private static Gene gene(String id, Strand strand, int... bounds) {
    return gene(id, "s", strand, bounds);
  }

  private static Gene gene(String id, String sequence, Strand strand, int... bounds) {
    List<Interval> exons = new ArrayList<>();
    for (int i = 0; i < bounds.length; i += 2) {
      exons.add(new Interval(bounds[i], bounds[i + 1]));
    }
    return Gene.of(id, sequence, strand, exons);
  }
}
