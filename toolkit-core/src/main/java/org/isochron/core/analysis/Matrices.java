package org.isochron.core.analysis;

import java.util.Arrays;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.ejml.interfaces.linsol.LinearSolverDense;

/** Linear algebra on row-major arrays, by EJML. */
final class Matrices {
  private Matrices() {}

  /** Copies a row-major array into a matrix, after a check that all is finite. */
  static DMatrixRMaj matrix(String name, double[] values, int rows, int columns) {
    if (values.length != rows * columns) {
      throw new IllegalArgumentException(
          name + ": expected [" + rows + "," + columns + "], found " + values.length + " values");
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            name
                + "["
                + i / columns
                + ","
                + i % columns
                + "]: expected finite, found "
                + values[i]);
      }
    }
    return new DMatrixRMaj(rows, columns, true, values.clone());
  }

  private static void require(boolean done, String what) {
    if (!done) {
      throw new ArithmeticException(what + ": the decomposition did not converge");
    }
  }

  /** Returns the eigenvalues of a square matrix, in no order. */
  static Complex_F64[] eigenvalues(double[] values, int size) {
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, false);
    require(eigen.decompose(matrix("Jacobian", values, size, size)), "eigenvalues");
    Complex_F64[] all = new Complex_F64[size];
    Arrays.setAll(all, eigen::getEigenvalue);
    return all;
  }

  /** Returns the singular values of a matrix, largest first. */
  static double[] singularValues(double[] values, int rows, int columns) {
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(rows, columns, false, false, true);
    require(svd.decompose(matrix("Jacobian", values, rows, columns)), "singular values");
    double[] sorted = Arrays.copyOf(svd.getSingularValues(), svd.numberOfSingularValues());
    Arrays.sort(sorted);
    for (int i = 0; i < sorted.length / 2; i++) {
      double small = sorted[i];
      sorted[i] = sorted[sorted.length - 1 - i];
      sorted[sorted.length - 1 - i] = small;
    }
    return sorted;
  }

  /** Returns the absolute values of entries. */
  static double[] magnitudes(double... of) {
    return Arrays.stream(of).map(Math::abs).toArray();
  }

  /**
   * Returns x of A x = b, A symmetric and positive definite, or null if it is not so in numbers.
   *
   * @param a [n,n]
   * @param b [n]
   */
  static double[] solvePositive(DMatrixRMaj a, DMatrixRMaj b) {
    int size = a.getNumRows();
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(size);
    if (!solver.setA(a.copy())) {
      return null;
    }
    DMatrixRMaj x = new DMatrixRMaj(size, 1);
    solver.solve(b.copy(), x);
    return x.data;
  }
}
