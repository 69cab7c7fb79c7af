package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
  @TempDir Path folder;

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(p -> !p.equals(folder))
          .map(p -> folder.relativize(p).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void nothingIsInPlaceBeforeCommit() throws IOException {
    try (OutputFolder out = OutputFolder.open(folder, false, List.of("a", "plots/b.svg"))) {
      Files.writeString(out.prepare("a"), "1");
      Files.writeString(out.prepare("plots/b.svg"), "2");
      assertTrue(Files.notExists(folder.resolve("a")));
      out.commit();
    }
    assertEquals(List.of("a", "plots", "plots/b.svg"), names(folder));
  }

  @Test
  void withoutCommitNothingIsLeftNotEvenTheFoldersMade() throws IOException {
    Path deep = folder.resolve("x/y");
    try (OutputFolder out = OutputFolder.open(deep, false, List.of("a"))) {
      Files.writeString(out.prepare("a"), "1");
    }
    assertEquals(List.of(), names(folder));
  }

  @Test
  void earlierResultsStayUntilCommitAndStrangersForever() throws IOException {
    Files.writeString(folder.resolve("a"), "old");
    Files.writeString(folder.resolve("b"), "old");
    Files.writeString(folder.resolve("mine"), "mine");
    Files.createDirectory(folder.resolve("plots"));
    Files.writeString(folder.resolve("plots/stale.svg"), "old");
    Files.writeString(folder.resolve("plots/mine.svg"), "mine");
    List<String> results = List.of("a", "b", "plots/stale.svg", "plots/other.svg");
    try (OutputFolder out = OutputFolder.open(folder, true, results)) {
      Files.writeString(out.prepare("a"), "new");
      assertEquals("old", Files.readString(folder.resolve("a")));
      out.commit();
    }
    assertEquals("new", Files.readString(folder.resolve("a")));
    assertEquals(List.of("a", "mine", "plots", "plots/mine.svg"), names(folder));
  }

  /** Prepares a result and waits for its end. */
  static final class Prepares {
    private Prepares() {}

    public static void main(String[] args) throws IOException, InterruptedException {
      OutputFolder out = OutputFolder.open(Path.of(args[0]), true, List.of("a"));
      Files.writeString(out.prepare("a"), "half");
      System.out.println("prepared");
      Thread.sleep(60_000);
      out.close();
    }
  }

  private void runOnce() throws IOException {
    try (OutputFolder out = OutputFolder.open(folder, true, List.of("b"))) {
      Files.writeString(out.prepare("b"), "1");
      out.commit();
    }
  }

  @Test
  void whatAKilledRunLeftIsRemovedByTheNextButNotWhatALivingOneHas() throws Exception {
    Path mine = Files.createDirectory(folder.resolve(".part-mine"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    Process other =
        new ProcessBuilder(java, "-cp", classes, Prepares.class.getName(), folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertEquals("prepared", other.inputReader().readLine());
      runOnce();
      long left = names(folder).stream().filter(name -> name.endsWith("/a")).count();
      assertEquals(1, left, "of the living one: " + names(folder));
    } finally {
      other.destroyForcibly().waitFor();
    }
    runOnce();
    assertEquals(List.of(".part-mine", "b"), names(folder));
    assertTrue(Files.exists(mine), "no lock file in it: a stranger's");
  }

  @Test
  void onlyDeclaredResultsArePrepared() throws IOException {
    Files.writeString(folder.resolve("mine.svg"), "mine");
    try (OutputFolder out = OutputFolder.open(folder, true, List.of("a"))) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> out.prepare("mine.svg"));
      assertTrue(e.getMessage().contains("'mine.svg': expected one of those declared, [a]"));
      out.commit();
    }
    assertEquals("mine", Files.readString(folder.resolve("mine.svg")));
  }

  @Test
  void failureHalfWaySaysThatResultsWereReplaced() throws IOException {
    Files.writeString(folder.resolve("metrics.json"), "old");
    List<String> results = List.of("metrics.json", "a", "b");
    try (OutputFolder out = OutputFolder.open(folder, true, results)) {
      Files.writeString(out.prepare("a"), "new");
      Files.writeString(out.prepare("b"), "new");
      Files.writeString(out.prepare("metrics.json"), "new");
      Files.createDirectories(folder.resolve("b/in the way"));
      CommandException e = assertThrows(CommandException.class, out::commit);
      assertEquals(1, e.status());
      assertTrue(e.hint().startsWith("Its results are incomplete"), e.hint());
    }
    assertEquals("new", Files.readString(folder.resolve("a")));
    assertTrue(Files.notExists(folder.resolve("metrics.json")), "nothing says that all is there");
  }

  @Test
  void folderInPlaceOfAResultIsWrongUsage() throws IOException {
    Files.createDirectory(folder.resolve("a"));
    Files.writeString(folder.resolve("plots"), "mine");
    for (String name : List.of("a", "plots/b.svg")) {
      CommandException e =
          assertThrows(
              CommandException.class, () -> OutputFolder.open(folder, true, List.of(name)));
      assertEquals(2, e.status());
    }
    assertEquals(List.of("a", "plots"), names(folder));
  }

  @Test
  void fileInPlaceOfTheFolderIsWrongUsage() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    for (Path out : List.of(file, file.resolve("below"))) {
      CommandException e =
          assertThrows(CommandException.class, () -> OutputFolder.open(out, true, List.of("a")));
      assertEquals(2, e.status());
      assertEquals(
          "output folder " + out + ": " + file + " is a file, expected a folder", e.getMessage());
      assertTrue(e.hint().contains("--out"), e.hint());
    }
    Run run = MadeData.train(folder, file);
    assertEquals(2, run.status());
    assertTrue(run.err().contains("output folder " + file), run.err());
    assertTrue(run.err().contains("--out"), run.err());
  }

  @Test
  void folderThatNobodyCanWriteToIsWrongUsage() throws IOException {
    Path proc = Path.of("/proc");
    Assumptions.assumeTrue(Files.isDirectory(proc), "this system has no /proc");
    Path out = proc.resolve("isochron");
    Run run = MadeData.train(folder, out);
    assertEquals(2, run.status(), run.err());
    String message = "isochron: output folder " + out + ": cannot be written to";
    assertTrue(run.err().startsWith(message), run.err());
    assertEquals("", run.out());
    assertTrue(Files.notExists(out));
    assertEquals(List.of("made.gb", "small.json"), names(folder));
  }
}
