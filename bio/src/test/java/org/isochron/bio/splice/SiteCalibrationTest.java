package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.training.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteCalibrationTest {
  /** Probabilities of log-odds z, and outcomes drawn at log-odds z / temperature. */
  private static SiteSamples.Track drawn(double temperature, int count) {
    SplittableRandom random = new SplittableRandom(7);
    float[] p = new float[count];
    boolean[] came = new boolean[count];
    for (int i = 0; i < count; i++) {
      double z = 12 * random.nextDouble() - 8;
      p[i] = (float) (1 / (1 + Math.exp(-z)));
      came[i] = random.nextDouble() < 1 / (1 + Math.exp(-z / temperature));
    }
    return new SiteSamples.Track(p, came, new int[count]);
  }

  @Test
  void theTemperatureThatOutcomesWereDrawnAtIsFound() {
    for (double temperature : new double[] {0.6, 1, 1.8}) {
      double found = SiteCalibration.fit(drawn(temperature, 60_000));
      assertEquals(temperature, found, 0.03 * temperature);
    }
  }

  @Test
  void outcomesThatAllAgreeStayInRange() {
    SiteSamples.Track sure = drawn(1, 1000);
    for (int i = 0; i < 1000; i++) {
      sure.labels()[i] = sure.scores()[i] > 0.5f;
    }
    assertEquals(SiteCalibration.COLDEST, SiteCalibration.fit(sure), 1e-9);
    for (int i = 0; i < 1000; i++) {
      sure.labels()[i] = sure.scores()[i] <= 0.5f;
    }
    assertEquals(SiteCalibration.HOTTEST, SiteCalibration.fit(sure), 1e-9);
  }

  @Test
  void theOrderOfPositionsStays() {
    SplittableRandom random = new SplittableRandom(1);
    float[] p = new float[4000];
    for (int i = 0; i < p.length; i++) {
      p[i] = (float) Math.pow(10, -10 * random.nextDouble());
    }
    p[0] = 0;
    p[1] = 1;
    Arrays.sort(p);
    for (double t : new double[] {0.5, 2}) {
      float[] donor = p.clone();
      var scores = new SpliceScanner.Scores(donor, p.clone());
      new SiteCalibration(t, 1).applyTo(scores);
      assertArrayEquals(p, scores.acceptor(), "T = 1 changes no bit");
      assertEquals(0, donor[0]);
      assertEquals(1, donor[donor.length - 1]);
      for (int i = 1; i < p.length; i++) {
        assertTrue(donor[i] >= donor[i - 1], "at " + p[i]);
        double z = Math.log(p[i] / (1 - (double) p[i])) / t;
        double expected = 1 / (1 + Math.exp(-z));
        double least = 1 / (1 + Math.pow((1 - 1e-4) / 1e-4, 1 / t));
        double below = p[i] * least / 1e-4;
        double wanted = p[i] > 1e-4 ? expected : below;
        assertEquals(wanted, donor[i], 1e-6 * wanted);
      }
    }
  }

  @Test
  void trainingFitsItAndRanksStay() {
    try (Workers workers = new Workers(2)) {
      GeneSplit split = MadeGenes.set(PlantedGenes.of(0, 40)).splitByGroup(0.6, 0.2, 1);
      SpliceConfig config = PlantedGenes.config(8);
      SpliceTagger warm = trained(split, config, workers);
      SpliceTagger plain = trained(split, config.withCalibrated(false), workers);
      assertArrayEquals(new double[] {1, 1}, plain.temperatures().get(""));
      assertNotEquals(1, warm.temperatures().get("")[0]);
      List<SenseGene> chosen = split.validation();
      SpliceEvaluation before = warm.uncalibrated().evaluate(chosen, workers);
      SpliceEvaluation after = warm.evaluate(chosen, workers);
      assertEquals(before.donor().topK().value(), after.donor().topK().value());
      assertEquals(before.donor().auprc().value(), after.donor().auprc().value(), 1e-9);
      assertTrue(logLoss(warm, chosen, workers) < logLoss(plain, chosen, workers));
      byte[] bases = split.test().get(0).bases();
      assertArrayEquals(
          plain.probabilities(bases, workers).donor(),
          warm.uncalibrated().probabilities(bases, workers).donor());
    }
  }

  private static SpliceTagger trained(GeneSplit split, SpliceConfig config, Workers workers) {
    return SpliceTagger.train(split, config, List.of(), workers, TrainingListener.NONE).tagger();
  }

  private static double logLoss(SpliceTagger tagger, List<SenseGene> genes, Workers workers) {
    double sum = 0;
    for (SpliceUnit unit : SpliceUnit.of(genes)) {
      var p = tagger.probabilities(unit.bases(), workers);
      for (int t : SiteSamples.measured(unit)) {
        byte site = unit.labels().sites()[t];
        sum -= log(p.donor()[t], site == SpliceLabels.DONOR);
        sum -= log(p.acceptor()[t], site == SpliceLabels.ACCEPTOR);
      }
    }
    return sum;
  }

  private static double log(double p, boolean came) {
    return Math.log(Math.max(1e-9, came ? p : 1 - p));
  }

  @Test
  void aTemperatureOutOfRangeIsRefused(@TempDir Path folder) throws IOException {
    assertThrows(IllegalArgumentException.class, () -> new SiteCalibration(0.2, 1));
    TrainedModel m = RandomTagger.of(1).model();
    var settings = (ObjectNode) m.settings().deepCopy();
    var species = (ObjectNode) settings.at("/species/0");
    species.set(
        "calibration",
        Json.tree("{\"donor\": 9.0, \"acceptor\": 1.0}".getBytes(StandardCharsets.UTF_8), "t"));
    Path file = folder.resolve("x.isoc");
    ModelFile.write(
        file, new TrainedModel(m.kind(), m.network(), m.parameters(), settings, m.provenance()));
    var e = assertThrows(FormatException.class, () -> SpliceTagger.load(file));
    assertTrue(
        e.getMessage().contains("temperature: expected 0.25 to 4.0, found 9.0"), e.getMessage());
    species.remove("calibration");
    ModelFile.write(
        file, new TrainedModel(m.kind(), m.network(), m.parameters(), settings, m.provenance()));
    assertArrayEquals(new double[] {1, 1}, SpliceTagger.load(file).temperatures().get(""));
  }
}
