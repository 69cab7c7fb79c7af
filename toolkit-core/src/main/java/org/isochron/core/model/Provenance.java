package org.isochron.core.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Where a model comes from: what would make it again. Nothing of the machine or the clock is in it,
 * so that the same seed and data give the same file.
 *
 * @param toolkitVersion version of this toolkit
 * @param seed the run's seed
 * @param config the full configuration, as JSON
 * @param data the files trained on
 */
public record Provenance(String toolkitVersion, long seed, JsonNode config, List<DataFile> data) {
  /**
   * One file trained on.
   *
   * @param name its name, without folders
   * @param sha256 its checksum
   */
  public record DataFile(String name, String sha256) {}

  /** Copies the list. */
  public Provenance {
    data = List.copyOf(data);
  }
}
