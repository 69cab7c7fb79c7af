package org.isochron.core.recurrence;

import java.util.List;
import org.isochron.core.kernel.LaneBlock;
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
    sweep.forward(new TimeMajor(outputs), true);
  }

  /** The output, or its cotangent, as an array [T,N,O]. */
  private final class TimeMajor implements OutputReader {
    private final double[] values;
    private final int size = scan.recurrence().outputSize();

    TimeMajor(double[] values) {
      this.values = values;
    }

    @Override
    public void read(int b, LaneBlock part, float[] y) {
      for (int t = 0; t < part.steps(); t++) {
        for (int n = 0; n < part.active(t); n++) {
          int at = at(b, part, t, n);
          int row = (part.start(t) + n) * size;
          for (int j = 0; j < size; j++) {
            values[at + j] = y[row + j];
          }
        }
      }
    }

    @Override
    public void cotangent(int b, LaneBlock part, float[] y, float[] dy) {
      int stride = sweep.outputWidth();
      for (int t = 0; t < part.steps(); t++) {
        for (int n = 0; n < part.active(t); n++) {
          int at = at(b, part, t, n);
          int row = (part.start(t) + n) * stride;
          for (int j = 0; j < size; j++) {
            dy[row + j] = (float) values[at + j];
          }
        }
      }
    }

    private int at(int b, LaneBlock part, int t, int n) {
      return ((part.firstStep() + t) * batch.size() + sweep.member(b, n)) * size;
    }
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
    sweep.backward(new TimeMajor(cotangents), finalState, true);
    double[] gradient = new double[scan.layout().size()];
    sweep.addGradient(gradient);
    return new Adjoint(gradient, sweep.inputCotangent(), sweep.initialCotangent());
  }

  @Override
  public List<State> adjointStates(double[] cotangents, State finalState) {
    scan.checkCotangents(batch, cotangents);
    return sweep.adjointStates(new TimeMajor(cotangents), finalState);
  }

  @Override
  public long stepsRun() {
    return sweep.stepsRun();
  }
}
