package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.isochron.bio.annotation.AnnotationOptions;
import org.isochron.bio.annotation.SequenceNames;
import org.isochron.bio.annotation.SkippedFeature;
import org.isochron.bio.variants.ReferenceSequences;
import org.isochron.bio.variants.VariantGenes;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What variants are scored for. */
final class VariantGeneOptions {
  @ArgGroup(multiplicity = "1")
  Source source;

  @Option(
      names = "--annotation-source",
      arity = "1..*",
      paramLabel = "NAME",
      description = "Only rows with this second column count (default: all).")
  List<String> sources = List.of();

  @Option(
      names = "--transcript-type",
      arity = "1..*",
      paramLabel = "TYPE",
      description =
          "Third column of the rows that are transcripts; any: all that have exons (default: mRNA"
              + " and transcript).")
  List<String> types = List.of();

  /** Genes or none. */
  static final class Source {
    @Option(
        names = "--annotation",
        paramLabel = "FILE",
        description =
            "GFF3 or GTF file, may be .gz: each variant is scored for every gene that it is in, on"
                + " the gene's strand.")
    Path annotation;

    @Option(
        names = "--no-genes",
        description = "Without annotation: each variant is scored on both strands, called + and -.")
    boolean none;
  }

  /** Reads the genes. */
  VariantGenes read(ReferenceSequences sequences, SequenceNames names, Voice voice)
      throws IOException {
    if (source.annotation == null) {
      if (!sources.isEmpty() || !types.isEmpty()) {
        String option = sources.isEmpty() ? "--transcript-type" : "--annotation-source";
        throw CommandException.usage(option + " needs --annotation", "");
      }
      return VariantGenes.bothStrands();
    }
    Inputs.check("--annotation", source.annotation);
    VariantGenes genes = VariantGenes.read(source.annotation, options(), sequences, names);
    if (genes.size() == 0) {
      String first =
          genes.skipped().isEmpty() ? "" : "; the first: " + reason(genes.skipped().get(0));
      throw CommandException.badInput(
          source.annotation.getFileName() + ": no gene on the sequences of --fasta" + first,
          "Where the files call the chromosomes by other names, give --chromosome-names.");
    }
    noteSkipped(genes.skipped(), voice);
    return genes;
  }

  private AnnotationOptions options() {
    AnnotationOptions options = AnnotationOptions.defaults().withSources(sources);
    if (types.isEmpty()) {
      return options;
    }
    return options.withTranscriptTypes(types.equals(List.of("any")) ? List.of() : types);
  }

  /** A gene that is left out is a place without genes to a variant, so it is said. */
  private static void noteSkipped(List<SkippedFeature> skipped, Voice voice) {
    if (!skipped.isEmpty()) {
      voice.note(
          String.format(
              Locale.ROOT,
              "left out: %,d features of --annotation, variants there count as outside genes; the"
                  + " first: %s",
              skipped.size(),
              reason(skipped.get(0))));
    }
  }

  private static String reason(SkippedFeature s) {
    return s.gene() + " (" + s.place() + "): " + s.reason();
  }
}
