package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isochron.bio.SharedData;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.core.evaluation.Estimate;
import org.isochron.core.recurrence.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeRecordsTest {
  private static final WholeRecords NONE =
      WholeRecords.of(MadeGenes.set(List.of()), List.of(), List.of());

  /** A plus gene at 100 to 401, a minus gene at 700 to 1001, and a plus gene at 3000 to 3301. */
  private static GeneSet threeGenes() {
    List<Gene> genes = new ArrayList<>();
    int[] starts = {100, 700, 3000};
    for (int i = 0; i < starts.length; i++) {
      int at = starts[i];
      List<Interval> exons = List.of(new Interval(at, at + 100), new Interval(at + 200, at + 301));
      genes.add(Gene.of("g" + i, "s", i == 1 ? Strand.MINUS : Strand.PLUS, exons));
    }
    byte[] bases = MadeGenes.bases(1, 4000);
    return GeneSet.of(
        List.of(new AnnotatedSequence("s", bases, genes)), GeneSetConfig.defaults().withFlank(200));
  }

  private static RecordEvaluation evaluate(WholeRecords records, WholeRecords validation) {
    try (Workers workers = new Workers(1)) {
      SpliceTagger tagger = RandomTagger.of(3).withRecordThresholds(validation, workers);
      return records.evaluate(tagger, 1, workers);
    }
  }

  @Test
  void aSequenceOfMeasuredGenesIsScoredAsAWholeOnBothStrands() {
    GeneSet set = threeGenes();
    RecordEvaluation e = evaluate(WholeRecords.of(set, set.genes(), List.of()), NONE);
    assertEquals(1, e.records());
    assertEquals(1, e.whole());
    assertEquals(6, e.sites());
    assertEquals(8000, e.positions());
    assertEquals(0, e.maskedPositions());
    assertFalse(e.thresholdsOfRecords());
    assertEquals(0.5, e.donor().threshold());
  }

  @Test
  void besideGenesThatAreNotMeasuredOnlyGenesWithTheirFlanksAre() {
    GeneSet set = threeGenes();
    List<SenseGene> measured = List.of(set.genes().get(0), set.genes().get(2));
    RecordEvaluation e = evaluate(WholeRecords.of(set, measured, List.of()), NONE);
    assertEquals(2, e.records());
    assertEquals(0, e.whole());
    // 0 to 601 and 2800 to 3501.
    assertEquals(2 * (601 + 701), e.positions());
    assertEquals(4, e.sites());
    RecordEvaluation near =
        evaluate(WholeRecords.of(set, set.genes().subList(0, 2), List.of()), NONE);
    assertEquals(1, near.records(), "windows that overlap are one");
    assertEquals(2 * 1201, near.positions());
    assertEquals(4, near.sites());
  }

  @Test
  void genesThatAreLeftOutAreMaskedOnBothStrands() {
    GeneSet set = threeGenes();
    List<SenseGene> measured = List.of(set.genes().get(0), set.genes().get(2));
    List<SenseGene> leftOut = set.genes().subList(1, 2);
    RecordEvaluation e = evaluate(WholeRecords.of(set, measured, leftOut), NONE);
    assertEquals(1, e.whole());
    assertEquals(2 * 301, e.maskedPositions());
    assertEquals(8000 - 2 * 301, e.positions());
    assertEquals(4, e.sites());
  }

  @Test
  void callsAreThoseOfBothStrandsAtTheThresholds() {
    GeneSet set = threeGenes();
    SpliceTagger tagger = RandomTagger.of(3);
    AnnotatedSequence sequence = set.sequences().get(0).list().get(0);
    List<Integer> donorsOfPlus = List.of(199, 3099);
    List<Integer> donorsOfMinus = List.of(900);
    int found = 0;
    int called = 0;
    try (Workers workers = new Workers(1)) {
      List<StrandsParse.Scores> segments = new ArrayList<>();
      new RecordScanner(tagger.reading(workers))
          .scan(List.of(sequence.bases()), (stretch, part) -> segments.add(part));
      assertEquals(1, segments.size());
      StrandsParse.Scores scores = segments.get(0);
      for (int t = 0; t < sequence.length(); t++) {
        boolean plus = scores.plus().donor()[t] >= 0.5;
        boolean minus = scores.minus().donor()[t] >= 0.5;
        called += (plus ? 1 : 0) + (minus ? 1 : 0);
        found += plus && donorsOfPlus.contains(t) ? 1 : 0;
        found += minus && donorsOfMinus.contains(t) ? 1 : 0;
      }
    }
    RecordEvaluation e = evaluate(WholeRecords.of(set, set.genes(), List.of()), NONE);
    assertTrue(called > 10, "called " + called);
    assertEquals((double) found / called, e.donor().precision().value(), 1e-12);
    assertEquals(found / 3.0, e.donor().recall().value(), 1e-12);
  }

  @Test
  void validationRecordsChooseTheThresholds() {
    GeneSet set = threeGenes();
    List<SenseGene> measured = set.genes().subList(2, 3);
    WholeRecords validation = WholeRecords.of(set, set.genes().subList(0, 2), List.of());
    RecordEvaluation e = evaluate(WholeRecords.of(set, measured, List.of()), validation);
    assertTrue(e.thresholdsOfRecords());
    RecordEvaluation itself = evaluate(validation, validation);
    RecordEvaluation atTheModels = evaluate(validation, NONE);
    assertEquals(itself.donor().threshold(), e.donor().threshold());
    assertTrue(itself.donor().f1().value() >= atTheModels.donor().f1().value());
    assertTrue(itself.acceptor().f1().value() >= atTheModels.acceptor().f1().value());
  }

  @Test
  void theThresholdsAreKeptInTheModelFile(@TempDir Path folder) throws IOException {
    GeneSet set = threeGenes();
    SpliceTagger plain = RandomTagger.of(3);
    assertEquals(Optional.empty(), plain.recordThresholds());
    SpliceTagger chosen;
    try (Workers workers = new Workers(1)) {
      chosen = plain.withRecordThresholds(WholeRecords.of(set, set.genes(), List.of()), workers);
    }
    assertEquals(plain.thresholds(), chosen.thresholds());
    SiteThresholds found = chosen.recordThresholds().orElseThrow();
    assertEquals(found, chosen.uncalibrated().recordThresholds().orElseThrow());
    Path file = folder.resolve("m.isoc");
    chosen.save(file);
    assertEquals(found, SpliceTagger.load(file).recordThresholds().orElseThrow());
    assertEquals(Optional.empty(), SpliceEnsemble.of(List.of(plain, chosen)).recordThresholds());
    assertEquals(
        found, SpliceEnsemble.of(List.of(chosen, chosen)).recordThresholds().orElseThrow());
  }

  @Test
  void recordsWithoutSitesAreRefused() {
    Gene gene = Gene.of("g", "s", Strand.PLUS, List.of(new Interval(100, 400)));
    GeneSet set =
        MadeGenes.set(List.of(new AnnotatedSequence("s", MadeGenes.bases(1, 600), List.of(gene))));
    WholeRecords records = WholeRecords.of(set, set.genes(), List.of());
    var refused = assertThrows(IllegalArgumentException.class, () -> evaluate(records, NONE));
    assertTrue(refused.getMessage().contains("found 0 and 0"), refused.getMessage());
  }

  /** Each record of the fly genes has one gene, so that all of it is measured. */
  @Test
  void theFlyTestRecordsAreWholeAndTheirIntervalsAreOfGeneGroups() throws IOException {
    GeneSet set = GeneSet.read(SharedData.fly());
    List<SenseGene> some = set.splitByGroup(0.7, 0.1, 1).test().subList(0, 12);
    RecordEvaluation e = evaluate(WholeRecords.of(set, some, List.of()), NONE);
    assertEquals(12, e.records());
    assertEquals(12, e.whole());
    assertEquals(2L * some.stream().mapToInt(SenseGene::length).sum(), e.positions());
    int sites = 0;
    for (SenseGene gene : some) {
      sites += 2 * gene.gene().introns().size();
    }
    assertEquals(sites, e.sites());
    Map<String, Object> donor = Map.copyOf(e.donor().metrics());
    Estimate recall = (Estimate) donor.get("recall");
    assertTrue(recall.low() <= recall.value() && recall.value() <= recall.high());
    assertEquals(
        List.of("f1", "precision", "recall", "threshold"),
        donor.keySet().stream().sorted().toList());
    assertEquals(
        "[acceptor, donor, maskedPositions, positions, records, sites, thresholdsOfRecords,"
            + " wholeSequences]",
        Arrays.toString(e.metrics().keySet().stream().sorted().toArray()));
  }
}
