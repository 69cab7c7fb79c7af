package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.isochron.bio.annotation.AnnotationOptions;
import org.isochron.bio.annotation.FlatFileOptions;
import org.isochron.bio.annotation.SkippedFeature;
import org.isochron.bio.splice.GeneSet;
import org.isochron.bio.splice.GeneSetConfig;
import org.isochron.bio.splice.IsoformRule;
import org.isochron.bio.splice.SpeciesFiles;
import org.isochron.core.io.FormatException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where annotated genes come from. */
final class GeneOptions {
  private static final List<String> FILES =
      List.of("--genbank", "--fasta", "--annotation", "--dataset", "--chromosome-names");

  /** What is left out is named up to this number. */
  private static final int NOTED = 10;

  @ArgGroup(exclusive = false, multiplicity = "1..*")
  List<GeneFiles> groups;

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

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

  @Option(
      names = "--junction-source",
      paramLabel = "NAME",
      description = {
        "Second column of the intron rows of an annotation whose sixth is a count of RNA-seq reads,"
            + " for the task usage (default: none; in train with that task RNASeq_splice, or that of"
            + " --config)."
      })
  String junctionSource;

  @Option(
      names = "--isoforms",
      paramLabel = "RULE",
      description = {
        "Where transcripts disagree: unite (a site of any is a site) or mask (what they disagree on"
            + " is neither trained on nor measured); default unite, or that of --config."
      })
  IsoformRule isoforms;

  /** Returns a configuration with what the options say otherwise. */
  GeneSetConfig over(GeneSetConfig config) {
    GeneSetConfig base = isoforms == null ? config : config.withIsoforms(isoforms);
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
    groups.forEach(GeneFiles::checkChromosomes);
    String option =
        annotationSources != null
            ? "--annotation-source"
            : transcriptTypes != null
                ? "--transcript-type"
                : junctionSource != null ? "--junction-source" : "";
    if (!option.isEmpty() && groups.stream().noneMatch(GeneFiles::hasAnnotations)) {
      throw CommandException.usage(
          option + " needs --annotation", "Give a genome with --fasta and --annotation.");
    }
    AnnotationOptions result =
        junctionSource == null ? base : base.withJunctionSource(junctionSource);
    if (annotationSources != null) {
      result = result.withSources(Options.named("--annotation-source", annotationSources));
    }
    if (transcriptTypes != null) {
      boolean any = transcriptTypes.equals(List.of("any"));
      List<String> types = Options.named("--transcript-type", transcriptTypes);
      result = result.withTranscriptTypes(any ? List.of() : types);
    }
    return result;
  }

  /** Returns the names of the species, in the order typed; empty where none is named. */
  List<String> species() {
    groups.forEach(GeneFiles::checkName);
    List<String> names =
        groups.stream().map(group -> group.species).filter(name -> !name.isEmpty()).toList();
    boolean one = names.isEmpty() && groups.size() == 1;
    if (!one && (names.size() < groups.size() || !startsWithSpecies())) {
      throw CommandException.usage(
          "--species: expected before each species' files, found files without a name before them",
          "For example: --species plant --fasta a.fa --annotation a.gff3 --species fly --genbank b.gb");
    }
    for (int i = 0; i < names.size(); i++) {
      if (names.subList(0, i).contains(names.get(i))) {
        throw CommandException.usage(
            "--species " + names.get(i) + ": comes twice",
            "Give all files of a species after one --species.");
      }
    }
    return names;
  }

  /** The parser puts files into the group of a species that is named after them. */
  private boolean startsWithSpecies() {
    for (String word : command.commandLine().getParseResult().originalArgs()) {
      String option = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
      if (option.equals("--species")) {
        return true;
      }
      if (FILES.contains(option)) {
        return false;
      }
    }
    return false;
  }

  /** Finds, checks and reads the genes. */
  GeneData read(Voice voice, GeneSetConfig config) throws IOException {
    species();
    List<SpeciesFiles> found = new ArrayList<>();
    List<Path> flatFiles = new ArrayList<>();
    List<Path> pairs = new ArrayList<>();
    for (GeneFiles group : groups) {
      SpeciesFiles of = group.find(data, voice);
      found.add(of);
      flatFiles.addAll(of.flatFiles());
      of.genomes().forEach(pair -> pairs.addAll(List.of(pair.fasta(), pair.annotation())));
    }
    Inputs.refuseTwice("--genbank", flatFiles);
    Inputs.refuseTwice("--fasta and --annotation", pairs);
    List<Path> files = new ArrayList<>(flatFiles);
    files.addAll(pairs);
    groups.stream()
        .flatMap(group -> group.chromosomes().file().stream())
        .distinct()
        .forEach(files::add);
    GeneSet genes;
    try {
      genes = GeneSet.readSpecies(found, config, UnaryOperator.identity());
    } catch (IllegalArgumentException e) {
      throw new FormatException(GeneData.names(files), e.getMessage(), e);
    }
    refuseNone(genes, files, config);
    GeneData read = GeneData.of(files, genes);
    noteSkipped(read.genes().skipped(), voice);
    return read;
  }

  private void refuseNone(GeneSet genes, List<Path> files, GeneSetConfig config)
      throws FormatException {
    if (genes.size() == 0 && !genes.skipped().isEmpty()) {
      SkippedFeature first = genes.skipped().get(0);
      throw CommandException.badInput(
          String.format(
              Locale.ROOT,
              "%s: no genes: all %,d were left out, the first (%s, %s) because of %s",
              GeneData.names(files),
              genes.skipped().size(),
              first.gene(),
              first.place(),
              first.reason()),
          "Where the files call the chromosomes by other names, give --chromosome-names.");
    }
    if (genes.size() == 0) {
      List<String> types = config.annotation().transcriptTypes();
      boolean annotations = groups.stream().anyMatch(GeneFiles::hasAnnotations);
      String ofAnnotation =
          types.isEmpty()
              ? "features with exons"
              : "transcripts of type " + String.join(", ", types);
      throw new FormatException(
          GeneData.names(files),
          "no genes; expected " + (annotations ? ofAnnotation : "CDS features with locations"));
    }
    if (genes.motifs().lookForeign()) {
      throw CommandException.badInput(
          GeneData.names(files)
              + ": "
              + genes.motifs().summary()
              + "; nearly all introns are GT-AG",
          "Is the annotation of this assembly? Compare the releases of both files.");
    }
    for (String name : genes.species()) {
      if (genes.genes().stream().noneMatch(gene -> gene.species().equals(name))) {
        throw new FormatException(
            GeneData.names(files), "no genes of " + name + "; expected at least one");
      }
    }
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
}
