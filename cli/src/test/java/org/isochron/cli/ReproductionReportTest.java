package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.isochron.core.evaluation.Estimate;
import org.isochron.core.evaluation.MeanSd;
import org.isochron.datasets.Catalog;
import org.isochron.datasets.Dataset;
import org.junit.jupiter.api.Test;

class ReproductionReportTest {
  private static ReproductionReport report(double... share) {
    Map<Long, ReproductionRun> runs = new TreeMap<>();
    for (int i = 0; i < share.length; i++) {
      Object estimate = new Estimate(share[i], share[i] - 0.1, share[i] + 0.1);
      Map<String, Object> values = Map.of("share", estimate, "count", 3.0, "more", 7.0);
      runs.put(1L + i, new ReproductionRun(values, Map.of("note", "n" + i), "a\tb\n"));
    }
    Reproduction made = new MadeReproduction(0.5);
    List<Dataset> data = made.datasets().stream().map(Catalog.standard()::find).toList();
    return new ReproductionReport(made, data, runs);
  }

  @Test
  void expectationsAreComparedWithTheMeanOverSeeds() {
    assertTrue(report(0.4, 0.6).isMet());
    assertFalse(report(0.4, 0.5).isMet());
    MeanSd obtained = report(0.4, 0.6).obtained("share");
    assertEquals(0.5, obtained.mean(), 1e-12);
    assertEquals(Math.sqrt(0.02), obtained.sd(), 1e-12);
  }

  @Test
  void linesTellExpectedObtainedAndVerdict() {
    List<String> one = report(0.4).lines();
    assertEquals("made: A made analysis, 1 seed", one.get(0));
    assertTrue(one.get(1).matches(" +measure +expected +obtained"), one.get(1));
    assertTrue(one.get(2).matches(" +share +>= 0.5000 +0.4000 .*NOT MET"), one.get(2));
    assertTrue(one.get(2).contains("(95 % 0.3000-0.5000)"), one.get(2));
    assertTrue(one.get(3).matches(" +count +3.0000 \\+- 0.5000 +3.0000 +met"), one.get(3));
    assertTrue(one.get(4).matches(" +more +7.0000"), one.get(4));
    assertTrue(report(0.4, 0.6).lines().get(2).contains(" 0.5000, sd 0.1414"));
  }

  @Test
  void metricsHoldEverySeed() {
    Map<String, Object> metrics = report(0.4, 0.6).metrics();
    assertEquals(true, metrics.get("met"));
    assertEquals(2, ((List<?>) metrics.get("runs")).size());
    assertTrue(metrics.get("runs").toString().contains("note=n1"), metrics.toString());
    assertTrue(metrics.get("datasets").toString().startsWith("{dmel-augustus={genes.gb"));
    assertEquals(Set.of("more"), ((Map<?, ?>) metrics.get("others")).keySet());
  }

  @Test
  void toleranceIsOnBothSidesOrBelow() {
    Expectation about = Expectation.about("m", 0.9, 0.01, "s");
    assertTrue(about.isMetBy(0.905) && about.isMetBy(0.895));
    assertFalse(about.isMetBy(0.92) || about.isMetBy(0.88));
    Expectation least = Expectation.atLeast("m", 0.9, "s");
    assertTrue(least.isMetBy(0.9) && least.isMetBy(1));
    assertFalse(least.isMetBy(0.8999));
  }

  @Test
  void wrongPartsAreNamed() {
    var tolerance =
        assertThrows(IllegalArgumentException.class, () -> Expectation.about("m", 0.9, -1, "s"));
    assertTrue(tolerance.getMessage().endsWith("found 0.9 and -1.0"), tolerance.getMessage());
    ReproductionRun run = new ReproductionRun(Map.of("share", 0.5), Map.of(), "");
    var measure = assertThrows(IllegalArgumentException.class, () -> run.value("shares"));
    assertEquals("measure shares: expected one of [share]", measure.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new ReproductionRun(Map.of("share", "much"), Map.of(), ""));
  }
}
