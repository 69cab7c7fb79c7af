package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isochron.core.io.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@ExtendWith(OwnDataHome.class)
class DemoSlowTest {
  @TempDir Path folder;

  /** Within .02 of what the README shows. */
  @Test
  void theDemoLearnsTheFlyGenesAndCallsSitesInOne() throws IOException {
    Path out = folder.resolve("fly");
    Run run = Run.isochron("demo", "--time-limit", "30m", "--out", out);
    assertEquals(0, run.status(), run.err());
    JsonNode metrics = Json.tree(out.resolve("metrics.json"));
    assertTrue(metrics.at("/donor/topK/value").asDouble() >= 0.86, run.out());
    assertTrue(metrics.at("/acceptor/topK/value").asDouble() >= 0.84, run.out());
    assertTrue(metrics.at("/donor/ece/value").asDouble() < 0.001, run.out());
    assertTrue(metrics.at("/leak/clean").asBoolean());
    assertTrue(Files.readString(out.resolve("report.html")).contains("weight array"));
    assertTrue(Files.size(out.resolve("sites.bed")) > 0, run.out());
  }
}
