package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isochron.core.io.AtomicFile;
import picocli.CommandLine.Option;

/** The one file that a command makes, whole or not at all. */
final class OutputFile {
  private static final String HINT = "Choose another file with --out.";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file to make; its folder is made where it is missing.")
  Path out;

  @Option(names = "--force", description = "Replace the file if it is there already.")
  boolean force;

  /** Refuses a place that does not serve; the input is never replaced. */
  void check(Path input) throws IOException {
    if (Files.isDirectory(out)) {
      throw CommandException.usage(out + ": a folder, expected a file", HINT);
    }
    if (!Files.exists(out)) {
      return;
    }
    if (Files.isSameFile(out, input)) {
      throw CommandException.usage(out + ": is the input, and is not overwritten", HINT);
    }
    if (!force) {
      throw CommandException.usage(
          out + ": is there already, and is not overwritten",
          "Choose another file with --out, or replace it with --force.");
    }
  }

  /** Writes the file. */
  void write(byte[] bytes) throws IOException {
    Path folder = out.toAbsolutePath().normalize().getParent();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw CommandException.usage(
          folder + ": cannot be made (" + Failures.ofInputOutput(e) + ")", HINT);
    }
    if (!Files.isWritable(folder)) {
      throw CommandException.usage(folder + ": cannot be written to", HINT);
    }
    AtomicFile.write(out, stream -> stream.write(bytes));
  }
}
