package org.isochron.astro.transients;

/**
 * A redshift and its standard deviation; where there is none, the value is NaN.
 *
 * @param value z
 * @param error σ, at least 0; 0 where it is not known
 */
public record Redshift(double value, double error) {
  /** Where nothing is known. */
  public static final Redshift NONE = new Redshift(Double.NaN, 0);

  /** Checks the ranges. */
  public Redshift {
    boolean known = !Double.isNaN(value);
    if ((known && !(value > -0.1 && value < 20)) || !(error >= 0)) {
      throw new IllegalArgumentException(
          "redshift: expected -0.1 to 20 with an error of at least 0, found "
              + value
              + ", "
              + error);
    }
  }

  /** Tells whether there is one. */
  public boolean isKnown() {
    return !Double.isNaN(value);
  }

  /**
   * Returns a redshift from a table's columns, where negative values (SNANA's −9) mean none.
   *
   * @param value z
   * @param error σ; negative or NaN means not known
   */
  public static Redshift ofColumns(double value, double error) {
    boolean none = Double.isNaN(value) || value < -0.1;
    return none ? NONE : new Redshift(value, error >= 0 ? error : 0);
  }
}
