package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.fasta.FastaRecord;
import org.isochron.bio.fasta.FastaWriter;
import org.isochron.bio.fasta.Iupac;
import org.isochron.bio.splice.GeneSet;
import org.isochron.bio.splice.GeneSplit;
import org.isochron.bio.splice.SenseGene;
import org.isochron.bio.splice.SiteThresholds;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.bio.splice.Strands;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.training.Checkpoints;
import org.isochron.datasets.Catalog;
import org.isochron.datasets.DataFolders;
import org.isochron.datasets.LocatedDataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Drives every pipeline over its bundled data, small. */
@Command(
    name = "demo",
    description = {
      "Train a splice-site tagger on the bundled fly genes, briefly, measure it on held-out genes,"
          + " call sites in one of them, and write a report. No network, about two minutes."
    },
    customSynopsis = {"isochron demo [OPTIONS]", ""},
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  isochron demo",
      "  isochron demo --out /tmp/demo --force",
      "",
      "Writes what splice train writes, and held-out.fa, sites.bed and sites.tsv."
    })
final class DemoCommand implements Callable<Integer> {
  private static final String FASTA = "held-out.fa";

  private final Console console;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "isochron-demo",
      description = "Folder for the results (default ${DEFAULT-VALUE}).")
  Path outFolder;

  @Option(names = "--force", description = "Replace results that are there already.")
  boolean force;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the split and the training (default ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "" + DemoConfig.EPOCHS,
      description = "Passes over the training genes (default ${DEFAULT-VALUE}).")
  int epochs;

  @Option(
      names = "--time-limit",
      paramLabel = "DURATION",
      converter = DurationText.class,
      defaultValue = DemoConfig.LIMIT,
      description =
          "Stop training after this time, keep the best epoch (default ${DEFAULT-VALUE}).")
  Duration timeLimit;

  @Mixin ComputeOptions compute;
  @Mixin TalkOptions talk;
  @Mixin HelpOption help;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    RunClock clock = new RunClock();
    Options.atLeastOne("--epochs", epochs);
    Voice voice = new Voice(console, talk);
    List<String> results = new ArrayList<>(SpliceResults.OF_TRAINING);
    results.addAll(SpliceResults.OF_PREDICTION);
    results.add(FASTA);
    Plots.probe();
    try (Workers workers = compute.workers();
        OutputFolder out = OutputFolder.open(outFolder, force, results)) {
      SpliceTraining run = train(workers, voice, out);
      RunFacts facts = new RunFacts(console.commandLine(), workers.count(), clock);
      SpliceResults.write(run, SpliceReport.of(run, facts, workers), out);
      SenseGene held = GeneTracks.choose(run.split().test()).get(0);
      Path fasta = out.prepare(FASTA);
      FastaWriter.write(fasta, List.of(forward(held)));
      SpliceTagger tagger = run.training().tagger();
      SiteThresholds thresholds = StrandsOption.thresholds(tagger, Strands.TOGETHER, voice);
      var counts =
          new SitePrediction(
                  tagger.predictor(Strands.TOGETHER, thresholds, workers),
                  EnumSet.of(SiteFormat.BED, SiteFormat.TSV),
                  voice)
              .write(List.of(new SequenceFile(fasta, SequenceFile.Kind.FASTA)), out);
      out.commit();
      report(run, counts, voice, out);
      voice.say(String.format(Locale.ROOT, "%.0f s in all", clock.seconds()));
      voice.json(SpliceMetrics.of(run));
      return 0;
    }
  }

  private SpliceTraining train(Workers workers, Voice voice, OutputFolder out) throws IOException {
    LocatedDataset fly =
        DataOption.locate(DataFolders.standard(), Catalog.standard().find(GeneData.FLY));
    fly.notes().forEach(voice::note);
    SpliceRunConfig usual = DemoConfig.splice();
    SpliceRunConfig config = usual.withTraining(usual.training().withSeed(seed).withEpochs(epochs));
    GeneSet genes = GeneSet.read(fly.files(), config.data());
    GeneData data = GeneData.of(fly.files(), genes);
    GeneSplit split = config.split().deal(genes, seed);
    var origin = data.origin(SpliceResults.write(split, out));
    return SpliceTraining.run(
        new SpliceTraining.Plan(data, split, origin, config, true, timeLimit, Checkpoints.NONE),
        workers,
        voice);
  }

  /** Returns a gene's window as its sequence has it. */
  private static FastaRecord forward(SenseGene gene) {
    boolean minus = gene.strand() == Strand.MINUS;
    byte[] bases = minus ? Iupac.reverseComplement(gene.bases()) : gene.bases();
    return new FastaRecord(gene.sequenceId(), "held-out gene " + gene.geneId(), bases);
  }

  private void report(
      SpliceTraining run, SitePrediction.Counts counts, Voice voice, OutputFolder out) {
    voice.say("");
    voice.say(
        String.format(
            Locale.ROOT,
            "Splice sites of %d fly genes (chromosome 2R): %s in %.0f s",
            run.data().genes().size(),
            Counted.of(run.training().history().size(), "epoch"),
            run.seconds()));
    if (run.stoppedByLimit()) {
      voice.say("(stopped after " + timeLimit.toSeconds() + " s: a busy or slow machine)");
    }
    SpliceMetrics.summary(run.evaluation()).forEach(voice::say);
    voice.say("for comparison: a weight array model's top-k is 0.575 and 0.315");
    voice.say("");
    voice.say("report  " + out.place("report.html"));
    voice.say("model   " + out.place("model.isoc"));
    voice.say(
        "sites   "
            + out.place("sites.bed")
            + " ("
            + counts.sites()
            + " in "
            + out.place(FASTA)
            + ")");
  }
}
