package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.isochron.core.io.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two species trained together, one as GenBank, one as a genome with its annotation. */
class SpliceSpeciesTest {
  @TempDir static Path shared;
  private static List<Object> fly;
  private static List<Object> plant;
  private static Path config;
  private static Path model;

  @TempDir Path folder;

  @BeforeAll
  static void train() throws IOException {
    fly = List.of("--species", "fly", "--genbank", MadeData.genBankFile(shared));
    List<Object> genome = new ArrayList<>(List.of("--species", "plant"));
    genome.addAll(MadeGenomes.options(shared, "plant", 100, 124));
    plant = List.copyOf(genome);
    config = MadeData.smallConfig(shared);
    ObjectNode tree = (ObjectNode) Json.tree(config);
    ((ObjectNode) tree.get("fineTune")).put("epochs", 2);
    // Enough that some hear the site that is explained: a few may all be silent there.
    ((ObjectNode) tree.get("network")).put("headUnits", 16);
    Json.write(config, tree);
    Run run = train(shared.resolve("out"), "--fine-tune", "plant");
    assertEquals(0, run.status(), run.err());
    model = shared.resolve("out/model.isoc");
  }

  private static Run splice(List<Object> first, List<?>... more) {
    List<Object> words = new ArrayList<>(List.of("splice"));
    words.addAll(first);
    Arrays.stream(more).forEach(words::addAll);
    return Run.isochron(words.toArray());
  }

  private static Run train(Path out, Object... more) {
    List<Object> how = List.of("--config", config, "--epochs", 2, "--out", out);
    return splice(List.of("train"), fly, plant, how, List.of(more));
  }

  private static void refused(Run run, int status, String message) {
    assertEquals(status, run.status(), run.err());
    assertTrue(run.err().contains(message), run.err());
  }

  @Test
  void resultsSayWhatIsOfWhichSpecies() throws IOException {
    JsonNode metrics = Json.tree(shared.resolve("out/metrics.json"));
    assertEquals(metrics.at("/donor"), metrics.at("/species/plant/donor"));
    assertTrue(metrics.at("/species/fly/acceptor/topK/value").isNumber());
    assertEquals("plant", metrics.at("/training/fineTuning/species").asText());
    assertEquals("[\"plant\"]", metrics.at("/measuredSpecies").toString());
    assertTrue(metrics.at("/training/validationAuprcBySpecies/fly/value").isNumber());
    List<String> history = Files.readAllLines(shared.resolve("out/history.csv"));
    assertEquals(5, history.size());
    assertTrue(history.get(2).endsWith(",training"), history.get(2));
    assertTrue(history.get(3).startsWith("1,"), history.get(3));
    assertTrue(history.get(4).endsWith(",fine-tuning"), history.get(4));
    List<String> split = Files.readAllLines(shared.resolve("out/split.tsv"));
    assertEquals("gene\tgroup\tset\tspecies", split.get(0));
    assertEquals(49, split.size());
    JsonNode written = Json.tree(shared.resolve("out/config.json"));
    assertEquals("plant", written.at("/fineTune/species").asText());
    assertEquals("fly", written.at("/species/0").asText());
    String report = Files.readString(shared.resolve("out/report.html"));
    assertTrue(report.contains("plant acceptor"), "scores of each species");
    assertTrue(report.contains("Second phase"), "the second phase's losses");
    assertTrue(Files.exists(shared.resolve("out/plots/fine-tuning.svg")));
  }

  @Test
  void theConfigurationGivesTheSameBytesOnOneThread() throws IOException {
    Path out = folder.resolve("again");
    Run run =
        splice(
            List.of("train"),
            fly,
            plant,
            List.of("--config", shared.resolve("out/config.json"), "--threads", 1, "--out", out));
    assertEquals(0, run.status(), run.err());
    for (String name : List.of("metrics.json", "config.json", "model.isoc", "history.csv")) {
      byte[] expected = Files.readAllBytes(shared.resolve("out").resolve(name));
      assertArrayEquals(expected, Files.readAllBytes(out.resolve(name)), name);
    }
  }

  @Test
  void withoutASecondPhaseTheScoresAreOfAllSpecies() throws IOException {
    Path out = folder.resolve("joint");
    Run run = train(out, "--isoforms", "mask", "--test-chromosome", "plant:s101", "s102", "s103");
    assertEquals(0, run.status(), run.err());
    JsonNode metrics = Json.tree(out.resolve("metrics.json"));
    assertEquals(8, metrics.at("/genes").asInt());
    assertEquals(3, metrics.at("/species/plant/genes").asInt());
    assertEquals("MASK", metrics.at("/isoforms").asText());
    assertTrue(metrics.at("/training/fineTuning").isMissingNode());
    assertFalse(Files.exists(out.resolve("plots/fine-tuning.svg")));
  }

