package org.isochron.core.recurrence;

import java.util.Arrays;
import java.util.List;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.kernel.SequenceKernel;
import org.isochron.core.kernel.Window;
import org.isochron.core.sequence.SequenceBatch;

/** Copies the states of a batch between a {@link State} and the lanes of a sweep's windows. */
final class StateLanes {
  /** Which of a window's states. */
  enum Kind {
    /** Before the forward pass the initial states, after it the last ones. */
    STATE,
    /** Cotangents: of the last states before the backward pass, of the initial ones after it. */
    COTANGENT
  }

  private final List<Stage> stages;
  private final LaneBlocks blocks;

  StateLanes(List<Stage> stages, LaneBlocks blocks) {
    this.stages = stages;
    this.blocks = blocks;
  }

  /** Does something for each kernel of each layer and direction. */
  private interface KernelVisitor {
    void visit(Pass pass, int kernel);
  }

  private void each(KernelVisitor visitor) {
    for (Stage stage : stages) {
      for (Pass pass : stage.passes()) {
        for (int k = 0; k < pass.kernels().size(); k++) {
          visitor.visit(pass, k);
        }
      }
    }
  }

  private static List<double[]> components(State state, Pass pass, int kernel) {
    return state.components(pass.firstLayer() + kernel, pass.direction());
  }

  /** Copies a state into the lanes. */
  void copyIn(Kind kind, State state) {
    copy(kind, state, true);
  }

  /** Copies the lanes into a state. */
  void copyOut(Kind kind, State state) {
    copy(kind, state, false);
  }

  private void copy(Kind kind, State state, boolean in) {
    each(
        (pass, k) -> {
          List<double[]> components = components(state, pass, k);
          for (int b = 0; b < blocks.count(); b++) {
            Window w = pass.block(b).window(k);
            float[][] lanes = kind == Kind.STATE ? w.state : w.dState;
            for (int i = 0; i < components.size(); i++) {
              copyLanes(b, pass.kernels().get(k), i, components.get(i), lanes[i], in);
            }
          }
        });
  }

  /** Clears the cotangents of the last states where the last step's loss does not count. */
  void clearCotangents(Cuts cuts, int sweep, SequenceBatch batch) {
    if (cuts.sweeps() == 1) {
      return;
    }
    each(
        (pass, k) -> {
          for (int b = 0; b < blocks.count(); b++) {
            for (int n = 0; n < blocks.get(b).count(); n++) {
              int member = blocks.member(b, n);
              if (!cuts.counts(sweep, member, batch.get(member).steps() - 1)) {
                clearLane(pass.kernels().get(k), pass.block(b).window(k), n);
              }
            }
          }
        });
  }

  private static void clearLane(SequenceKernel kernel, Window w, int lane) {
    for (int i = 0; i < kernel.components(); i++) {
      int width = kernel.stateWidth(i);
      Arrays.fill(w.dState[i], lane * width, (lane + 1) * width, 0f);
    }
  }

  private void copyLanes(
      int b, SequenceKernel kernel, int component, double[] values, float[] lanes, boolean in) {
    int size = kernel.stateSize(component);
    int width = kernel.stateWidth(component);
    for (int n = 0; n < blocks.get(b).count(); n++) {
      int at = blocks.member(b, n) * size;
      for (int j = 0; j < size; j++) {
        if (in) {
          lanes[n * width + j] = (float) values[at + j];
        } else {
          values[at + j] = lanes[n * width + j];
        }
      }
    }
  }

  /** Copies the adjoints of a part of a pass into the states of their times; adds. */
  void copyAdjoints(Pass pass, int b, LaneBlock part, List<State> states) {
    for (int k = 0; k < pass.kernels().size(); k++) {
      copyAdjoints(pass, k, b, part, states);
    }
  }

  private void copyAdjoints(Pass pass, int k, int b, LaneBlock part, List<State> states) {
    SequenceKernel kernel = pass.kernels().get(k);
    for (int t = 0; t < part.steps(); t++) {
      for (int n = 0; n < part.active(t); n++) {
        int time = pass.time(blocks.get(b), n, part.firstStep() + t);
        List<double[]> components = components(states.get(time), pass, k);
        for (int i = 0; i < components.size(); i++) {
          float[] from = pass.block(b).window(k).adjoints[i];
          int at = (part.start(t) + n) * kernel.stateWidth(i);
          int to = blocks.member(b, n) * kernel.stateSize(i);
          for (int j = 0; j < kernel.stateSize(i); j++) {
            components.get(i)[to + j] += from[at + j];
          }
        }
      }
    }
  }
}
