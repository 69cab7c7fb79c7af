package org.isochron.bio.windows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isochron.bio.windows.SpliceWindow.Kind;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.training.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowClassifierTest {
  private static final int LENGTH = 24;

  /** Returns random windows; donors have GTAAG after the boundary, acceptors TTCAG before it. */
  private static List<SpliceWindow> made(long seed, int count) {
    List<SpliceWindow> windows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bases = MadeWindows.bases(1000 * seed + i, LENGTH);
      Kind kind = List.of(Kind.values()).get(i % 3);
      String motif = kind == Kind.DONOR ? "GTAAG" : kind == Kind.ACCEPTOR ? "TTCAG" : "";
      int from = kind == Kind.DONOR ? LENGTH / 2 : LENGTH / 2 - 5;
      for (int j = 0; j < motif.length(); j++) {
        bases[from + j] = (byte) motif.charAt(j);
      }
      windows.add(MadeWindows.window("w" + seed + "-" + i, bases, kind, "g" + i));
    }
    return windows;
  }

  private static WindowConfig small() {
    WindowConfig usual = WindowConfig.defaults();
    return usual
        .withReach(new WindowConfig.Reach(10, 10, 4))
        .withNetwork(new WindowConfig.NetworkConfig(1, 8, 8, 0.1, 0.05))
        .withTraining(usual.training().withEpochs(8).withBatchSize(8));
  }

  private static WindowClassifier.Training train(
      List<SpliceWindow> training, List<SpliceWindow> validation, int threads) {
    try (Workers workers = new Workers(threads)) {
      return WindowClassifier.train(
          new WindowTrainingSet(training, validation, List.of()),
          small(),
          workers,
          TrainingListener.NONE);
    }
  }

  private static double[][] probabilities(WindowClassifier of, List<SpliceWindow> windows) {
    try (Workers workers = new Workers(1)) {
      return of.probabilities(windows, workers);
    }
  }

  @Test
  void learnsWhatLiesAtTheBoundary() {
    WindowClassifier.Training training = train(made(1, 240), List.of(), 2);
    assertEquals(8, training.bestEpoch(), "without validation the last epoch is kept");
    WindowClassifier classifier = training.classifier();
    assertEquals(List.of(Kind.values()), classifier.kinds());
    List<SpliceWindow> test = made(2, 150);
    double[][] p = probabilities(classifier, test);
    int right = 0;
    for (int i = 0; i < p.length; i++) {
      assertEquals(1, p[i][0] + p[i][1] + p[i][2], 1e-6);
      right += new PredictedWindow(test.get(i), p[i]).isRight(classifier.kinds()) ? 1 : 0;
    }
    assertTrue(right >= 140, right + " of 150");
  }

  @Test
  void validationWindowsChooseTheEpoch() {
    WindowClassifier.Training training = train(made(1, 60), made(2, 30), 1);
    double best = training.history().get(training.bestEpoch() - 1).validationScore();
    assertTrue(training.history().stream().allMatch(e -> e.validationScore() >= best));
  }

  @Test
  void theSameSeedGivesTheSameModelFileOnAnyThreads(@TempDir Path folder) throws IOException {
    Path one = folder.resolve("one.isoc");
    Path two = folder.resolve("two.isoc");
    train(made(1, 60), List.of(), 1).classifier().save(one);
    train(made(1, 60), List.of(), 2).classifier().save(two);
    assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
    train(made(2, 60), List.of(), 2).classifier().save(two);
    assertNotEquals(ModelFile.sha256(one), ModelFile.sha256(two));
  }

  @Test
  void savedAndLoadedPredictsTheSame(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("m.isoc");
    WindowClassifier classifier =
        train(made(1, 60).stream().filter(w -> w.kind() != Kind.ACCEPTOR).toList(), List.of(), 1)
            .classifier();
    classifier.save(file);
    WindowClassifier loaded = WindowClassifier.load(file);
    assertEquals(List.of(Kind.DONOR, Kind.NEITHER), loaded.kinds());
    List<SpliceWindow> test = made(3, 70);
    assertArrayEquals(probabilities(classifier, test), probabilities(loaded, test));
  }

  @Test
  void modelsThatDoNotFitAreRefused(@TempDir Path folder) throws IOException {
    TrainedModel good = train(made(1, 30), List.of(), 1).classifier().model();
    refused(folder, withKind(good, "other"), "m.isoc: a model of kind other");
    refused(
        folder,
        withSettings(good, new WindowConfig.Reach(10, 10, 2), List.of(Kind.values())),
        "m.isoc: settings: the reach gives 20 channels, the network reads 36");
    refused(
        folder,
        withSettings(good, new WindowConfig.Reach(10, 10, 4), List.of(Kind.DONOR, Kind.NEITHER)),
        "m.isoc: network: expected a head 'boundary' on every step with 2 classes, found none");
  }

  private static TrainedModel withKind(TrainedModel m, String kind) {
    return new TrainedModel(kind, m.network(), m.parameters(), m.settings(), m.provenance());
  }

  private static TrainedModel withSettings(
      TrainedModel m, WindowConfig.Reach reach, List<Kind> kinds) {
    var settings = Json.toTree(new WindowClassifier.Settings(reach, kinds));
    return new TrainedModel(m.kind(), m.network(), m.parameters(), settings, m.provenance());
  }

  private static void refused(Path folder, TrainedModel model, String start) throws IOException {
    Path file = folder.resolve("m.isoc");
    ModelFile.write(file, model);
    var e = assertThrows(FormatException.class, () -> WindowClassifier.load(file));
    assertTrue(e.getMessage().startsWith(start), e.getMessage());
  }

  @Test
  void trainingNeedsTwoKindsAndValidationNoOther() {
    List<SpliceWindow> all = made(1, 9);
    var one =
        assertThrows(
            IllegalArgumentException.class,
            () -> WindowTrainingSet.of(List.of(all.get(0), all.get(3))));
    assertEquals("training windows: expected at least two kinds, found [DONOR]", one.getMessage());
    var other =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new WindowTrainingSet(
                    List.of(all.get(0), all.get(1)), List.of(all.get(2)), List.of()));
    assertEquals(
        "validation window 'w1-2': expected one of [DONOR, ACCEPTOR], found NEITHER",
        other.getMessage());
  }
}
