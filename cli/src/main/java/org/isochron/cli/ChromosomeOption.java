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

/** Which names mean the same chromosome. */
final class ChromosomeOption {
  /** What the option says of itself. */
  static final String DESCRIPTION =
      "Names that mean the same sequence (chr1, 1, NC_000001.11): a file with one chromosome a line"
          + " and its names separated by tabs, as UCSC's chromAlias.txt; or a built-in table:"
          + " GRCh37, GRCh38, WBcel235, BDGP6, TAIR10; or prefix: only chr, Chr or CHR in front may"
          + " differ (default: names must agree).";

  private static final String PREFIX = "prefix";

  @Option(names = "--chromosome-names", paramLabel = "TABLE", description = DESCRIPTION)
  String table;

  /** Returns the option as if it had been typed; null as if it had not. */
  static ChromosomeOption of(String table) {
    ChromosomeOption option = new ChromosomeOption();
    option.table = table;
    return option;
  }

  /** Returns the table, or null where names must agree. */
  ChromosomeNames names() throws IOException {
    if (table == null) {
      return null;
    }
    if (table.equals(PREFIX)) {
      return ChromosomeNames.prefixOnly();
    }
    Optional<GenomeAssembly> assembly =
        Arrays.stream(GenomeAssembly.values()).filter(a -> a.label().equals(table)).findFirst();
    if (assembly.isPresent()) {
      return ChromosomeNames.of(assembly.get());
    }
    return ChromosomeNames.read(file().orElseThrow());
  }

  /** Returns the file that holds the table, if one does. */
  Optional<Path> file() {
    boolean builtIn =
        table == null
            || table.equals(PREFIX)
            || Arrays.stream(GenomeAssembly.values()).anyMatch(a -> a.label().equals(table));
    if (builtIn) {
      return Optional.empty();
    }
    Path file = Path.of(table);
    if (!Files.exists(file)) {
      throw CommandException.usage(
          "--chromosome-names: expected a file, prefix, or one of "
              + Arrays.stream(GenomeAssembly.values())
                  .map(GenomeAssembly::label)
                  .collect(Collectors.joining(", "))
              + ", found '"
              + table
              + "'",
          "");
    }
    return Optional.of(Inputs.check("--chromosome-names", file));
  }
}
