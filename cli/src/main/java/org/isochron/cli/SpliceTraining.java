package org.isochron.cli;

import java.time.Duration;
import java.util.List;
import org.isochron.bio.splice.GeneSplit;
import org.isochron.bio.splice.LeakReport;
import org.isochron.bio.splice.SpliceEvaluation;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.core.evaluation.Estimate;
import org.isochron.core.model.Provenance;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.training.Checkpoints;
import org.isochron.core.training.TrainingConfig;
import org.isochron.core.training.TrainingSession;

/**
 * A training run and its measurement.
 *
 * @param plan what was run
 * @param leak what test genes share with the others
 * @param training the tagger and its history
 * @param evaluation on the test genes; null where there are none
 * @param validationAuprc of the epoch kept: mean of donors and acceptors
 * @param stoppedByLimit whether the time limit ended it before its end
 * @param seconds time of the training
 */
record SpliceTraining(
    Plan plan,
    LeakReport leak,
    SpliceTagger.Training training,
    SpliceEvaluation evaluation,
    Estimate validationAuprc,
    boolean stoppedByLimit,
    double seconds) {

  /**
   * What to run.
   *
   * @param data the genes
   * @param split of them
   * @param origin the data files and the split, as the model names them
   * @param config all of it
   * @param limit of the training's time, or null
   * @param checkpoints where the training leaves them, and whether it goes on from one
   */
  record Plan(
      GeneData data,
      GeneSplit split,
      List<Provenance.DataFile> origin,
      SpliceRunConfig config,
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
    return MeasuredGenes.of(split(), MeasuredGenes.Side.TEST, training.tagger().trainedGenes());
  }

  /** Checks the split for leaks, trains, and measures on the test genes. */
  static SpliceTraining run(Plan plan, Workers workers, Voice voice) {
    GeneSplit split = plan.split();
    voice.note(plan.data().genes().motifs().summary());
    voice.note(
        "split: %d training, %d validation, %d test genes of %d groups"
            .formatted(
                split.train().size(),
                split.validation().size(),
                split.test().size(),
                plan.data().genes().groups()));
    LeakReport leak = split.leakCheck();
    if (!split.test().isEmpty()) {
      voice.note("leak check: " + leak.summary());
    }
    if (!leak.clean()) {
      voice.warn("test genes share sequence with training genes: the scores may be too high");
    }
    voice.kernels(workers.count());
    int epochs = plan.config().training().epochs();
    try (TrainingProgress progress = new TrainingProgress(voice, epochs, plan.limit())) {
      TrainingSession session = new TrainingSession(workers, progress, plan.checkpoints());
      SpliceTagger.Training training =
          SpliceTagger.train(split, plan.config().tagger(), plan.origin(), session);
      double seconds = progress.seconds();
      SpliceEvaluation evaluation =
          split.test().isEmpty() ? null : training.tagger().evaluate(split.test(), workers);
      Estimate validation = training.tagger().evaluate(split.validation(), workers).meanAuprc();
      return new SpliceTraining(
          plan, leak, training, evaluation, validation, stopped(plan, training, progress), seconds);
    }
  }

  /** Tells whether the limit left something undone: it may be reached with the last step of all. */
  private static boolean stopped(
      Plan plan, SpliceTagger.Training training, TrainingProgress progress) {
    if (!progress.limitReached()) {
      return false;
    }
    TrainingConfig config = plan.config().training();
    int done = training.history().size();
    boolean stalled = config.patience() > 0 && done - training.bestEpoch() >= config.patience();
    boolean whole = training.history().get(done - 1).isWhole();
    return !whole || !(done == config.epochs() || stalled);
  }
}
