package org.isochron.core.objective;

import org.isochron.core.kernel.LaneBlock;

/** One sequence's rows among a head's outputs for a block: where they are, and their cotangents. */
public final class OutputRows {
  private final int stride;
  private final boolean whole;
  private LaneBlock block;
  private int lane;
  private float[] outputs;
  private float[] cotangents;

  /**
   * Makes a view that is then turned to sequences.
   *
   * @param stride row stride of the arrays
   * @param whole whether the sequence has one row, not one for each step
   */
  public OutputRows(int stride, boolean whole) {
    this.stride = stride;
    this.whole = whole;
  }

  /**
   * Returns the rows of a sequence by itself.
   *
   * @param head whose outputs
   * @param z outputs [T,C], or [1,C] of a head for the sequence
   * @param dz their cotangents
   */
  public static OutputRows of(Head head, float[] z, float[] dz) {
    LaneBlock alone = new LaneBlock();
    alone.layOut(new int[] {z.length / head.outputs()}, 1);
    return new OutputRows(head.outputs(), head.scope().isSequence()).over(z, dz).at(alone, 0);
  }

  /**
   * Sets the arrays.
   *
   * @param z outputs of all rows of the block
   * @param dz their cotangents
   * @return this view
   */
  public OutputRows over(float[] z, float[] dz) {
    outputs = z;
    cotangents = dz;
    return this;
  }

  /**
   * Turns to a sequence.
   *
   * @param of its block
   * @param n its lane
   * @return this view
   */
  public OutputRows at(LaneBlock of, int n) {
    block = of;
    lane = n;
    return this;
  }

  /** Returns the number of rows: steps, or 1. */
  public int count() {
    return whole ? 1 : block.length(lane);
  }

  /** Returns where row t begins in the arrays. */
  public int start(int t) {
    return (whole ? lane : block.start(t) + lane) * stride;
  }

  /** Returns the outputs, not a copy. */
  public float[] outputs() {
    return outputs;
  }

  /** Returns the cotangents, not a copy. */
  public float[] cotangents() {
    return cotangents;
  }
}
