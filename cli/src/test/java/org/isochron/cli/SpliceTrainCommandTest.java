package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.isochron.core.io.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpliceTrainCommandTest {
  private static final List<String> REPRODUCIBLE =
      List.of("metrics.json", "config.json", "split.tsv", "model.isoc", "history.csv");

  @TempDir Path folder;

  private static void assertStatus(int expected, Run run) {
    assertEquals(expected, run.status(), run.err());
  }

  @Test
  void trainWritesEverythingThatTheContractNames() throws IOException {
    Path out = folder.resolve("deep/out");
    Run run = MadeData.train(folder, out);
    assertStatus(0, run);
    for (String name : SpliceResults.OF_TRAINING) {
      assertTrue(Files.exists(out.resolve(name)), name);
    }
    for (String plot :
        List.of("loss", "precision-recall", "calibration", "scores", "gene-1", "gene-2")) {
      assertTrue(Files.exists(out.resolve("plots").resolve(plot + ".svg")), plot);
      assertTrue(Files.exists(out.resolve("plots").resolve(plot + ".png")), plot);
    }
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(7, files.count(), "nothing else is left behind");
    }
    assertTrue(run.err().contains("epoch 1/2 "), run.err());
    assertTrue(run.err().contains("leak check: "), run.err());
    assertTrue(run.err().contains("kernels: "), run.err());
    assertTrue(run.out().contains("donor     top-k "), run.out());
    String html = Files.readString(out.resolve("report.html"));
    assertTrue(html.contains("minus strand") && html.contains("plus strand"));
    assertFalse(html.contains("weight array"), "values of the fly genes say nothing here");
    assertTrue(html.contains("by gene group with seed 1; shares: validation 0.1, test 0.2"), html);
    assertTrue(html.contains("configuration (config.json)"), "how to reproduce");
    assertTrue(html.contains("Positions in figures and tables are 1-based"), "said once");
    assertFalse(html.contains("0-based)"), "no axis counts from 0");
  }

  private static void assertEstimate(JsonNode node) {
    for (String key : List.of("value", "low", "high")) {
      assertTrue(node.at("/" + key).isNumber(), key + " of " + node);
    }
  }

  @Test
  void metricsHaveTheKeysOfTheContract() throws IOException {
    Path out = folder.resolve("out");
    Run run = MadeData.train(folder, out, "--json", "--quiet");
    assertStatus(0, run);
    assertEquals("", run.err());
    assertEquals(run.out(), Files.readString(out.resolve("metrics.json")), "--json prints them");
    JsonNode metrics = Json.tree(out.resolve("metrics.json"));
    for (String site : List.of("donor", "acceptor")) {
      for (String score :
          List.of("topK", "auprc", "f1", "mcc", "precision", "recall", "ece", "brier")) {
        assertEstimate(metrics.at("/" + site + "/" + score));
      }
    }
    assertEstimate(metrics.at("/training/validationAuprc"));
    List<String> history = Files.readAllLines(out.resolve("history.csv"));
    assertEquals(
        "epoch,trainingLoss,validationScore,gradientNorm,best,validationAuprc,phase",
        history.get(0));
    String[] best = history.get(metrics.at("/training/bestEpoch").asInt()).split(",", -1);
    assertEquals(1 - Double.parseDouble(best[2]), Double.parseDouble(best[5]), 1e-12);
    assertEquals(
        Double.parseDouble(best[5]),
        metrics.at("/training/validationAuprc/value").asDouble(),
        1e-12,
        "the model is that of the best epoch");
    int genes = metrics.at("/genes").asInt();
    assertEquals(metrics.at("/split/test").asInt(), genes);
    assertEquals(2 * genes, metrics.at("/sites").asInt());
    assertEquals(320 * genes, metrics.at("/positions").asInt());
    assertEquals(24, metrics.at("/motifs/introns").asInt());
    assertEquals(24, metrics.at("/motifs/GT-AG").asInt());
    assertEquals(0, metrics.at("/motifs/other").asInt());
    assertEquals(0, metrics.at("/skipped").asInt());
    assertTrue(metrics.at("/leak/clean").asBoolean());
  }

  @Test
  void sameSeedGivesTheSameBytesWithAnyNumberOfThreads() throws IOException {
    assertStatus(0, MadeData.train(folder, folder.resolve("a"), "--threads", 1));
    assertStatus(0, MadeData.train(folder, folder.resolve("b"), "--threads", 2));
    assertStatus(0, MadeData.train(folder, folder.resolve("c"), "--threads", 2, "--seed", 2));
    for (String name : REPRODUCIBLE) {
      byte[] one = Files.readAllBytes(folder.resolve("a").resolve(name));
      assertArrayEquals(one, Files.readAllBytes(folder.resolve("b").resolve(name)), name);
    }
    assertTrue(
        Files.mismatch(folder.resolve("a/model.isoc"), folder.resolve("c/model.isoc")) >= 0,
        "another seed gives another model");
  }

  @Test
  void writtenConfigurationAndSplitGiveTheSameModelAgain() throws IOException {
    Path first = folder.resolve("a");
    assertStatus(0, MadeData.train(folder, first, "--seed", 5));
    Run again =
        Run.isochron(
            "splice",
            "train",
            "--genbank",
            folder.resolve("made.gb"),
            "--config",
            first.resolve("config.json"),
            "--split",
            first.resolve("split.tsv"),
            "--out",
            folder.resolve("b"));
    assertStatus(0, again);
    assertEquals(-1, Files.mismatch(first.resolve("model.isoc"), folder.resolve("b/model.isoc")));
  }

  @Test
  void resultsAreReplacedOnlyByForce() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    Path earlier = Files.writeString(out.resolve("metrics.json"), "mine");
    Path notes = Files.writeString(out.resolve("notes.txt"), "mine too");
    Run refused = MadeData.train(folder, out);
    assertStatus(2, refused);
    assertTrue(refused.err().contains(earlier + ": is there already"), refused.err());
    assertTrue(refused.err().contains("--force"), refused.err());
    assertEquals("mine", Files.readString(earlier));
    assertStatus(0, MadeData.train(folder, out, "--force"));
    assertTrue(Files.readString(earlier).contains("topK"));
    assertEquals("mine too", Files.readString(notes));
  }

  @Test
  void aPlotOfTheUsersIsNotReplacedUnasked() throws IOException {
    Path mine = folder.resolve("out/plots/calibration.svg");
    Files.createDirectories(mine.getParent());
    Files.writeString(mine, "mine");
    Run refused = MadeData.train(folder, folder.resolve("out"));
    assertStatus(2, refused);
    assertTrue(refused.err().contains(mine + ": is there already"), refused.err());
    assertEquals("mine", Files.readString(mine));
    assertStatus(0, MadeData.train(folder, folder.resolve("out"), "--force", "--test-fraction", 0));
    assertTrue(Files.notExists(mine), "a plot of another run stays");
  }

  @Test
  void tenGenesThatAreLeftOutAreNamedAndTheOthersCounted() throws IOException {
    StringBuilder text = new StringBuilder(MadeData.genBank(24));
    for (int i = 0; i < 12; i++) {
      text.append(MadeData.record("bad" + i, "join(31..150,other:5..9)", MadeData.bases(90 + i)));
    }
    Path genes = Files.writeString(folder.resolve("some.gb"), text);
    Object[] words = {
      "splice", "train", "--genbank", genes, "--config", "", "--out", "", "--epochs", 1
    };
    words[5] = MadeData.smallConfig(folder);
    words[7] = folder.resolve("out");
    Run run = Run.isochron(with(List.of(words), "--skip-unsupported"));
    assertStatus(0, run);
    assertTrue(run.err().contains("left out: bad9#1 (some.gb:"), run.err());
    assertFalse(run.err().contains("bad10#1"), run.err());
    assertTrue(run.err().contains("left out: and 2 more; see the report"), run.err());
  }

  @Test
  void withoutTestGenesNothingIsMeasured() throws IOException {
    Path out = folder.resolve("out");
    Run run = MadeData.train(folder, out, "--test-fraction", 0);
    assertStatus(0, run);
    assertTrue(run.out().contains("not measured"), run.out());
    JsonNode metrics = Json.tree(out.resolve("metrics.json"));
    assertFalse(metrics.has("donor"));
    assertEquals(0, metrics.at("/split/test").asInt());
    assertTrue(Files.readString(out.resolve("report.html")).contains("without test genes"));
  }

  @Test
  void timeLimitReachedWithTheLastStepOfAllStopsNothing() throws IOException {
    Path config = MadeData.smallConfig(folder);
    ObjectNode tree = (ObjectNode) Json.tree(config);
    ((ObjectNode) tree.get("training")).put("batchSize", 1000).put("epochs", 1);
    Path oneStep = folder.resolve("one-step.json");
    Json.write(oneStep, tree);
    List<Object> words = new ArrayList<>(List.of("splice", "train", "--time-limit", "PT0.001S"));
    words.addAll(List.of("--genbank", MadeData.genBankFile(folder), "--config", oneStep));
    Run whole = Run.isochron(with(words, "--out", folder.resolve("whole")));
    assertStatus(0, whole);
    assertFalse(whole.err().contains("time limit"), whole.err());
    assertFalse(whole.err().contains("partial"), whole.err());
    assertTrue(Files.notExists(folder.resolve("whole/checkpoint.ckpt")));
    Run cut = Run.isochron(with(words, "--out", folder.resolve("cut"), "--epochs", 2));
    assertStatus(0, cut);
    assertTrue(cut.err().contains("the time limit ended the training"), cut.err());
    assertTrue(Files.exists(folder.resolve("cut/checkpoint.ckpt")));
  }

  @Test
  void aCompleteRunIsLeftAsItIsByResume() throws IOException {
    Path out = folder.resolve("out");
    assertStatus(0, MadeData.train(folder, out, "--resume"));
    Files.writeString(out.resolve("report.html"), "untouched");
    Run again = MadeData.train(folder, out, "--resume", "--threads", 1);
    assertStatus(0, again);
    assertTrue(again.out().startsWith("complete already: " + out), again.out());
    assertEquals("", again.err());
    assertEquals("untouched", Files.readString(out.resolve("report.html")));
    Run json = MadeData.train(folder, out, "--resume", "--json");
    assertEquals(Files.readString(out.resolve("metrics.json")), json.out());
    for (Object[] other : new Object[][] {{"--seed", 9}, {"--test-fraction", 0.3}}) {
      Run refused = MadeData.train(folder, out, "--resume", other[0], other[1]);
      assertStatus(2, refused);
      assertTrue(refused.err().contains("metrics.json: is there already"), refused.err());
    }
    Path more = Files.writeString(folder.resolve("more.gb"), MadeData.genBank(25));
    Path config = folder.resolve("small.json");
    Object[] words = {"splice", "train", "--genbank", more, "--config", config, "--epochs", 2};
    assertStatus(2, Run.isochron(with(List.of(words), "--out", out, "--resume")));
  }

  private static Object[] with(List<Object> words, Object... more) {
    return Stream.concat(words.stream(), Stream.of(more)).toArray();
  }

  @Test
  void timeLimitStopsTheTraining() throws IOException {
    Path out = folder.resolve("out");
    Run run = MadeData.train(folder, out, "--time-limit", "PT0.001S");
    assertStatus(0, run);
    assertTrue(run.err().contains("the time limit ended the training"), run.err());
    assertTrue(run.err().contains("epoch 1/2 (partial: 1 of "), run.err());
    assertEquals(1, Json.tree(out.resolve("metrics.json")).at("/training/epochs").asInt());
  }
}
