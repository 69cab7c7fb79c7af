package org.isochron.core.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.isochron.core.io.Json;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Bidirectional;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
import org.isochron.core.sequence.SequenceSource;
import org.isochron.core.training.OptimizerConfig;
import org.isochron.core.training.Trainer;
import org.isochron.core.training.TrainingConfig;
import org.isochron.core.training.TrainingListener;
import org.isochron.core.training.Validator;

/**
 * A small seeded training, whose model file is the same on every JDK, on any kernels and threads.
 * Its file of format version 1 is the test resource {@code tagger-v1.isoc}.
 */
final class TinyTagger {
  static final RecurrentNetwork NETWORK =
      RecurrentNetwork.of(
              Bidirectional.of(new LstmCell(2, 3)),
              Head.of("turn", Head.Scope.STEP, 3).withClassWeights(List.of(1.0, 2.0, 2.0)),
              Head.of("class", Head.Scope.SEQUENCE_MEAN, 2).withHidden(4).withWeight(0.5))
          .withDropout(0.1);

  private TinyTagger() {}

  /** Returns sequences of a noisy walk; turns are labelled by direction, wholes by their drift. */
  static List<Sequence> sequences(long seed, int count) {
    RandomGenerator random = EngineCases.random(seed);
    List<Sequence> sequences = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      int steps = 5 + random.nextInt(20);
      double[] x = EngineCases.uniform(random, 2 * steps, 1);
      int[] turns = new int[steps];
      double sum = 0;
      for (int t = 0; t < steps; t++) {
        sum += x[2 * t];
        boolean turn = t > 0 && x[2 * t] * x[2 * t - 2] < 0;
        turns[t] = !turn ? 0 : x[2 * t] > 0 ? 1 : 2;
      }
      sequences.add(
          new Sequence("walk " + n, 2, x).label("turn", turns).label("class", sum > 0 ? 1 : 0));
    }
    return sequences;
  }

  static SequenceBatch batch() {
    return SequenceBatch.of(sequences(99, 5));
  }

  /** Trains for a second at most. */
  static TrainedModel train(int threads) {
    OptimizerConfig optimizer = OptimizerConfig.defaults().withLearningRate(0.02);
    TrainingConfig config =
        TrainingConfig.defaults().withEpochs(6).withSeed(7).withOptimizer(optimizer);
    try (Workers workers = new Workers(threads)) {
      Trainer.Result result =
          new Trainer(NETWORK, config, workers, TrainingListener.NONE)
              .train(
                  SequenceSource.of(sequences(1, 90)),
                  Validator.meanLoss(SequenceSource.of(sequences(2, 20)), 16));
      Map<String, Object> settings = new LinkedHashMap<>();
      settings.put("alphabet", "xy");
      settings.put("threshold", 0.1);
      Provenance provenance =
          new Provenance(
              "1-test",
              7,
              Json.toTree(config),
              List.of(new Provenance.DataFile("walk", "0".repeat(64))));
      return new TrainedModel(
          "walk-tagger", NETWORK, result.parameters(), Json.toTree(settings), provenance);
    }
  }
}
