package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isochron.core.io.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Genomes with annotations as data of the splice commands. */
class SpliceGenomesTest {
  @TempDir Path folder;

  private List<Object> genome(String name, int from, int to) throws IOException {
    return MadeGenomes.options(folder, name, from, to);
  }

  private Run train(String out, List<Object> genomes, Object... more) throws IOException {
    List<Object> words = new ArrayList<>(List.of("splice", "train"));
    words.addAll(genomes);
    words.addAll(List.of("--config", MadeData.smallConfig(folder), "--epochs", 2));
    words.addAll(List.of("--out", folder.resolve(out)));
    words.addAll(List.of(more));
    return Run.isochron(words.toArray());
  }

  private List<Object> both() throws IOException {
    List<Object> both = new ArrayList<>(genome("a", 0, 12));
    both.addAll(genome("b", 12, 24));
    return both;
  }

  @Test
  void twoGenomesTrainAsTheSameGenesOfAGenBankFile() throws IOException {
    MadeData.trained(folder, folder.resolve("genbank"));
    Run run = train("genomes", both(), "--annotation-source", "made");
    assertEquals(0, run.status(), run.err());
    for (String name : List.of("split.tsv", "history.csv")) {
      String expected = Files.readString(folder.resolve("genbank").resolve(name));
      assertEquals(expected, Files.readString(folder.resolve("genomes").resolve(name)), name);
    }
    var config = Json.tree(folder.resolve("genomes/config.json"));
    assertEquals("made", config.at("/data/annotation/sources/0").asText());
    assertEquals("SKIP", config.at("/data/annotation/unsupported").asText());
    assertTrue(Files.readString(folder.resolve("genomes/report.html")).contains("b.gff3"));
  }

  @Test
  void aConfigurationWithoutTheSectionHasItsDefaults() throws IOException {
    assertEquals(0, train("a", both(), "--skip-unsupported").status());
    ObjectNode tree = (ObjectNode) Json.tree(folder.resolve("a/config.json"));
    assertEquals("SKIP", tree.at("/data/annotation/unsupported").asText());
    ((ObjectNode) tree.get("data")).remove("annotation");
    Path old = folder.resolve("old.json");
    Json.write(old, tree);
    List<Object> words = new ArrayList<>(List.of("splice", "train"));
    words.addAll(both());
    words.addAll(List.of("--config", old, "--out", folder.resolve("b")));
    Run run = Run.isochron(words.toArray());
    assertEquals(0, run.status(), run.err());
    var config = Json.tree(folder.resolve("b/config.json"));
    assertEquals("mRNA", config.at("/data/annotation/transcriptTypes/0").asText());
  }

  @Test
  void genomesAreMeasured() throws IOException {
    assertEquals(0, train("a", both()).status());
    List<Object> words = new ArrayList<>(List.of("splice", "evaluate"));
    words.addAll(both());
    words.addAll(List.of("--model", folder.resolve("a/model.isoc")));
    words.addAll(List.of("--split", folder.resolve("a/split.tsv")));
    words.addAll(List.of("--out", folder.resolve("measured")));
    Run run = Run.isochron(words.toArray());
    assertEquals(0, run.status(), run.err());
    assertEquals(
        Json.tree(folder.resolve("a/metrics.json")).at("/donor"),
        Json.tree(folder.resolve("measured/metrics.json")).at("/donor"));
  }

