package org.isochron.core.recurrence;

import org.isochron.core.kernel.KernelProvider;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.sequence.SequenceBatch;

/**
 * Runs a recurrence over a batch from an explicit initial state: y = scan(θ, x, s_0), s_T.
 *
 * <p>There is no hidden state; each run returns its own {@link Trajectory}. Fused float kernels
 * run, as {@link Trajectory#path()} says.
 */
public final class Scan {
  private final Recurrence recurrence;
  private final Kernels kernels;
  private final Workers workers;
  private final ParameterLayout layout;

  private Scan(Recurrence recurrence, Kernels kernels, Workers workers) {
    this.recurrence = recurrence;
    this.kernels = kernels;
    this.workers = workers;
    this.layout = ParameterLayout.of(recurrence);
  }

  /**
   * Makes a scan on this process's kernels.
   *
   * @param recurrence the layers
   * @param workers who runs them
   */
  public static Scan of(Recurrence recurrence, Workers workers) {
    return new Scan(recurrence, KernelProvider.kernels(), workers);
  }

  /**
   * Makes a scan on given kernels.
   *
   * @param recurrence the layers
   * @param kernels where they run
   * @param workers who runs them
   */
  public static Scan of(Recurrence recurrence, Kernels kernels, Workers workers) {
    return new Scan(recurrence, kernels, workers);
  }

  /** Returns the layout of the parameters. */
  public ParameterLayout layout() {
    return layout;
  }

  /** Returns the layers. */
  public Recurrence recurrence() {
    return recurrence;
  }

  /**
   * Runs forward from zero states.
   *
   * @param parameters a vector of {@link #layout()}
   * @param batch the input
   */
  public Trajectory run(double[] parameters, SequenceBatch batch) {
    return run(parameters, batch, null);
  }

  /**
   * Runs forward.
   *
   * @param parameters a vector of {@link #layout()}
   * @param batch the input
   * @param initial initial states, or null for zeros
   * @throws IllegalArgumentException if sizes disagree
   */
  public Trajectory run(double[] parameters, SequenceBatch batch, State initial) {
    if (parameters.length != layout.size()) {
      throw new IllegalArgumentException(
          "parameters: recurrence needs " + layout.size() + " values, found " + parameters.length);
    }
    Sweep sweep = new Sweep(recurrence, kernels, workers);
    sweep.pack(parameters);
    sweep.load(batch, initial);
    sweep.forward();
    return new Trajectory(this, sweep, batch, "fused " + kernels.name());
  }

  /** Returns the length of a time-major array [T,N,size]. */
  static int length(SequenceBatch batch, int size) {
    long length = (long) batch.steps() * batch.size() * size;
    if (length > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException(
          "[" + batch.steps() + "," + batch.size() + "," + size + "] is too long for one array");
    }
    return (int) length;
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
