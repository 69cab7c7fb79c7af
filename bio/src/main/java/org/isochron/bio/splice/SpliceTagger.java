package org.isochron.bio.splice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.fasta.FastaRecord;
import org.isochron.bio.fasta.Iupac;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.Provenance;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.model.Toolkit;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.training.Checkpoints;
import org.isochron.core.training.EpochRecord;
import org.isochron.core.training.Trainer;
import org.isochron.core.training.TrainingListener;
import org.isochron.core.training.TrainingSession;
import org.isochron.core.training.Validator;

/**
 * Tags each base of a DNA sequence as donor (last base of an exon before an intron), acceptor
 * (first base of an exon after one) or neither.
 *
 * <p>A recurrent network scores each base; a grammar of coding genes, trained with it, says which
 * scores make sense together. The probability of a site is its marginal over all gene structures.
 *
 * <p>After Lee et al. 2015, arXiv 1512.05135 (recurrent networks on splice sites), and Jaganathan
 * et al. 2019, doi 10.1016/j.cell.2018.12.015 (one label for each base).
 */
public final class SpliceTagger {
  /** The kind of model that holds a tagger. */
  public static final String KIND = "splice-tagger";

  private final TrainedModel model;
  private final Settings settings;

  /**
   * What a tagger needs beside its network.
   *
   * @param alphabet letters that it reads
   * @param radius neighbours read on either side
   * @param donorThreshold probability from which a donor is called
   * @param acceptorThreshold probability from which an acceptor is called
   * @param trainedGenes the genes that it has seen
   */
  record Settings(
      String alphabet,
      int radius,
      double donorThreshold,
      double acceptorThreshold,
      TrainedGenes trainedGenes) {
    static final String DNA = "DNA (IUPAC)";
  }

  private SpliceTagger(TrainedModel model, Settings settings) {
    this.model = model;
    this.settings = settings;
  }

  /**
   * A trained tagger and how it got there.
   *
   * @param tagger with the parameters that ranked validation sites best
   * @param history a record of each epoch; its validation score is 1 − mean AUPRC
   * @param bestEpoch the epoch kept, from 1
   */
  public record Training(SpliceTagger tagger, List<EpochRecord> history, int bestEpoch) {}

  /**
   * Trains a tagger. The split's validation genes choose the epoch and the calling thresholds; its
   * test genes are not looked at.
   *
   * @param split training and validation genes, at least one each
   * @param config the network and its training
   * @param data the files that the genes are from, for the model's provenance
   * @param workers who computes
   * @param listener who watches
   * @throws IllegalArgumentException if there is no training or validation gene, or the validation
   *     genes have no donor or no acceptor
   */
  public static Training train(
      GeneSplit split,
      SpliceConfig config,
      List<Provenance.DataFile> data,
      Workers workers,
      TrainingListener listener) {
    return train(split, config, data, new TrainingSession(workers, listener, Checkpoints.NONE));
  }

  /**
   * Trains a tagger in a session that may leave checkpoints and go on from one, if it is of the
   * same configuration and data.
   *
   * @param split training and validation genes, at least one each
   * @param config the network and its training
   * @param data the files that the genes are from, for the model's provenance
   * @param session who computes and watches, and where checkpoints are
   * @throws IllegalArgumentException as {@link #train(GeneSplit, SpliceConfig, List, Workers,
   *     TrainingListener)}
   * @throws java.io.UncheckedIOException if a checkpoint cannot be written, is damaged or of
   *     another run
   */
  public static Training train(
      GeneSplit split,
      SpliceConfig config,
      List<Provenance.DataFile> data,
      TrainingSession session) {
    if (split.train().isEmpty() || split.validation().isEmpty()) {
      throw new IllegalArgumentException(
          "training needs training and validation genes, found "
              + split.train().size()
              + " and "
              + split.validation().size());
    }
    List<SpliceUnit> validation = SpliceUnit.of(split.validation());
    SpliceEvaluation.requireSites("validation", validation);
    RecurrentNetwork network = config.recurrentNetwork();
    SpliceEncoder encoder = new SpliceEncoder(config.network().radius());
    List<SpliceUnit> training = SpliceUnit.of(split.train());
    SpliceChunks chunks = new SpliceChunks(training, encoder, config.chunk());
    Validator validator =
        run -> SpliceEvaluation.rankingError(validation, scan(run, encoder, validation));
    long seed = config.training().seed();
    Provenance provenance = new Provenance(Toolkit.version(), seed, Json.toTree(config), data);
    Workers workers = session.workers();
    Trainer trainer =
        new Trainer(network, config.training(), workers, session.listener())
            .checkpointing(session.checkpoints().of(Json.toTree(provenance)));
    double[] initial = trainer.initialParameters();
    String scores = "head/" + SpliceConfig.STRUCTURE + "/transitions";
    network.layout().set(initial, scores, GeneGrammar.scores(training));
    Trainer.Result result = trainer.train(initial, epoch -> chunks.epoch(seed, epoch), validator);
    NetworkRun run = new NetworkRun(network, workers);
    run.parameters(result.parameters());
    double[] thresholds =
        SpliceEvaluation.bestThresholds(validation, scan(run, encoder, validation));
    Settings settings =
        new Settings(
            Settings.DNA,
            config.network().radius(),
            thresholds[0],
            thresholds[1],
            TrainedGenes.of(split));
    TrainedModel model =
        new TrainedModel(KIND, network, result.parameters(), Json.toTree(settings), provenance);
    return new Training(new SpliceTagger(model, settings), result.history(), result.bestEpoch());
  }

