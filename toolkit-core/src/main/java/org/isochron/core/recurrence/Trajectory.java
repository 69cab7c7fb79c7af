package org.isochron.core.recurrence;

import org.isochron.core.sequence.SequenceBatch;

/** What a forward run kept: outputs, final states, and all that its adjoint needs. */
public final class Trajectory {
  private final Scan scan;
  private final Sweep sweep;
  private final SequenceBatch batch;
  private final String path;

  Trajectory(Scan scan, Sweep sweep, SequenceBatch batch, String path) {
    this.scan = scan;
    this.sweep = sweep;
    this.batch = batch;
    this.path = path;
  }

  /** Returns which path ran, for example {@code fused simd-512}. */
  public String path() {
    return path;
  }

  /** Returns the outputs [T,N,O], zero after each sequence's end. */
  public double[] outputs() {
    int size = scan.recurrence().outputSize();
    double[] y = new double[Scan.length(batch, size)];
    Scan.copyRows(sweep, batch, size, y, false);
    return y;
  }

  /** Returns the final states, each sequence's at its own last step. */
  public State finalState() {
    return sweep.finalState();
  }

  /**
   * The gradients of L = Σ ⟨dy_t, y_t⟩ + ⟨dState, s_T⟩.
   *
   * @param parameters dL/dθ
   * @param inputs dL/dx [T,N,I], zero after each sequence's end
   * @param initialState dL/ds_0
   */
  public record Adjoint(double[] parameters, double[] inputs, State initialState) {}

  /**
   * Runs the adjoint recursion λ_{t-1} = (∂f_t/∂s)ᵀ λ_t + ∂l_{t-1}/∂s backward.
   *
   * @param outputs cotangents of the outputs [T,N,O]; entries after a sequence's end are not read
   * @param finalState cotangents of the final states, or null for zeros
   * @throws IllegalArgumentException if sizes disagree
   */
  public Adjoint adjoint(double[] outputs, State finalState) {
    int size = scan.recurrence().outputSize();
    if (outputs.length != Scan.length(batch, size)) {
      throw new IllegalArgumentException(
          "cotangents: expected ["
              + batch.steps()
              + ","
              + batch.size()
              + ","
              + size
              + "], found "
              + outputs.length
              + " values");
    }
    Scan.copyRows(sweep, batch, size, outputs, true);
    sweep.backward(finalState, true);
    double[] gradient = new double[scan.layout().size()];
    sweep.addGradient(gradient);
    return new Adjoint(gradient, sweep.inputCotangent(), sweep.initialCotangent());
  }
}
