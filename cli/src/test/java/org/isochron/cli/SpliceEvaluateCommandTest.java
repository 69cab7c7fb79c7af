package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
    MadeData.trained(folder, trained);
    Path genes = folder.resolve("made.gb");
    Run run = evaluate("test", "--genbank", genes, "--split", trained.resolve("split.tsv"));
    assertEquals(0, run.status(), run.err());
    for (String key :
        new String[] {"/donor", "/acceptor", "/sites", "/positions", "/genes", "/wholeRecords"}) {
      assertEquals(
          Json.tree(trained.resolve("metrics.json")).at(key),
          Json.tree(folder.resolve("test/metrics.json")).at(key));
    }
    JsonNode records = Json.tree(folder.resolve("test/metrics.json")).at("/wholeRecords");
    int measured = Json.tree(folder.resolve("test/metrics.json")).at("/genes").asInt();
    assertEquals(measured, records.at("/wholeSequences").asInt());
    assertTrue(records.at("/thresholdsOfRecords").asBoolean());
    assertTrue(records.at("/donor/f1").has("low"), records.toString());
    assertTrue(run.out().contains("both strands of "), run.out());
    String report = Files.readString(folder.resolve("test/report.html"));
    assertTrue(report.contains("Both strands of whole records</h2>"), "a section");
    assertTrue(Files.exists(folder.resolve("test/plots/precision-recall.svg")));
  }

  @Test
  void theModelIsNamedByItsSha256() throws IOException {
    assertEquals(0, MadeData.train(folder, folder.resolve("trained"), "--seed", 5).status());
    Run run = evaluate("unseen", "--genbank", otherGenes(), "--seed", 8);
    assertEquals(0, run.status(), run.err());
    Path model = folder.resolve("trained/model.isoc");
    JsonNode named = Json.tree(folder.resolve("unseen/metrics.json")).at("/model");
    assertEquals(ModelFile.sha256(model), named.at("/sha256").asText());
    assertEquals("splice-tagger", named.at("/kind").asText());
    assertEquals(5, named.at("/seed").asInt());
    String report = Files.readString(folder.resolve("unseen/report.html"));
    assertTrue(report.contains("sha256 " + ModelFile.sha256(model)), "What was run");
    String how = report.substring(report.indexOf("How to reproduce</h2>"));
    assertTrue(how.contains("model (" + model + ", sha256 above), seed of the intervals"), how);
    assertFalse(how.contains("configuration") || how.contains("time limit"), how);
  }

  @Test
  void genesThatWereTrainedOnAreMeasuredOnlyOnRequest() throws IOException {
    MadeData.trained(folder, folder.resolve("trained"));
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
    JsonNode metrics = Json.tree(folder.resolve("all/metrics.json"));
    JsonNode split = Json.tree(folder.resolve("trained/metrics.json")).at("/split");
    assertEquals("all", metrics.at("/measuredSet").asText());
    assertEquals(split.at("/training"), metrics.at("/trainedOn"));
    assertEquals(split.at("/validation"), metrics.at("/validatedOn"));
    String report = Files.readString(folder.resolve("all/report.html"));
    assertTrue(report.contains("the model was fitted to " + metrics.at("/trainedOn").asInt()));
  }

  @Test
  void copiedRecordsAreKnownByTheirSequences() throws IOException {
    MadeData.trained(folder, folder.resolve("trained"));
    Path more = Files.writeString(folder.resolve("more.gb"), MadeData.genBank(25));
    Run copied = evaluate("more", "--genbank", more);
    assertEquals(2, copied.status(), copied.err());
    assertTrue(copied.err().contains("was trained on genes of more.gb: of the 25"), copied.err());
    // Other names, other strand, lower case to upper: the same genes.
    StringBuilder turned = new StringBuilder();
    for (int i = 0; i < 24; i++) {
      String bases = MadeData.reversed(MadeData.bases(i)).toUpperCase(Locale.ROOT);
      turned.append(MadeData.record("t" + i, "complement(join(51..170,251..370))", bases));
    }
    Path file = Files.writeString(folder.resolve("turned.gb"), turned);
    assertEquals(2, evaluate("turned", "--genbank", file).status());

    Run unseen = evaluate("unseen", "--genbank", otherGenes(), "--no-whole-records");
    assertEquals(0, unseen.status(), unseen.err());
    assertFalse(Json.tree(folder.resolve("unseen/metrics.json")).has("wholeRecords"));
    assertFalse(unseen.err().contains("warning"), unseen.err());
    assertEquals(0, Json.tree(folder.resolve("unseen/metrics.json")).at("/trainedOn").asInt(9));
  }

  private Path otherGenes() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      text.append(MadeData.record("o" + i, "join(31..150,231..350)", MadeData.bases(500 + i)));
    }
    return Files.writeString(folder.resolve("other.gb"), text);
  }

  @Test
  void aSplitOfGenesThatTheModelHasNotSeenIsMeasured() throws IOException {
    MadeData.trained(folder, folder.resolve("trained"));
    StringBuilder split = new StringBuilder("gene\tgroup\tset\n");
    for (int i = 0; i < 9; i++) {
      String gene = "o" + i + "#1";
      split.append(gene).append('\t').append(gene).append("\ttest\n");
    }
    Path file = Files.writeString(folder.resolve("other.tsv"), split);
    Run run = evaluate("other", "--genbank", otherGenes(), "--split", file);
    assertEquals(0, run.status(), run.err());
    JsonNode metrics = Json.tree(folder.resolve("other/metrics.json"));
    assertEquals("test", metrics.at("/measuredSet").asText());
    assertEquals(9, metrics.at("/genes").asInt());
  }

  @Test
  void theTrainingSideIsMeasuredAsSuch() throws IOException {
    Path trained = folder.resolve("trained");
    MadeData.trained(folder, trained);
    Path genes = folder.resolve("made.gb");
    Path split = trained.resolve("split.tsv");
    Run run = evaluate("train", "--genbank", genes, "--split", split, "--set", "train");
    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().contains("warning"), run.err());
    JsonNode metrics = Json.tree(folder.resolve("train/metrics.json"));
    assertEquals("train", metrics.at("/measuredSet").asText());
    assertEquals(metrics.at("/genes"), metrics.at("/trainedOn"));
    JsonNode training = Json.tree(trained.resolve("metrics.json"));
    assertEquals("test", training.at("/measuredSet").asText());
    assertEquals(0, training.at("/trainedOn").asInt(9));
  }

  @Test
  void packingDoesNotHideGenesThatWereTrainedOn() throws IOException {
    MadeData.trained(folder, folder.resolve("trained"));
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
  void testGenesOfASplitThatTheModelHasSeenAreRefused() throws IOException {
    MadeData.trained(folder, folder.resolve("trained"));
    Path genes = folder.resolve("made.gb");
    String text = Files.readString(folder.resolve("trained/split.tsv"));
    Path turned = folder.resolve("turned.tsv");
    String other = text.replace("\ttrain\n", "\tx\n").replace("\ttest\n", "\ttrain\n");
    Files.writeString(turned, other.replace("\tx\n", "\ttest\n"));
    Run refused = evaluate("turned", "--genbank", genes, "--split", turned);
    assertEquals(2, refused.status(), refused.err());
    assertTrue(
        refused.err().contains("was trained on genes of the test set of " + turned), refused.err());
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