  private static List<SpliceScanner.Scores> scan(
      NetworkRun run, SpliceEncoder encoder, List<SpliceUnit> units) {
    return new SpliceScanner(run, encoder).score(units.stream().map(SpliceUnit::bases).toList());
  }

  /**
   * Reads a tagger.
   *
   * @param file a model file
   * @throws FormatException if it is damaged, holds no tagger of DNA, or its settings and network
   *     do not fit together
   * @throws IOException if reading fails
   */
  public static SpliceTagger load(Path file) throws IOException {
    TrainedModel model = ModelFile.read(file);
    String place = String.valueOf(file.getFileName());
    if (!model.kind().equals(KIND)) {
      throw new FormatException(place, "a model of kind " + model.kind() + ", expected " + KIND);
    }
    Settings settings = Json.read(model.settings(), Settings.class, place + ": settings");
    if (!Settings.DNA.equals(settings.alphabet())) {
      throw new FormatException(
          place, "a model of alphabet " + settings.alphabet() + ", expected " + Settings.DNA);
    }
    checkFit(settings, model.network(), place);
    return new SpliceTagger(model, settings);
  }

  private static void checkFit(Settings settings, RecurrentNetwork network, String place)
      throws FormatException {
    int radius = settings.radius();
    boolean inRange = radius >= 0 && radius <= SpliceConfig.MAX_RADIUS;
    int channels = network.trunk().inputSize();
    if (!inRange || new SpliceEncoder(radius).channels() != channels) {
      throw new FormatException(
          place + ": settings",
          "radius " + radius + " does not fit a network of " + channels + " input channels");
    }
    boolean structure =
        network.heads().stream()
            .anyMatch(
                head ->
                    head.name().equals(SpliceConfig.STRUCTURE)
                        && GeneGrammar.CHAIN.equals(head.loss().chain()));
    if (!structure) {
      throw new FormatException(
          place + ": network",
          "expected a head '"
              + SpliceConfig.STRUCTURE
              + "' with the grammar of coding genes, found none");
    }
    for (double t : new double[] {settings.donorThreshold(), settings.acceptorThreshold()}) {
      if (!(t > 0 && t <= 1)) {
        throw new FormatException(
            place + ": settings", "threshold: expected above 0 and at most 1, found " + t);
      }
    }
  }

  /**
   * Writes the tagger.
   *
   * @param file where
   * @throws IOException if writing fails
   */
  public void save(Path file) throws IOException {
    ModelFile.write(file, model);
  }

  /** Returns the model: network, parameters, provenance. */
  public TrainedModel model() {
    return model;
  }

  /** Returns the genes that the tagger has seen: scores on them say nothing about others. */
  public TrainedGenes trainedGenes() {
    return settings.trainedGenes();
  }

  /** Returns the probability from which donors are called, chosen on validation genes. */
  public double donorThreshold() {
    return settings.donorThreshold();
  }

  /** Returns the probability from which acceptors are called. */
  public double acceptorThreshold() {
    return settings.acceptorThreshold();
  }

  private NetworkRun run(Workers workers) {
    NetworkRun run = new NetworkRun(model.network(), workers);
    run.parameters(model.parameters());
    return run;
  }

