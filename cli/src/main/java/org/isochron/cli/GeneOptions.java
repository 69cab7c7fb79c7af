package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.isochron.bio.annotation.GenBankOptions;
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

  @Mixin DataOption data;

  @Option(
      names = "--skip-unsupported",
      description = {
        "Leave out genes whose location cannot be trained on (parts on other sequences, both"
            + " strands, overlapping exons), and report them; else such a gene is an error"
            + " (--no-skip-unsupported, the default or that of --config)."
      },
      negatable = true)
  Boolean skipUnsupported;

  /** Files, or a name. */
  static final class Source {
    @Option(
        names = "--genbank",
        arity = "1..*",
        paramLabel = "FILE",
        description = "GenBank files with CDS features; each may be .gz.")
    List<Path> genBank = List.of();

    @Option(
        names = "--dataset",
        paramLabel = "NAME",
        description = "A GenBank data set of the catalogue (isochron datasets list).")
    String dataset = "";
  }

  /** Returns a configuration with what the options say otherwise. */
  GeneSetConfig over(GeneSetConfig base) {
    if (skipUnsupported == null) {
      return base;
    }
    GenBankOptions.Unsupported unsupported =
        skipUnsupported ? GenBankOptions.Unsupported.SKIP : GenBankOptions.Unsupported.REFUSE;
    return base.withGenBank(base.genBank().withUnsupported(unsupported));
  }

  /** Finds, checks and reads the genes. */
  GeneData read(Voice voice, GeneSetConfig config) throws IOException {
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
    GeneData read = read(files, config);
    noteSkipped(read.genes().skipped(), voice);
    return read;
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
          "--dataset " + found.name() + ": expected GenBank files, found: " + found.format(),
          "The data sets that can be trained on: isochron datasets list");
    }
    return data.locate(found);
  }

  /** Tells whether all files of a data set are GenBank. */
  static boolean take(Dataset dataset) {
    return dataset.formats().stream().allMatch(format -> format == FileFormat.GENBANK);
  }

  private static GeneData read(List<Path> files, GeneSetConfig config) throws IOException {
    GeneSet genes;
    try {
      genes = GeneSet.read(files, config);
    } catch (IllegalArgumentException e) {
      throw new FormatException(GeneData.names(files), e.getMessage(), e);
    }
    if (genes.size() == 0) {
      throw new FormatException(
          GeneData.names(files), "no genes; expected CDS features with locations");
    }
    return GeneData.of(files, genes);
  }
}
