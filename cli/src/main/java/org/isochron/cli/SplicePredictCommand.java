package org.isochron.cli;

import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.isochron.bio.splice.SitePredictor;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.core.recurrence.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Calls splice sites in sequences. */
@Command(
    name = "predict",
    description = "Call donors and acceptors on both strands of sequences.",
    customSynopsis = {
      "isochron splice predict --model FILE... (--fasta FILE... | --fastq FILE... |",
      "                               --genbank FILE... | --dataset NAME) --out DIR [OPTIONS]",
      ""
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  isochron splice predict --model fly/model.isoc --fasta chr2R.fa.gz --out sites",
      "  isochron splice predict --model fly/model.isoc --fasta a.fa b.fa --threshold 0.9 --out s",
      "  isochron splice predict --model plant/model.isoc --species plant --fasta a.fa --out s",
      "  isochron splice predict --model fly/model.isoc --fasta dm6.fa --region chr2R:1-500,000 \\",
      "      --format bed,gff3,bedgraph --out region",
      "  isochron splice predict --model fly/model.isoc --dataset dmel-augustus --out sites",
      "",
      "Formats: bed (sites.bed: 0-based, half-open; score = 1000 x probability), tsv (sites.tsv:",
      "1-based, all digits), gff3 (sites.gff3: sites, and introns between neighbours), bedgraph",
      "(donor.plus.bedgraph, ...: the probability of every base), bedgraph-signed (donor.bedgraph,",
      "acceptor.bedgraph: the strand of the greater one, minus negative).",
      "A donor is the last base of an exon, an acceptor the first."
    })
final class SplicePredictCommand implements Callable<Integer> {
  private final Console console;

  @Mixin ModelOption model;

  @Mixin SequenceOptions sequences;

  @Mixin OutputOptions output;

  @Mixin SpeciesOption species;

  @Mixin StrandsOption strands;

  @Option(
      names = "--format",
      split = ",",
      paramLabel = "FORMAT",
      converter = SiteFormat.Text.class,
      defaultValue = "bed,tsv",
      description = "What to write, separated by commas; see below (default ${DEFAULT-VALUE}).")
  List<SiteFormat> formats;

  @Mixin ComputeOptions compute;
  @Mixin TalkOptions talk;
  @Mixin HelpOption help;

  SplicePredictCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Voice voice = new Voice(console, talk);
    strands.check();
    sequences.check();
    SequencePiece region = sequences.region == null ? null : sequences.region(voice);
    List<SequenceFile> files = sequences.files(voice);
    try (Workers workers = compute.workers();
        OutputFolder out = output.open(SpliceResults.OF_PREDICTION)) {
      SpliceTagger tagger = species.tagger(model);
      voice.kernels(workers.count());
      SitePredictor predictor = strands.predictor(tagger, workers, voice);
      var prediction = new SitePrediction(predictor, EnumSet.copyOf(formats), voice);
      SitePrediction.Counts counts =
          region == null ? prediction.write(files, out) : prediction.write(region, out);
      out.commit();
      report(counts, voice, out);
      return 0;
    }
  }

  private void report(SitePrediction.Counts counts, Voice voice, OutputFolder out) {
    voice.say(
        String.format(
            Locale.ROOT,
            "%s, %s, %s, both strands, in %.1f s",
            Counted.of(counts.sequences(), "sequence"),
            Counted.of(counts.bases(), "base"),
            Counted.of(counts.sites(), "site"),
            counts.bases() / counts.basesPerSecond()));
    voice.say(
        "sites   "
            + EnumSet.copyOf(formats).stream()
                .flatMap(format -> format.files().stream())
                .map(name -> out.place(name).toString())
                .collect(Collectors.joining(", ")));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sequences", counts.sequences());
    json.put("bases", counts.bases());
    json.put("sites", counts.sites());
    json.put("basesPerSecond", counts.basesPerSecond());
    voice.json(json);
  }
}
