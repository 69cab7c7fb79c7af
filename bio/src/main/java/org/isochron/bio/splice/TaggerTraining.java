package org.isochron.bio.splice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.isochron.bio.fasta.MaskedBases;
import org.isochron.core.io.Json;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.Provenance;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.model.Toolkit;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.training.Checkpoints;
import org.isochron.core.training.EpochRecord;
import org.isochron.core.training.Seeds;
import org.isochron.core.training.Trainer;
import org.isochron.core.training.TrainingConfig;
import org.isochron.core.training.TrainingSession;

/**
 * Trains a tagger: on the genes of all species together, and then, if that is wanted, on those of
 * one.
 */
final class TaggerTraining {
  private final GeneSplit split;
  private final SpliceConfig config;
  private final TrainingSession session;
  private final RecurrentNetwork network;
  private final SpliceEncoder encoder;
  private final Provenance provenance;
  private final List<TrainingUnit> training;
  private final ChunkTasks tasks;
  private final List<OfSpecies> validation = new ArrayList<>();

  /** The validation genes of a species. */
  private record OfSpecies(String name, List<SpliceUnit> units) {}

  TaggerTraining(
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
    this.split = split;
    this.config = config;
    this.session = session;
    network = config.recurrentNetwork();
    encoder = new SpliceEncoder(config.network().radius(), config.readSpecies());
    List<SpliceUnit> units = SpliceUnit.of(split.train());
    tasks = ChunkTasks.of(units, config);
    training = TrainingUnit.of(units, config.tasks().labelFraction(), config.training().seed());
    for (String name : config.readSpecies()) {
      addValidation(name, split.ofSpecies(name));
    }
    if (config.readSpecies().isEmpty()) {
      addValidation("", split);
    }
    if (config.tasks().labelFraction() < 1) {
      SpliceEvaluation.requireSites("labelFraction: training", TrainingUnit.labelled(training));
    }
    provenance =
        new Provenance(Toolkit.version(), config.training().seed(), Json.toTree(config), data);
  }

  private void addValidation(String name, GeneSplit part) {
    String of = name.isEmpty() ? "" : " of " + name;
    if (part.train().isEmpty()) {
      throw new IllegalArgumentException("training" + of + " needs training genes, found none");
    }
    List<SpliceUnit> units = SpliceUnit.of(part.validation());
    SpliceEvaluation.requireSites("validation" + of, units);
    validation.add(new OfSpecies(name, units));
  }

  SpliceTagger.Training run() {
    Trainer.Result first = joint();
    double[] parameters = first.parameters();
    Optional<SpliceTagger.FineTuning> second = Optional.empty();
    if (config.fineTune().isWanted() && !stopped(first.history())) {
      Trainer.Result tuned = fineTune(parameters);
      double before = rankingError(run(parameters), validationOf(config.fineTune().species()));
      double after = tuned.history().get(tuned.bestEpoch() - 1).validationScore();
      boolean better = after < before;
      parameters = better ? tuned.parameters() : parameters;
      second =
          Optional.of(
              new SpliceTagger.FineTuning(
                  config.fineTune().species(),
                  tuned.history(),
                  better ? tuned.bestEpoch() : 0,
                  before));
    }
    TaggerSettings settings = settings(run(parameters));
    if (config.tasks().strand() > 0) {
      settings = settings.withStrand(strandWeights(tagger(parameters, settings)));
    }
    return new SpliceTagger.Training(
        tagger(parameters, settings), first.history(), first.bestEpoch(), second);
  }

  private SpliceTagger tagger(double[] parameters, TaggerSettings settings) {
    return new SpliceTagger(
        new TrainedModel(SpliceTagger.KIND, network, parameters, Json.toTree(settings), provenance),
        settings);
  }

  /** Returns the weights of what tells the strand, fitted to the validation windows. */
  private StrandWeights strandWeights(SpliceTagger tagger) {
    List<StrandWeights.Evidence> evidence = new ArrayList<>();
    for (OfSpecies of : validation) {
      List<TaskWindow> windows = TaskWindow.of(of.units(), config.chunk());
      TaskReader reader = TaskReader.of(tagger.reading(of.name()), session.workers());
      List<byte[]> bases = TaskWindow.withIntron(windows).stream().map(TaskWindow::bases).toList();
      evidence.addAll(reader.strandEvidence(bases));
    }
    return StrandWeights.fit(evidence);
  }

  /** Trains on all species; validated is the mean of their ranking errors. */
  private Trainer.Result joint() {
    TrainingConfig how = config.training();
    SpliceChunks chunks = chunks(training);
    Trainer trainer = trainer(how, chunks).checkpointing(session.checkpoints().of(identity()));
    double[] initial = trainer.initialParameters();
    String scores = "head/" + SpliceConfig.STRUCTURE + "/transitions";
    List<SpliceUnit> labelled = TrainingUnit.labelled(training);
    network.layout().set(initial, scores, GeneGrammar.scores(labelled));
    return trainer.train(
        initial, epoch -> chunks.epoch(how.seed(), epoch), run -> meanRankingError(run));
  }

