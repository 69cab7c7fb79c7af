package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.List;
import org.isochron.core.sequence.SequenceBatch;

/** A run of the cells' steps on tapes, in double, for each block of sequences. */
final class TracedTrajectory implements Trajectory {
  private final Scan scan;
  private final Workers workers;
  private final SequenceBatch batch;
  private final LaneBlocks blocks = new LaneBlocks();
  private final TracedBlock[] traced;

  TracedTrajectory(
      Scan scan, Workers workers, double[] parameters, SequenceBatch batch, State initial) {
    Scan.check(scan.recurrence(), batch, initial);
    this.scan = scan;
    this.workers = workers;
    this.batch = batch;
    blocks.deal(batch);
    traced = new TracedBlock[blocks.count()];
    State start = initial == null ? State.zeros(scan.recurrence(), batch.size()) : initial;
    workers.run(
        traced.length, b -> traced[b] = new TracedBlock(scan, parameters, batch, lanes(b), start));
  }

  private TracedBlock.Lanes lanes(int b) {
    int[] members = new int[blocks.get(b).count()];
    for (int n = 0; n < members.length; n++) {
      members[n] = blocks.member(b, n);
    }
    return new TracedBlock.Lanes(blocks.get(b), members);
  }

  @Override
  public String path() {
    return "traced";
  }

  @Override
  public double[] outputs() {
    double[] y = new double[Scan.length(batch, scan.recurrence().outputSize())];
    for (TracedBlock block : traced) {
      block.putOutputs(y);
    }
    return y;
  }

  @Override
  public State finalState() {
    State state = State.zeros(scan.recurrence(), batch.size());
    for (TracedBlock block : traced) {
      block.putFinalState(state);
    }
    return state;
  }

  @Override
  public Adjoint adjoint(double[] outputs, State finalState) {
    return adjoint(outputs, finalState, null);
  }

  private Adjoint adjoint(double[] outputs, State finalState, List<State> states) {
    scan.checkCotangents(batch, outputs);
    State last = finalState;
    if (last == null) {
      last = State.zeros(scan.recurrence(), batch.size());
    }
    last.check("final cotangent", scan.recurrence(), batch.size());
    double[] inputs = new double[Scan.length(batch, batch.channels())];
    State initial = State.zeros(scan.recurrence(), batch.size());
    Cuts cuts = new Cuts(scan.truncation(), blocks, batch.size(), scan.seed());
    double[][] gradients = new double[traced.length][];
    var question = new TracedBlock.Question(outputs, last, inputs, initial, cuts);
    workers.run(traced.length, b -> gradients[b] = traced[b].adjoint(question, b, states));
    double[] sum = new double[scan.layout().size()];
    for (double[] gradient : gradients) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += gradient[i];
      }
    }
    return new Adjoint(sum, inputs, initial);
  }

  @Override
  public List<State> adjointStates(double[] outputs, State finalState) {
    List<State> states = new ArrayList<>();
    for (int t = 0; t < batch.steps(); t++) {
      states.add(State.zeros(scan.recurrence(), batch.size()));
    }
    adjoint(outputs, finalState, states);
    return states;
  }

  @Override
  public long stepsRun() {
    long steps = 0;
    for (TracedBlock block : traced) {
      steps += block.stepsRun();
    }
    return steps;
  }
}
