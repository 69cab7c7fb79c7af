package org.isochron.cli;

import picocli.CommandLine.Option;

/** Whether both strands of whole records are measured. */
final class RecordOptions {
  @Option(
      names = "--no-whole-records",
      description = {
        "Measure the gene spans alone, with their strand given. Else both strands of whole records"
            + " are measured too, as gene finders are; on whole chromosomes this takes longest."
      })
  boolean omitted;
}
