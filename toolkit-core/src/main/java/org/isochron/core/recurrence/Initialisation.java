package org.isochron.core.recurrence;

import java.util.random.RandomGenerator;

/**
 * What a cell's matrices begin with, gate by gate.
 *
 * @param input of the input weights, each gate's [H,I]
 * @param recurrent of the recurrent weights, each gate's [H,H]
 * @param forgetBias of an LSTM's forget gate; Jozefowicz et al. 2015, PMLR 37:2342, advise 1
 */
public record Initialisation(Matrix input, Matrix recurrent, double forgetBias) {
  /** Uniform matrices and a forget bias of 1. */
  public static final Initialisation DEFAULT =
      new Initialisation(Matrix.UNIFORM, Matrix.UNIFORM, 1);

  /** How one matrix begins. */
  public enum Matrix {
    /** Uniform in ±1/√rows. */
    UNIFORM {
      @Override
      void fill(double[] values, int offset, int rows, int columns, RandomGenerator random) {
        uniform(values, offset, rows * columns, 1 / Math.sqrt(rows), random);
      }
    },
    /** Uniform in ±√(6/(rows + columns)). Glorot and Bengio 2010, PMLR 9:249. */
    GLOROT {
      @Override
      void fill(double[] values, int offset, int rows, int columns, RandomGenerator random) {
        double bound = Math.sqrt(6.0 / (rows + columns));
        uniform(values, offset, rows * columns, bound, random);
      }
    },
    /**
     * Orthonormal rows or columns, whichever are shorter in number, uniform among all such. Saxe et
     * al. 2014, doi 10.48550/arXiv.1312.6120.
     */
    ORTHOGONAL {
      @Override
      void fill(double[] values, int offset, int rows, int columns, RandomGenerator random) {
        double[][] q =
            Orthonormal.vectors(Math.min(rows, columns), Math.max(rows, columns), random);
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < columns; j++) {
            values[offset + i * columns + j] = rows < columns ? q[i][j] : q[j][i];
          }
        }
      }
    },
    /** 1 on the diagonal, else 0. Le et al. 2015, doi 10.48550/arXiv.1504.00941. */
    IDENTITY {
      @Override
      void fill(double[] values, int offset, int rows, int columns, RandomGenerator random) {
        for (int i = 0; i < Math.min(rows, columns); i++) {
          values[offset + i * columns + i] = 1;
        }
      }
    };

    /** Fills a matrix that is zero. */
    abstract void fill(double[] values, int offset, int rows, int columns, RandomGenerator random);
  }

  /** Checks that the bias is finite. */
  public Initialisation {
    if (input == null || recurrent == null || !Double.isFinite(forgetBias)) {
      throw new IllegalArgumentException(
          "initialisation: expected two kinds of matrices and a finite forget bias, found "
              + input
              + ", "
              + recurrent
              + ", "
              + forgetBias);
    }
  }

  /** Returns this with other input weights. */
  public Initialisation withInput(Matrix matrix) {
    return new Initialisation(matrix, recurrent, forgetBias);
  }

  /** Returns this with other recurrent weights. */
  public Initialisation withRecurrent(Matrix matrix) {
    return new Initialisation(input, matrix, forgetBias);
  }

  /** Returns this with another forget bias. */
  public Initialisation withForgetBias(double bias) {
    return new Initialisation(input, recurrent, bias);
  }

  /** Fills values uniform in ±bound. */
  static void uniform(
      double[] values, int offset, int count, double bound, RandomGenerator random) {
    for (int i = 0; i < count; i++) {
      values[offset + i] = (2 * random.nextDouble() - 1) * bound;
    }
  }
}
