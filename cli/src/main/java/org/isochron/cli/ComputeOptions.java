package org.isochron.cli;

import org.isochron.core.recurrence.Workers;
import picocli.CommandLine.Option;

/** Who computes. */
final class ComputeOptions {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to compute with (default: all processors). Changes no result.")
  Integer threads;

  /** Starts the threads. */
  Workers workers() {
    int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    return new Workers(Options.atLeastOne("--threads", count));
  }
}
