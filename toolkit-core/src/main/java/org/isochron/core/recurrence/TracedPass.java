package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isochron.core.kernel.LaneBlock;

/** One cell over one block of sequences, traced in double, in its own time. */
final class TracedPass implements PartSchedule.Parts {
  private final Cell cell;
  private final double[] parameters;
  private final LaneBlock whole;
  private final LaneBlock part = new LaneBlock();
  private final TracedSteps steps;
  private final PartSchedule schedule = new PartSchedule(this);
  private final List<double[][]> slots = new ArrayList<>();
  private final double[] x;
  private final double[] y;
  private double[][] state;
  private TracedSteps.Cotangents cotangents;
  private long stepsRun;

  /**
   * Makes a pass.
   *
   * @param parameters the cell's
   * @param whole the block
   * @param x input [rows, I], in the pass's own time
   * @param initial s_0 [component][lanes, size], not changed
   */
  TracedPass(Cell cell, double[] parameters, LaneBlock whole, double[] x, double[][] initial) {
    this.cell = cell;
    this.parameters = parameters;
    this.whole = whole;
    this.x = x;
    steps = new TracedSteps(cell, false);
    y = new double[whole.rows() * cell.outputSize()];
    state = copy(initial);
  }

  private static double[][] copy(double[][] arrays) {
    return Arrays.stream(arrays).map(double[]::clone).toArray(double[][]::new);
  }

  /** Runs forward; returns the state after each sequence's last step. */
  double[][] forward(MemoryPolicy policy) {
    int each = policy.partSteps(whole);
    schedule.forward(whole.steps(), each, policy.states(whole.steps(), each));
    return copy(state);
  }

  /** Returns the output [rows, O]. */
  double[] y() {
    return y;
  }

  Cell cell() {
    return cell;
  }

  long stepsRun() {
    return stepsRun;
  }

  @Override
  public void run(int from, int to, boolean isNew) {
    part.layOutPart(whole, from, to);
    stepsRun += to - from;
    int size = cell.outputSize();
    double[] out = new double[part.rows() * size];
    steps.run(part, parameters, rows(x, cell.inputSize()), state, out);
    if (isNew) {
      System.arraycopy(out, 0, y, part.firstRow() * size, out.length);
    }
  }

  private double[] rows(double[] all, int size) {
    int at = part.firstRow() * size;
    return Arrays.copyOfRange(all, at, at + part.rows() * size);
  }

  @Override
  public void store(int slot) {
    while (slots.size() <= slot) {
      slots.add(null);
    }
    slots.set(slot, copy(state));
  }

  @Override
  public void restore(int slot) {
    state = copy(slots.get(slot));
  }

  /**
   * Runs backward.
   *
   * @param c cotangents of all rows; those of the state are moved from the end to the beginning
   * @param gradient the cell's parameter gradient, to be added to
   */
  void backward(TracedSteps.Cotangents c, double[] gradient, int offset) {
    cotangents = c;
    steps.clearGradient();
    schedule.backward();
    steps.addGradient(gradient, offset);
  }

  @Override
  public void turn() {
    TracedSteps.Cotangents c = new TracedSteps.Cotangents();
    c.dy = rows(cotangents.dy, cell.outputSize());
    c.dx = new double[part.rows() * cell.inputSize()];
    c.dState = cotangents.dState;
    c.links = cotangents.links;
    if (cotangents.adjoints != null) {
      c.adjoints = new double[state.length][];
      for (int i = 0; i < state.length; i++) {
        c.adjoints[i] = new double[part.rows() * cell.stateSizes().get(i)];
      }
    }
    steps.turn(part, c);
    System.arraycopy(c.dx, 0, cotangents.dx, part.firstRow() * cell.inputSize(), c.dx.length);
    for (int i = 0; i < state.length && c.adjoints != null; i++) {
      int at = part.firstRow() * cell.stateSizes().get(i);
      System.arraycopy(c.adjoints[i], 0, cotangents.adjoints[i], at, c.adjoints[i].length);
    }
  }
}
