package org.isochron.astro.lightcurve;

import java.util.Arrays;
import org.isochron.astro.lightcurve.ObjectTable.ObjectRow;

/**
 * Observations of one object, in order of time.
 *
 * @param id the object's name, distinct in its set
 * @param times in days, never decreasing
 * @param bands index of each observation's band in the set's list
 * @param values flux or magnitude, as the set says; finite
 * @param errors standard deviations of the values, above 0
 * @param properties what a table says of the object; may be empty
 */
public record LightCurve(
    String id,
    double[] times,
    int[] bands,
    double[] values,
    double[] errors,
    ObjectRow properties) {
  /**
   * Checks lengths, order and values.
   *
   * @throws IllegalArgumentException if one does not hold
   */
  public LightCurve {
    if (bands.length != times.length
        || values.length != times.length
        || errors.length != times.length) {
      throw new IllegalArgumentException(
          "%s: %d times, %d bands, %d values, %d errors"
              .formatted(id, times.length, bands.length, values.length, errors.length));
    }
    for (int i = 0; i < times.length; i++) {
      boolean inOrder = i == 0 ? Double.isFinite(times[0]) : times[i] >= times[i - 1];
      if (!inOrder || !Double.isFinite(values[i]) || !(errors[i] > 0) || bands[i] < 0) {
        throw new IllegalArgumentException(
            "%s, observation %d: expected a time not before the last, a finite value and an error above 0, found %s, %s, %s"
                .formatted(id, i + 1, times[i], values[i], errors[i]));
      }
    }
  }

  /** Returns the number of observations. */
  public int size() {
    return times.length;
  }

  /**
   * Returns the first observations.
   *
   * @param count how many are left
   */
  public LightCurve first(int count) {
    return new LightCurve(
        id,
        Arrays.copyOf(times, count),
        Arrays.copyOf(bands, count),
        Arrays.copyOf(values, count),
        Arrays.copyOf(errors, count),
        properties);
  }
}
