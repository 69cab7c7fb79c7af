package org.isochron.core.recurrence;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Takes blocks of sequences forward and back one by one. A block takes over the memory of one that
 * is finished, so that what it keeps is still in a cache when it turns.
 */
final class BlockByBlock {
  private final List<Stage> stages;
  private final Workers workers;
  private final IntConsumer blockTask = this::turnBlock;
  private IntConsumer turn;
  private int[] finished = new int[0];
  private int finishedCount;

  /**
   * Makes the frame.
   *
   * @param stages from input to output
   * @param workers who runs the blocks
   */
  BlockByBlock(List<Stage> stages, Workers workers) {
    this.stages = stages;
    this.workers = workers;
  }

  /** Returns whether that many blocks leave few workers idle, though each stays with its worker. */
  boolean suits(int blocks) {
    return blocks % workers.count() == 0 || blocks >= 4 * workers.count();
  }

  /**
   * Runs blocks.
   *
   * @param blocks how many
   * @param turnWith what is done with a block between its passes
   */
  void run(int blocks, IntConsumer turnWith) {
    turn = turnWith;
    workers.run(blocks, blockTask);
  }

  private void turnBlock(int b) {
    takeOverRows(b);
    for (int i = 0; i < stages.size(); i++) {
      stages.get(i).growRows(b);
    }
    for (int i = 0; i < stages.size(); i++) {
      stages.get(i).forwardBlock(b);
    }
    turn.accept(b);
    for (int i = stages.size() - 1; i >= 0; i--) {
      stages.get(i).backwardBlock(b);
    }
    finish(b);
  }

  /** Exchanges the memory of a block that begins with that of a finished one, if it is not one. */
  private synchronized void takeOverRows(int b) {
    int other = finishedCount == 0 ? b : finished[--finishedCount];
    for (int i = 0; i < finishedCount && other != b; i++) {
      if (finished[i] == b) {
        finished[i] = other;
        other = b;
      }
    }
    for (int i = 0; i < stages.size(); i++) {
      stages.get(i).exchangeRows(b, other);
    }
  }

  private synchronized void finish(int b) {
    if (finishedCount == finished.length) {
      finished = Arrays.copyOf(finished, 2 * finishedCount + 1);
    }
    finished[finishedCount++] = b;
  }
}
