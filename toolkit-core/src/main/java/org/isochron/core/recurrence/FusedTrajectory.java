package org.isochron.core.recurrence;

import java.util.List;
import org.isochron.core.sequence.SequenceBatch;

/** A run of a {@link Sweep}. */
final class FusedTrajectory implements Trajectory {
  private final Scan scan;
  private final Sweep sweep;
  private final SequenceBatch batch;
  private final double[] outputs;

  FusedTrajectory(Scan scan, Sweep sweep, SequenceBatch batch) {
    this.scan = scan;
    this.sweep = sweep;
    this.batch = batch;
    outputs = new double[Scan.length(batch, scan.recurrence().outputSize())];
    sweep.forward(new TimeMajor(sweep, batch, outputs), true);
  }

  @Override
  public String path() {
    return sweep.path();
  }

  @Override
  public double[] outputs() {
    return outputs.clone();
  }

  @Override
  public State finalState() {
    return sweep.finalState();
  }

  @Override
  public Adjoint adjoint(double[] cotangents, State finalState) {
    scan.checkCotangents(batch, cotangents);
    sweep.backward(new TimeMajor(sweep, batch, cotangents), finalState, true);
    double[] gradient = new double[scan.layout().size()];
    sweep.addGradient(gradient);
    return new Adjoint(gradient, sweep.inputCotangent(), sweep.initialCotangent());
  }

  @Override
  public List<State> adjointStates(double[] cotangents, State finalState) {
    scan.checkCotangents(batch, cotangents);
    return sweep.adjointStates(new TimeMajor(sweep, batch, cotangents), finalState);
  }

  @Override
  public long stepsRun() {
    return sweep.stepsRun();
  }
}
