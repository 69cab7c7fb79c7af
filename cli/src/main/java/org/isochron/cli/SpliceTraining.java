package org.isochron.cli;

import java.time.Duration;
import java.util.List;
import org.isochron.bio.splice.GeneSplit;
import org.isochron.bio.splice.LeakReport;
import org.isochron.bio.splice.SpliceConfig;
import org.isochron.bio.splice.SpliceEvaluation;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.core.model.Provenance;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.training.Checkpoints;
import org.isochron.core.training.TrainingSession;

/**
 * A training run and its measurement.
 *
 * @param data the genes
 * @param split who trained, chose and measured
 * @param leak what test genes share with the others
 * @param training the tagger and its history
 * @param evaluation on the test genes; null where there are none
 * @param stoppedByLimit whether the time limit ended it
 * @param seconds time of the training
 */
record SpliceTraining(
    GeneData data,
    GeneSplit split,
    LeakReport leak,
    SpliceTagger.Training training,
    SpliceEvaluation evaluation,
    boolean stoppedByLimit,
    double seconds) {

  /**
   * What to run.
   *
   * @param data the genes
   * @param split of them
   * @param origin the data files and the split, as the model names them
   * @param config of the tagger
   * @param limit of the training's time, or null
   * @param checkpoints where the training leaves them, and whether it goes on from one
   */
  record Plan(
      GeneData data,
      GeneSplit split,
      List<Provenance.DataFile> origin,
      SpliceConfig config,
      Duration limit,
      Checkpoints checkpoints) {}

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
          SpliceTagger.train(split, plan.config(), plan.origin(), session);
      double seconds = progress.seconds();
      SpliceEvaluation evaluation =
          split.test().isEmpty() ? null : training.tagger().evaluate(split.test(), workers);
      return new SpliceTraining(
          plan.data(), split, leak, training, evaluation, progress.stoppedByLimit(), seconds);
    }
  }
}
