package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isochron.datasets.Catalog;
import org.isochron.datasets.Dataset;
import org.isochron.datasets.FileFormat;
import org.isochron.datasets.LocatedDataset;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where sequences come from. */
final class SequenceOptions {
  @ArgGroup(multiplicity = "1")
  Source source;

  @Mixin DataOption data;

  /** Files of one kind, or a name. */
  static final class Source {
    @Option(
        names = "--fasta",
        arity = "1..*",
        paramLabel = "FILE",
        description = "FASTA files; each may be .gz and hold many sequences.")
    List<Path> fasta = List.of();

    @Option(
        names = "--genbank",
        arity = "1..*",
        paramLabel = "FILE",
        description = "GenBank files, of which only the sequences are read; each may be .gz.")
    List<Path> genBank = List.of();

    @Option(
        names = "--dataset",
        paramLabel = "NAME",
        description = "The FASTA and GenBank files of a data set (isochron datasets list).")
    String dataset = "";
  }

  /** Finds the files. */
  List<SequenceFile> files(Voice voice) throws IOException {
    List<SequenceFile> files = new ArrayList<>();
    for (Path file : source.fasta) {
      files.add(new SequenceFile(Inputs.check("--fasta", file), SequenceFile.Kind.FASTA));
    }
    for (Path file : source.genBank) {
      files.add(new SequenceFile(Inputs.check("--genbank", file), SequenceFile.Kind.GENBANK));
    }
    Inputs.refuseTwice("--fasta", source.fasta);
    Inputs.refuseTwice("--genbank", source.genBank);
    return files.isEmpty() ? ofDataset(voice) : files;
  }

  /** Tells whether a file of a data set holds sequences in a format that is read. */
  static boolean take(Dataset dataset) {
    return dataset.formats().stream()
        .anyMatch(format -> format == FileFormat.FASTA || format == FileFormat.GENBANK);
  }

  private List<SequenceFile> ofDataset(Voice voice) throws IOException {
    Dataset found = DataOption.find(Catalog.standard(), source.dataset);
    LocatedDataset located = data.locate(found);
    located.notes().forEach(voice::note);
    return holding(found, located.files(), voice);
  }

  /** Returns those files of a data set that hold sequences. */
  static List<SequenceFile> holding(Dataset found, List<Path> all, Voice voice) throws IOException {
    List<SequenceFile> files = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Path file : all) {
      SequenceFile.Kind kind = SequenceFile.kindOf(file);
      if (kind == null) {
        others.add(file.getFileName().toString());
      } else {
        files.add(new SequenceFile(file, kind));
      }
    }
    if (files.isEmpty()) {
      throw CommandException.usage(
          "--dataset "
              + found.name()
              + ": expected FASTA or GenBank sequences, found: "
              + found.format(),
          "");
    }
    if (!others.isEmpty()) {
      voice.note(found.name() + ": no sequences in " + String.join(", ", others));
    }
    return files;
  }
}
