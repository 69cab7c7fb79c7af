package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isochron.core.io.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shortest reproduction on its real data, as a user runs it. */
@Tag("slow")
class ReproductionsSlowTest {
  @Test
  void theSpliceJunctionsAreAsExpected(@TempDir Path folder) throws IOException {
    String shared = System.getProperty("isochron.shared", "");
    Path data = Path.of(shared, "data");
    assumeTrue(
        Files.isRegularFile(data.resolve("bio/uci-splice/splice.arff")),
        "skipped: no data/bio/uci-splice below isochron.shared='" + shared + "'");
    Run run = Run.isochron("reproduce", "uci-splice", "--data", data, "--out", folder);
    assertEquals(0, run.status(), run.out() + run.err());
    assertEquals(3191, Files.readAllLines(folder.resolve("uci-splice/seed-1.tsv")).size());
    var metrics = Json.tree(folder.resolve("metrics.json"));
    assertTrue(metrics.at("/uci-splice/runs/0/windows/leaks/shared").asInt() > 0);
  }
}
