package org.isochron.bio.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.isochron.bio.windows.SpliceWindow.Kind;
import org.junit.jupiter.api.Test;

class WindowEvaluationTest {
  private static final List<Kind> KINDS = List.of(Kind.values());

  private static final List<PredictedWindow> SIX =
      List.of(
          of(0, Kind.DONOR, Kind.DONOR, 0.9),
          of(1, Kind.DONOR, Kind.NEITHER, 0.6),
          of(2, Kind.ACCEPTOR, Kind.ACCEPTOR, 0.8),
          of(3, Kind.NEITHER, Kind.NEITHER, 0.7),
          of(4, Kind.NEITHER, Kind.NEITHER, 0.9),
          of(5, Kind.NEITHER, Kind.DONOR, 0.5));

  /** Returns a window that is called with the most probability what is named. */
  private static PredictedWindow of(int i, Kind label, Kind called, double p) {
    SpliceWindow window = MadeWindows.window("w" + i, MadeWindows.bases(i, 20), label, "g" + i / 2);
    double[] all = new double[3];
    for (int k = 0; k < 3; k++) {
      all[k] = KINDS.get(k) == called ? p : (1 - p) / 2;
    }
    return new PredictedWindow(window, all);
  }

  @Test
  void countsAreThoseOfTheTable() {
    WindowEvaluation e = WindowEvaluation.of(SIX, KINDS, Set.of(), 1);
    assertEquals(4.0 / 6, e.accuracy().value(), 1e-12);
    assertTrue(e.accuracy().low() < 4.0 / 6 && e.accuracy().high() > 4.0 / 6);
    assertNull(e.withoutLeaks());
    WindowEvaluation.KindScores donor = e.kinds().get(Kind.DONOR);
    assertEquals(2, donor.windows());
    assertEquals(0.5, donor.counts().recall(), 1e-12);
    assertEquals(0.5, donor.counts().precision(), 1e-12);
    // Ranked by p(donor): 0.9 yes, 0.5 no, 0.2 yes.
    assertEquals((1 + 2.0 / 3) / 2, donor.auprc().value(), 1e-6);
  }

  @Test
  void correlationOfManyKindsIsGorodkins() {
    // c = 4, s = 6, called (2, 1, 3), true (2, 1, 3): (24 - 14) / (36 - 14).
    assertEquals(10.0 / 22, WindowEvaluation.of(SIX, KINDS, Set.of(), 1).mcc(), 1e-12);
  }

  @Test
  void correlationOfTwoKindsIsMatthews() {
    List<Kind> two = List.of(Kind.DONOR, Kind.NEITHER);
    List<PredictedWindow> windows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Kind kind = two.get(i % 2);
      double right = i % 5 == 0 || i % 7 == 0 ? 0.3 : 0.8;
      double[] p = i % 2 == 0 ? new double[] {right, 1 - right} : new double[] {1 - right, right};
      windows.add(
          new PredictedWindow(
              MadeWindows.window("w" + i, MadeWindows.bases(i, 20), kind, "g" + i), p));
    }
    WindowEvaluation e = WindowEvaluation.of(windows, two, Set.of(), 1);
    assertEquals(e.kinds().get(Kind.DONOR).counts().mcc(), e.mcc(), 1e-12);
  }

  @Test
  void leakedWindowsAreLeftOutOfASecondAccuracy() {
    WindowEvaluation e = WindowEvaluation.of(SIX, KINDS, Set.of("w0", "w2", "elsewhere"), 1);
    assertEquals(4.0 / 6, e.accuracy().value(), 1e-12);
    assertEquals(0.5, e.withoutLeaks().value(), 1e-12);
    assertTrue(e.metrics().containsKey("accuracyWithoutLeaks"));
  }

  @Test
  void logOddsTellProbabilitiesThatRoundToOneApart() {
    SpliceWindow window = SIX.get(0).window();
    PredictedWindow sure = new PredictedWindow(window, new double[] {1, 1e-30});
    PredictedWindow surer = new PredictedWindow(window, new double[] {1, 1e-40});
    assertTrue(surer.logOdds(0) > sure.logOdds(0));
    assertTrue(Double.isFinite(new PredictedWindow(window, new double[] {1, 0}).logOdds(1)));
  }

  @Test
  void nothingCannotBeMeasured() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> WindowEvaluation.of(List.of(), KINDS, Set.of(), 1));
    assertEquals("evaluation needs at least one window, found none", e.getMessage());
  }
}
