package org.isochron.bio.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.isochron.bio.windows.SpliceWindow.Kind;
import org.isochron.bio.windows.WindowBenchmark.Model;
import org.isochron.bio.windows.WindowBenchmark.Part;
import org.isochron.core.recurrence.Workers;
import org.junit.jupiter.api.Test;

class WindowBenchmarkTest {
  private static WindowConfig small() {
    WindowConfig usual = WindowConfig.defaults();
    return usual
        .withNetwork(new WindowConfig.NetworkConfig(1, 3, 0, 0, 0))
        .withTraining(usual.training().withEpochs(1));
  }

  private static List<SpliceWindow> made(int count) {
    List<SpliceWindow> windows = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      windows.add(MadeWindows.window(i));
    }
    return windows;
  }

  private static WindowBenchmark.Result run(List<Part> parts, int threads, List<String> lines) {
    try (Workers workers = new Workers(threads)) {
      return new WindowBenchmark(small(), 61, workers, lines::add).run(parts);
    }
  }

  @Test
  void everyWindowIsTestedOnceByEveryModel() {
    List<String> lines = new ArrayList<>();
    WindowFolds folds = WindowFolds.byGroup(made(60), 3, 1);
    WindowBenchmark.Result result = run(WindowBenchmark.parts(folds), 2, lines);
    assertEquals(List.of("part 1 of 3", "part 2 of 3", "part 3 of 3"), lines);
    assertEquals(List.of(Model.values()), List.copyOf(result.evaluations().keySet()));
    for (WindowEvaluation of : result.evaluations().values()) {
      assertEquals(60, of.windows());
    }
    assertEquals(60, result.predictions().stream().mapToInt(List::size).sum());
    assertEquals(0, result.leaked());
    String table = WindowTable.HEADER + WindowTable.lines("made", result);
    assertEquals(61, table.lines().count());
    assertTrue(table.lines().allMatch(line -> line.split("\t", -1).length == 11), table);
    WindowBenchmark.Result again = run(WindowBenchmark.parts(folds), 1, lines);
    assertEquals(table, WindowTable.HEADER + WindowTable.lines("made", again));
  }

  @Test
  void aTestWindowThatIsATrainingWindowIsReportedAndLeftOut() {
    List<SpliceWindow> all = made(33);
    SpliceWindow seen = all.get(0);
    List<SpliceWindow> test = new ArrayList<>(all.subList(24, 33));
    test.add(new SpliceWindow("copy", seen.bases(), seen.boundary(), seen.kind(), "copy"));
    WindowBenchmark.Result result =
        run(List.of(new Part(all.subList(0, 24), test)), 1, new ArrayList<>());
    assertEquals(1, result.leaked());
    assertNotNull(result.evaluations().get(Model.NETWORK).withoutLeaks());
    assertTrue(
        WindowTable.lines("made", result).lines().anyMatch(line -> line.endsWith("\t120\tw0")));
  }

  @Test
  void partsOfOtherKindsAreRefused() {
    List<SpliceWindow> all = made(12);
    List<SpliceWindow> two = all.stream().filter(w -> w.kind() != Kind.DONOR).toList();
    refused(
        List.of(new Part(all, all), new Part(two, two)),
        "part 1: expected training windows of [DONOR, ACCEPTOR, NEITHER] and test windows of"
            + " these, found [ACCEPTOR, NEITHER] and [ACCEPTOR, NEITHER]");
    refused(
        List.of(new Part(two, all)),
        "part 0: expected training windows of [ACCEPTOR, NEITHER] and test windows of these,"
            + " found [ACCEPTOR, NEITHER] and [DONOR, ACCEPTOR, NEITHER]");
    refused(List.of(), "parts: expected at least one, found none");
  }

  private static void refused(List<Part> parts, String message) {
    var e = assertThrows(IllegalArgumentException.class, () -> run(parts, 1, new ArrayList<>()));
    assertEquals(message, e.getMessage());
  }
}
