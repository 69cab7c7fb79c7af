package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
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
      "isochron splice predict --model FILE (--fasta FILE... | --genbank FILE... | --dataset NAME)",
      "                               --out DIR [OPTIONS]",
      ""
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  isochron splice predict --model fly/model.isoc --fasta chr2R.fa.gz --out sites",
      "  isochron splice predict --model fly/model.isoc --fasta a.fa b.fa --threshold 0.9 --out s",
      "  isochron splice predict --model plant/model.isoc --species plant --fasta a.fa --out s",
      "  isochron splice predict --model fly/model.isoc --dataset dmel-augustus --out sites",
      "",
      "Writes sites.bed (0-based, half-open; score = 1000 x probability) and sites.tsv (1-based).",
      "A donor is the last base of an exon, an acceptor the first."
    })
final class SplicePredictCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "A model.isoc.")
  Path model;

  @Mixin SequenceOptions sequences;

  @Mixin OutputOptions output;

  @Option(
      names = "--species",
      paramLabel = "NAME",
      description = "The sequences' species, of those that the model tells apart.")
  String species = "";

  @Option(
      names = "--threshold",
      paramLabel = "P",
      description = {
        "Call sites from this probability on, above 0 up to 1 (default: the model's own, chosen on"
            + " validation genes for the best F1)."
      })
  Double threshold;

  @Mixin ComputeOptions compute;
  @Mixin TalkOptions talk;
  @Mixin HelpOption help;

  SplicePredictCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Voice voice = new Voice(console, talk);
    if (threshold != null && !(threshold > 0 && threshold <= 1)) {
      throw CommandException.usage(
          "--threshold: expected above 0 and at most 1, found " + threshold, "");
    }
    List<SequenceFile> files = sequences.files(voice);
    try (Workers workers = compute.workers();
        OutputFolder out = output.open(SpliceResults.OF_PREDICTION)) {
      SpliceTagger tagger = ModelSpecies.reading(Inputs.tagger(model), species);
      voice.kernels(workers.count());
      double[] thresholds = SitePrediction.thresholds(tagger, threshold);
      SitePrediction prediction = new SitePrediction(tagger, thresholds, workers, voice);
      SitePrediction.Counts counts = prediction.write(files, out);
      out.commit();
      report(counts, voice, out);
      return 0;
    }
  }

  private static void report(SitePrediction.Counts counts, Voice voice, OutputFolder out) {
    voice.say(
        String.format(
            Locale.ROOT,
            "%s, %s, %s, both strands, in %.1f s",
            Counted.of(counts.sequences(), "sequence"),
            Counted.of(counts.bases(), "base"),
            Counted.of(counts.sites(), "site"),
            counts.bases() / counts.basesPerSecond()));
    voice.say("sites   " + out.place("sites.bed") + ", " + out.place("sites.tsv"));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sequences", counts.sequences());
    json.put("bases", counts.bases());
    json.put("sites", counts.sites());
    json.put("basesPerSecond", counts.basesPerSecond());
    voice.json(json);
  }
}
