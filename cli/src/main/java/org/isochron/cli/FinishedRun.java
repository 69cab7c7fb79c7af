package org.isochron.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.isochron.bio.splice.GeneSplit;
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
   * @param data its genes
   * @param split of them
   * @param chosen its configuration
   * @param splitGiven whether the split was given to it
   */
  boolean isOf(GeneData data, GeneSplit split, SpliceRunConfig chosen, boolean splitGiven)
      throws IOException {
    Provenance.DataFile splitFile = SpliceResults.named(split);
    String given = splitGiven ? splitFile.sha256() : "";
    byte[] config = Json.bytes(chosen.withSplit(chosen.split().withGiven(given)));
    return Arrays.equals(config, Files.readAllBytes(folder.resolve("config.json")))
        && ModelFile.read(folder.resolve("model.isoc"))
            .provenance()
            .data()
            .equals(data.origin(splitFile));
  }

  /** Returns the content of metrics.json. */
  JsonNode metrics() throws IOException {
    return Json.tree(folder.resolve("metrics.json"));
  }
}
