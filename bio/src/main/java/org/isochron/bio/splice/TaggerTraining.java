package org.isochron.bio.splice;

import java.util.List;
import org.isochron.core.io.Json;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.Provenance;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.model.Toolkit;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.training.Trainer;
import org.isochron.core.training.TrainingSession;
import org.isochron.core.training.Validator;

/**
 * The training of a tagger.
 *
 * @param split training and validation genes
 * @param config the network and its training
 * @param data the files that the genes are from
 */
record TaggerTraining(GeneSplit split, SpliceConfig config, List<Provenance.DataFile> data) {
  /**
   * Checks that there are genes to learn from and to choose by.
   *
   * @throws IllegalArgumentException if there are none
   */
  TaggerTraining {
    if (split.train().isEmpty() || split.validation().isEmpty()) {
      throw new IllegalArgumentException(
          "training needs training and validation genes, found "
              + split.train().size()
              + " and "
              + split.validation().size());
    }
  }

  SpliceTagger.Training run(TrainingSession session) {
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
    TaggerSettings settings =
        new TaggerSettings(
            TaggerSettings.DNA,
            config.network().radius(),
            thresholds[0],
            thresholds[1],
            TrainedGenes.of(split));
    TrainedModel model =
        new TrainedModel(
            SpliceTagger.KIND, network, result.parameters(), Json.toTree(settings), provenance);
    return new SpliceTagger.Training(
        new SpliceTagger(model, settings), result.history(), result.bestEpoch());
  }

  private static List<SpliceScanner.Scores> scan(
      NetworkRun run, SpliceEncoder encoder, List<SpliceUnit> units) {
    SpliceScanner scanner = new SpliceScanner(TileReader.of(run, encoder));
    return scanner.score(units.stream().map(SpliceUnit::bases).toList());
  }
}
