package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.isochron.core.io.Json;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.Toolkit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

@ExtendWith(OwnDataHome.class)
class CommandsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo",
        "splice",
        "splice train",
        "splice evaluate",
        "splice predict",
        "splice explain",
        "splice variants",
        "datasets",
        "reproduce",
        "model",
        "bench"
      })
  void everyCommandHasHelpWithExamples(String command) {
    Run run = Run.isochron((Object[]) (command + " --help").strip().split(" "));
    assertEquals(0, run.status());
    assertTrue(run.out().contains("Usage: " + ("isochron " + command).strip()), run.out());
    assertTrue(run.out().contains("Examples:"), run.out());
    assertTrue(run.out().contains("  isochron " + command), run.out());
    assertTrue(run.out().lines().allMatch(line -> line.length() <= 100), run.out());
    assertEquals("", run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "demo", "splice", "splice train", "model show"})
  void helpIsACommandToo(String command) {
    Run run = Run.isochron((Object[]) ("help " + command).strip().split(" "));
    assertEquals(0, run.status(), run.err());
    Run option = Run.isochron((Object[]) (command + " --help").strip().split(" "));
    assertEquals(option.out(), run.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "help nonsense",
        "help splice translate",
        "splice translate --help",
        "nonsense --help",
        "splice train --nonsense --help"
      })
  void helpOnWhatDoesNotExistIsWrongUsage(String command) {
    Run run = Run.isochron((Object[]) command.split(" "));
    assertEquals(2, run.status(), run.out());
    assertTrue(run.err().startsWith("isochron: Un"), run.err());
    assertEquals("", run.out());
  }

  @Test
  void demoReadsASeed() {
    Run run = Run.isochron("demo", "--seed", 7, "--threads", 0, "--out", folder.resolve("demo"));
    assertTrue(run.err().contains("--threads: expected at least 1"), run.err());
    Run bad = Run.isochron("demo", "--seed", "seven");
    assertTrue(bad.err().contains("'--seed'"), bad.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"datasets list", "datasets show dmel-augustus", "datasets path dmel-augustus"})
  void catalogueSpeaksJsonOrNothing(String command) throws IOException {
    Run json = Run.isochron((Object[]) (command + " --json").split(" "));
    assertEquals(0, json.status());
    assertTrue(Json.tree(json.out().getBytes(StandardCharsets.UTF_8), "out").size() > 0);
    Run quiet = Run.isochron((Object[]) (command + " --quiet").split(" "));
    assertEquals("", quiet.out() + quiet.err());
  }

  @Test
  void versionNamesToolkitJdkAndKernels() {
    Run run = Run.isochron("--version");
    assertEquals(0, run.status());
    List<String> lines = run.out().lines().toList();
    assertEquals("isochron " + Toolkit.version(), lines.get(0));
    assertTrue(lines.get(1).startsWith("JDK "));
    assertTrue(lines.get(2).matches("kernels (scalar|simd-\\d+)"), lines.get(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "splice",
        "nonsense",
        "splice train --out x",
        "splice train --fasta a --out x",
        "splice train --dataset dmel-augustus",
        "splice train --dataset dmel-augustus --out x --epochs many",
        "splice train --dataset dmel-augustus --out x --time-limit soon",
        "splice train --dataset dmel-augustus --out x --time-limit 99999999h",
        "bench --cell transformer",
        "bench --memory some",
        "bench --memory revolve:0",
        "model show",
        "datasets show"
      })
  void wrongUsageSaysWhereTheUsageIs(String command) {
    Run run = Run.isochron((Object[]) command.split(" "));
    assertEquals(2, run.status());
    assertEquals("", run.out());
    assertTrue(run.err().startsWith("isochron: "), run.err());
    assertTrue(run.err().contains(" --help' for the usage."), run.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "splice train --dataset dmel-augusts --out x",
        "splice train --dataset human-chr16 --out x",
        "splice train --dataset dmel-augustus --out x --epochs 0",
        "splice train --dataset dmel-augustus --out x --threads 0",
        "bench --threads 0",
        "bench --hidden 0",
        "datasets show dmel",
      })
  void valuesThatMakeNoSenseAreWrongUsageAndLeaveNothing(String command) {
    Path out = folder.resolve("x");
    Run run = Run.isochron((Object[]) command.replace("out x", "out " + out).split(" "));
    assertEquals(2, run.status(), run.err());
    assertTrue(run.err().startsWith("isochron: "), run.err());
    assertTrue(Files.notExists(out));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {StackOverflowError.class, NoClassDefFoundError.class, InternalError.class})
  void errorsAreReportedInOneLineToo(Class<? extends Error> kind) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Console console = new Console(stream, stream, List.of("broken"));
    CommandLine command = Commands.of(console).addSubcommand(new Broken(kind));
    assertEquals(1, Main.run(command, console, "broken"));
    String text = err.toString(StandardCharsets.UTF_8);
    assertTrue(text.startsWith("isochron: " + kind.getSimpleName()), text);
    assertFalse(text.contains("\tat "), text);
  }

  /** Fails as Java runtimes do. */
  @CommandLine.Command(name = "broken")
  private record Broken(Class<? extends Error> kind) implements Callable<Integer> {
    @Override
    public Integer call() throws ReflectiveOperationException {
      throw kind.getDeclaredConstructor().newInstance();
    }
  }

  @Test
  void thresholdsOfAnySizeCanBeMarked() {
    for (double threshold : new double[] {0, Double.MIN_VALUE, 0.5, 1, 1 + 1e-7}) {
      double marked = GeneTracks.marked(threshold);
      assertTrue(marked > 0 && marked <= 1, "threshold " + threshold);
    }
    assertEquals(0.5, GeneTracks.marked(0.5));
  }

  @Test
  void nearestNameIsOffered() {
    Run run = Run.isochron("datasets", "show", "dmel-augusts");
    assertTrue(run.err().contains("dmel-augustus"), run.err());
    assertTrue(Run.isochron("splice", "tran").err().contains("splice train"));
  }

  @Test
  void datasetsAreListedShownAndLocated() {
    assertTrue(Run.isochron("datasets", "list").out().contains("dmel-augustus"));
    Run show = Run.isochron("datasets", "show", "dmel-augustus");
    assertEquals(0, show.status());
    for (String word : List.of("licence", "citation", "origin", "sha256", "trap")) {
      assertTrue(show.out().contains(word), word);
    }
    Run verify = Run.isochron("datasets", "verify", "dmel-augustus");
    assertEquals(0, verify.status(), verify.err());
    assertTrue(verify.out().contains(": ok"), verify.out());
    Run path = Run.isochron("datasets", "path", "dmel-augustus");
    assertEquals(0, path.status(), path.err());
    Path file = Path.of(path.out().strip());
    assertTrue(file.startsWith(System.getProperty("isochron.data")), path.out());
    assertTrue(Files.exists(file), path.out());
  }

  @Test
  void damagedDatasetFailsVerification() throws IOException {
    Path set = Files.createDirectories(folder.resolve("bio/dmel-augustus"));
    Files.writeString(set.resolve("genes.gb.train.gz"), "no genes");
    Run run = Run.isochron("datasets", "verify", "dmel-augustus", "--data", folder);
    assertEquals(3, run.status());
    assertTrue(run.out().contains("length in bytes differs: found 8"), run.out());
    Run absent = Run.isochron("datasets", "verify", "human-chr16", "--data", folder);
    assertEquals(3, absent.status());
    assertTrue(absent.out().contains("missing"), absent.out());
    Run path = Run.isochron("datasets", "path", "human-chr16", "--data", folder);
    assertEquals(3, path.status());
    assertTrue(path.err().contains("--data"), path.err());
  }

  @Test
  void dataSetsAreListedWithTheCommandsThatTakeThem() {
    List<String> lines = Run.isochron("datasets", "list").out().lines().toList();
    String fly = lines.stream().filter(l -> l.startsWith("dmel-augustus")).findFirst().get();
    assertTrue(fly.contains("bundled  train, evaluate, predict  "), fly);
    String human = lines.stream().filter(l -> l.startsWith("human-chr16")).findFirst().get();
    assertTrue(human.contains("  predict  ") && !human.contains("train"), human);
    String flat = lines.stream().filter(l -> l.startsWith("flatfiles")).findFirst().get();
    assertTrue(flat.contains("  train, evaluate, predict  "), flat);
    Run uci = Run.isochron("datasets", "show", "uci-splice");
    String both = "taken by  reproduce uci-splice; reproduce uci-splice-random";
    assertTrue(uci.out().contains(both), uci.out());
    Run hs3d = Run.isochron("datasets", "show", "hs3d-balanced");
    assertTrue(hs3d.out().contains("taken by  splice predict; reproduce hs3d"), hs3d.out());
  }

  @Test
  void aDataFolderThatIsNotThereIsWrongUsage() {
    Path missing = folder.resolve("missing");
    for (String command : List.of("verify", "path dmel-augustus")) {
      String[] words = ("datasets " + command + " --data " + missing).split(" ", -1);
      Run run = Run.isochron((Object[]) words);
      assertEquals(2, run.status(), run.out());
      assertTrue(run.err().contains("--data " + missing + ": no such folder"), run.err());
    }
  }

  @Test
  void aHomeThatCannotBeWrittenToIsNamedWithTheRemedy() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    System.setProperty("isochron.data", file.resolve("home").toString());
    Run run = Run.isochron("datasets", "path", "dmel-augustus");
    assertEquals(1, run.status(), run.err());
    assertTrue(run.err().contains("unpacked into, " + file.resolve("home")), run.err());
    assertTrue(run.err().contains("Set ISOCHRON_DATA"), run.err());
  }

  @Test
  void modelIsShownAndVerified() throws IOException {
    assertEquals(0, MadeData.train(folder, folder.resolve("out")).status());
    Path model = folder.resolve("out/model.isoc");
    Run show = Run.isochron("model", "show", model);
    assertEquals(0, show.status());
    assertTrue(show.out().contains("splice-tagger"), show.out());
    assertTrue(show.out().contains("made.gb, sha256 "), show.out());
    assertTrue(show.out().contains("cells run   fused "), show.out());
    Run json = Run.isochron("model", "show", model, "--json");
    JsonNode tree = Json.tree(json.out().getBytes(StandardCharsets.UTF_8), "stdout");
    assertEquals(ModelFile.sha256(model), tree.at("/sha256").asText());
    Run verify = Run.isochron("model", "verify", model);
    assertEquals(0, verify.status());
    assertTrue(verify.out().contains(": ok, splice-tagger"), verify.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--input", "--hidden", "--batch", "--steps", "--layers", "--repeats"})
  void benchNamesTheOptionThatIsTooSmall(String option) {
    Run run = Run.isochron("bench", option, "-5");
    assertEquals(2, run.status(), run.err());
    assertTrue(run.err().contains(option + ": expected at least 1, found -5"), run.err());
  }

  @Test
  void benchPrintsTheKeysOfTheContract() throws IOException {
    Run run =
        Run.isochron(
            "bench",
            "--cell",
            "gru",
            "--input",
            2,
            "--hidden",
            4,
            "--batch",
            2,
            "--steps",
            5,
            "--repeats",
            3,
            "--threads",
            1,
            "--json");
    assertEquals(0, run.status(), run.err());
    JsonNode tree = Json.tree(run.out().getBytes(StandardCharsets.UTF_8), "stdout");
    for (String key : List.of("medianMillis", "stepsPerSecond", "gflops")) {
      assertTrue(tree.at("/" + key).asDouble() > 0, key);
    }
    assertFalse(tree.at("/kernels").asText().isEmpty());
    assertEquals(1, tree.at("/threads").asInt());
    assertEquals("gru", tree.at("/cell").asText());
    assertEquals(4, tree.at("/hidden").asInt());
    assertEquals(5, tree.at("/steps").asInt());
  }

  @Test
  void durationsAreReadInBothForms() {
    DurationText text = new DurationText();
    assertEquals(Duration.ofMinutes(10), text.convert("10m"));
    assertEquals(Duration.ofSeconds(90), text.convert("90s"));
    assertEquals(Duration.ofMinutes(90), text.convert("1h30m"));
    assertEquals(Duration.ofMinutes(10), text.convert("PT10M"));
    for (String bad :
        List.of("", "10", "-PT1M", "0s", "soon", "99999999h", "9999999999999999999s")) {
      assertThrows(TypeConversionException.class, () -> text.convert(bad), bad);
    }
  }
}
