package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isochron.core.io.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** transients train, evaluate and classify, from files to files. */
class TransientsCommandTest {
  @TempDir Path folder;

  private Run run(String command, List<Path> pair, Object... more) {
    List<Object> words = new ArrayList<>(List.of("transients", command, "--snana"));
    words.addAll(pair);
    words.addAll(List.of(more));
    return Run.isochron(words.toArray());
  }

  private Run train(String out, List<Path> pair, Object... more) throws IOException {
    List<Object> words = new ArrayList<>(List.of(more));
    words.addAll(List.of("--config", MadeTransients.config(folder), "--out", folder.resolve(out)));
    return run("train", pair, words.toArray());
  }

  private static void refused(Run run, int status, String... parts) {
    assertEquals(status, run.status(), run.err());
    for (String part : parts) {
      assertTrue(run.err().contains(part), run.err());
    }
  }

  @Test
  void trainedModelsAreMeasuredAndClassify() throws IOException {
    List<Path> pair = MadeTransients.pair(folder, "A", 40, 1);
    Run trained = train("a", pair, "--positive", "Ia", "--redshift", "host");
    assertEquals(0, trained.status(), trained.err());
    assertTrue(trained.err().contains("split: 28 training, 4 validation, 8 test objects"));
    assertTrue(trained.err().contains("validation AUC"), trained.err());
    for (String name : TransientsTrainCommand.RESULTS) {
      assertTrue(Files.isRegularFile(folder.resolve("a").resolve(name)), name);
    }
    var metrics = Json.tree(folder.resolve("a/metrics.json"));
    assertEquals(8, metrics.at("/objects").asInt());
    assertTrue(metrics.at("/binary/auc/value").isNumber());
    assertTrue(metrics.at("/perClass/Ia/recall").isNumber());
    Path model = folder.resolve("a/model.isoc");

    Run measured =
        run(
            "evaluate",
            pair,
            "--model",
            model,
            "--redshift",
            "host",
            "--split",
            folder.resolve("a/split.tsv"),
            "--out",
            folder.resolve("m"));
    assertEquals(0, measured.status(), measured.err());
    assertEquals(
        metrics.at("/accuracy"), Json.tree(folder.resolve("m/metrics.json")).at("/accuracy"));
    var early = Json.tree(folder.resolve("m/metrics.json")).at("/early");
    assertEquals(6, early.at("/days").size());
    assertEquals(6, early.at("/accuracy").size());
    assertTrue(measured.out().contains("days since trigger:  0: "), measured.out());

    List<Path> others = MadeTransients.pair(folder, "B", 5, 2);
    Run classified =
        run(
            "classify",
            others,
            "--model",
            model,
            "--redshift",
            "host",
            "--out",
            folder.resolve("c"));
    assertEquals(0, classified.status(), classified.err());
    List<String> lines = Files.readAllLines(folder.resolve("c/classes.csv"));
    assertEquals("object,class,probability,positive_Ia,p_II,p_Ia", lines.get(0));
    assertEquals(6, lines.size());
    assertTrue(lines.get(1).startsWith("B0,"), lines.get(1));
  }

