package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isochron.core.io.Json;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.Provenance;
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
  void packingDoesNotHideGenesThatWereTrainedOn() throws IOException {
    assertEquals(0, MadeData.train(folder, folder.resolve("trained")).status());
    Path packed = MadeData.gzip(folder.resolve("packed.gb.gz"), MadeData.genBank(24), 0);
    Run run = evaluate("packed", "--genbank", packed);
    assertEquals(2, run.status(), run.err());
    assertTrue(run.err().contains("was trained on genes of packed.gb.gz"), run.err());

    Run train =
        Run.isochron(
            "splice",
            "train",
            "--genbank",
            packed,
            "--config",
            folder.resolve("small.json"),
            "--epochs",
            1,
            "--out",
            folder.resolve("trained"),
            "--force");
    assertEquals(0, train.status(), train.err());
    Run unpacked = evaluate("unpacked", "--genbank", folder.resolve("made.gb"));
    assertEquals(2, unpacked.status(), unpacked.err());
    List<Provenance.DataFile> data =
        ModelFile.read(folder.resolve("trained/model.isoc")).provenance().data();
    assertEquals(
        List.of("packed.gb.gz", "packed.gb (uncompressed)", "split.tsv"),
        data.stream().map(Provenance.DataFile::name).toList());
    assertEquals(ModelFile.sha256(folder.resolve("made.gb")), data.get(1).sha256());
    assertEquals(ModelFile.sha256(folder.resolve("trained/split.tsv")), data.get(2).sha256());
  }

  @Test
  void anotherSplitThanTheTrainingsIsRefused() throws IOException {
    assertEquals(0, MadeData.train(folder, folder.resolve("trained")).status());
    Path genes = folder.resolve("made.gb");
    String text = Files.readString(folder.resolve("trained/split.tsv"));
    Path turned = folder.resolve("turned.tsv");
    String other = text.replace("\ttrain\n", "\tx\n").replace("\ttest\n", "\ttrain\n");
    Files.writeString(turned, other.replace("\tx\n", "\ttest\n"));
    Run refused = evaluate("turned", "--genbank", genes, "--split", turned);
    assertEquals(2, refused.status(), refused.err());
    assertTrue(refused.err().contains("was trained with another split than"), refused.err());
    assertTrue(refused.err().contains("--include-training-genes"), refused.err());
    assertTrue(Files.notExists(folder.resolve("turned")));
    Run asked =
        evaluate("turned", "--genbank", genes, "--split", turned, "--include-training-genes");
    assertEquals(0, asked.status(), asked.err());
    assertTrue(asked.err().contains("warning"), asked.err());
    assertTrue(Files.notExists(folder.resolve("turned/split.tsv")));

    Path windows = Files.writeString(folder.resolve("crlf.tsv"), text.replace("\n", "\r\n"));
    Run same = evaluate("same", "--genbank", genes, "--split", windows);
    assertEquals(0, same.status(), "line ends make no other split: " + same.err());
  }

  @Test
  void setWithoutSplitIsRefused() {
    Run run = evaluate("x", "--genbank", "a.gb", "--set", "train");
    assertEquals(2, run.status());
    assertTrue(run.err().contains("--set needs --split"), run.err());
  }
}
