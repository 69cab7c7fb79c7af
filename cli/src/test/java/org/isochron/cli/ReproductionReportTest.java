package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isochron.core.evaluation.Estimate;
import org.isochron.core.evaluation.MeanSd;
import org.isochron.datasets.Catalog;
import org.junit.jupiter.api.Test;

class ReproductionReportTest {
  private static ReproductionReport report(double... share) {
    Map<Long, ReproductionRun> runs = new TreeMap<>();
    for (int i = 0; i < share.length; i++) {
      Object estimate = new Estimate(share[i], share[i] - 0.1, share[i] + 0.1);
      Map<String, Object> values = Map.of("share", estimate, "count", 3.0);
      runs.put(1L + i, new ReproductionRun(values, Map.of("note", "n" + i), "a\tb\n"));
    }
    Reproduction made = new MadeReproduction(0.5);
    return new ReproductionReport(made, Catalog.standard().find(made.dataset()), runs);
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
    assertTrue(one.get(1).matches(" +share +expected >= 0.5000 +obtained 0.4000 .*NOT MET"));
    assertTrue(one.get(1).contains("(95 % 0.3000-0.5000)"), one.get(1));
    assertTrue(one.get(2).matches(" +count +expected 3.0000 \\+- 0.5000 +obtained 3.0000 +met"));
    assertTrue(report(0.4, 0.6).lines().get(1).contains("obtained 0.5000, sd 0.1414"));
  }

  @Test
  void metricsHoldEverySeed() {
    Map<String, Object> metrics = report(0.4, 0.6).metrics();
    assertEquals(true, metrics.get("met"));
    assertEquals(2, ((List<?>) metrics.get("runs")).size());
    assertTrue(metrics.get("runs").toString().contains("note=n1"), metrics.toString());
    assertEquals("dmel-augustus", metrics.get("dataset"));
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
