package org.isochron.core.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.recurrence.Scan;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;

/**
 * Attribution of a network's score to its input, or to the activations a_t of any layer: gradient,
 * gradient × activation, integrated gradients, for each sequence and step.
 *
 * <p>The output sequence of a layer is taken as what the layers above read: gradients go up, not
 * through the layer's own recurrence (the derivative that does is λ_t, {@link
 * NetworkAdjoint#ofScore}). A head that sees the input keeps it while activations vary. Nothing
 * reads a gap: attributions are 0 there. Runs traced, in double, without dropout.
 *
 * <p>Simonyan et al. 2013, doi 10.48550/arXiv.1312.6034; Shrikumar et al. 2016, doi
 * 10.48550/arXiv.1605.01713; Sundararajan et al. 2017, doi 10.48550/arXiv.1703.01365.
 */
public final class NetworkAttribution {
  private final RecurrentNetwork network;
  private final double[] parameters;
  private final Workers workers;

  /**
   * Explains a network.
   *
   * @param network what it computes
   * @param parameters a vector of its layout
   * @param workers who runs it, each a sequence at a time, or the points of one path
   * @throws IllegalArgumentException if the number of parameters differs
   */
  public NetworkAttribution(RecurrentNetwork network, double[] parameters, Workers workers) {
    SubNetwork.checkParameters(network, parameters);
    this.network = network;
    this.parameters = parameters;
    this.workers = workers;
  }

  /**
   * Explains a trained model.
   *
   * @param model the model
   * @param workers who runs it
   */
  public static NetworkAttribution of(TrainedModel model, Workers workers) {
    return new NetworkAttribution(model.network(), model.parameters(), workers);
  }

  /**
   * Returns the activations at a site, [T,F] for each sequence; a layer repeats them in gaps, as
   * {@link Scan} does, while the input's are whatever the sequence holds there.
   *
   * @param batch the input
   * @param site where
   * @throws IllegalArgumentException if there is no such site, or the batch does not fit
   */
  public List<double[]> activations(SequenceBatch batch, Site site) {
    site.check(network.trunk());
    if (batch.channels() != network.trunk().inputSize()) {
      throw new IllegalArgumentException(
          "input size: network reads "
              + network.trunk().inputSize()
              + " channels, batch has "
              + batch.channels());
    }
    List<double[]> activations = new ArrayList<>();
    if (site.equals(Site.INPUT)) {
      for (int n = 0; n < batch.size(); n++) {
        activations.add(batch.get(n).features().clone());
      }
      return activations;
    }
    SubNetwork below = SubNetwork.of(network.trunk(), parameters, 0, site.layer() + 1);
    double[] y = Scan.traced(below.stack(), workers).run(below.parameters(), batch).outputs();
    int size = site.features(network.trunk());
    for (int n = 0; n < batch.size(); n++) {
      double[] own = new double[batch.get(n).steps() * size];
      for (int t = 0; t < batch.get(n).steps(); t++) {
        System.arraycopy(y, (t * batch.size() + n) * size, own, t * size, size);
      }
      activations.add(own);
    }
    return activations;
  }

  /**
   * Returns ∂F/∂a_t of every step of each sequence.
   *
   * @param batch the input
   * @param site where a is
   * @param score F
   * @throws IllegalArgumentException if there is no such site, score or step
   */
  public List<Attribution> gradient(SequenceBatch batch, Site site, Score score) {
    return gradient(batch, site, score, false);
  }

  /**
   * Returns a_t ∘ ∂F/∂a_t of every step of each sequence; where all above is linear, without a
   * bias, it sums to F.
   *
   * @param batch the input
   * @param site where a is
   * @param score F
   * @throws IllegalArgumentException if there is no such site, score or step
   */
  public List<Attribution> gradientTimesActivation(SequenceBatch batch, Site site, Score score) {
    return gradient(batch, site, score, true);
  }

  private List<Attribution> gradient(
      SequenceBatch batch, Site site, Score score, boolean timesActivation) {
    ScoreAbove above = above(batch, site, score);
    List<double[]> activations = activations(batch.withoutGaps(), site);
    return each(
        batch.size(),
        n -> {
          Sequence sequence = batch.get(n);
          double[] a = activations.get(n);
          ScoreAbove.Result found = above.gradients(sequence, List.of(a));
          double[] values = found.gradients().get(0);
          if (timesActivation) {
            Arrays.setAll(values, i -> values[i] * a[i]);
          }
          return attribution(sequence, site, above, values, found.scores()[0]);
        });
  }

  /**
   * Returns integrated gradients of every step of each sequence.
   *
   * @param batch the input
   * @param site where the path is
   * @param score F
   * @param baseline where it begins
   * @param quadrature how its integral is taken
   * @throws IllegalArgumentException if there is no such site, score or step, or the baseline does
   *     not fit
   */
  public List<PathAttribution> integratedGradients(
      SequenceBatch batch, Site site, Score score, Baseline baseline, Quadrature quadrature) {
    ScoreAbove above = above(batch, site, score);
    List<double[]> ends = activations(batch.withoutGaps(), site);
    List<double[]> starts =
        baseline.isZero()
            ? ends.stream().map(end -> new double[end.length]).toList()
            : activations(baseline.batch(batch).withoutGaps(), site);
    Workers sharing = batch.size() == 1 ? workers : null;
    return each(
        batch.size(),
        n -> {
          Sequence sequence = batch.get(n);
          PathIntegral.Result found =
              new PathIntegral(above, sequence, starts.get(n), ends.get(n), quadrature, sharing)
                  .compute();
          Attribution attribution =
              attribution(sequence, site, above, found.values(), found.atTo());
          return new PathAttribution(attribution, found.atFrom(), found.nodes());
        });
  }

  private static Attribution attribution(
      Sequence sequence, Site site, ScoreAbove above, double[] values, double score) {
    double[] all = Gaps.opened(sequence, values, above.features());
    return new Attribution(sequence.id(), site, above.features(), all, score);
  }

  private ScoreAbove above(SequenceBatch batch, Site site, Score score) {
    for (int n = 0; n < batch.size(); n++) {
      score.check(batch.get(n).id(), batch.get(n).steps());
    }
    return new ScoreAbove(network, parameters, site, score);
  }

  private <T> List<T> each(int count, IntFunction<T> task) {
    List<T> results = new ArrayList<>(Collections.nCopies(count, null));
    if (count == 1) {
      // On this thread, so that the task may share its own work.
      results.set(0, task.apply(0));
    } else {
      workers.run(count, n -> results.set(n, task.apply(n)));
    }
    return results;
  }
}
