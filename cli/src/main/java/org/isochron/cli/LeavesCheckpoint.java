package org.isochron.cli;

import java.nio.file.Path;

/** A command that leaves a checkpoint where it fails. */
interface LeavesCheckpoint {
  /** Returns the place of the checkpoint of the run that has begun, or null before. */
  Path checkpoint();
}