  /**
   * Compares predictions with annotation, with intervals from {@link
   * SpliceEvaluation#DEFAULT_SEED}.
   *
   * @param genes annotated genes that were not trained on
   * @param workers who computes
   * @throws IllegalArgumentException if there is no gene, donor or acceptor
   */
  public SpliceEvaluation evaluate(List<SenseGene> genes, Workers workers) {
    return evaluate(genes, SpliceEvaluation.DEFAULT_SEED, workers);
  }

  /**
   * Compares predictions with annotation.
   *
   * @param genes annotated genes that were not trained on
   * @param seed of the draws behind the intervals
   * @param workers who computes
   * @throws IllegalArgumentException if there is no gene, donor or acceptor
   */
  public SpliceEvaluation evaluate(List<SenseGene> genes, long seed, Workers workers) {
    double[] thresholds = {settings.donorThreshold(), settings.acceptorThreshold()};
    List<SpliceUnit> units = SpliceUnit.of(genes);
    List<SpliceScanner.Scores> scores = scan(run(workers), encoder(), units);
    return SpliceEvaluation.of(units, scores, thresholds, seed);
  }

  /**
   * Returns the site probabilities of one strand.
   *
   * @param bases IUPAC letters, read as the sense strand
   * @param workers who computes
   */
  public SiteProbabilities probabilities(byte[] bases, Workers workers) {
    return probabilities(List.of(bases), workers).get(0);
  }

  /**
   * Returns the site probabilities of many sequences, each as if it were alone.
   *
   * @param sequences IUPAC letters, at least one each, read as the sense strand
   * @param workers who computes
   */
  public List<SiteProbabilities> probabilities(List<byte[]> sequences, Workers workers) {
    SpliceScanner scanner = new SpliceScanner(run(workers), encoder());
    return scanner.score(sequences).stream()
        .map(scores -> new SiteProbabilities(scores.donor(), scores.acceptor()))
        .toList();
  }

  /** Returns what the network reads of bases. */
  SpliceEncoder encoder() {
    return new SpliceEncoder(settings.radius());
  }

  /**
   * Probabilities at each base.
   *
   * @param donor [T]
   * @param acceptor [T]
   */
  public record SiteProbabilities(float[] donor, float[] acceptor) {}

  /**
   * Calls sites on both strands of a sequence.
   *
   * @param record the sequence
   * @param thresholds probabilities from which donors and acceptors are called
   * @param workers who computes
   * @return sites by position, donors before acceptors, plus before minus
   */
  public List<SpliceSite> predict(FastaRecord record, double[] thresholds, Workers workers) {
    return predict(record, thresholds, workers, share -> {});
  }

  /**
   * Calls sites on both strands of a sequence, and tells how far it is.
   *
   * @param record the sequence
   * @param thresholds probabilities from which donors and acceptors are called
   * @param workers who computes
   * @param progress takes the share of the sequence's work that is done, ascending to 1
   * @return sites by position, donors before acceptors, plus before minus
   */
  public List<SpliceSite> predict(
      FastaRecord record, double[] thresholds, Workers workers, DoubleConsumer progress) {
    return predict(record, thresholds, workers, ScoreSink.NONE, progress);
  }

  /**
   * Calls sites on both strands of a sequence, and hands on the probabilities that they come from.
   *
   * @param record the sequence
   * @param thresholds probabilities from which donors and acceptors are called
   * @param workers who computes
   * @param sink takes the probabilities while they are computed, plus before minus
   * @param progress takes the share of the sequence's work that is done, ascending to 1
   * @return sites by position, donors before acceptors, plus before minus
   */
  public List<SpliceSite> predict(
      FastaRecord record,
      double[] thresholds,
      Workers workers,
      ScoreSink sink,
      DoubleConsumer progress) {
    SpliceScanner scanner = new SpliceScanner(run(workers), encoder());
    List<SpliceSite> sites = new ArrayList<>();
    var collector = new SpliceSite.Collector(record.id(), thresholds, sites);
    for (Strand strand : Strand.values()) {
      boolean minus = strand == Strand.MINUS;
      byte[] bases = minus ? Iupac.reverseComplement(record.bases()) : record.bases();
      double before = minus ? 0.5 : 0;
      scanner.scan(
          bases,
          (from, read) -> {
            SpliceScanner.Scores scores = minus ? read.reversed() : read;
            int length = scores.donor().length;
            int start = minus ? record.length() - from - length : from;
            collector.take(strand, start, scores.donor(), scores.acceptor());
            sink.take(strand, start, scores.donor(), scores.acceptor());
          },
          share -> progress.accept(before + share / 2));
    }
    sites.sort(SpliceSite.ORDER);
    return sites;
  }
}
