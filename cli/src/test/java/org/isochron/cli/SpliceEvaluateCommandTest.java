package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isochron.core.io.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpliceEvaluateCommandTest {
  @TempDir Path folder;

  private Run evaluate(String out, Object... more) {
    Object[] args = new Object[6 + more.length];
    args[0] = "splice";
    args[1] = "evaluate";
    args[2] = "--model";
    args[3] = folder.resolve("trained/model.isoc");
    args[4] = "--out";
    args[5] = folder.resolve(out);
    System.arraycopy(more, 0, args, 6, more.length);
    return Run.isochron(args);
  }

  @Test
  void testGenesOfTheSplitGiveTheScoresOfTheTraining() throws IOException {
    Path trained = folder.resolve("trained");
    assertEquals(0, MadeData.train(folder, trained).status());
    Path genes = folder.resolve("made.gb");
    Run run = evaluate("test", "--genbank", genes, "--split", trained.resolve("split.tsv"));
    assertEquals(0, run.status(), run.err());
    for (String key : new String[] {"/donor", "/acceptor", "/sites", "/positions", "/genes"}) {
      assertEquals(
          Json.tree(trained.resolve("metrics.json")).at(key),
          Json.tree(folder.resolve("test/metrics.json")).at(key));
    }
    assertTrue(Files.exists(folder.resolve("test/report.html")));
    assertTrue(Files.exists(folder.resolve("test/plots/precision-recall.svg")));
  }

  @Test
  void genesThatWereTrainedOnAreMeasuredOnlyOnRequest() throws IOException {
    assertEquals(0, MadeData.train(folder, folder.resolve("trained")).status());
    Path genes = folder.resolve("made.gb");
    Run refused = evaluate("all", "--genbank", genes);
    assertEquals(2, refused.status());
    assertTrue(refused.err().contains("was trained on genes of made.gb"), refused.err());
    assertTrue(refused.err().contains("--split"), refused.err());
    assertTrue(Files.notExists(folder.resolve("all")));
    Run run = evaluate("all", "--genbank", genes, "--include-training-genes");
    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().contains("warning"), run.err());
    assertEquals(24, Json.tree(folder.resolve("all/metrics.json")).at("/genes").asInt());

    Path other = Files.writeString(folder.resolve("other.gb"), MadeData.genBank(25));
    assertEquals(0, evaluate("other", "--genbank", other).status(), "other data need no split");
  }

  @Test
  void setWithoutSplitIsRefused() {
    Run run = evaluate("x", "--genbank", "a.gb", "--set", "train");
    assertEquals(2, run.status());
    assertTrue(run.err().contains("--set needs --split"), run.err());
  }
}
