package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isochron.bio.annotation.GenomeFiles;
import org.isochron.bio.splice.SpeciesFiles;
import org.isochron.datasets.Catalog;
import org.isochron.datasets.Dataset;
import org.isochron.datasets.FileFormat;
import org.isochron.datasets.LocatedDataset;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The files of one species' genes, as typed; or of all genes, where no species is named. */
final class GeneFiles {
  @Option(
      names = "--species",
      paramLabel = "NAME",
      description = {
        "Name of the species whose files follow, up to the next --species; the model tells them"
            + " apart."
      })
  String species = "";

  @Option(
      names = "--genbank",
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "GenBank or EMBL files (told by their first line) with CDS features; each may be .gz."
      })
  List<Path> genBank;

  @ArgGroup(exclusive = false, multiplicity = "0..*")
  List<Genome> genomes;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description = "A GenBank or EMBL data set of the catalogue (isochron datasets list).")
  String dataset = "";

  @Option(
      names = "--chromosome-names",
      paramLabel = "TABLE",
      description = ChromosomeOption.DESCRIPTION)
  String chromosomeNames;

  /** A genome with its annotation. */
  static final class Genome {
    @Option(
        names = "--fasta",
        required = true,
        paramLabel = "FILE",
        description = {
          "FASTA file of a genome; may be .gz. Repeat it with --annotation for more. Two folders"
              + " mean all their FASTA and annotation files, paired by name."
        })
    Path fasta;

    @Option(
        names = "--annotation",
        required = true,
        paramLabel = "FILE",
        description = "GFF3 or GTF file with the genes of --fasta; may be .gz.")
    Path annotation;
  }

  private List<Genome> genomes() {
    return genomes == null ? List.of() : genomes;
  }

  private List<Path> genBank() {
    return genBank == null ? List.of() : genBank;
  }

  boolean hasAnnotations() {
    return !genomes().isEmpty();
  }

  /** Finds the files, and checks that they can be read. */
  SpeciesFiles find(DataOption data, Voice voice) throws IOException {
    if (!dataset.isEmpty() && (hasAnnotations() || !genBank().isEmpty())) {
      throw CommandException.usage(
          "--dataset " + dataset + ": expected no files beside it",
          "Name another species for it with --species, or give its files.");
    }
    if (dataset.isEmpty() && genomes().isEmpty() && genBank().isEmpty()) {
      throw CommandException.usage(
          "--species " + species + ": expected files after it, found none",
          "Give --genbank, --fasta and --annotation, or --dataset.");
    }
    List<Path> flatFiles = new ArrayList<>(genBank());
    if (!dataset.isEmpty()) {
      LocatedDataset located = located(data);
      located.notes().forEach(voice::note);
      flatFiles.addAll(located.files());
    }
    for (Path file : flatFiles) {
      Inputs.check("--genbank", file);
    }
    List<GenomeFiles> pairs = new ArrayList<>();
    for (Genome genome : genomes()) {
      pairs.addAll(GenomeFolder.pairs(genome.fasta, genome.annotation));
    }
    for (GenomeFiles pair : pairs) {
      Inputs.check("--fasta", pair.fasta());
      Inputs.check("--annotation", pair.annotation());
    }
    return new SpeciesFiles(species, flatFiles, pairs, Optional.ofNullable(chromosomes().names()));
  }

  /** Returns which names mean the same chromosome. */
  ChromosomeOption chromosomes() {
    return ChromosomeOption.of(chromosomeNames);
  }

  /** Refuses a table of names where no annotation has any. */
  void checkChromosomes() {
    if (chromosomeNames != null && !hasAnnotations()) {
      throw CommandException.usage(
          "--chromosome-names needs --annotation", "Give a genome with --fasta and --annotation.");
    }
  }

  /** Refuses a name that is none. */
  void checkName() {
    try {
      SpeciesFiles.checkName(species, true);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--" + e.getMessage(), "");
    }
  }

  private LocatedDataset located(DataOption data) throws IOException {
    Dataset found = DataOption.find(Catalog.standard(), dataset);
    if (!take(found)) {
      throw CommandException.usage(
          "--dataset "
              + found.name()
              + ": expected GenBank or EMBL files, found: "
              + found.format(),
          "The data sets that can be trained on: isochron datasets list");
    }
    return data.locate(found);
  }

  /** Tells whether all files of a data set are GenBank or EMBL. */
  static boolean take(Dataset dataset) {
    return dataset.formats().stream()
        .allMatch(format -> format == FileFormat.GENBANK || format == FileFormat.EMBL);
  }
}
