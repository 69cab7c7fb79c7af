package org.isochron.astro.transients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isochron.astro.lightcurve.LightCurve;
import org.isochron.astro.lightcurve.LightCurveSet;
import org.isochron.astro.lightcurve.MadeCurves;
import org.isochron.core.io.FormatException;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.training.OptimizerConfig;
import org.isochron.core.training.TrainingConfig;
import org.isochron.core.training.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training, measuring, saving; what a causal classifier may know. */
class TransientClassifierTest {
  private static final Workers WORKERS = new Workers(2);

  @TempDir Path folder;

  static TransientSet made(int count) {
    LightCurveSet curves = MadeCurves.of(count, 4);
    try {
      return TransientSet.of(
          curves,
          curve -> curve.properties().text("KIND"),
          LightCurve::id,
          curve ->
              Redshift.ofColumns(
                  curve.properties().number("HOSTGAL_PHOTOZ"),
                  curve.properties().number("HOSTGAL_PHOTOZ_ERR")));
    } catch (FormatException e) {
      throw new AssertionError(e);
    }
  }

  static TransientConfig config(boolean causal, int epochs) {
    TransientConfig base = TransientConfig.defaults();
    return base.withReading(new TransientConfig.Reading(List.of("g", "r"), true, causal))
        .withNetwork(
            new TransientConfig.NetworkConfig(TransientConfig.CellKind.GRU, 2, 12, 0, 0.1, 0.3))
        .withAugmentation(new Augmentation(0.5, 0.3, 0.5))
        .withTraining(
            new TrainingConfig(epochs, 16, 0, 1, new OptimizerConfig(4e-3, 0.01, 1, 0.1, 0.99)));
  }

  private static TransientClassifier.Training train(
      TransientSplit split, TransientConfig config, Workers workers) {
    return TransientClassifier.train(
        split, "fast", config, List.of(), workers, TrainingListener.NONE);
  }

  @Test
  void fastAndSlowAreToldApart() {
    TransientSplit split = TransientSplit.byGroup(made(240), 0.6, 0.2, 1);
    for (boolean causal : new boolean[] {false, true}) {
      TransientClassifier classifier = train(split, config(causal, 40), WORKERS).classifier();
      TransientEvaluation e = TransientEvaluation.of(classifier, split.test(), 1, WORKERS);
      assertEquals(48, e.objects());
      // A causal one learns of every night, the first ones too, which tell nothing.
      assertTrue(e.accuracy().value() > (causal ? 0.7 : 0.85), causal + " " + e.accuracy());
      TransientEvaluation.Binary binary = e.binary().orElseThrow();
      assertTrue(binary.auc().value() > (causal ? 0.85 : 0.93), causal + " " + binary.auc());
      assertTrue(binary.bestFigureOfMerit() >= binary.figureOfMerit().value());
      assertEquals(List.of("fast", "slow"), List.copyOf(e.perClass().keySet()));
    }
  }

  @Test
  void savedIsLoadedAndSaysTheSame() throws IOException {
    TransientSet set = made(40);
    TransientSplit split = TransientSplit.byGroup(set, 0.6, 0.2, 1);
    TransientClassifier classifier = train(split, config(false, 2), WORKERS).classifier();
    Path file = folder.resolve("model.isoc");
    classifier.save(file);
    TransientClassifier again = TransientClassifier.load(file);
    assertEquals(classifier.threshold(), again.threshold());
    TransientClassifier.Predictions a = classifier.predict(set, WORKERS);
    TransientClassifier.Predictions b = again.predict(set, WORKERS);
    assertArrayEquals(a.positive(), b.positive());
    assertArrayEquals(a.classes()[7], b.classes()[7]);
  }

  @Test
  void oneThreadOrTwoTheSameBytes() throws IOException {
    TransientSplit split = TransientSplit.byGroup(made(40), 0.6, 0.2, 1);
    Path one = folder.resolve("one.isoc");
    Path two = folder.resolve("two.isoc");
    try (Workers alone = new Workers(1)) {
      train(split, config(false, 2), alone).classifier().save(one);
    }
    train(split, config(false, 2), WORKERS).classifier().save(two);
    assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
  }

  @Test
  void objectsAreClassifiedAloneAsTheyAreTogether() {
    TransientSet set = made(30);
    TransientSplit split = TransientSplit.byGroup(set, 0.6, 0.2, 1);
    TransientClassifier classifier = train(split, config(false, 1), WORKERS).classifier();
    double[] together = classifier.predict(set, WORKERS).positive();
    for (int i = 0; i < set.objects().size(); i++) {
      TransientSet alone = set.with(List.of(set.objects().get(i)));
      assertEquals(together[i], classifier.predict(alone, WORKERS).positive()[0]);
    }
  }

  /** What comes after a night changes nothing that is read of it or before. */
  @Test
  void causalFeaturesDoNotKnowTheFuture() {
    NightEncoder encoder = new NightEncoder(2, true, true);
    LightCurve curve = made(5).objects().get(2).curve();
    int[] columns = {0, 1};
    double[] whole =
        encoder.encode("a", Nights.of(curve, columns, 2), new Redshift(0.3, 0.01)).features();
    for (int count = 1; count < curve.size(); count++) {
      Nights first = Nights.of(curve.first(count), columns, 2);
      double[] part = encoder.encode("a", first, new Redshift(0.3, 0.01)).features();
      int same = (first.size() - 1) * encoder.channels();
      for (int i = 0; i < same; i++) {
        assertEquals(whole[i], part[i]);
      }
    }
  }

  @Test
  void whatCannotBeTrainedIsRefused() {
    TransientSet set = made(20);
    TransientSplit split = TransientSplit.byGroup(set, 0.6, 0.2, 1);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                TransientClassifier.train(
                    split, "Ia", config(false, 1), List.of(), WORKERS, TrainingListener.NONE));
    assertEquals("positive class: expected one of [fast, slow], found 'Ia'", e.getMessage());
    TransientSplit empty = new TransientSplit(set.with(List.of()), set, set.with(List.of()));
    e = assertThrows(IllegalArgumentException.class, () -> train(empty, config(false, 1), WORKERS));
    assertEquals("expected training objects, found none", e.getMessage());
    TransientConfig other =
        config(false, 1).withReading(new TransientConfig.Reading(List.of("z"), false, false));
    e = assertThrows(IllegalArgumentException.class, () -> train(split, other, WORKERS));
    assertTrue(e.getMessage().contains("has no observation in [z]; its set has [g, r]"));
  }

  @Test
  void modelsOfOtherKindsAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("x.isoc"), "no model");
    assertThrows(FormatException.class, () -> TransientClassifier.load(file));
  }
}
