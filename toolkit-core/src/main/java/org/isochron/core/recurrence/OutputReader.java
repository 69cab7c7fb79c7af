package org.isochron.core.recurrence;

import org.isochron.core.kernel.LaneBlock;

/**
 * Reads the output of a {@link Sweep} as it comes, part by part, and says what its cotangent is.
 *
 * <p>Parts come first to last for each block, their cotangents are asked last to first. Blocks may
 * come in different threads.
 */
public interface OutputReader {
  /**
   * Reads a part.
   *
   * @param b which block
   * @param part its rows, in time order
   * @param y the output [part rows, outputSize]; the array is used again afterwards
   */
  void read(int b, LaneBlock part, float[] y);

  /**
   * Writes the cotangent of a part.
   *
   * @param b which block
   * @param part its rows, in time order
   * @param y the output, as it was read
   * @param dy to be filled, [part rows, outputWidth]
   */
  void cotangent(int b, LaneBlock part, float[] y, float[] dy);
}
