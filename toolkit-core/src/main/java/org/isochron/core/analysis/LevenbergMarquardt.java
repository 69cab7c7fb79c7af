package org.isochron.core.analysis;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Minimises q(h) = ½‖r‖², r = F(h,x) − h, by steps δ of (JᵀJ + μ1) δ = −Jᵀr, J = ∂F/∂h − 1.
 *
 * <p>μ follows the ratio of actual to predicted descent: Nielsen 1999, Technical University of
 * Denmark, IMM-REP-1999-05; Marquardt 1963, doi 10.1137/0111030.
 */
final class LevenbergMarquardt {
  private static final double FIRST_DAMPING = 1e-3;
  private static final double LARGEST_DAMPING = 1e20;
  private static final double SMALLEST_STEP = 1e-15;

  private final StateMap map;
  private final double[] input;
  private Linearisation here;
  private double q;
  private double damping;
  private double growth = 2;
  private DMatrixRMaj normal;
  private DMatrixRMaj descent;

  private LevenbergMarquardt(StateMap map, double[] start, double... input) {
    this.map = map;
    this.input = input;
    here = map.linearise(start, input);
    q = q(here.next(), start);
  }

  /** Returns the step from where the search ends; q there is {@link #q} of it. */
  static Linearisation minimise(StateMap map, double[] start, double[] input, int iterations) {
    LevenbergMarquardt search = new LevenbergMarquardt(map, start, input);
    if (Double.isFinite(search.q)) {
      search.normalEquations();
      double largest = 0;
      for (int i = 0; i < map.size(); i++) {
        largest = Math.max(largest, search.normal.get(i, i));
      }
      search.damping = FIRST_DAMPING * Math.max(largest, Double.MIN_NORMAL);
      boolean moving = true;
      for (int k = 0; k < iterations && moving; k++) {
        moving = search.step();
      }
    }
    return search.here;
  }

  /** Returns ½‖next − state‖². */
  static double q(double[] next, double[] state) {
    double sum = 0;
    for (int i = 0; i < state.length; i++) {
      sum += (next[i] - state[i]) * (next[i] - state[i]);
    }
    return sum / 2;
  }

  private void normalEquations() {
    int size = map.size();
    DMatrixRMaj j = Matrices.matrix("Jacobian", here.jacobian(), size, size);
    DMatrixRMaj r = new DMatrixRMaj(size, 1);
    for (int i = 0; i < size; i++) {
      j.add(i, i, -1);
      r.set(i, 0, here.next()[i] - here.state()[i]);
    }
    normal = new DMatrixRMaj(size, size);
    CommonOps_DDRM.multTransA(j, j, normal);
    descent = new DMatrixRMaj(size, 1);
    CommonOps_DDRM.multTransA(-1, j, r, descent);
  }

  /** Takes one step or raises the damping; returns whether there is anything left to gain. */
  private boolean step() {
    DMatrixRMaj damped = normal.copy();
    for (int i = 0; i < map.size(); i++) {
      damped.add(i, i, damping);
    }
    double[] delta = Matrices.solvePositive(damped, descent);
    if (delta == null) {
      return refuse();
    }
    double[] state = here.state().clone();
    double predicted = 0;
    double length = 0;
    double scale = 0;
    for (int i = 0; i < delta.length; i++) {
      predicted += delta[i] * (damping * delta[i] + descent.get(i, 0)) / 2;
      length += delta[i] * delta[i];
      scale += state[i] * state[i];
      state[i] += delta[i];
    }
    if (q == 0 || !(Math.sqrt(length) > SMALLEST_STEP * (1 + Math.sqrt(scale)))) {
      return false;
    }
    double reached = q(map.next(state, input), state);
    if (!(reached < q)) {
      return refuse();
    }
    double ratio = (q - reached) / predicted;
    double cube = (2 * ratio - 1) * (2 * ratio - 1) * (2 * ratio - 1);
    damping = Math.max(damping * Math.max(1.0 / 3, 1 - cube), Double.MIN_NORMAL);
    growth = 2;
    here = map.linearise(state, input);
    q = q(here.next(), state);
    normalEquations();
    return true;
  }

  private boolean refuse() {
    damping *= growth;
    growth *= 2;
    return damping < LARGEST_DAMPING;
  }
}