  @Test
  void aModelOfSpeciesIsMeasuredAndPredictsByTheirNames() throws IOException {
    List<Object> how =
        List.of(
            "--model",
            model,
            "--split",
            shared.resolve("out/split.tsv"),
            "--out",
            folder.resolve("measured"));
    Run run = splice(List.of("evaluate"), fly, plant, how);
    assertEquals(0, run.status(), run.err());
    assertEquals(
        Json.tree(shared.resolve("out/metrics.json")).at("/species"),
        Json.tree(folder.resolve("measured/metrics.json")).at("/species"));
    List<Object> unnamed = fly.subList(2, 4);
    refused(
        splice(
            List.of("evaluate"),
            unnamed,
            List.of("--model", model, "--out", folder.resolve("unnamed"))),
        2,
        "the model tells species apart; expected --species NAME, one of fly, plant");
    List<Object> predict = List.of("predict", "--model", model, "--out", folder.resolve("sites"));
    refused(splice(predict, unnamed), 2, "expected --species NAME, one of fly, plant");
    refused(
        splice(predict, unnamed, List.of("--species", "ant")),
        2,
        "--species ant: expected one of those that the model knows, fly, plant");
    assertEquals(0, splice(predict, unnamed, List.of("--species", "plant")).status());
  }

  @Test
  void sitesAreExplainedAndVariantsScoredAsOfASpecies() throws IOException {
    String bases = MadeData.bases(77).toUpperCase(Locale.ROOT);
    Path fasta = Files.writeString(folder.resolve("s.fa"), ">a\n" + bases + "\n");
    List<Object> with = List.of("--model", model, "--fasta", fasta, "--force");
    List<Object> explain =
        List.of(
            "explain",
            "--region",
            "a:141-160",
            "--site",
            "donor:150",
            "--out",
            folder.resolve("why"));
    refused(splice(explain, with), 2, "expected --species NAME, one of fly, plant");
    List<String> tables = new ArrayList<>();
    for (String name : List.of("fly", "plant")) {
      Run run = splice(explain, with, List.of("--species", name));
      assertEquals(0, run.status(), run.err());
      tables.add(Files.readString(folder.resolve("why/saliency.tsv")));
    }
    assertNotEquals(tables.get(0), tables.get(1));
    String record = "a\t151\t.\t" + bases.charAt(150) + "\tT\t.\t.\t.\n";
    Path vcf =
        Files.writeString(
            folder.resolve("in.vcf"),
            "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n" + record);
    List<Object> variants =
        List.of("variants", "--vcf", vcf, "--no-genes", "--out", folder.resolve("scored"));
    refused(splice(variants, with), 2, "expected --species NAME, one of fly, plant");
    Run run = splice(variants, with, List.of("--species", "plant"));
    assertEquals(0, run.status(), run.err());
    assertTrue(Files.readString(folder.resolve("scored/variants.vcf")).contains(", species plant"));
  }

  @Test
  void eachSpeciesHasItsOwnNamesOfChromosomes() throws IOException {
    List<Object> other = new ArrayList<>(List.of("--species", "oak"));
    other.addAll(MadeGenomes.options(folder, "oak", 200, 212));
    Path annotation = (Path) other.get(5);
    String rows = Files.readString(annotation);
    Files.writeString(annotation, rows.replaceAll("(?m)^s", "chr"));
    StringBuilder table = new StringBuilder();
    for (int i = 200; i < 212; i++) {
      table.append("s").append(i).append("\tchr").append(i).append('\n');
    }
    Path names = Files.writeString(folder.resolve("names.tsv"), table);
    other.addAll(List.of("--chromosome-names", names));
    List<Object> how = List.of("--config", config, "--epochs", 1, "--out", folder.resolve("names"));
    Run run = splice(List.of("train"), other, plant, how);
    assertEquals(0, run.status(), run.err());
    assertTrue(Files.readString(folder.resolve("names/report.html")).contains("names.tsv"));
    List<Object> wrong = List.of("--chromosome-names", "prefix");
    refused(
        splice(List.of("train"), plant, fly, wrong, how, List.of("--force")),
        2,
        "--chromosome-names needs --annotation");
  }

  @Test
  void aModelOfNoSpeciesTakesNoName() throws IOException {
    MadeData.trained(folder, folder.resolve("one"));
    List<Object> words =
        List.of("predict", "--model", folder.resolve("one/model.isoc"), "--out", folder);
    refused(splice(words, fly), 2, "--species fly: the model tells no species apart");
  }

  @Test
  void speciesAreNamedBeforeTheirFilesAndOnce() {
    List<Object> out = List.of("--config", config, "--out", folder.resolve("x"));
    refused(
        splice(List.of("train"), fly.subList(2, 4), plant, out),
        2,
        "--species: expected before each species' files");
    refused(
        splice(List.of("train"), List.of("--dataset", "a", "--dataset", "b"), out),
        2,
        "found files without a name before them");
    refused(splice(List.of("train"), plant, fly, fly, out), 2, "--species fly: comes twice");
    refused(
        splice(List.of("train"), plant, List.of("--species", "fly"), out),
        2,
        "--species fly: expected files after it, found none");
    refused(
        splice(List.of("train"), List.of("--species", "a b"), fly.subList(2, 4), out),
        2,
        "--species: expected a name of letters");
    refused(train(folder.resolve("x"), "--fine-tune", "ant"), 2, "found fly, plant");
    refused(
        splice(List.of("train"), fly.subList(2, 4), out, List.of("--fine-tune", "fly")),
        2,
        "found none named");
  }
}
