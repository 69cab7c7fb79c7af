package org.isochron.core.sequence;

/**
 * Numbers that a head is to predict.
 *
 * @param values [rows,K], row after row
 * @param mask [rows] whether a row is known, or null where all are
 * @param rows steps, or 1 for the sequence as a whole
 */
public record Target(double[] values, boolean[] mask, int rows) {
  /** Returns whether row t is known. */
  public boolean known(int t) {
    return mask == null || mask[t];
  }
}
