package org.isochron.cli;

import picocli.CommandLine.Option;

/** What a command says while it works and at its end. */
final class TalkOptions {
  @Option(
      names = "--quiet",
      description =
          "Print nothing but problems. (The JVM still names its incubating vector module.)")
  boolean quiet;

  @Option(names = "--json", description = "Print only the results, as JSON, to standard output.")
  boolean json;
}
