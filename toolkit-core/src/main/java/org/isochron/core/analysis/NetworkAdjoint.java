package org.isochron.core.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isochron.core.autodiff.Tape;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.objective.Head;
import org.isochron.core.objective.OutputRows;
import org.isochron.core.objective.SequenceLoss;
import org.isochron.core.recurrence.ParameterLayout;
import org.isochron.core.recurrence.Scan;
import org.isochron.core.recurrence.State;
import org.isochron.core.recurrence.Trajectory;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;

/**
 * The adjoint of a network's loss, or of a {@link Score}, over its trunk: λ_t = dL/ds_t of every
 * layer, direction and component, without dropout.
 *
 * <p>The heads are traced; the losses' own cotangents have float precision. Serves one thread.
 */
public final class NetworkAdjoint {
  private final RecurrentNetwork network;
  private final double[] parameters;
  private final double[] trunkParameters;
  private final Scan trunk;

  /**
   * The run of a trunk, and what is asked of its outputs.
   *
   * @param value L
   * @param trajectory the run
   * @param cotangents dL/dy [T,N,O], 0 in gaps
   */
  public record Run(double value, Trajectory trajectory, double[] cotangents) {
    /** Returns λ_t for t = 1 to T, as {@link Trajectory#adjointStates} does. */
    public List<State> states() {
      return trajectory.adjointStates(cotangents, null);
    }

    /** Returns the gradients by the trunk's parameters, the inputs and the initial state. */
    public Trajectory.Adjoint gradients() {
      return trajectory.adjoint(cotangents, null);
    }
  }

  /**
   * Makes the adjoint of a network.
   *
   * @param network what it computes
   * @param parameters a vector of its layout
   * @param trunk a scan of its trunk, traced or fused
   * @throws IllegalArgumentException if the scan is of another recurrence, or the number of
   *     parameters differs
   */
  public NetworkAdjoint(RecurrentNetwork network, double[] parameters, Scan trunk) {
    if (!trunk.recurrence().equals(network.trunk())) {
      throw new IllegalArgumentException(
          "scan: expected one of " + network.trunk() + ", found " + trunk.recurrence());
    }
    SubNetwork.checkParameters(network, parameters);
    this.network = network;
    this.parameters = parameters;
    this.trunk = trunk;
    trunkParameters = SubNetwork.of(network.trunk(), parameters, 0).parameters();
  }

  /** What a head asks of one sequence's outputs: a value, the cotangents that come with it. */
  private interface Asked {
    double of(int head, Traced traced, int sequence, double[] cotangents);
  }

  /**
   * Returns the adjoint of the objective: Σ over heads of weight · mean loss over labelled rows;
   * labels of gaps are not read.
   *
   * @param batch a labelled batch
   * @throws IllegalArgumentException if labels are missing
   */
  public Run ofLoss(SequenceBatch batch) {
    SequenceBatch there = batch.withoutGaps();
    List<Head> heads = network.heads();
    List<SequenceLoss> losses = heads.stream().map(SequenceLoss::of).toList();
    double[] factors = new double[heads.size()];
    ParameterLayout layout = network.layout();
    for (int i = 0; i < factors.length; i++) {
      Head head = heads.get(i);
      if (head.loss().chain() != null) {
        losses.get(i).pack(parameters, layout.offset("head/" + head.name() + "/transitions"));
      }
      double total = 0;
      for (int n = 0; n < there.size(); n++) {
        total += losses.get(i).weight(there.get(n));
      }
      factors[i] = total == 0 ? 0 : head.weight() / total;
    }
    return run(
        batch,
        heads,
        (i, traced, n, dz) ->
            loss(losses.get(i), heads.get(i), traced.logits, there.get(n), factors[i], dz));
  }

