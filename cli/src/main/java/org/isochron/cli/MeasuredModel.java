package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.TrainedModel;

/**
 * Which model was measured.
 *
 * @param file as typed
 * @param sha256 of the file
 * @param kind of model
 * @param seed of its training
 */
record MeasuredModel(Path file, String sha256, String kind, long seed) {
  static MeasuredModel of(Path file, TrainedModel model) throws IOException {
    return new MeasuredModel(file, ModelFile.sha256(file), model.kind(), model.provenance().seed());
  }

  /** Returns what {@code metrics.json} says: what is inside, not where the file stands. */
  Map<String, Object> metrics() {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("sha256", sha256);
    m.put("kind", kind);
    m.put("seed", seed);
    return m;
  }

  /** Returns names and values for the report, in the order to show. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("model " + file, "sha256 " + sha256);
    facts.put("model kind", kind);
    facts.put("seed of the model's training", Long.toString(seed));
    return facts;
  }
}
