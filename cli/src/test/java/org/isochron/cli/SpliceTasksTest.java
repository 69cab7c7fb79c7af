package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isochron.core.io.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks beside the sites, calibration, and several models as one, on the command line. */
class SpliceTasksTest {
  @TempDir Path folder;

  private static void assertStatus(int expected, Run run) {
    assertEquals(expected, run.status(), run.err());
  }

  private JsonNode metrics(String of) throws IOException {
    return Json.tree(folder.resolve(of).resolve("metrics.json"));
  }

  private Run train(String out, Object... more) throws IOException {
    return MadeData.train(folder, folder.resolve(out), more);
  }

  private Run evaluate(String out, List<String> models, Object... more) {
    List<Object> words = new ArrayList<>(List.of("splice", "evaluate", "--model"));
    models.forEach(model -> words.add(folder.resolve(model).resolve("model.isoc")));
    words.addAll(List.of("--genbank", folder.resolve("made.gb")));
    words.addAll(List.of("--out", folder.resolve(out), "--split", folder.resolve("a/split.tsv")));
    words.addAll(List.of(more));
    return Run.isochron(words.toArray());
  }

  @Test
  void theStrandIsMeasuredByTrainAndByEvaluate() throws IOException {
    Run run = train("a", "--task", "strand=0.1");
    assertStatus(0, run);
    assertTrue(run.out().contains("strand  accuracy "), run.out());
    JsonNode strand = metrics("a").at("/tasks/strand");
    assertTrue(strand.at("/accuracy/value").isNumber(), strand.toString());
    int genes = metrics("a").at("/genes").asInt();
    assertEquals(2 * genes, strand.at("/windows").asInt());
    assertTrue(Files.readString(folder.resolve("a/report.html")).contains("read in both"));
    assertStatus(0, evaluate("again", List.of("a")));
    assertEquals(metrics("a").at("/tasks"), metrics("again").at("/tasks"));
    JsonNode config = Json.tree(folder.resolve("a/config.json"));
    assertEquals(0.1, config.at("/tasks/strand").asDouble());
    assertEquals("STRONGEST", config.at("/tasks/pooling").asText());
  }

  @Test
  void usageIsReadFromTheJunctionsOfAnAnnotation() throws IOException {
    List<Object> files = MadeGenomes.options(folder, "g", 0, 24);
    Path gff = folder.resolve("g.gff3");
    StringBuilder rows = new StringBuilder(Files.readString(gff));
    for (int i = 0; i < 24; i++) {
      int shift = i % 2 == 0 ? 0 : 20;
      rows.append(
          "s%d\tRNASeq_splice\tintron\t%d\t%d\t%d\t%s\t.\tID=j%d%n"
              .formatted(i, 151 + shift, 230 + shift, 3 + 100 * i, i % 2 == 0 ? "+" : "-", i)
              .replace("\r", ""));
    }
    Files.writeString(gff, rows);
    List<Object> words = new ArrayList<>(List.of("splice", "train"));
    words.addAll(files);
    words.addAll(List.of("--config", MadeData.smallConfig(folder), "--epochs", 2));
    words.addAll(List.of("--task", "usage=0.1", "--annotation-source", "made"));
    words.addAll(List.of("--out", folder.resolve("u")));
    assertStatus(0, Run.isochron(words.toArray()));
    JsonNode usage = metrics("u").at("/tasks/usage");
    assertEquals(metrics("u").at("/genes"), usage.at("/windows"));
    assertTrue(usage.at("/spearman/value").isNumber() && usage.at("/r2/low").isNumber());
    JsonNode config = Json.tree(folder.resolve("u/config.json"));
    assertEquals("RNASeq_splice", config.at("/data/annotation/junctionSource").asText());
    words.set(words.indexOf(folder.resolve("u")), folder.resolve("none"));
    words.addAll(List.of("--junction-source", "others"));
    Run none = Run.isochron(words.toArray());
    assertNotEquals(0, none.status());
    assertTrue(none.err().contains("tasks: usage needs training genes with junctions"), none.err());
  }

  @Test
  void tasksThatMakeNoSenseAreWrongUsage() throws IOException {
    refused("--task strnd=1: expected each of strand, species, usage", "--task", "strnd=1");
    refused("--task strand: expected a weight", "--task", "strand");
    refused("--task strand=-1: expected a weight", "--task", "strand=-1");
    refused("at most once", "--task", "strand=1", "--task", "strand=2");
    refused("task species: expected at least two species", "--task", "species=1");
    refused("--label-fraction: expected above 0", "--label-fraction", 0);
  }

  private void refused(String message, Object... more) throws IOException {
    Run run = train("x", more);
    assertStatus(2, run);
    assertTrue(run.err().contains(message), run.err());
  }

  @Test
  void aShareOfTheLabelsIsTaught() throws IOException {
    assertStatus(0, train("few", "--label-fraction", 0.25, "--task", "strand=0.1"));
    JsonNode config = Json.tree(folder.resolve("few/config.json"));
    assertEquals(0.25, config.at("/tasks/labelFraction").asDouble());
  }

  @Test
  void temperaturesAreReportedAndCanBeLeftOut() throws IOException {
    assertStatus(0, train("a"));
    JsonNode calibration = metrics("a").at("/calibration");
    assertTrue(calibration.at("/temperature/donor").isNumber(), calibration.toString());
    assertTrue(calibration.at("/uncalibrated/acceptor/ece/value").isNumber());
    assertTrue(Files.exists(folder.resolve("a/plots/calibration-before.svg")));
    assertTrue(Files.readString(folder.resolve("a/report.html")).contains("Brier before"));
    assertStatus(0, train("b", "--no-calibrate"));
    assertTrue(metrics("b").at("/calibration").isMissingNode());
    assertEquals(
        metrics("b").at("/donor/ece"), metrics("a").at("/calibration/uncalibrated/donor/ece"));
  }

  @Test
  void severalModelsAreMeasuredAsOne() throws IOException {
    assertStatus(0, train("a"));
    assertStatus(0, train("b", "--seed", 2, "--split", folder.resolve("a/split.tsv")));
    assertStatus(0, evaluate("both", List.of("a", "b")));
    JsonNode members = metrics("both").at("/model/members");
    assertEquals(2, members.size());
    assertEquals(2, members.at("/1/seed").asInt());
    assertNotEquals(metrics("a").at("/donor/brier"), metrics("both").at("/donor/brier"));
    Run same = evaluate("same", List.of("a", "a"));
    assertStatus(2, same);
    assertTrue(same.err().contains("the same file, given twice"), same.err());
    assertStatus(0, train("s", "--task", "strand=0.1"));
    Run other = evaluate("other", List.of("a", "s"));
    assertStatus(2, other);
    assertTrue(other.err().contains("tagger 2: tasks: expected []"), other.err());
    assertFalse(Files.exists(folder.resolve("other")));
  }
}