  @Test
  void chromosomesOfOtherNamesAreFoundByATable() throws IOException {
    List<Object> genome = genome("a", 0, 24);
    Path annotation = (Path) genome.get(3);
    String good = Files.readString(annotation);
    assertEquals(0, train("same", genome).status());
    Files.writeString(annotation, good.replaceAll("(?m)^s", "chr"));
    refused(
        train("none", genome),
        3,
        "a.fa, a.gff3: no genes: all 24 were left out, the first",
        "'chr0' is not in a.fa, which has s0, s1, s2, ...",
        "--chromosome-names");
    StringBuilder table = new StringBuilder("# made\n");
    for (int i = 0; i < 24; i++) {
      table.append("s").append(i).append("\tchr").append(i).append('\n');
    }
    Path names = Files.writeString(folder.resolve("names.tsv"), table);
    Run run = train("table", genome, "--chromosome-names", names);
    assertEquals(0, run.status(), run.err());
    assertEquals(
        Files.readString(folder.resolve("same/history.csv")),
        Files.readString(folder.resolve("table/history.csv")));
    assertTrue(Files.readString(folder.resolve("table/report.html")).contains("names.tsv"));
    refused(
        train("x", genome, "--chromosome-names", "prefix", "--no-skip-unsupported"),
        3,
        "its sequence in a.fa: name: no sequence of the file is 'chr0'");
    Path genBank = MadeData.genBankFile(folder);
    refused(
        train("x", List.of("--genbank", genBank), "--chromosome-names", "GRCh38"),
        2,
        "--chromosome-names needs --annotation");
  }

  @Test
  void annotationOfAnotherAssemblyIsRefused() throws IOException {
    List<Object> genome = genome("a", 0, 24);
    Path fasta = (Path) genome.get(1);
    assertEquals(0, train("good", genome).status());
    // Every base three on: the genes are where they were, and their introns are not.
    StringBuilder moved = new StringBuilder();
    for (String record : Files.readString(fasta).substring(1).split(">", -1)) {
      int end = record.indexOf('\n') + 1;
      String bases = record.substring(end).replace("\n", "");
      moved
          .append('>')
          .append(record, 0, end)
          .append("ACT")
          .append(bases, 0, bases.length() - 3)
          .append('\n');
    }
    Files.writeString(fasta, moved);
    refused(
        train("moved", genome),
        3,
        "a.fa, a.gff3: ",
        " other; nearly all introns are GT-AG",
        "Is the annotation of this assembly?");
  }

  @Test
  void badInputIsRefusedWithItsPlace() throws IOException {
    List<Object> genome = genome("a", 0, 2);
    Path annotation = (Path) genome.get(3);
    String good = Files.readString(annotation);
    Files.writeString(annotation, good.replaceFirst("s0\tmade\tmRNA", "s9\tmade\tmRNA"));
    String strict = "--no-skip-unsupported";
    refused(train("x", genome, strict), 3, "a.gff3:3: Parent 's0#1'", "is on s9; on s0 a row");
    Files.writeString(annotation, good.replace("s1\t", "s9\t"));
    refused(train("x", genome, strict), 3, "a.gff3:7: gene 's1#1'", "'s9' is not in a.fa");
    Files.writeString(annotation, good);
    refused(
        train("x", genome, "--transcript-type", "tRNA", "ncRNA"),
        3,
        "a.fa, a.gff3: no genes; expected transcripts of type tRNA, ncRNA");
    refused(
        train("x", genome, "--annotation-source", "other", "--transcript-type", "any"),
        3,
        "a.fa, a.gff3: no genes; expected features with exons");
  }

  @Test
  void halfAPairAndMixedKindsAreWrongUsage() throws IOException {
    List<Object> genome = genome("a", 0, 2);
    assertEquals(2, train("x", genome.subList(0, 2)).status());
    assertEquals(2, train("x", genome.subList(2, 4)).status());
    List<Object> mixed = new ArrayList<>(genome);
    mixed.addAll(List.of("--dataset", "dmel-augustus"));
    assertEquals(2, train("x", mixed).status());
    Path genBank = MadeData.genBankFile(folder);
    refused(
        train("x", List.of("--genbank", genBank), "--annotation-source", "a"),
        2,
        "--annotation-source needs --annotation");
    List<Object> twice = new ArrayList<>(genome);
    twice.addAll(genome);
    refused(train("x", twice), 2, "the same file, given twice");
  }

  private static void refused(Run run, int status, String... parts) {
    assertEquals(status, run.status(), run.err());
    for (String part : parts) {
      assertTrue(run.err().contains(part), run.err());
    }
  }
}
