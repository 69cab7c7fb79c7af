package org.isochron.bio.windows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isochron.bio.windows.SpliceWindow.Kind;
import org.isochron.bio.windows.WindowBenchmark.Model;
import org.isochron.core.recurrence.Workers;
import org.junit.jupiter.api.Test;

class WindowBenchmarkTest {
  private static final WeightArrayModel.Near NEAR = new WeightArrayModel.Near(9, 9);

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

  private static WindowProblem problem(
      String name, List<SpliceWindow> train, List<SpliceWindow> test) {
    return new WindowProblem(name, train, test, NEAR);
  }

  private static List<SpliceWindow> without(Kind kind, List<SpliceWindow> windows) {
    return windows.stream().filter(w -> w.kind() != kind).toList();
  }

  private static Map<String, WindowBenchmark.Result> run(
      List<List<WindowProblem>> parts, int threads, List<String> lines) {
    try (Workers workers = new Workers(threads)) {
      return new WindowBenchmark(small(), 61, workers, lines::add).run(parts);
    }
  }

  private static String table(Map<String, WindowBenchmark.Result> results) {
    StringBuilder text = new StringBuilder(WindowTable.HEADER);
    results.forEach((name, result) -> text.append(WindowTable.lines(name, result)));
    return text.toString();
  }

  @Test
  void everyWindowIsTestedOnceByEveryModel() {
    List<String> lines = new ArrayList<>();
    List<List<WindowProblem>> parts =
        WindowProblem.of("made", WindowFolds.byGroup(made(60), 3, 1), NEAR).stream()
            .map(List::of)
            .toList();
    Map<String, WindowBenchmark.Result> results = run(parts, 2, lines);
    assertEquals(List.of("part 1 of 3", "part 2 of 3", "part 3 of 3"), lines);
    WindowBenchmark.Result result = results.get("made");
    assertEquals(List.of(Model.values()), List.copyOf(result.evaluations().keySet()));
    for (WindowEvaluation of : result.evaluations().values()) {
      assertEquals(60, of.windows());
    }
    assertEquals(60, result.predictions().stream().mapToInt(List::size).sum());
    assertEquals(0, result.leaked());
    String table = table(results);
    assertEquals(61, table.lines().count());
    assertTrue(table.lines().allMatch(line -> line.split("\t", -1).length == 11), table);
    assertEquals(table, table(run(parts, 1, lines)));
  }

  @Test
  void problemsOfAPartAreLearntTogetherAndAskedOfTheirOwnKinds() {
    List<SpliceWindow> all = made(48);
    List<WindowProblem> part = new ArrayList<>();
    for (Kind other : List.of(Kind.ACCEPTOR, Kind.DONOR)) {
      part.add(
          problem(
              "no " + other,
              without(other, all.subList(0, 24)),
              without(other, all.subList(24, 48))));
    }
    Map<String, WindowBenchmark.Result> results = run(List.of(part), 1, new ArrayList<>());
    assertEquals(List.of("no ACCEPTOR", "no DONOR"), List.copyOf(results.keySet()));
    WindowBenchmark.Result donors = results.get("no ACCEPTOR");
    assertEquals(List.of(Kind.DONOR, Kind.NEITHER), donors.kinds());
    assertEquals(16, donors.evaluations().get(Model.NETWORK).windows());
    assertEquals(32, donors.leaks().get(0).train(), "of both problems");
    for (PredictedWindow of : donors.predictions().get(0)) {
      assertEquals(1, of.probabilities()[0] + of.probabilities()[1], 1e-12);
    }
  }

  @Test
  void probabilitiesOfSomeKindsAreSharesOfTheirSum() {
    List<SpliceWindow> windows = without(Kind.ACCEPTOR, made(6));
    WindowProblem problem = problem("p", windows, windows);
    double[][] p = {{0.2, 0.5, 0.3}, {0, 1, 0}};
    double[][] among = problem.among(p, List.of(Kind.values()));
    assertArrayEquals(new double[] {0.4, 0.6}, among[0], 1e-12);
    assertArrayEquals(new double[] {0.5, 0.5}, among[1], 1e-12);
  }

  @Test
  void aTestWindowThatIsATrainingWindowIsReportedAndLeftOut() {
    List<SpliceWindow> all = made(33);
    SpliceWindow seen = all.get(0);
    List<SpliceWindow> test = new ArrayList<>(all.subList(24, 33));
    test.add(new SpliceWindow("copy", seen.bases(), seen.boundary(), seen.kind(), "copy"));
    List<WindowProblem> part = List.of(problem("made", all.subList(0, 24), test));
    Map<String, WindowBenchmark.Result> results = run(List.of(part), 1, new ArrayList<>());
    assertEquals(1, results.get("made").leaked());
    assertNotNull(results.get("made").evaluations().get(Model.NETWORK).withoutLeaks());
    assertTrue(table(results).lines().anyMatch(line -> line.endsWith("\t120\tw0")));
  }

  @Test
  void problemsThatDoNotFitTogetherAreRefused() {
    List<SpliceWindow> all = made(12);
    List<SpliceWindow> two = without(Kind.DONOR, all);
    WindowProblem three = problem("p", all, all);
    refused(
        List.of(List.of(three), List.of(problem("p", two, two))),
        "part 1: expected training windows of [DONOR, ACCEPTOR, NEITHER] for p, found [ACCEPTOR,"
            + " NEITHER]");
    refused(
        List.of(List.of(three, three)),
        "part 0: expected problems of different names, found [p, p]");
    refused(List.of(List.of()), "part 0: expected problems of different names, found []");
    var e = assertThrows(IllegalArgumentException.class, () -> problem("p", two, all));
    assertEquals(
        "p: expected training windows of at least two kinds and test windows of these, found"
            + " [ACCEPTOR, NEITHER] and [DONOR, ACCEPTOR, NEITHER]",
        e.getMessage());
  }

  private static void refused(List<List<WindowProblem>> parts, String message) {
    var e = assertThrows(IllegalArgumentException.class, () -> run(parts, 1, new ArrayList<>()));
    assertEquals(message, e.getMessage());
  }
}
