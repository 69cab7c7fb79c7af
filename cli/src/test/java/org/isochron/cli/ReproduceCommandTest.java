package org.isochron.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isochron.core.io.Json;
import org.isochron.datasets.Catalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@ExtendWith(OwnDataHome.class)
class ReproduceCommandTest {
  @TempDir Path folder;

  /** Runs the command over a made reproduction. */
  private static Run made(double least, Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), List.of());
    Reproductions known = new Reproductions(List.of(new MadeReproduction(least)));
    CommandLine command = new CommandLine(new ReproduceCommand(console, known));
    String[] words = List.of(args).stream().map(Object::toString).toArray(String[]::new);
    int status = Main.run(command, console, words);
    return new Run(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  @Test
  void seedsAreRunOneAfterTheOtherAndSummarised() throws IOException {
    Path out = folder.resolve("out");
    Run run = made(0.1, "made", "--seed", 3, "--seeds", 2, "--threads", 1, "--out", out);
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("made: A made analysis, 2 seeds"), run.out());
    assertTrue(run.err().contains("made, seed 4: drew 1"), run.err());
    JsonNode metrics = Json.tree(out.resolve("metrics.json"));
    assertEquals(3, metrics.at("/made/runs/0/seed").asInt());
    assertEquals(4, metrics.at("/made/runs/1/seed").asInt());
    assertTrue(metrics.at("/made/runs/1/values/share/low").isNumber());
    assertEquals("AT_LEAST", metrics.at("/made/expectations/0/comparison").asText());
    assertEquals(2, metrics.at("/made/expectations/0/obtained/runs").asInt());
    assertTrue(Files.readString(out.resolve("made/seed-4.tsv")).startsWith("share\n0."));
    assertTrue(Json.tree(out.resolve("times.json")).at("/made/seed 3").isNumber());
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws IOException {
    for (String name : List.of("a", "b")) {
      assertEquals(0, made(0.1, "made", "--out", folder.resolve(name)).status());
    }
    for (String file : List.of("metrics.json", "made/seed-1.tsv")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("a").resolve(file)),
          Files.readAllBytes(folder.resolve("b").resolve(file)),
          file);
    }
  }

  @Test
  void whatIsNotAsExpectedFailsAfterItsResultsAreWritten() {
    Path out = folder.resolve("out");
    Run run = made(1.5, "made", "--out", out);
    assertEquals(1, run.status(), run.err());
    assertTrue(run.out().contains("NOT MET"), run.out());
    assertTrue(Files.exists(out.resolve("metrics.json")));
    Run again = made(1.5, "made", "--out", out);
    assertEquals(2, again.status());
    assertTrue(again.err().contains("--force"), again.err());
  }

  @Test
  void listNamesAllWithTheirDataSets() throws IOException {
    Run list = Run.isochron("reproduce", "--list");
    assertEquals(0, list.status(), list.err());
    for (Reproduction each : Reproductions.standard().all()) {
      assertTrue(list.out().contains(each.name() + " "), each.name());
      each.datasets().forEach(Catalog.standard()::find);
      assertTrue(each.title().length() <= 100, each.title());
    }
    Run json = Run.isochron("reproduce", "--list", "--json");
    JsonNode tree = Json.tree(json.out().getBytes(UTF_8), "stdout");
    assertEquals(0.963, tree.at("/0/expectations/0/value").asDouble());
  }

  @Test
  void namesMustBeKnown() {
    Run none = Run.isochron("reproduce");
    assertEquals(2, none.status());
    assertTrue(none.err().contains("--list"), none.err());
    Run other = Run.isochron("reproduce", "uci");
    assertEquals(2, other.status());
    assertTrue(other.err().contains("'uci'; there are uci-splice, "), other.err());
    Run seeds = Run.isochron("reproduce", "hs3d", "--seeds", 0);
    assertEquals(2, seeds.status());
    assertTrue(seeds.err().contains("--seeds: expected at least 1, found 0"), seeds.err());
  }

  @Test
  void dataThatIsNoneOfItsOwnIsRefused() {
    ReproductionInput input = new ReproductionInput(List.of(), 1, null, line -> {});
    var e = assertThrows(IllegalArgumentException.class, () -> input.data("uci-splice"));
    assertEquals("data set uci-splice: expected one of []", e.getMessage());
  }

  @Test
  void absentDataIsNamedWithItsOriginAndNothingIsLeft() {
    Path out = folder.resolve("out");
    Run run = Run.isochron("reproduce", "human-602", "--data", folder, "--out", out);
    assertEquals(3, run.status(), run.err());
    assertTrue(run.err().contains("Origin: GitHub OluwadareLab/EnsembleSplice"), run.err());
    assertTrue(Files.notExists(out));
  }
}
