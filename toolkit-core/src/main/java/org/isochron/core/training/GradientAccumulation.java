package org.isochron.core.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.objective.Head;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;

/**
 * Computes a batch in micro-batches, to hold fewer activations at a time.
 *
 * <p>A head's loss is a mean over labels. Each micro-batch therefore divides by the label weight of
 * the whole batch, not by its own: loss and gradient are those of the whole, up to the rounding of
 * sums, whatever the lengths, ignored labels and class weights. Dropout draws other masks.
 */
public final class GradientAccumulation {
  private final NetworkRun run;
  private final int parts;
  private final double[] weights;
  private final double[] share;

  /**
   * Makes an accumulation.
   *
   * @param run computes the micro-batches
   * @param parts micro-batches in a batch, at least 1; a batch of fewer sequences has fewer
   */
  public GradientAccumulation(NetworkRun run, int parts) {
    OptimizerConfig.require(parts >= 1, "accumulation", "at least 1", parts);
    this.run = run;
    this.parts = parts;
    weights = new double[run.network().heads().size()];
    share = new double[parts == 1 ? 0 : run.network().layout().size()];
  }

  /**
   * Returns the objective of a batch, and its gradient.
   *
   * @param batch labelled sequences
   * @param gradient is overwritten; a vector of the network's layout
   * @param dropoutSeed seed of the masks, the n-th micro-batch takes seed + n
   */
  public double lossAndGradient(List<Sequence> batch, double[] gradient, long dropoutSeed) {
    int count = Math.min(parts, batch.size());
    Arrays.fill(weights, 0);
    if (count == 1) {
      SequenceBatch whole = SequenceBatch.of(batch);
      run.addLabelWeights(whole, weights);
      return run.lossAndGradient(whole, weights, gradient, dropoutSeed);
    }
    List<SequenceBatch> micro = split(batch, count);
    micro.forEach(part -> run.addLabelWeights(part, weights));
    Arrays.fill(gradient, 0);
    double loss = 0;
    for (int n = 0; n < count; n++) {
      loss += run.lossAndGradient(micro.get(n), weights, share, dropoutSeed + n);
      for (int i = 0; i < share.length; i++) {
        gradient[i] += share[i];
      }
    }
    return loss;
  }

  /** Returns whether a label of the last batch had a part in the objective. */
  boolean hasLabels() {
    List<Head> heads = run.network().heads();
    return IntStream.range(0, weights.length)
        .anyMatch(i -> weights[i] > 0 && heads.get(i).weight() > 0 && canLearn(heads.get(i)));
  }

  private static boolean canLearn(Head head) {
    return head.classWeights().stream().anyMatch(w -> w > 0);
  }

  private static List<SequenceBatch> split(List<Sequence> batch, int count) {
    List<SequenceBatch> micro = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      int from = (int) ((long) n * batch.size() / count);
      int to = (int) ((n + 1L) * batch.size() / count);
      micro.add(SequenceBatch.of(batch.subList(from, to)));
    }
    return micro;
  }
}
