package org.isochron.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.isochron.bio.annotation.SequenceNames;
import org.isochron.bio.fasta.IndexedFasta;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.bio.variants.DeltaConfig;
import org.isochron.bio.variants.DeltaScorer;
import org.isochron.bio.variants.ReferenceSequences;
import org.isochron.bio.variants.VariantGenes;
import org.isochron.bio.variants.VcfAnnotator;
import org.isochron.core.model.Toolkit;
import org.isochron.core.recurrence.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores variants of a VCF file. */
@Command(
    name = "variants",
    description = "Score what variants do to splice sites: VCF in, VCF out.",
    customSynopsis = {
      "isochron splice variants --model FILE... --vcf FILE --fasta FILE",
      "                                (--annotation FILE | --no-genes) --out DIR [OPTIONS]",
      ""
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  isochron splice variants --model fly/model.isoc --vcf calls.vcf.gz --fasta dm6.fa \\",
      "      --annotation genes.gff3.gz --out scored",
      "  isochron splice variants --model m.isoc --vcf a.vcf --fasta own.fa --no-genes --out s",
      "",
      "Writes variants.vcf or variants.vcf.gz, every record as it was, with an INFO field added:",
      "ALLELE|SYMBOL|DS_AG|DS_AL|DS_DG|DS_DL|DP_AG|DP_AL|DP_DG|DP_DL, an entry for each allele and",
      "gene. DS are the largest gain and loss of an acceptor's and a donor's probability, 0 to 1, DP",
      "the places: bases from POS, on the forward strand. What has no scores is in unscored.tsv."
    })
final class SpliceVariantsCommand implements Callable<Integer> {
  private static final String PLAIN = "variants.vcf";
  private static final String COMPRESSED = "variants.vcf.gz";
  private static final String UNSCORED = "unscored.tsv";

  private final Console console;

  @Mixin ModelOption model;

  @Option(
      names = "--vcf",
      required = true,
      paramLabel = "FILE",
      description = "A VCF file, version 4; may be .gz.")
  Path vcf;

  @Mixin SpeciesOption species;

  @Mixin ReferenceOption reference;

  @Mixin VariantGeneOptions genes;

  @Mixin OutputOptions output;

  @Mixin VariantOptions options;

  @Mixin ChromosomeOption names;

  @Mixin ComputeOptions compute;
  @Mixin TalkOptions talk;
  @Mixin HelpOption help;

  SpliceVariantsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Voice voice = new Voice(console, talk);
    Inputs.check("--vcf", vcf);
    DeltaConfig config = options.config();
    try (Workers workers = compute.workers();
        OutputFolder out = output.open(List.of(PLAIN, COMPRESSED, UNSCORED));
        IndexedFasta fasta = reference.open(voice)) {
      SpliceTagger tagger = species.tagger(model);
      ReferenceSequences sequences = ReferenceSequences.of(fasta);
      SequenceNames found =
          new SequenceNames(sequences.names(), Optional.ofNullable(names.names()));
      DeltaScorer scorer = new DeltaScorer(tagger, sequences, config, workers);
      VariantGenes targets = genes.read(sequences, found, voice);
      VcfAnnotator annotator = new VcfAnnotator(scorer, targets, annotation(found));
      voice.kernels(workers.count());
      String name = compressed() ? COMPRESSED : PLAIN;
      RunClock clock = new RunClock();
      VcfAnnotator.Counts counts = annotate(annotator, out, name, voice);
      out.commit();
      report(counts, clock.seconds(), out.place(name), voice);
      return 0;
    }
  }

  private boolean compressed() {
    return options.compress == null
        ? String.valueOf(vcf.getFileName()).endsWith(".gz")
        : options.compress;
  }

  private VcfAnnotator.Options annotation(SequenceNames found) throws IOException {
    String origin = "isochron " + Toolkit.version() + "; " + model.origin() + species.said();
    try {
      return new VcfAnnotator.Options(options.id, found, options.misfits(), origin);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--info-" + e.getMessage(), "");
    }
  }

  private VcfAnnotator.Counts annotate(
      VcfAnnotator annotator, OutputFolder out, String name, Voice voice) throws IOException {
    try (var list = Files.newBufferedWriter(out.prepare(UNSCORED), StandardCharsets.UTF_8);
        VariantProgress progress = new VariantProgress(voice, list)) {
      return annotator.annotate(vcf, out.prepare(name), progress);
    }
  }

  private static void report(VcfAnnotator.Counts counts, double seconds, Path file, Voice voice) {
    double rate = counts.scored() / Math.max(seconds, 1e-9);
    voice.say(
        String.format(
            Locale.ROOT,
            "%s, %s: %,d scored, %s, in %.1f s, %.0f variants/s",
            Counted.of(counts.records(), "record"),
            Counted.of(counts.alleles(), "alternative"),
            counts.scored(),
            counts.entries() == 1
                ? "1 entry"
                : String.format(Locale.ROOT, "%,d entries", counts.entries()),
            seconds,
            rate));
    Map<String, Object> unscored = new LinkedHashMap<>();
    counts
        .unscored()
        .forEach(
            (reason, number) -> {
              voice.say(String.format(Locale.ROOT, "no scores: %,d, %s", number, reason.text()));
              unscored.put(reason.name(), number);
            });
    voice.say("scores  " + file);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("records", counts.records());
    json.put("alternatives", counts.alleles());
    json.put("scored", counts.scored());
    json.put("entries", counts.entries());
    json.put("unscored", unscored);
    json.put("variantsPerSecond", rate);
    voice.json(json);
  }
}
