package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isochron.core.io.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class DemoSlowTest {
  @TempDir Path folder;

  @BeforeEach
  void useAHomeOfItsOwn() {
    System.setProperty("isochron.data", folder.resolve("home").toString());
  }

  @AfterEach
  void useTheUsualHomeAgain() {
    System.clearProperty("isochron.data");
  }

  /** A third of a full training reaches what is asked of the mean of three. */
  @Test
  void theDemoLearnsTheFlyGenesAndCallsSitesInOne() throws IOException {
    Path out = folder.resolve("fly");
    Run run = Run.isochron("demo", "--time-limit", "30m", "--out", out);
    assertEquals(0, run.status(), run.err());
    JsonNode metrics = Json.tree(out.resolve("metrics.json"));
    assertTrue(metrics.at("/donor/topK/value").asDouble() >= 0.80, run.out());
    assertTrue(metrics.at("/acceptor/topK/value").asDouble() >= 0.72, run.out());
    assertTrue(metrics.at("/donor/ece/value").asDouble() < 0.001, run.out());
    assertTrue(metrics.at("/leak/clean").asBoolean());
    assertTrue(Files.readString(out.resolve("report.html")).contains("weight array"));
    assertTrue(Files.size(out.resolve("sites.bed")) > 0, run.out());
  }
}
