package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isochron.bio.fasta.IndexedFasta;
import picocli.CommandLine.Option;

/** The sequences, of which regions are read. */
final class ReferenceOption {
  @Option(
      names = "--fasta",
      required = true,
      paramLabel = "FILE",
      description =
          "FASTA file, plain or bgzip; its .fai (and .gzi) are used where they stand beside it.")
  Path fasta;

  /** Opens the file; an index that is missing is made in memory. */
  IndexedFasta open(Voice voice) throws IOException {
    return open(fasta, voice);
  }

  /** Opens a file given with {@code --fasta}; an index that is missing is made in memory. */
  static IndexedFasta open(Path fasta, Voice voice) throws IOException {
    Inputs.check("--fasta", fasta);
    if (Files.notExists(fasta.resolveSibling(fasta.getFileName() + ".fai"))) {
      voice.note(
          fasta.getFileName()
              + ": no .fai beside it, so all of it is read (samtools faidx makes one)");
    }
    return IndexedFasta.open(fasta, IndexedFasta.MissingIndex.BUILD);
  }
}