  private Trainer trainer(TrainingConfig how, SpliceChunks chunks) {
    TrainingConfig batches = how.withBatchSize(chunks.batchSize(how.batchSize()));
    return new Trainer(network, batches, session.workers(), session.listener());
  }

  private Trainer.Result fineTune(double[] from) {
    FineTune phase = config.fineTune();
    long seed = Seeds.of(config.training().seed(), "fine-tune");
    TrainingConfig how =
        config
            .training()
            .withSeed(seed)
            .withEpochs(phase.epochs())
            .withOptimizer(config.training().optimizer().withLearningRate(phase.learningRate()));
    List<TrainingUnit> units =
        training.stream().filter(u -> u.unit().species().equals(phase.species())).toList();
    SpliceChunks chunks = chunks(units);
    Trainer trainer = trainer(how, chunks).checkpointing(ofFineTune(session.checkpoints(), from));
    OfSpecies one = validationOf(phase.species());
    return trainer.train(from, epoch -> chunks.epoch(seed, epoch), run -> rankingError(run, one));
  }

  private SpliceChunks chunks(List<TrainingUnit> units) {
    MaskedBases masked = new MaskedBases(config.network().masked());
    return new SpliceChunks(units, encoder, config.chunk(), tasks, masked);
  }

  private OfSpecies validationOf(String name) {
    return validation.stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
  }

  /** Tells whether the listener ended a phase, or ends the next one before it begins. */
  private boolean stopped(List<EpochRecord> history) {
    return !history.get(history.size() - 1).isWhole() || session.listener().stopRequested();
  }

  private double meanRankingError(NetworkRun run) {
    double sum = 0;
    for (OfSpecies of : validation) {
      sum += rankingError(run, of);
    }
    return sum / validation.size();
  }

  private double rankingError(NetworkRun run, OfSpecies of) {
    return SpliceEvaluation.rankingError(of.units(), scores(run, of));
  }

  private List<SpliceScanner.Scores> scores(NetworkRun run, OfSpecies of) {
    return SpeciesScores.of(SiteReader.of(TileReader.of(run, encoder)), of.units());
  }

  private NetworkRun run(double[] parameters) {
    NetworkRun run = new NetworkRun(network, session.workers());
    run.parameters(parameters);
    return run;
  }

  private TaggerSettings settings(NetworkRun run) {
    List<TaggerSettings.Species> species = new ArrayList<>();
    for (OfSpecies of : validation) {
      List<SpliceScanner.Scores> scores = scores(run, of);
      SiteCalibration calibration = SiteCalibration.NONE;
      if (config.calibrated()) {
        calibration = SiteCalibration.fit(of.units(), scores);
        scores.forEach(calibration::applyTo);
      }
      SiteThresholds thresholds = SpliceEvaluation.bestThresholds(of.units(), scores);
      species.add(new TaggerSettings.Species(of.name(), thresholds, calibration));
    }
    return new TaggerSettings(
        TaggerSettings.DNA,
        config.network().radius(),
        species,
        TrainedGenes.of(split),
        tasks.settings());
  }

  /** Returns what tells this training from others: its provenance, and the genes as labelled. */
  private ObjectNode identity() {
    ObjectNode run = Json.toTree(provenance).deepCopy();
    MessageDigest digest = sha256();
    for (List<SenseGene> side : List.of(split.train(), split.validation())) {
      for (SenseGene gene : side) {
        digest.update(gene.qualifiedId().getBytes(StandardCharsets.UTF_8));
        digest.update(gene.bases());
        digest.update(gene.labels().sites());
        ByteBuffer states = ByteBuffer.allocate(Integer.BYTES * gene.length());
        states.asIntBuffer().put(gene.labels().states());
        digest.update(states.array());
        if (config.tasks().any()) {
          digest.update(gene.surroundings().toString().getBytes(StandardCharsets.UTF_8));
        }
      }
      digest.update((byte) '\n');
    }
    return run.put("genes", HexFormat.of().formatHex(digest.digest()));
  }

  /** The second phase has a checkpoint of its own, and begins where the first one ended. */
  private Checkpoints ofFineTune(Checkpoints first, double[] from) {
    if (first.file() == null) {
      return first;
    }
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * from.length);
    bytes.asDoubleBuffer().put(from);
    JsonNode run = identity().put("from", HexFormat.of().formatHex(sha256().digest(bytes.array())));
    String name = SpliceTagger.fineTuneCheckpoint(first.file().getFileName().toString());
    return new Checkpoints(first.file().resolveSibling(name), first.resume(), run);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
