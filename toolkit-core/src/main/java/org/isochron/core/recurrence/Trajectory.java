package org.isochron.core.recurrence;

import java.util.List;

/** What a forward run kept: outputs, final states, and all that its adjoint needs. */
public sealed interface Trajectory permits FusedTrajectory, TracedTrajectory, GappedTrajectory {
  /** Returns which path ran: {@code traced}, or for example {@code fused simd-512}. */
  String path();

  /** Returns the outputs [T,N,O], zero after each sequence's end. */
  double[] outputs();

  /** Returns the final states, each sequence's at its own last step. */
  State finalState();

  /**
   * The gradients of L = Σ ⟨dy_t, y_t⟩ + ⟨dState, s_T⟩.
   *
   * @param parameters dL/dθ
   * @param inputs dL/dx [T,N,I], zero after each sequence's end
   * @param initialState dL/ds_0
   */
  record Adjoint(double[] parameters, double[] inputs, State initialState) {}

  /**
   * Runs the adjoint recursion λ_{t-1} = (∂f_t/∂s)ᵀ λ_t + ∂l_{t-1}/∂s backward.
   *
   * @param outputs cotangents of the outputs [T,N,O]; entries after a sequence's end are not read
   * @param finalState cotangents of the final states, or null for zeros
   * @throws IllegalArgumentException if sizes disagree
   */
  Adjoint adjoint(double[] outputs, State finalState);

  /**
   * Returns the adjoint states λ_t = dL/ds_t for t = 1 to T, s_t being the state of every layer and
   * direction that is left after reading x_t, and its components independent of each other; zero
   * after each sequence's end.
   *
   * @param outputs cotangents of the outputs [T,N,O]; entries after a sequence's end are not read
   * @param finalState cotangents of the final states, or null for zeros
   * @throws IllegalArgumentException if sizes disagree
   */
  List<State> adjointStates(double[] outputs, State finalState);

  /**
   * Returns how many steps were run forward so far, over blocks of sequences and directions, those
   * that a memory policy has run again included.
   */
  long stepsRun();
}
