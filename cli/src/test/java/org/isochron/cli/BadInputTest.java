package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.isochron.core.io.Json;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.TrainedModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with an input is said with its place, and nothing is written. */
class BadInputTest {
  @TempDir static Path shared;
  private static Path model;

  @TempDir Path folder;

  @BeforeAll
  static void train() throws IOException {
    MadeData.trained(shared, shared.resolve("trained"));
    model = shared.resolve("trained/model.isoc");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private void refused(Run run, int status, String message) {
    assertEquals(status, run.status(), run.err());
    assertTrue(run.err().contains("isochron: " + message), run.err());
    assertFalse(run.err().contains("\tat "), "no stack trace: " + run.err());
    assertEquals("", run.out());
    assertTrue(Files.notExists(folder.resolve("out")), "nothing is written");
  }

  private Run predict(Path with, Path fasta) {
    return Run.isochron(
        "splice", "predict", "--model", with, "--fasta", fasta, "--out", folder.resolve("out"));
  }

  private Run train(Path genBank) throws IOException {
    return Run.isochron(
        "splice",
        "train",
        "--genbank",
        genBank,
        "--config",
        MadeData.smallConfig(shared),
        "--epochs",
        1,
        "--out",
        folder.resolve("out"));
  }

  @Test
  void truncatedGzipNamesTheByte() throws IOException {
    String text = ">a\n" + MadeData.bases(1) + "\n>b\n" + MadeData.bases(2) + "\n";
    refused(
        predict(model, MadeData.gzip(folder.resolve("t.fa.gz"), text, 40)), 3, "t.fa.gz: byte ");
    refused(
        train(MadeData.gzip(folder.resolve("t.gb.gz"), MadeData.genBank(9), 99)),
        3,
        "t.gb.gz: byte ");
  }

  @Test
  void wholeGzipIsRead() throws IOException {
    Path fasta = MadeData.gzip(folder.resolve("t.fa.gz"), ">a\n" + MadeData.bases(1) + "\n", 0);
    assertEquals(0, predict(model, fasta).status());
  }

  @Test
  void letterThatIsNoNucleotideIsNamedWithLineAndColumn() throws IOException {
    refused(
        predict(model, file("j.fa", ">a\nacgt\nacJt\n")),
        3,
        "j.fa:3:3: 'J' is no nucleotide letter (expected one of ");
    String bad = MadeData.genBank(9).replaceFirst("(?m)^( +61 .{5}).", "$1!");
    refused(
        train(file("j.gb", bad)), 3, "j.gb:7:16: '!' is no nucleotide letter (expected one of ");
  }

  @Test
  void laterProblemLeavesNothingOfEarlierRecords() throws IOException {
    String text = ">a\n" + MadeData.bases(1) + "\n>b\nacgt*\n";
    refused(predict(model, file("late.fa", text)), 3, "late.fa:4:5: '*' is no nucleotide letter");
  }

  @Test
  void emptyRecordIsRefused() throws IOException {
    refused(predict(model, file("e.fa", ">a\n>b\nacgt\n")), 3, "e.fa:1:1: record 'a' has no bases");
    refused(predict(model, file("0.fa", "")), 3, "0.fa:1:1: the file is empty; expected a header");
  }

  @Test
  void duplicateIdsAreRefused() throws IOException {
    refused(
        predict(model, file("d.fa", ">a\nacgt\n>a\nacgt\n")),
        3,
        "d.fa:3:2: duplicate id 'a', first used at line 1");
    String twice = MadeData.genBank(1) + MadeData.genBank(1);
    refused(train(file("d.gb", twice)), 3, "d.gb:14: duplicate LOCUS 's0', first used at line 1");
    Path one = file("one.gb", MadeData.genBank(9));
    Path two = file("two.gb", MadeData.genBank(9));
    Run run =
        Run.isochron("splice", "train", "--genbank", one, two, "--out", folder.resolve("out"));
    refused(run, 3, "one.gb, two.gb: sequences: duplicate id s0");
  }

  @Test
  void exonOutsideTheSequenceIsRefused() throws IOException {
    String text = MadeData.record("s", "join(31..150,231..401)", MadeData.bases(1));
    refused(
        train(file("x.gb", text)), 3, "x.gb:3: an exon ends at 401, outside the 400 bases of s");
  }

  @Test
  void locationsBrokenAcrossLinesParse() throws IOException {
    String text = MadeData.genBank(12);
    assertTrue(text.contains("25\n                     1..370"), "the number itself is broken");
    assertEquals(0, train(file("broken.gb", text)).status());
  }

  @Test
  void genesWithoutIntronsCannotBeTrainedOn() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      text.append(MadeData.record("s" + i, "31..150", MadeData.bases(i)));
    }
    refused(train(file("n.gb", text.toString())), 3, "n.gb: 6 training genes without an intron");
  }

  @Test
  void tooFewGenesForASplitAreRefused() throws IOException {
    Run run = train(file("f.gb", MadeData.genBank(1)));
    refused(run, 3, "f.gb: split: expected genes on every side");
    assertTrue(run.err().contains("Give more genes"), run.err());
    assertTrue(run.err().contains("--test-fraction"), run.err());
  }

  @Test
  void theSameFileGivenTwiceIsWrongUsage() throws IOException {
    Path genes = file("a.gb", MadeData.genBank(9));
    Path again = folder.resolve(".").resolve("a.gb");
    Path out = folder.resolve("out");
    Run run = Run.isochron("splice", "train", "--genbank", genes, again, "--out", out);
    refused(run, 2, "--genbank: " + again + ", which is " + genes + ": the same file, given twice");
    Path fasta = file("a.fa", ">a\nacgt\n");
    Object[] words = {"splice", "predict", "--model", model, "--out", out, "--fasta", fasta, fasta};
    refused(Run.isochron(words), 2, "--fasta: " + fasta + ": the same file, given twice");
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    Path missing = folder.resolve("missing");
    Path fasta = file("a.fa", ">a\nacgt\n");
    refused(predict(model, missing), 3, missing + ": no such file");
    refused(predict(missing, fasta), 3, missing + ": no such file");
    refused(train(missing), 3, missing + ": no such file");
    refused(predict(model, folder), 3, folder + ": a folder, expected a file");
  }

  @Test
  void modelCutShortIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(model);
    Path fasta = file("a.fa", ">a\nacgt\n");
    Path cut = folder.resolve("cut.isoc");
    for (int length : new int[] {0, 5, 30, 200, bytes.length - 1}) {
      Files.write(cut, Arrays.copyOf(bytes, length));
      refused(predict(cut, fasta), 3, "cut.isoc: byte ");
      Run verify = Run.isochron("model", "verify", cut);
      assertEquals(3, verify.status());
      assertTrue(verify.err().contains("cut.isoc: byte "), verify.err());
    }
  }

  @Test
  void flippedByteIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(model);
    Path fasta = file("a.fa", ">a\nacgt\n");
    Path flipped = folder.resolve("flipped.isoc");
    for (int at : new int[] {20, bytes.length / 2, bytes.length - 1}) {
      byte[] copy = bytes.clone();
      copy[at] ^= 1;
      Files.write(flipped, copy);
      refused(predict(flipped, fasta), 3, "flipped.isoc: byte ");
      assertTrue(predict(flipped, fasta).err().contains("corrupt"), "says that it is damaged");
    }
  }

  @Test
  void modelOfAnotherAlphabetOrKindIsRefused() throws IOException {
    TrainedModel m = ModelFile.read(model);
    Path fasta = file("a.fa", ">a\nacgt\n");
    ObjectNode settings = m.settings().deepCopy();
    settings.put("alphabet", "protein");
    Path other = folder.resolve("other.isoc");
    ModelFile.write(
        other, new TrainedModel(m.kind(), m.network(), m.parameters(), settings, m.provenance()));
    refused(predict(other, fasta), 3, "other.isoc: a model of alphabet protein, expected DNA");
    ModelFile.write(
        other,
        new TrainedModel("stress", m.network(), m.parameters(), m.settings(), m.provenance()));
    refused(predict(other, fasta), 3, "other.isoc: a model of kind stress, expected splice-tagger");
  }

  @Test
  void brokenConfigurationIsNamedWithItsPlace() throws IOException {
    Path config = file("c.json", "{\n  \"chunk\": \"x\"\n}\n");
    Run run =
        Run.isochron(
            "splice",
            "train",
            "--genbank",
            MadeData.genBankFile(folder),
            "--config",
            config,
            "--out",
            folder.resolve("out"));
    refused(run, 3, config + ":");
  }

  @Test
  void nullInAConfigurationIsRefused() throws IOException {
    for (String name : new String[] {"network", "training"}) {
      ObjectNode tree = (ObjectNode) Json.tree(MadeData.smallConfig(folder));
      tree.putNull(name);
      Path config = folder.resolve("null.json");
      Json.write(config, tree);
      Run run =
          Run.isochron(
              "splice",
              "train",
              "--genbank",
              MadeData.genBankFile(folder),
              "--config",
              config,
              "--out",
              folder.resolve("out"));
      refused(run, 3, config + ": " + name + ": expected a value, found null");
    }
  }

  @Test
  void splitThatIsNotUtf8IsRefusedWithItsLine() throws IOException {
    Path split = folder.resolve("split.tsv");
    Files.write(split, "gene\tgroup\tset\n\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    Run run = MadeData.train(folder, folder.resolve("out"), "--split", split);
    refused(run, 3, split + ":2: not UTF-8 text: expected gene<TAB>group<TAB>set lines");
    Run evaluate =
        Run.isochron(
            "splice",
            "evaluate",
            "--model",
            model,
            "--genbank",
            folder.resolve("made.gb"),
            "--split",
            split,
            "--out",
            folder.resolve("out"));
    refused(evaluate, 3, split + ":2: not UTF-8 text");
  }

  @Test
  void splitOfOtherGenesIsRefused() throws IOException {
    Path split = file("split.tsv", "gene\tgroup\tset\nnobody\tnobody\ttrain\n");
    Run run = MadeData.train(folder, folder.resolve("out"), "--split", split);
    refused(run, 3, split + ":2: gene 'nobody' is not in the gene set");
  }
}
