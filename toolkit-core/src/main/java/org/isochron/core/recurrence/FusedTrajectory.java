package org.isochron.core.recurrence;

import java.util.List;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.sequence.SequenceBatch;

/** A run on the fused float kernels. */
final class FusedTrajectory implements Trajectory {
  private final Scan scan;
  private final Sweep sweep;
  private final SequenceBatch batch;
  private final String path;

  FusedTrajectory(Scan scan, Sweep sweep, SequenceBatch batch, String path) {
    this.scan = scan;
    this.sweep = sweep;
    this.batch = batch;
    this.path = path;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public double[] outputs() {
    int size = scan.recurrence().outputSize();
    double[] y = new double[Scan.length(batch, size)];
    copyRows(sweep, batch, size, y, false);
    return y;
  }

  @Override
  public State finalState() {
    return sweep.finalState();
  }

  @Override
  public Adjoint adjoint(double[] outputs, State finalState) {
    scan.checkCotangents(batch, outputs);
    copyRows(sweep, batch, scan.recurrence().outputSize(), outputs, true);
    sweep.backward(finalState, true);
    double[] gradient = new double[scan.layout().size()];
    sweep.addGradient(gradient);
    return new Adjoint(gradient, sweep.inputCotangent(), sweep.initialCotangent());
  }

  @Override
  public List<State> adjointStates(double[] outputs, State finalState) {
    scan.checkCotangents(batch, outputs);
    copyRows(sweep, batch, scan.recurrence().outputSize(), outputs, true);
    return sweep.adjointStates(finalState);
  }

  /** Copies rows of the sweep's output into a time-major array, or back. */
  static void copyRows(Sweep sweep, SequenceBatch batch, int size, double[] values, boolean in) {
    for (int b = 0; b < sweep.blockCount(); b++) {
      LaneBlock block = sweep.block(b);
      float[] rows = in ? sweep.outputCotangent(b) : sweep.output(b);
      int stride = in ? sweep.outputWidth() : size;
      for (int t = 0; t < block.steps(); t++) {
        for (int n = 0; n < block.active(t); n++) {
          int at = (t * batch.size() + sweep.member(b, n)) * size;
          int row = (block.start(t) + n) * stride;
          for (int j = 0; j < size; j++) {
            if (in) {
              rows[row + j] = (float) values[at + j];
            } else {
              values[at + j] = rows[row + j];
            }
          }
        }
      }
    }
  }
}
