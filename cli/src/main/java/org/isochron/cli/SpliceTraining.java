package org.isochron.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isochron.bio.splice.FineTune;
import org.isochron.bio.splice.GeneSplit;
import org.isochron.bio.splice.LeakReport;
import org.isochron.bio.splice.RecordEvaluation;
import org.isochron.bio.splice.SenseGene;
import org.isochron.bio.splice.SpliceEvaluation;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.bio.splice.TaskEvaluation;
import org.isochron.bio.splice.WholeRecords;
import org.isochron.core.evaluation.Estimate;
import org.isochron.core.model.Provenance;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.training.Checkpoints;
import org.isochron.core.training.EpochRecord;
import org.isochron.core.training.TrainingConfig;
import org.isochron.core.training.TrainingSession;

/**
 * A training run and its measurement.
 *
 * @param plan what was run
 * @param leak what test genes share with the others
 * @param training the tagger and its history
 * @param evaluation on the test genes, after fine-tuning those of its species; null where there are
 *     none
 * @param bySpecies the same of each species that has test genes; empty where none are told apart
 * @param wholeRecords both strands of the test genes' records; null where there are none, or they
 *     were not wanted
 * @param calibration what the temperatures do on the test genes; null where there are none
 * @param tasks how the heads on whole stretches do on the test genes; null where there are none
 * @param validationAuprc of the epoch kept: mean of donors and acceptors, by species
 * @param stoppedByLimit whether the time limit ended it before its end
 * @param seconds time of the training
 */
record SpliceTraining(
    Plan plan,
    LeakReport leak,
    SpliceTagger.Training training,
    SpliceEvaluation evaluation,
    Map<String, SpliceEvaluation> bySpecies,
    RecordEvaluation wholeRecords,
    CalibrationReport calibration,
    TaskEvaluation tasks,
    Map<String, Estimate> validationAuprc,
    boolean stoppedByLimit,
    double seconds) {

  /**
   * What to run.
   *
   * @param data the genes
   * @param split of them
   * @param origin the data files and the split, as the model names them
   * @param config all of it
   * @param wholeRecords whether both strands of whole records are measured
   * @param limit of the training's time, or null
   * @param checkpoints where the training leaves them, and whether it goes on from one
   */
  record Plan(
      GeneData data,
      GeneSplit split,
      List<Provenance.DataFile> origin,
      SpliceRunConfig config,
      boolean wholeRecords,
      Duration limit,
      Checkpoints checkpoints) {}

  /** Returns the genes. */
  GeneData data() {
    return plan.data();
  }

  /** Returns who trained, chose and measured. */
  GeneSplit split() {
    return plan.split();
  }

  /** Returns the genes that the evaluation is of. */
  MeasuredGenes measured() {
    return measured(plan, training.tagger());
  }

  private static MeasuredGenes measured(Plan plan, SpliceTagger tagger) {
    return MeasuredGenes.of(measuredPart(plan), MeasuredGenes.Side.TEST, tagger.trainedGenes());
  }

  /** A second phase makes a model for its species. */
  private static GeneSplit measuredPart(Plan plan) {
    FineTune phase = plan.config().fineTune();
    return phase.isWanted() ? plan.split().ofSpecies(phase.species()) : plan.split();
  }

  /** Checks the split for leaks, trains, and measures on the test genes. */
  static SpliceTraining run(Plan plan, Workers workers, Voice voice) {
    GeneSplit split = plan.split();
    voice.note(plan.data().genes().motifs().summary());
    LeakReport leak = split.leakCheck();
    SplitReport.note(split, leak, plan.data().genes().groups(), voice);
    voice.kernels(workers.count());
    try (TrainingProgress progress =
        new TrainingProgress(voice, phases(plan.config()), plan.limit())) {
      TrainingSession session = new TrainingSession(workers, progress, plan.checkpoints());
      SpliceTagger.Training training = train(plan, session);
      double seconds = progress.seconds();
      List<SenseGene> test = measuredPart(plan).test();
      SpliceEvaluation evaluation =
          test.isEmpty() ? null : training.tagger().evaluate(test, workers);
      return new SpliceTraining(
          plan,
          leak,
          training,
          evaluation,
          MeasuredGenes.bySpecies(
              plan.config().species(),
              split.test(),
              training.tagger(),
              SpliceEvaluation.DEFAULT_SEED,
              workers),
          test.isEmpty() || !plan.wholeRecords()
              ? null
              : measured(plan, training.tagger())
                  .wholeRecords(
                      plan.data().genes(),
                      training.tagger(),
                      SpliceEvaluation.DEFAULT_SEED,
                      workers),
          test.isEmpty()
              ? null
              : CalibrationReport.of(
                  training.tagger(), evaluation, plain -> plain.evaluate(test, workers)),
          test.isEmpty()
              ? null
              : TaskEvaluation.of(training.tagger(), test, SpliceEvaluation.DEFAULT_SEED, workers),
          validation(plan, training.tagger(), workers),
          stopped(plan, training, progress),
          seconds);
    }
  }

  /** Trains, and chooses the thresholds of whole records if these are wanted. */
  private static SpliceTagger.Training train(Plan plan, TrainingSession session) {
    GeneSplit split = plan.split();
    SpliceTagger.Training training =
        SpliceTagger.train(split, plan.config().tagger(), plan.origin(), session);
    if (!plan.wholeRecords()) {
      return training;
    }
    WholeRecords validation =
        WholeRecords.of(plan.data().genes(), split.validation(), split.leftOut());
    return training.withTagger(
        training.tagger().withRecordThresholds(validation, session.workers()));
  }

  private static List<TrainingProgress.Phase> phases(SpliceRunConfig config) {
    List<TrainingProgress.Phase> phases = new ArrayList<>();
    phases.add(new TrainingProgress.Phase("training", config.training().epochs()));
    FineTune phase = config.fineTune();
    if (phase.isWanted()) {
      String name = "fine-tuning on " + phase.species();
      phases.add(new TrainingProgress.Phase(name, phase.epochs()));
    }
    return phases;
  }

  private static Map<String, Estimate> validation(Plan plan, SpliceTagger tagger, Workers workers) {
    Map<String, Estimate> scores = new LinkedHashMap<>();
    List<String> species = plan.config().species();
    for (String name : species.isEmpty() ? List.of("") : species) {
      List<SenseGene> genes = plan.split().ofSpecies(name).validation();
      scores.put(name, tagger.evaluate(genes, workers).meanAuprc());
    }
    return scores;
  }

  /** Tells whether the limit left something undone: it may be reached with the last step of all. */
  private static boolean stopped(
      Plan plan, SpliceTagger.Training training, TrainingProgress progress) {
    if (!progress.limitReached()) {
      return false;
    }
    TrainingConfig config = plan.config().training();
    if (!isDone(training.history(), training.bestEpoch(), config)) {
      return true;
    }
    FineTune phase = plan.config().fineTune();
    return phase.isWanted()
        && !training
            .fineTuning()
            .map(t -> isDone(t.history(), t.bestEpoch(), config.withEpochs(phase.epochs())))
            .orElse(false);
  }

  private static boolean isDone(List<EpochRecord> history, int bestEpoch, TrainingConfig config) {
    int done = history.size();
    boolean stalled = config.patience() > 0 && done - bestEpoch >= config.patience();
    return history.get(done - 1).isWhole() && (done == config.epochs() || stalled);
  }
}
