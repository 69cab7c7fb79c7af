package org.isochron.core.recurrence;

/**
 * Inverted dropout whose mask is a function of seed, layer, sequence, step and feature, so that
 * batch layout and threads change nothing. Srivastava et al. 2014, JMLR 15:1929.
 *
 * @param rate probability that a feature is dropped, in [0, 1)
 */
public record Dropout(double rate) {
  private static final long STEP = 0x9E3779B97F4A7C15L;

  /** Checks the rate. */
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("dropout must be in [0, 1), found " + rate);
    }
  }

  /**
   * Multiplies a row by its mask: 0, or 1/(1 − rate).
   *
   * @param key a key of the row, from {@link #key}
   * @param row an array holding the row
   * @param offset where the row begins
   * @param count its length
   */
  public void apply(long key, float[] row, int offset, int count) {
    int threshold = (int) Math.round(rate * 65536);
    float scale = (float) (1 / (1 - threshold / 65536.0));
    long bits = 0;
    for (int i = 0; i < count; i++) {
      if ((i & 3) == 0) {
        bits = mix(key + (i + 1) * STEP);
      }
      // All ones if it is kept: a branch that cannot be foretold would cost more.
      int kept = ~(((int) (bits & 0xFFFF) - threshold) >> 31);
      row[offset + i] =
          Float.intBitsToFloat(Float.floatToRawIntBits(row[offset + i] * scale) & kept);
      bits >>>= 16;
    }
  }

  /**
   * Returns the key of a row.
   *
   * @param seed the step's seed
   * @param layer which boundary between layers
   * @param sequence index in the batch
   * @param step time
   */
  public static long key(long seed, int layer, int sequence, int step) {
    return mix(seed ^ mix(((long) layer << 48) ^ ((long) sequence << 32) ^ step));
  }

  /** Returns a number uniform in [0, 1) that is a function of a seed, a place and a unit. */
  static double uniform(long seed, int unit, int... place) {
    long key = mix(seed);
    for (int index : place) {
      key = mix(key + (index + 1L) * STEP);
    }
    return (mix(key + (unit + 1L) * STEP) >>> 11) * 0x1p-53;
  }

  private static long mix(long z) {
    long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
    return y ^ (y >>> 31);
  }
}
