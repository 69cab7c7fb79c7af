package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.isochron.core.io.Json;
import org.isochron.core.model.ModelFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** config.json is all that a run needs beside its data. */
class SpliceRunConfigTest {
  private static final List<String> REPRODUCIBLE =
      List.of("metrics.json", "config.json", "split.tsv", "model.isoc", "history.csv");

  @TempDir Path folder;

  private Run again(Path config, String out, Object... more) {
    Object[] words = {
      "splice",
      "train",
      "--genbank",
      folder.resolve("made.gb"),
      "--config",
      config,
      "--out",
      folder.resolve(out)
    };
    Object[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return Run.isochron(all);
  }

  private void assertSame(String one, String two) throws IOException {
    for (String name : REPRODUCIBLE) {
      byte[] expected = Files.readAllBytes(folder.resolve(one).resolve(name));
      assertArrayEquals(expected, Files.readAllBytes(folder.resolve(two).resolve(name)), name);
    }
  }

  @Test
  void theConfigurationAloneGivesTheSameBytesAgain() throws IOException {
    Object[] options = {
      "--validation-fraction", 0.2, "--test-fraction", 0.3, "--seed", 3, "--skip-unsupported"
    };
    Run first = MadeData.train(folder, folder.resolve("a"), options);
    assertEquals(0, first.status(), first.err());
    Run repeated = again(folder.resolve("a/config.json"), "b");
    assertEquals(0, repeated.status(), repeated.err());
    assertSame("a", "b");
    String text = Files.readString(folder.resolve("a/config.json"));
    assertTrue(text.contains("\"unsupported\": \"SKIP\""), text);
  }

  @Test
  void flankAndGroupingAreReadFromIt() throws IOException {
    MadeData.trained(folder, folder.resolve("a"));
    ObjectNode tree = (ObjectNode) Json.tree(folder.resolve("a/config.json"));
    ((ObjectNode) tree.get("data")).put("flank", 7);
    Path narrow = folder.resolve("narrow.json");
    Json.write(narrow, tree);
    assertEquals(0, again(narrow, "narrow").status());
    assertEquals(7, Json.tree(folder.resolve("narrow/config.json")).at("/data/flank").asInt());
    assertFalse(
        ModelFile.sha256(folder.resolve("a/model.isoc"))
            .equals(ModelFile.sha256(folder.resolve("narrow/model.isoc"))),
        "another flank gives another model");
  }

  @Test
  void optionsOverrideIt() throws IOException {
    Run first =
        MadeData.train(folder, folder.resolve("a"), "--test-fraction", 0, "--skip-unsupported");
    assertEquals(0, first.status(), first.err());
    Path config = folder.resolve("a/config.json");
    Run other = again(config, "b", "--test-fraction", 0.3, "--no-skip-unsupported");
    assertEquals(0, other.status(), other.err());
    var written = Json.tree(folder.resolve("b/config.json"));
    assertEquals(0.3, written.at("/split/test").asDouble());
    assertEquals("REFUSE", written.at("/data/genBank/unsupported").asText());
  }

  @Test
  void chromosomesKeptOutAreReadFromIt() throws IOException {
    Object[] options = {
      "--test-chromosome",
      "s3",
      "s4",
      "s5",
      "--validation-chromosome",
      "s1",
      "s2",
      "--leave-out-sharing",
      0.05
    };
    Run first = MadeData.train(folder, folder.resolve("a"), options);
    assertEquals(0, first.status(), first.err());
    List<String> split = Files.readAllLines(folder.resolve("a/split.tsv"));
    assertEquals("gene\tgroup\tset\tchromosome", split.get(0));
    assertEquals("s5#1\ts5#1\ttest\ts5", split.get(24));
    var metrics = Json.tree(folder.resolve("a/metrics.json"));
    assertEquals(3, metrics.at("/split/test").asInt());
    assertTrue(metrics.at("/split/byChromosome").asBoolean());
    assertTrue(metrics.at("/leak/clean").asBoolean());
    String report = Files.readString(folder.resolve("a/report.html"));
    assertTrue(report.contains("by chromosome (test s3, s4, s5; validation s1, s2)"));
    Run repeated = again(folder.resolve("a/config.json"), "b");
    assertEquals(0, repeated.status(), repeated.err());
    assertSame("a", "b");
    Run wrong = again(folder.resolve("a/config.json"), "c", "--test-chromosome", "chr9");
    assertEquals(3, wrong.status(), wrong.err());
    assertTrue(wrong.err().contains("chromosome chr9: has no gene; those with"), wrong.err());
    Run both =
        again(
            folder.resolve("a/config.json"),
            "c",
            "--split",
            folder.resolve("a/split.tsv"),
            "--test-chromosome",
            "s1");
    assertEquals(2, both.status(), both.err());
  }

  @Test
  void aSplitThatWasGivenIsAskedFor() throws IOException {
    MadeData.trained(folder, folder.resolve("a"));
    Path split = folder.resolve("a/split.tsv");
    assertEquals(0, MadeData.train(folder, folder.resolve("b"), "--split", split).status());
    Path config = folder.resolve("b/config.json");
    Run without = again(config, "c");
    assertEquals(2, without.status(), without.err());
    assertTrue(without.err().contains("sha256 " + ModelFile.sha256(split)), without.err());
    Run with = again(config, "c", "--split", split);
    assertEquals(0, with.status(), with.err());
    assertSame("b", "c");
  }

  @Test
  void unknownKeysAndHalvesAreRefusedWithTheirPlace() throws IOException {
    MadeData.trained(folder, folder.resolve("a"));
    Path config = folder.resolve("a/config.json");
    ObjectNode tree = (ObjectNode) Json.tree(config);
    ((ObjectNode) tree.get("split")).put("holdout", 0.5);
    Json.write(config, tree);
    Run unknown = again(config, "x");
    assertEquals(3, unknown.status(), unknown.err());
    assertTrue(unknown.err().contains("isochron: " + config + ":"), unknown.err());
    assertTrue(
        unknown
            .err()
            .contains("split.holdout: unknown key 'holdout', expected one of [chromosomes, "),
        unknown.err());
    tree.remove("split");
    Json.write(config, tree);
    Run half = again(config, "x");
    assertEquals(3, half.status(), half.err());
    assertTrue(half.err().contains("split: missing"), half.err());
    ObjectNode range = tree.deepCopy();
    range.putObject("split").put("validation", 0.5).put("test", 0.5).put("sha256", "");
    Json.write(config, range);
    Run sum = again(config, "x");
    assertEquals(3, sum.status(), sum.err());
    assertTrue(sum.err().contains("a sum below 1, found 0.5 and 0.5"), sum.err());
    assertTrue(Files.notExists(folder.resolve("x")));
  }

  @Test
  void aMisspeltKeyIsNamedAndNotTheOneThatIsMissing() throws IOException {
    MadeData.trained(folder, folder.resolve("a"));
    String text = Files.readString(folder.resolve("a/config.json"));
    Path config = Files.writeString(folder.resolve("b.json"), text.replace("epochs", "epoch"));
    Run run = again(config, "x");
    assertEquals(3, run.status(), run.err());
    assertTrue(run.err().startsWith("isochron: " + config + ":"), run.err());
    assertTrue(run.err().contains("training.epoch: unknown key 'epoch', expected one"), run.err());
    Files.writeString(config, text.replace("\"network\"", "\"net\""));
    assertTrue(again(config, "x").err().contains(":2:3: net: unknown key 'net'"));
  }

  @Test
  void evaluationReadsTheGenesAsTheTrainingDid() throws IOException {
    assertEquals(0, MadeData.train(folder, folder.resolve("a"), "--skip-unsupported").status());
    String bad = MadeData.record("bad", "join(31..150,other:5..9)", MadeData.bases(900));
    String text = bad;
    for (int i = 0; i < 6; i++) {
      text += MadeData.record("o" + i, "join(31..150,231..350)", MadeData.bases(500 + i));
    }
    Path genes = Files.writeString(folder.resolve("other.gb"), text);
    Object[] words = {
      "splice",
      "evaluate",
      "--model",
      folder.resolve("a/model.isoc"),
      "--genbank",
      genes,
      "--seed",
      2,
      "--out",
      folder.resolve("e")
    };
    assertEquals(3, Run.isochron(words).status(), "refused without the configuration");
    Object[] all = Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--config";
    all[words.length + 1] = folder.resolve("a/config.json");
    Run run = Run.isochron(all);
    assertEquals(0, run.status(), run.err());
    assertEquals(1, Json.tree(folder.resolve("e/metrics.json")).at("/skipped").asInt());
    assertTrue(
        run.err().contains("left out: bad#1 (other.gb:3): a part on another sequence"), run.err());
  }
}
