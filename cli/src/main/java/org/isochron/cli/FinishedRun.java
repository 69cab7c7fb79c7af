package org.isochron.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.isochron.core.io.Json;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.Provenance;

/**
 * The results of a training that has ended.
 *
 * @param folder where they are
 */
record FinishedRun(Path folder) {
  /** Tells whether there are any: metrics.json is written last. */
  boolean exists() {
    return Files.isRegularFile(folder.resolve("metrics.json"))
        && Files.isRegularFile(folder.resolve("config.json"))
        && Files.isRegularFile(folder.resolve("model.isoc"))
        && SpliceResults.CHECKPOINTS.stream().allMatch(c -> Files.notExists(folder.resolve(c)));
  }

  /**
   * Tells whether they are those of a run.
   *
   * @param config its configuration, as config.json holds it
   * @param origin its data files and split, as its model names them
   */
  boolean isOf(Object config, List<Provenance.DataFile> origin) throws IOException {
    return Arrays.equals(Json.bytes(config), Files.readAllBytes(folder.resolve("config.json")))
        && ModelFile.read(folder.resolve("model.isoc")).provenance().data().equals(origin);
  }

  /** Says that they are there already. */
  void say(Voice voice) throws IOException {
    voice.say("complete already: " + folder + " has the results of this run");
    voice.say("model   " + folder.resolve("model.isoc"));
    voice.say("report  " + folder.resolve("report.html"));
    voice.json(metrics());
  }

  /** Returns the content of metrics.json. */
  private JsonNode metrics() throws IOException {
    return Json.tree(folder.resolve("metrics.json"));
  }
}
