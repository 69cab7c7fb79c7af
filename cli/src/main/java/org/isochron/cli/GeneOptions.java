package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.isochron.bio.annotation.AnnotationOptions;
import org.isochron.bio.annotation.ChromosomeNames;
import org.isochron.bio.annotation.FlatFileOptions;
import org.isochron.bio.annotation.GenomeFiles;
import org.isochron.bio.annotation.SkippedFeature;
import org.isochron.bio.splice.GeneSet;
import org.isochron.bio.splice.GeneSetConfig;
import org.isochron.core.io.FormatException;
import org.isochron.datasets.Catalog;
import org.isochron.datasets.Dataset;
import org.isochron.datasets.FileFormat;
import org.isochron.datasets.LocatedDataset;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where annotated genes come from. */
final class GeneOptions {
  /** What is left out is named up to this number. */
  private static final int NOTED = 10;

  @ArgGroup(multiplicity = "1")
  Source source;

  @Mixin ChromosomeOption chromosomes;
  @Mixin DataOption data;

  @Option(
      names = "--skip-unsupported",
      description = {
        "Leave out genes whose location cannot be trained on (parts on other sequences, both"
            + " strands, overlapping exons; rows of an annotation whose parents are not in the"
            + " file), and report them: the default for annotations. With --no-skip-unsupported,"
            + " the default for GenBank, such a gene is an error."
      },
      negatable = true)
  Boolean skipUnsupported;

  @Option(
      names = "--annotation-source",
      arity = "1..*",
      paramLabel = "NAME",
      description = {
        "Only rows of an annotation with this second column count, as in WormBase (default: all, or"
            + " those of --config)."
      })
  List<String> annotationSources;

  @Option(
      names = "--transcript-type",
      arity = "1..*",
      paramLabel = "TYPE",
      description = {
        "Third column of the rows of an annotation that are transcripts; any: all that have exons"
            + " (default: mRNA and transcript, or those of --config)."
      })
  List<String> transcriptTypes;

  /** A genome with its annotation. */
  static final class Genome {
    @Option(
        names = "--fasta",
        required = true,
        paramLabel = "FILE",
        description = "FASTA file of a genome; may be .gz. Repeat it with --annotation for more.")
    Path fasta;

    @Option(
        names = "--annotation",
        required = true,
        paramLabel = "FILE",
        description = "GFF3 or GTF file with the genes of --fasta; may be .gz.")
    Path annotation;

    GenomeFiles files() {
      return new GenomeFiles(fasta, annotation);
    }
  }

  /** Files, or a name. */
  static final class Source {
    @ArgGroup(exclusive = false, multiplicity = "1..*")
    List<Genome> genomes;

    @Option(
        names = "--genbank",
        arity = "1..*",
        paramLabel = "FILE",
        description = {
          "GenBank or EMBL files (told by their first line) with CDS features; each may be .gz."
        })
    List<Path> genBank = List.of();

    @Option(
        names = "--dataset",
        paramLabel = "NAME",
        description = "A GenBank or EMBL data set of the catalogue (isochron datasets list).")
    String dataset = "";
  }

  /** Returns a configuration with what the options say otherwise. */
  GeneSetConfig over(GeneSetConfig base) {
    AnnotationOptions annotation = annotationOver(base.annotation());
    if (skipUnsupported == null) {
      return base.withAnnotation(annotation);
    }
    FlatFileOptions.Unsupported unsupported =
        skipUnsupported ? FlatFileOptions.Unsupported.SKIP : FlatFileOptions.Unsupported.REFUSE;
    return base.withGenBank(base.genBank().withUnsupported(unsupported))
        .withAnnotation(annotation.withUnsupported(unsupported));
  }