  @Test
  void theSameSeedGivesTheSameModel() throws IOException {
    List<Path> pair = MadeTransients.pair(folder, "A", 30, 1);
    assertEquals(0, train("a", pair, "--threads", "1").status());
    assertEquals(0, train("b", pair, "--threads", "2").status());
    for (String name : List.of("model.isoc", "metrics.json", "split.tsv", "config.json")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("a").resolve(name)),
          Files.readAllBytes(folder.resolve("b").resolve(name)),
          name);
    }
  }

  @Test
  void redshiftsComeFromAFileToo() throws IOException {
    List<Path> pair = MadeTransients.pair(folder, "A", 30, 1);
    StringBuilder text = new StringBuilder("object,z,error\n");
    for (int o = 0; o < 30; o++) {
      text.append('A').append(o).append(',').append(0.2 + 0.01 * o).append(",0\n");
    }
    Path file = Files.writeString(folder.resolve("z.csv"), text);
    assertEquals(0, train("a", pair, "--redshift", "host").status());
    assertEquals(0, train("b", pair, "--redshift", file).status());
    assertEquals(
        Files.readString(folder.resolve("a/history.csv")),
        Files.readString(folder.resolve("b/history.csv")));
    Files.writeString(file, "A0,0.1\nA0,0.2\n");
    refused(train("x", pair, "--redshift", file), 3, "z.csv:2: object 'A0' comes twice");
    Run some = train("s", pair, "--redshift", Files.writeString(file, "A0z,0.1\nA3,0.2\n"));
    assertTrue(some.err().contains("29 objects without a redshift"), some.err());
    Files.writeString(file, "B0,0.1\n");
    refused(train("x", pair, "--redshift", file), 3, "no object has a redshift there");
    Files.writeString(file, "A0,far\n");
    refused(train("x", pair, "--redshift", file), 3, "z.csv:1: no redshift");
  }

  @Test
  void simulatedCurvesAreReadAndTheSameAgain() throws IOException {
    Run made =
        Run.isochron("transients", "simulate", "--objects", 28, "--out", folder.resolve("s"));
    assertEquals(0, made.status(), made.err());
    List<Path> pair =
        List.of(folder.resolve("s/SIM_HEAD.FITS.gz"), folder.resolve("s/SIM_PHOT.FITS.gz"));
    Run trained = train("a", pair, "--redshift", "host", "--positive", "Ia", "--bands", "g,r,i,z");
    assertTrue(trained.err().contains("28 objects"), trained.err());
    Run.isochron("transients", "simulate", "--objects", 28, "--out", folder.resolve("t"));
    for (Path file : pair) {
      assertArrayEquals(
          Files.readAllBytes(file),
          Files.readAllBytes(folder.resolve("t").resolve(file.getFileName())));
    }
    Run none = Run.isochron("transients", "simulate", "--objects", 0, "--out", folder);
    refused(none, 2, "--objects");
  }

  @Test
  void whatIsWrongIsSaidWithAWayOut() throws IOException {
    List<Path> pair = MadeTransients.pair(folder, "A", 30, 1);
    refused(run("train", pair.subList(0, 1), "--out", folder.resolve("x")), 2, "--snana");
    refused(train("x", pair, "--label", "KIND"), 3, "no column KIND; there are SNID, NOBS");
    refused(train("x", pair, "--positive", "Ib"), 2, "--positive Ib: expected one of", "[II, Ia]");
    refused(train("x", pair, "--label", "SNID"), 3, "has validation objects and no training");
    refused(train("x", pair, "--bands", "g,z"), 3, "no observation in z");
    refused(train("x", pair, "--band-alias", "g"), 2, "expected NAME=BAND");
    List<Path> swapped = List.of(pair.get(1), pair.get(0));
    refused(train("x", swapped), 3, "A_PHOT.FITS.gz: HDU 1: expected a column SNID or OBJID");
    assertEquals(0, train("a", pair).status());
    Path model = folder.resolve("a/model.isoc");
    Path out = folder.resolve("y");
    List<Path> few = MadeTransients.pair(folder, "D", 3, 2);
    refused(
        run("evaluate", pair, "--model", model, "--out", out), 2, "the model was trained on these");
    refused(
        run("classify", pair, "--model", model, "--redshift", "host", "--out", out),
        2,
        "the model reads no redshift");
    refused(
        run("evaluate", few, "--model", model, "--label", "SNID", "--out", out),
        3,
        "--label SNID: expected classes of the model, [II, Ia], found 'D0'");
    refused(train("x", few), 3, "expected at least one of each");
    List<Path> others = MadeTransients.pair(folder, "C", "u", 3, 2);
    refused(
        run("classify", others, "--model", model, "--out", out),
        3,
        "3 objects have no observation in g, the first is C0; the bands of all are u");
    refused(train("a", pair), 2, "is there already, and is not overwritten");
    Run again = train("a", pair, "--resume");
    assertEquals(0, again.status(), again.err());
    assertTrue(again.out().contains("complete already"), again.out());
    refused(train("a", pair, "--resume", "--seed", "2"), 2, "is there already");
    assertTrue(Files.notExists(out));
  }
}
