package org.isochron.astro.fits;

import java.util.List;

/**
 * An image or cube with BSCALE, BZERO and BLANK applied: value = BZERO + BSCALE · stored, NaN where
 * stored is BLANK.
 *
 * @param name EXTNAME, or the empty string
 * @param shape sizes, the slowest axis first: [NAXISm, ..., NAXIS1]
 * @param values row-major, as many as the product of the shape; not copied
 * @param unit BUNIT, or the empty string
 */
public record FitsImage(String name, List<Integer> shape, double[] values, String unit) {
  /** Checks that there are as many values as the shape says. */
  public FitsImage {
    shape = List.copyOf(shape);
    long size = shape.stream().mapToLong(n -> n).reduce(1, Math::multiplyExact);
    if (size != values.length) {
      throw new IllegalArgumentException(
          "shape " + shape + " has " + size + " values, found " + values.length);
    }
  }
}
