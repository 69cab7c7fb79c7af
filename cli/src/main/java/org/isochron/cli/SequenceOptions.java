package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.SequenceNames;
import org.isochron.bio.fasta.FastaRecord;
import org.isochron.bio.fasta.IndexedFasta;
import org.isochron.core.io.FormatException;
import org.isochron.datasets.Catalog;
import org.isochron.datasets.Dataset;
import org.isochron.datasets.FileFormat;
import org.isochron.datasets.LocatedDataset;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where sequences come from. */
final class SequenceOptions {
  /** Bases read on either side of a region: more than nearly all introns and exons have. */
  private static final int SURROUNDINGS = 20_000;

  private static final Set<FileFormat> READ =
      EnumSet.of(FileFormat.FASTA, FileFormat.GENBANK, FileFormat.EMBL);

  @ArgGroup(multiplicity = "1")
  Source source;

  @Option(
      names = "--region",
      paramLabel = "NAME:START-END",
      converter = Region.Text.class,
      description = {
        "Only this region of the one --fasta file, 1-based and inclusive: chr2R:1,000-2,000. The file"
            + " is plain or bgzip; its .fai (and .gzi) is used if it is there. Up to "
            + SURROUNDINGS
            + " bases on either side are read, too."
      })
  Region region;

  @Mixin ChromosomeOption chromosomes;
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
        names = "--fastq",
        arity = "1..*",
        paramLabel = "FILE",
        description = "FASTQ files, of which only the sequences are read; each may be .gz.")
    List<Path> fastq = List.of();

    @Option(
        names = "--genbank",
        arity = "1..*",
        paramLabel = "FILE",
        description = {
          "GenBank or EMBL files (told by their first line), of which only the sequences are read;"
              + " each may be .gz."
        })
    List<Path> genBank = List.of();

    @Option(
        names = "--dataset",
        paramLabel = "NAME",
        description = "The sequence files of a data set (isochron datasets list).")
    String dataset = "";
  }

  /** Reads the region and what lies around it. */
  SequencePiece region(Voice voice) throws IOException {
    Path file = source.fasta.get(0);
    try (IndexedFasta fasta = ReferenceOption.open(file, voice)) {
      String name = name(fasta.names(), file);
      int length = fasta.length(name);
      Interval wanted = region.interval();
      if (wanted.end() > length) {
        throw new FormatException(
            file.toString(),
            "'" + name + "' has " + length + " bases, --region ends at " + wanted.end());
      }
      int start = Math.max(0, wanted.start() - SURROUNDINGS);
      int end = (int) Math.min(length, (long) wanted.end() + SURROUNDINGS);
      FastaRecord bases = new FastaRecord(name, "", fasta.bases(name, start, end));
      return new SequencePiece(bases, start, wanted, length);
    }
  }

  private String name(List<String> names, Path file) throws IOException {
    try {
      return new SequenceNames(names, Optional.ofNullable(chromosomes.names()))
          .resolve(region.sequence());
    } catch (IllegalArgumentException e) {
      throw new FormatException(file.toString(), "--region: " + e.getMessage(), e);
    }
  }

  /** Refuses options that do not go together. */
  void check() {
    if (region != null && source.fasta.size() != 1) {
      throw CommandException.usage("--region needs one --fasta file", "");
    }
    if (region == null && chromosomes.table != null) {
      throw CommandException.usage(
          "--chromosome-names needs --region", "Other sequences keep the names of their files.");
    }
  }

  /** Finds the files. */
  List<SequenceFile> files(Voice voice) throws IOException {
    List<SequenceFile> files = new ArrayList<>();
    for (Path file : source.fasta) {
      files.add(new SequenceFile(Inputs.check("--fasta", file), SequenceFile.Kind.FASTA));
    }
    for (Path file : source.genBank) {
      files.add(new SequenceFile(Inputs.check("--genbank", file), SequenceFile.Kind.FLAT_FILE));
    }
    for (Path file : source.fastq) {
      files.add(new SequenceFile(Inputs.check("--fastq", file), SequenceFile.Kind.FASTQ));
    }
    Inputs.refuseTwice("--fasta", source.fasta);
    Inputs.refuseTwice("--fastq", source.fastq);
    Inputs.refuseTwice("--genbank", source.genBank);
    return files.isEmpty() ? ofDataset(voice) : files;
  }

  /** Tells whether a file of a data set holds sequences in a format that is read. */
  static boolean take(Dataset dataset) {
    return dataset.formats().stream().anyMatch(READ::contains);
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
              + ": expected FASTA, FASTQ, GenBank or EMBL sequences, found: "
              + found.format(),
          "");
    }
    if (!others.isEmpty()) {
      voice.note(found.name() + ": no sequences in " + String.join(", ", others));
    }
    return files;
  }
}
