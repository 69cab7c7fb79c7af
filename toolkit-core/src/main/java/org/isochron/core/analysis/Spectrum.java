package org.isochron.core.analysis;

import java.util.Arrays;
import java.util.Comparator;
import org.ejml.data.Complex_F64;

/**
 * The eigenvalues λ_i of a Jacobian ∂s_t/∂s_{t-1}, largest modulus first: what a linear step makes
 * of its eigendirections.
 *
 * @param real Re λ
 * @param imaginary Im λ
 */
public record Spectrum(double[] real, double[] imaginary) {
  /**
   * Computes the eigenvalues of a matrix; those of equal modulus are ordered by real part, then by
   * imaginary part, largest first.
   *
   * @param matrix row-major [size,size]
   * @param size S
   * @throws IllegalArgumentException if the size differs or an entry is not finite
   */
  public static Spectrum of(double[] matrix, int size) {
    Complex_F64[] all = Matrices.eigenvalues(matrix, size);
    Arrays.sort(
        all,
        Comparator.comparingDouble((Complex_F64 z) -> -StrictMath.hypot(z.real, z.imaginary))
            .thenComparingDouble(z -> -z.real)
            .thenComparingDouble(z -> -z.imaginary));
    return new Spectrum(
        Arrays.stream(all).mapToDouble(z -> z.real).toArray(),
        Arrays.stream(all).mapToDouble(z -> z.imaginary).toArray());
  }

  /** Returns S. */
  public int size() {
    return real.length;
  }

  /** Returns |λ_i|. */
  public double modulus(int i) {
    return StrictMath.hypot(real[i], imaginary[i]);
  }

  /** Returns the spectral radius max |λ_i|. */
  public double radius() {
    return modulus(0);
  }

  /** Returns the number of unstable directions, |λ_i| &gt; 1. */
  public int unstable() {
    int count = 0;
    while (count < size() && modulus(count) > 1) {
      count++;
    }
    return count;
  }

  /**
   * Returns the time constant −1/log|λ_i| in steps: after so many a perturbation has shrunk to 1/e;
   * negative where it grows, infinite where it stays.
   */
  public double timeConstant(int i) {
    double rate = StrictMath.log(modulus(i));
    return rate == 0 ? Double.POSITIVE_INFINITY : -1 / rate;
  }

  /** Returns the frequency arg(λ_i)/2π in cycles per step, −½ to ½. */
  public double frequency(int i) {
    return StrictMath.atan2(imaginary[i], real[i]) / (2 * Math.PI);
  }
}
