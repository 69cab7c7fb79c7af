package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.isochron.bio.annotation.ChromosomeNames;
import org.isochron.bio.annotation.GenomeAssembly;
import picocli.CommandLine.Option;

/** Which names of sequences mean the same. */
final class NamesOption {
  private static final String EXACT = "exact";
  private static final String PREFIX = "prefix";

  @Option(
      names = "--names",
      paramLabel = "HOW",
      defaultValue = EXACT,
      description = {
        "Which names of sequences mean the same in all files: exact (the default), only equal ones;"
            + " prefix, also chr1 and 1; GRCh37, GRCh38, WBcel235, BDGP6 or TAIR10, also accessions;"
            + " or a FILE of tab-separated names, a sequence in each line."
      })
  String how;

  /** Returns the names; empty: only equal ones mean the same. */
  Optional<ChromosomeNames> names() throws IOException {
    if (how.equals(EXACT)) {
      return Optional.empty();
    }
    if (how.equals(PREFIX)) {
      return Optional.of(ChromosomeNames.prefixOnly());
    }
    for (GenomeAssembly assembly : GenomeAssembly.values()) {
      if (assembly.label().equalsIgnoreCase(how)) {
        return Optional.of(ChromosomeNames.of(assembly));
      }
    }
    Path file = Path.of(how);
    if (!Files.exists(file)) {
      String assemblies =
          Arrays.stream(GenomeAssembly.values())
              .map(GenomeAssembly::label)
              .collect(Collectors.joining(", "));
      throw CommandException.usage(
          "--names: expected exact, prefix, " + assemblies + " or a file, found " + how, "");
    }
    return Optional.of(ChromosomeNames.read(Inputs.check("--names", file)));
  }
}
