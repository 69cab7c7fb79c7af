package org.isochron.astro.fits;

import org.isochron.core.io.FormatException;

/**
 * How numbers are stored: value = zero + scale · stored, NaN where an integer is the blank one.
 *
 * @param scale TSCAL or BSCALE
 * @param zero TZERO or BZERO
 * @param blank TNULL or BLANK, of integers; null for none
 */
record StoredNumbers(double scale, double zero, Long blank) {
  /** Tells whether integers stay integers of 64 bits. */
  boolean isWhole() {
    return scale == 1 && zero == Math.rint(zero) && Math.abs(zero) < 0x1p62;
  }

  /** Returns the values of a flat array of stored numbers; bytes are unsigned. */
  double[] values(Object stored, String place) throws FormatException {
    if (stored instanceof double[] doubles) {
      return scaled(doubles.length, i -> doubles[i]);
    }
    if (stored instanceof float[] floats) {
      return scaled(floats.length, i -> floats[i]);
    }
    if (stored instanceof byte[] bytes) {
      return integers(bytes.length, i -> bytes[i] & 0xff);
    }
    if (stored instanceof short[] shorts) {
      return integers(shorts.length, i -> shorts[i]);
    }
    if (stored instanceof int[] ints) {
      return integers(ints.length, i -> ints[i]);
    }
    if (stored instanceof long[] longs) {
      return integers(longs.length, i -> longs[i]);
    }
    if (stored instanceof boolean[] logicals) {
      return scaled(logicals.length, i -> logicals[i] ? 1 : 0);
    }
    throw new FormatException(
        place, "expected numbers, found " + stored.getClass().getComponentType().getSimpleName());
  }

  private interface Reals {
    double at(int i);
  }

  private interface Integers {
    long at(int i);
  }

  private double[] scaled(int count, Reals stored) {
    double[] values = new double[count];
    boolean plain = scale == 1 && zero == 0;
    for (int i = 0; i < count; i++) {
      double x = stored.at(i);
      values[i] = plain ? x : zero + scale * x;
    }
    return values;
  }

  private double[] integers(int count, Integers stored) {
    double[] values = new double[count];
    boolean hasBlank = blank != null;
    long none = hasBlank ? blank : 0;
    for (int i = 0; i < count; i++) {
      long x = stored.at(i);
      values[i] = hasBlank && x == none ? Double.NaN : zero + scale * x;
    }
    return values;
  }
}
