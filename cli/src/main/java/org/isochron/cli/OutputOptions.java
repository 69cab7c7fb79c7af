package org.isochron.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Where results go. */
final class OutputOptions {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the results; made where it is missing.")
  Path out;

  @Option(names = "--force", description = "Replace results that are there already.")
  boolean force;

  /**
   * Opens the folder for these results and checkpoints.
   *
   * @param goesOn whether a run goes on from the checkpoints and replaces what it left
   */
  OutputFolder open(List<String> results, List<String> checkpoints, boolean goesOn) {
    List<String> all = Stream.concat(results.stream(), checkpoints.stream()).toList();
    return OutputFolder.open(out, force || goesOn, all);
  }

  /** Opens the folder for these results. */
  OutputFolder open(List<String> results) {
    return OutputFolder.open(out, force, results);
  }
}