  private AnnotationOptions annotationOver(AnnotationOptions base) {
    if (chromosomes.table != null && genomes().isEmpty()) {
      throw CommandException.usage(
          "--chromosome-names needs --annotation", "Give a genome with --fasta and --annotation.");
    }
    boolean said = annotationSources != null || transcriptTypes != null;
    if (said && genomes().isEmpty()) {
      String option = annotationSources != null ? "--annotation-source" : "--transcript-type";
      throw CommandException.usage(
          option + " needs --annotation", "Give a genome with --fasta and --annotation.");
    }
    AnnotationOptions result = base;
    if (annotationSources != null) {
      result = result.withSources(named("--annotation-source", annotationSources));
    }
    if (transcriptTypes != null) {
      boolean any = transcriptTypes.equals(List.of("any"));
      List<String> types = named("--transcript-type", transcriptTypes);
      result = result.withTranscriptTypes(any ? List.of() : types);
    }
    return result;
  }

  private static List<String> named(String option, List<String> names) {
    if (names.stream().anyMatch(String::isBlank)) {
      throw CommandException.usage(option + ": expected a name, found ''", "");
    }
    return names;
  }

  /** Finds, checks and reads the genes. */
  GeneData read(Voice voice, GeneSetConfig config) throws IOException {
    GeneData read = genomes().isEmpty() ? ofGenBank(voice, config) : ofGenomes(config);
    noteSkipped(read.genes().skipped(), voice);
    return read;
  }

  private GeneData ofGenBank(Voice voice, GeneSetConfig config) throws IOException {
    List<Path> files = source.genBank;
    if (files.isEmpty()) {
      LocatedDataset located = located();
      located.notes().forEach(voice::note);
      files = located.files();
    }
    for (Path file : files) {
      Inputs.check("--genbank", file);
    }
    Inputs.refuseTwice("--genbank", files);
    List<Path> found = files;
    return read(files, "CDS features with locations", () -> GeneSet.read(found, config));
  }

  private List<Genome> genomes() {
    return source.genomes == null ? List.of() : source.genomes;
  }

  private GeneData ofGenomes(GeneSetConfig config) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Genome genome : genomes()) {
      files.add(Inputs.check("--fasta", genome.fasta));
      files.add(Inputs.check("--annotation", genome.annotation));
    }
    Inputs.refuseTwice("--fasta and --annotation", files);
    chromosomes.file().ifPresent(files::add);
    ChromosomeNames names = chromosomes.names();
    List<GenomeFiles> pairs = genomes().stream().map(Genome::files).toList();
    List<String> types = config.annotation().transcriptTypes();
    return read(
        files,
        types.isEmpty() ? "features with exons" : "transcripts of type " + String.join(", ", types),
        () ->
            names == null
                ? GeneSet.readGenomes(pairs, config, UnaryOperator.identity())
                : GeneSet.readGenomes(pairs, config, names));
  }

  private static void noteSkipped(List<SkippedFeature> skipped, Voice voice) {
    for (SkippedFeature s : skipped.subList(0, Math.min(NOTED, skipped.size()))) {
      String where = s.place().equals(s.gene()) ? s.location() : s.place();
      voice.note("left out: " + s.gene() + " (" + where + "): " + s.reason());
    }
    if (skipped.size() > NOTED) {
      voice.note("left out: and " + (skipped.size() - NOTED) + " more; see the report");
    }
  }

  private LocatedDataset located() throws IOException {
    var found = DataOption.find(Catalog.standard(), source.dataset);
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

  /** Reads some files. */
  private interface Reading {
    GeneSet read() throws IOException;
  }

  private static GeneData read(List<Path> files, String expected, Reading reading)
      throws IOException {
    GeneSet genes;
    try {
      genes = reading.read();
    } catch (IllegalArgumentException e) {
      throw new FormatException(GeneData.names(files), e.getMessage(), e);
    }
    if (genes.size() == 0) {
      throw new FormatException(GeneData.names(files), "no genes; expected " + expected);
    }
    return GeneData.of(files, genes);
  }
}
