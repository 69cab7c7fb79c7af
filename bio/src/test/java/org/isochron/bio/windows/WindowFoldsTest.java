package org.isochron.bio.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isochron.bio.windows.SpliceWindow.Kind;
import org.junit.jupiter.api.Test;

class WindowFoldsTest {
  /** Groups of 1 to 7 windows, 200 in all. */
  private static List<SpliceWindow> grouped() {
    List<SpliceWindow> windows = new ArrayList<>();
    for (int group = 0; windows.size() < 200; group++) {
      for (int i = 0; i <= group % 7 && windows.size() < 200; i++) {
        SpliceWindow window = MadeWindows.window(windows.size());
        windows.add(window.withGroup("group" + group));
      }
    }
    return windows;
  }

  private static List<Integer> folds(WindowFolds folds) {
    return IntStream.range(0, 200).mapToObj(folds::foldOf).toList();
  }

  @Test
  void everyWindowIsTestedOnceAndNeverTrainedOnThen() {
    List<SpliceWindow> windows = grouped();
    for (WindowFolds folds :
        List.of(WindowFolds.random(windows, 7, 3), WindowFolds.byGroup(windows, 7, 3))) {
      List<SpliceWindow> tested = new ArrayList<>();
      for (int fold = 0; fold < folds.folds(); fold++) {
        tested.addAll(folds.test(fold));
        List<SpliceWindow> both = new ArrayList<>(folds.train(fold));
        both.addAll(folds.test(fold));
        assertEquals(200, both.stream().map(SpliceWindow::id).distinct().count());
        assertEquals(200, both.size());
      }
      assertEquals(200, tested.size());
    }
  }

  @Test
  void randomFoldsHaveEqualSharesOfEveryKind() {
    WindowFolds folds = WindowFolds.random(grouped(), 5, 11);
    for (int fold = 0; fold < 5; fold++) {
      for (Kind kind : Kind.values()) {
        double count = folds.test(fold).stream().filter(w -> w.kind() == kind).count();
        assertEquals(200 / 15.0, count, 1, kind + " in fold " + fold);
      }
    }
  }

  @Test
  void groupsStayTogetherInFoldsOfAboutOneSize() {
    List<SpliceWindow> windows = grouped();
    WindowFolds folds = WindowFolds.byGroup(windows, 5, 11);
    Map<String, Integer> foldOfGroup = new HashMap<>();
    for (int i = 0; i < windows.size(); i++) {
      Integer fold = foldOfGroup.putIfAbsent(windows.get(i).group(), folds.foldOf(i));
      assertTrue(fold == null || fold == folds.foldOf(i), windows.get(i).group());
    }
    for (int fold = 0; fold < 5; fold++) {
      assertEquals(40, folds.test(fold).size(), 4, "fold " + fold);
    }
  }

  @Test
  void theSeedDecides() {
    List<SpliceWindow> windows = grouped();
    assertEquals(
        folds(WindowFolds.byGroup(windows, 5, 1)), folds(WindowFolds.byGroup(windows, 5, 1)));
    assertNotEquals(
        folds(WindowFolds.byGroup(windows, 5, 1)), folds(WindowFolds.byGroup(windows, 5, 2)));
  }

  @Test
  void impossibleFoldsAreRefused() {
    List<SpliceWindow> windows = List.of(MadeWindows.window(1), MadeWindows.window(2));
    refused(windows, 1, "folds: expected 2 to the number of groups, 2, found 1");
    refused(windows, 3, "folds: expected 2 to the number of groups, 2, found 3");
    refused(
        List.of(MadeWindows.window(1), MadeWindows.window(1)),
        2,
        "windows: expected different ids, found 1 in 2 windows");
    WindowFolds folds = WindowFolds.byGroup(windows, 2, 1);
    assertThrows(IndexOutOfBoundsException.class, () -> folds.test(2));
  }

  private static void refused(List<SpliceWindow> windows, int folds, String message) {
    var e =
        assertThrows(IllegalArgumentException.class, () -> WindowFolds.byGroup(windows, folds, 1));
    assertEquals(message, e.getMessage());
  }
}
