package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.kernel.SequenceKernel;
import org.isochron.core.kernel.Window;

/**
 * The kernels of one {@link Pass} over one block of sequences, part of time by part of time, each
 * reading the output of the one below.
 */
final class PassBlock implements PartSchedule.Parts {
  /** Rows whose activations stay in the cache of a processor. */
  static final int CACHED_ROWS = 256;

  private final Pass pass;
  private final int block;
  private final LaneBlock whole;
  private final LaneBlock part = new LaneBlock();
  private final List<Window> windows = new ArrayList<>();
  private final List<float[]> slots = new ArrayList<>();
  private float[] last = new float[0];
  private float[] inputCotangent = new float[0];
  private final PartSchedule schedule = new PartSchedule(this);
  private long stepsRun;

  PassBlock(Pass pass, int block, LaneBlock whole) {
    this.pass = pass;
    this.block = block;
    this.whole = whole;
    pass.kernels().forEach(kernel -> windows.add(kernel.window(part)));
  }

  Window window(int kernel) {
    return windows.get(kernel);
  }

  /** Returns how many steps were run forward since the block was laid out. */
  long stepsRun() {
    return stepsRun;
  }

  /** Makes room for the states of a block that was laid out anew, and sets them to zero. */
  void begin() {
    part.layOutPart(whole, 0, whole.steps());
    for (int i = 0; i < windows.size(); i++) {
      pass.kernels().get(i).begin(windows.get(i));
    }
    stepsRun = 0;
  }

  /** Runs forward, keeping what the policy says. */
  void forward(MemoryPolicy policy) {
    int steps = policy.partSteps(whole);
    schedule.forward(whole.steps(), steps, policy.states(whole.steps(), steps));
    last = copied(last);
  }

  /** Runs forward, keeping nothing. */
  void forwardOnly() {
    schedule.forwardOnly(whole.steps(), Math.max(1, CACHED_ROWS / whole.lanes()));
    last = copied(last);
  }

  @Override
  public void store(int slot) {
    while (slots.size() <= slot) {
      slots.add(new float[0]);
    }
    slots.set(slot, copied(slots.get(slot)));
  }

  private float[] copied(float[] to) {
    float[] result = Window.grown(to, stateLength());
    copyStates(result, false);
    return result;
  }

  @Override
  public void restore(int slot) {
    copyStates(slots.get(slot), true);
  }

  /** Puts the state after the last step back, which the backward pass has lost. */
  void restoreLast() {
    copyStates(last, true);
  }

  private int stateLength() {
    int length = 0;
    for (int k = 0; k < windows.size(); k++) {
      SequenceKernel kernel = pass.kernels().get(k);
      for (int i = 0; i < kernel.components(); i++) {
        length += whole.lanes() * kernel.stateWidth(i);
      }
    }
    return length;
  }

  private void copyStates(float[] flat, boolean in) {
    int at = 0;
    for (int k = 0; k < windows.size(); k++) {
      for (int i = 0; i < pass.kernels().get(k).components(); i++) {
        int length = whole.lanes() * pass.kernels().get(k).stateWidth(i);
        float[] state = windows.get(k).state[i];
        System.arraycopy(in ? flat : state, in ? at : 0, in ? state : flat, in ? 0 : at, length);
        at += length;
      }
    }
  }

  @Override
  public void run(int from, int to, boolean isNew) {
    part.layOutPart(whole, from, to);
    stepsRun += to - from;
    for (int k = 0; k < windows.size(); k++) {
      Window w = windows.get(k);
      SequenceKernel kernel = pass.kernels().get(k);
      kernel.prepare(w);
      if (k == 0) {
        pass.readInput(block, part, w);
      } else {
        pass.copyOutput(k - 1, windows.get(k - 1), w.x, kernel.inputSize(), 0);
        pass.dropInput(block, part, w.x, k);
      }
      if (kernel instanceof TracedKernel traced) {
        int index = k;
        traced.masks(w, (tape, step, count) -> pass.masks(index, block, tape, step, count));
      }
      kernel.forward(w);
    }
    pass.partDone(block, part, isNew);
  }

  /** Exchanges the memory of rows with another block of the pass. */
  void exchangeRows(PassBlock other) {
    for (int k = 0; k < windows.size(); k++) {
      windows.get(k).exchangeRows(other.windows.get(k));
    }
    float[] of = inputCotangent;
    inputCotangent = other.inputCotangent;
    other.inputCotangent = of;
  }

  /** Clears the gradient sums. */
  void clearGradient() {
    for (int k = 0; k < windows.size(); k++) {
      pass.kernels().get(k).clearGradient(windows.get(k));
    }
  }

  /** Sets the state's cotangents to zero. */
  void beginBackward(boolean wantsInput, boolean wantsAdjoints, Window.Links links) {
    for (int k = 0; k < windows.size(); k++) {
      Window w = windows.get(k);
      w.wantsInputCotangent = k > 0 || wantsInput;
      w.wantsAdjoints = wantsAdjoints;
      w.links = links;
      pass.kernels().get(k).beginBackward(w);
    }
    if (wantsInput) {
      inputCotangent = Window.grown(inputCotangent, (long) whole.rows() * pass.inputWidth());
    }
  }

  /**
   * Runs backward.
   *
   * @throws IllegalStateException if the forward run kept nothing
   */
  void backward() {
    schedule.backward();
  }

  @Override
  public void turn() {
    for (int k = windows.size() - 1; k >= 0; k--) {
      Window w = windows.get(k);
      SequenceKernel kernel = pass.kernels().get(k);
      kernel.prepareBackward(w);
      if (k == windows.size() - 1) {
        pass.putOutputCotangent(block, part, w);
      } else {
        SequenceKernel above = pass.kernels().get(k + 1);
        float[] dx = windows.get(k + 1).dx;
        pass.dropInputCotangent(block, part, dx, k + 1);
        putRows(dx, above.inputWidth(), w.dy, kernel.width(), kernel.outputSize());
      }
      kernel.backward(w);
      pass.addResidualCotangent(k, w);
    }
    pass.partTurned(block, part);
  }

  private void putRows(float[] from, int fromStride, float[] to, int toStride, int size) {
    for (int row = 0; row < part.rows(); row++) {
      int at = row * toStride;
      System.arraycopy(from, row * fromStride, to, at, size);
      Arrays.fill(to, at + size, at + toStride, 0f);
    }
  }

  /** Keeps the input's cotangent of the part that was turned, or adds it to what is kept. */
  void keepInputCotangent(boolean add) {
    int from = part.firstRow() * pass.inputWidth();
    int length = part.rows() * pass.inputWidth();
    float[] dx = windows.get(0).dx;
    for (int i = 0; i < length; i++) {
      inputCotangent[from + i] = add ? inputCotangent[from + i] + dx[i] : dx[i];
    }
  }

  /** Returns the input's cotangent [rows of the whole, inputWidth], in the pass's own time. */
  float[] inputCotangent() {
    return inputCotangent;
  }
}
