package org.isochron.bio.windows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.isochron.bio.SharedData;
import org.isochron.bio.fasta.Iupac;
import org.isochron.bio.windows.SpliceWindow.Kind;
import org.isochron.bio.windows.WeightArrayModel.Near;
import org.junit.jupiter.api.Test;

class WeightArrayModelTest {
  private static final List<SpliceWindow> TRAINING =
      List.of(
          window("AC", Kind.DONOR),
          window("AC", Kind.DONOR),
          window("CC", Kind.DONOR),
          window("CA", Kind.NEITHER));

  private static SpliceWindow window(String bases, Kind kind) {
    return MadeWindows.window(bases + kind, Iupac.bases(bases), kind, "g");
  }

  private static double[] of(int order, String bases) {
    return WeightArrayModel.fit(TRAINING, new Near(1, 1), order)
        .probabilities(List.of(window(bases, Kind.DONOR)))[0];
  }

  @Test
  void naiveBayesIsTheProductOfPriorsAndFrequencies() {
    double donor = 3.0 / 4 * (3.0 / 7) * (4.0 / 7);
    double neither = 1.0 / 4 * (1.0 / 5) * (1.0 / 5);
    assertArrayEquals(
        new double[] {donor / (donor + neither), neither / (donor + neither)}, of(0, "AC"), 1e-12);
  }

  @Test
  void aWeightArrayLooksAtTheBaseBefore() {
    // Before the first base stands each context with 1/4: counts 2 A and 1 C in quarters.
    double donor = 3.0 / 4 * ((1 + 2 / 4.0) / (4 + 3 / 4.0)) * ((1 + 2.0) / (4 + 2.0));
    double neither = 1.0 / 4 * (1 / (4 + 1 / 4.0)) * (1 / 4.0);
    assertArrayEquals(
        new double[] {donor / (donor + neither), neither / (donor + neither)}, of(1, "AC"), 1e-12);
  }

  @Test
  void anAmbiguousLetterIsTheMeanOfWhatItStandsFor() {
    double donor = 3.0 / 4 * (3.0 / 7) * 0.25;
    double neither = 1.0 / 4 * (1.0 / 5) * 0.25;
    assertEquals(donor / (donor + neither), of(0, "AN")[0], 1e-12);
  }

  @Test
  void farBasesAreNotRead() {
    SpliceWindow longer = new SpliceWindow("w", Iupac.bases("GACG"), 2, Kind.DONOR, "g");
    double[] p =
        WeightArrayModel.fit(TRAINING, new Near(1, 1), 1).probabilities(List.of(longer))[0];
    assertArrayEquals(of(1, "AC"), p);
  }

  @Test
  void wrongInputIsNamed() {
    var length =
        assertThrows(
            IllegalArgumentException.class,
            () -> WeightArrayModel.fit(TRAINING, new Near(1, 2), 0));
    assertEquals(
        "window 'ACDONOR': expected at least 1 bases before the boundary and 2 after, found 1 and 1",
        length.getMessage());
    var near = assertThrows(IllegalArgumentException.class, () -> new Near(0, 3));
    assertEquals("near: expected at least 1 base on either side, found 0 and 3", near.getMessage());
    var order =
        assertThrows(
            IllegalArgumentException.class,
            () -> WeightArrayModel.fit(TRAINING, new Near(1, 1), 2));
    assertEquals(
        "weight array: expected at least one window and order 0 or 1, found 4 and 2",
        order.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> WeightArrayModel.fit(List.of(), new Near(1, 1), 0));
  }

  @Test
  void naiveBayesHasItsKnownAccuracyOnTheRealSet() throws IOException {
    List<SpliceWindow> windows = UciSplice.read(SharedData.bio("uci-splice/splice.arff"));
    WindowFolds folds = WindowFolds.byGroup(windows, 10, 1);
    int right = 0;
    for (int fold = 0; fold < folds.folds(); fold++) {
      WeightArrayModel model = WeightArrayModel.fit(folds.train(fold), new Near(30, 30), 0);
      double[][] p = model.probabilities(folds.test(fold));
      for (int i = 0; i < p.length; i++) {
        SpliceWindow window = folds.test(fold).get(i);
        right += new PredictedWindow(window, p[i]).isRight(model.kinds()) ? 1 : 0;
      }
    }
    assertEquals(0.952, (double) right / windows.size(), 0.004);
  }
}