  /**
   * Returns the adjoint of the sum over the batch of a score; a gap has the row of outputs of the
   * step before it, or of the first.
   *
   * @param batch a batch; labels are not read
   * @param score what is asked
   * @throws IllegalArgumentException if the network has no such score, or a sequence no such step
   */
  public Run ofScore(SequenceBatch batch, Score score) {
    Head wanted = network.head(score.head());
    score.check(wanted);
    for (int n = 0; n < batch.size(); n++) {
      score.check(batch.get(n).id(), batch.get(n).steps());
    }
    return run(
        batch,
        List.of(wanted),
        (i, traced, n, dz) -> {
          ScoredRows rows = ScoredRows.of(score, wanted, batch.get(n));
          Variable chosen = traced.logits.slice(0, rows.from(), rows.to());
          Variable values = score.of(chosen, wanted.loss());
          double[] gradient = traced.gradient(values, rows.weights());
          System.arraycopy(gradient, 0, dz, 0, dz.length);
          double sum = 0;
          for (int row = 0; row < values.size(); row++) {
            sum += rows.weights()[row] * values.values()[row];
          }
          return sum;
        });
  }

  /** A head's outputs [T,C] or [1,C] of one sequence, on a tape. */
  private record Traced(Variable outputs, Variable logits) {
    double[] gradient(Variable values, double[] weights) {
      Variable cotangent = values.tape().constant(weights, values.size(0), values.size(1));
      return values.tape().vjpValues(List.of(values), List.of(cotangent), List.of(logits)).get(0);
    }

    double[] pull(double[] dz) {
      Variable cotangent = logits.tape().constant(dz, logits.size(0), logits.size(1));
      return logits.tape().vjpValues(List.of(logits), List.of(cotangent), List.of(outputs)).get(0);
    }
  }

  private Run run(SequenceBatch batch, List<Head> heads, Asked asked) {
    Trajectory trajectory = trunk.run(trunkParameters, batch);
    double[] y = trajectory.outputs();
    double[] dy = new double[y.length];
    int size = network.trunk().outputSize();
    double value = 0;
    for (int n = 0; n < batch.size(); n++) {
      Sequence sequence = batch.get(n).withoutGaps();
      int[] places = places(batch, n, size);
      Tape tape = new Tape();
      Map<String, Variable> byPath = network.layout().variables(tape, parameters);
      double[] own = new double[places.length * size];
      for (int k = 0; k < places.length; k++) {
        System.arraycopy(y, places[k], own, k * size, size);
      }
      Variable outputs = tape.variable(own, places.length, size);
      Variable inputs = tape.constant(sequence.features(), places.length, batch.channels());
      for (int i = 0; i < heads.size(); i++) {
        TracedHead on = new TracedHead(network, heads.get(i), byPath);
        Traced traced =
            new Traced(outputs, on.logits(outputs, inputs, 1, ScoredRows.all(places.length)));
        double[] dz = new double[traced.logits.size()];
        value += asked.of(i, traced, n, dz);
        add(traced.pull(dz), dy, places);
      }
    }
    return new Run(value, trajectory, dy);
  }

  /** Returns where a sequence's steps that are there begin in [T,N,size]. */
  private static int[] places(SequenceBatch batch, int n, int size) {
    int[] there = Gaps.there(batch.get(n));
    return Arrays.stream(there).map(t -> (t * batch.size() + n) * size).toArray();
  }

  private static void add(double[] own, double[] dy, int... places) {
    int size = own.length / places.length;
    for (int i = 0; i < own.length; i++) {
      dy[places[i / size] + i % size] += own[i];
    }
  }

  private static double loss(
      SequenceLoss loss,
      Head head,
      Variable logits,
      Sequence sequence,
      double factor,
      double[] dz) {
    double[] values = logits.values();
    float[] z = new float[values.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = (float) values[i];
    }
    float[] cotangents = new float[z.length];
    loss.clear();
    double value = loss.apply(OutputRows.of(head, z, cotangents), sequence, factor);
    for (int i = 0; i < dz.length; i++) {
      dz[i] = cotangents[i];
    }
    return value;
  }
}
