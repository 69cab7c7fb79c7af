/**
 * What a recurrence does with states and gradients, seen from outside: norms of adjoint states over
 * time, Jacobians along a trajectory with their spectra and Lyapunov exponents, fixed and slow
 * points, and the attribution of a network's score to its inputs and to each layer's activations.
 *
 * <p>Everything is computed in double, from cells traced on a tape; adjoint states may come from
 * fused runs too. Nothing else in core uses this package.
 */
package org.isochron.core.analysis;
