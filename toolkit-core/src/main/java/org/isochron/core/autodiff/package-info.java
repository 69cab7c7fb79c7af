/** Reverse-mode differentiation of any order over tensors in double; the oracle of the kernels. */
package org.isochron.core.autodiff;
