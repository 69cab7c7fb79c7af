package org.isochron.core.training;

import java.util.ArrayList;
import java.util.List;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
import org.isochron.core.sequence.SequenceSource;

/** Scores parameters on data that is not trained on. */
@FunctionalInterface
public interface Validator {
  /**
   * Returns the score, lower is better.
   *
   * @param run holds the parameters to score
   */
  double score(NetworkRun run);

  /**
   * Returns the objective over all sequences: each head's mean divides by the label weight of all.
   *
   * @param source labelled sequences, at least one
   * @param batchSize sequences in a batch
   */
  static Validator meanLoss(SequenceSource source, int batchSize) {
    if (source.size() == 0) {
      throw new IllegalArgumentException("validation needs at least one sequence, found none");
    }
    return run -> {
      double[] weights = new double[run.network().heads().size()];
      List<SequenceBatch> batches = new ArrayList<>();
      for (int from = 0; from < source.size(); from += batchSize) {
        List<Sequence> sequences = new ArrayList<>();
        for (int i = from; i < Math.min(source.size(), from + batchSize); i++) {
          sequences.add(source.get(i));
        }
        batches.add(SequenceBatch.of(sequences));
        run.addLabelWeights(batches.get(batches.size() - 1), weights);
      }
      return batches.stream().mapToDouble(batch -> run.loss(batch, weights)).reduce(0, Double::sum);
    };
  }
}
