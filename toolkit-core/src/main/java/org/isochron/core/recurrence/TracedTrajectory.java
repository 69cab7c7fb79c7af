package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.List;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.sequence.SequenceBatch;

/** A run of the cells' steps on tapes, one for each block of sequences. */
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
        traced.length, b -> traced[b] = new TracedBlock(scan, parameters, rows(b), batch, start));
  }

  private TracedBlock.Rows rows(int b) {
    LaneBlock block = blocks.get(b);
    int[] members = new int[block.count()];
    for (int n = 0; n < members.length; n++) {
      members[n] = blocks.member(b, n);
    }
    return new TracedBlock.Rows(members, batch);
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
    State last = checked(outputs, finalState);
    int channels = batch.channels();
    double[] inputs = new double[Scan.length(batch, channels)];
    State initial = State.zeros(scan.recurrence(), batch.size());
    double[][] gradients = new double[traced.length][];
    workers.run(
        traced.length, b -> gradients[b] = traced[b].adjoint(outputs, last, inputs, initial));
    double[] sum = new double[scan.layout().size()];
    for (double[] gradient : gradients) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += gradient[i];
      }
    }
    return new Adjoint(sum, inputs, initial);
  }

  private State checked(double[] outputs, State finalState) {
    scan.checkCotangents(batch, outputs);
    if (finalState == null) {
      return State.zeros(scan.recurrence(), batch.size());
    }
    finalState.check("final cotangent", scan.recurrence(), batch.size());
    return finalState;
  }

  @Override
  public List<State> adjointStates(double[] outputs, State finalState) {
    State last = checked(outputs, finalState);
    List<State> states = new ArrayList<>();
    for (int t = 0; t < batch.steps(); t++) {
      states.add(State.zeros(scan.recurrence(), batch.size()));
    }
    workers.run(traced.length, b -> traced[b].adjointStates(outputs, last, states));
    return states;
  }
}
