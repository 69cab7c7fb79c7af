package org.isochron.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What stands before every command. */
@Command(
    name = "isochron",
    description = "Recurrent models of scientific sequences, trained by exact adjoints.",
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  isochron demo                                  train, evaluate and predict on bundled data",
      "  isochron splice train --dataset dmel-augustus --out fly",
      "  isochron splice predict --model fly/model.isoc --fasta chr2R.fa.gz --out sites",
      "  isochron help splice train                     options and examples of a command",
      "",
      "Exit status: 0 done; 1 failed; 2 wrong usage or output folder; 3 bad input data."
    })
final class RootCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version, the JDK and the kernels that run here, and exit.")
  boolean version;
}
