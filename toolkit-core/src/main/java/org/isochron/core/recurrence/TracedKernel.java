package org.isochron.core.recurrence;

import java.util.Arrays;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.kernel.SequenceKernel;
import org.isochron.core.kernel.Window;

/**
 * Any cell's step on a tape, in double, between states in float: what lets a cell without a fused
 * kernel be a layer of a {@link Sweep}.
 */
final class TracedKernel extends SequenceKernel {
  private final Cell cell;
  private final int parameterCount;
  private double[] parameters = new double[0];

  TracedKernel(Cell cell, Kernels kernels) {
    super(
        kernels,
        cell.inputSize(),
        cell.stateSizes().stream().mapToInt(Integer::intValue).toArray());
    this.cell = cell;
    parameterCount = new ParameterLayout(cell.parameterEntries()).size();
  }

  /** A window, and the steps of its part. */
  private static final class TracedWindow extends Window {
    final TracedSteps steps;
    TracedSteps.Masks masks = TracedSteps.Masks.NONE;
    final TracedSteps.Cotangents cotangents = new TracedSteps.Cotangents();

    TracedWindow(LaneBlock block, Cell cell) {
      super(block, cell.stateSizes().size());
      steps = new TracedSteps(cell, true);
    }
  }

  @Override
  public String path() {
    return "traced";
  }

  @Override
  public void pack(double[] flat, int offset) {
    parameters = Arrays.copyOfRange(flat, offset, offset + parameterCount);
  }

  @Override
  public Window window(LaneBlock block) {
    return new TracedWindow(block, cell);
  }

  /** Sets where the random masks of a window's steps come from. */
  void masks(Window window, TracedSteps.Masks source) {
    ((TracedWindow) window).masks = source;
  }

  @Override
  public void clearGradient(Window window) {
    ((TracedWindow) window).steps.clearGradient();
  }

  @Override
  public void forward(Window window) {
    TracedWindow w = (TracedWindow) window;
    int rows = w.block.rows();
    double[] x = wide(w.x, inputSize(), rows, inputSize());
    double[][] state = states(w.state);
    double[] y = new double[rows * outputSize()];
    w.steps.masks(w.masks);
    w.steps.run(w.block, parameters, x, state, y);
    narrow(y, w.y, w.yAt(0, width()), width(), outputSize());
    for (int i = 0; i < state.length; i++) {
      narrow(state[i], w.state[i], 0, stateWidth(i), stateSize(i));
    }
  }

  @Override
  public void backward(Window window) {
    TracedWindow w = (TracedWindow) window;
    int rows = w.block.rows();
    TracedSteps.Cotangents c = w.cotangents;
    c.dy = wide(w.dy, width(), rows, outputSize());
    c.dx = new double[rows * inputSize()];
    c.dState = states(w.dState);
    c.adjoints = w.wantsAdjoints ? new double[components()][] : null;
    for (int i = 0; i < components() && w.wantsAdjoints; i++) {
      c.adjoints[i] = new double[rows * stateSize(i)];
    }
    c.links = w.links;
    w.steps.turn(w.block, c);
    if (w.wantsInputCotangent) {
      narrow(c.dx, w.dx, 0, inputWidth(), inputSize());
    }
    for (int i = 0; i < components(); i++) {
      narrow(c.dState[i], w.dState[i], 0, stateWidth(i), stateSize(i));
      if (w.wantsAdjoints) {
        narrow(c.adjoints[i], w.adjoints[i], 0, stateWidth(i), stateSize(i));
      }
    }
  }

  @Override
  public void addGradient(Window window, double[] flat, int offset) {
    ((TracedWindow) window).steps.addGradient(flat, offset);
  }

  private double[][] states(float[][] lanes) {
    double[][] states = new double[components()][];
    for (int i = 0; i < states.length; i++) {
      int width = stateWidth(i);
      states[i] = wide(lanes[i], width, lanes[i].length / width, stateSize(i));
    }
    return states;
  }

  private static double[] wide(float[] from, int stride, int rows, int size) {
    double[] values = new double[rows * size];
    for (int i = 0; i < values.length; i++) {
      values[i] = from[i / size * stride + i % size];
    }
    return values;
  }

  private static void narrow(double[] values, float[] to, int at, int stride, int size) {
    for (int i = 0; i < values.length; i++) {
      to[at + i / size * stride + i % size] = (float) values[i];
    }
  }
}
