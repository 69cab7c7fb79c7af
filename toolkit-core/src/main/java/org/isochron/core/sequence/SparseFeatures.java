package org.isochron.core.sequence;

/**
 * Features [T,C] that are mostly zero, given by those that are not: windows of one-hot letters need
 * no table of their zeros. Threads may share it.
 */
public interface SparseFeatures {
  /** Returns T. */
  int steps();

  /** Returns how many features of a step are not zero at most. */
  int most();

  /**
   * Writes the features of a step that are not zero.
   *
   * @param step from 0
   * @param columns takes their channels, ascending
   * @param values takes as many values
   * @param at where to begin
   * @return where they end
   */
  int write(int step, int[] columns, float[] values, int at);
}
