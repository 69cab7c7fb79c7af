package org.isochron.core.analysis;

/**
 * A step s_t = F(s_{t-1}, x_t) and its first-order change A ds + B dx.
 *
 * @param state s_{t-1} [S]
 * @param input x_t [I]
 * @param next s_t [S]
 * @param jacobian A = ∂s_t/∂s_{t-1} [S,S], row i is of component i of s_t
 * @param inputJacobian B = ∂s_t/∂x_t [S,I]
 */
public record Linearisation(
    double[] state, double[] input, double[] next, double[] jacobian, double[] inputJacobian) {
  /** Returns S. */
  public int size() {
    return state.length;
  }

  /** Returns the eigenvalues of A. */
  public Spectrum spectrum() {
    return Spectrum.of(jacobian, size());
  }

  /** Returns the singular values of A, largest first: the gains of an adjoint step. */
  public double[] singularValues() {
    return Matrices.singularValues(jacobian, size(), size());
  }

  /** Returns log|det A|, −∞ where A is singular up to rounding. */
  public double logAbsDeterminant() {
    return Elimination.of(jacobian, size()).logAbsDeterminant();
  }

  /** Returns ‖s_t − s_{t-1}‖, the speed at the state. */
  public double speed() {
    double sum = 0;
    for (int i = 0; i < state.length; i++) {
      sum += (next[i] - state[i]) * (next[i] - state[i]);
    }
    return Math.sqrt(sum);
  }
}
