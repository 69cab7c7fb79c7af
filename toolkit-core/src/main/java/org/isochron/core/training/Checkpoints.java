package org.isochron.core.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.nio.file.Path;

/**
 * Where a training run leaves its checkpoint, at the start and after each epoch.
 *
 * @param file replaced after each epoch, unless it is there and no checkpoint, which is refused;
 *     null keeps none
 * @param resume whether to go on from the file, if it is there
 * @param run what else tells the run from others (checksums of data, given parameters), as JSON; a
 *     checkpoint of another run is refused
 */
public record Checkpoints(Path file, boolean resume, JsonNode run) {
  /** Checks that there is a file to go on from. */
  public Checkpoints {
    OptimizerConfig.require(file != null || !resume, "file", "a file to resume from", file);
  }

  /** No checkpoint. */
  public static final Checkpoints NONE = new Checkpoints(null, false, NullNode.getInstance());

  /**
   * Makes the checkpoints of a run that its network and configuration tell from others.
   *
   * @param file replaced after each epoch
   * @param resume whether to go on from the file, if it is there
   */
  public static Checkpoints in(Path file, boolean resume) {
    return new Checkpoints(file, resume, NullNode.getInstance());
  }

  /** Returns these checkpoints of a run that more is known about. */
  public Checkpoints of(JsonNode what) {
    return new Checkpoints(file, resume, what);
  }
}
