package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isochron.core.autodiff.Tape;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.kernel.Window;

/**
 * A cell's steps over a part of time on a tape, and their adjoint; states and their cotangents are
 * arrays [component][lanes, its size], rows are those of the part.
 *
 * <p>Each step is differentiated by itself, so that parts give the bits of the whole.
 */
final class TracedSteps {
  private final Cell cell;
  private final ParameterLayout layout;
  private final boolean roundsStates;
  private final List<Step> steps = new ArrayList<>();
  private final double[] gradient;
  private List<Variable> parameters = List.of();
  private Masks masks = Masks.NONE;
  private Tape tape;

  /** One step: what went in, and the state that came out. */
  private record Step(Variable x, List<Variable> before, List<Variable> after) {}

  /** Where the random masks of the steps come from. */
  interface Masks {
    /** There are none. */
    Masks NONE = (tape, step, count) -> StepMasks.NONE;

    /** Returns those of a step, counted from the sequence's beginning, for the first lanes. */
    StepMasks at(Tape tape, int step, int count);
  }

  /** Sets where the random masks come from. */
  void masks(Masks source) {
    masks = source;
  }

  /** Cotangents of a part. */
  static final class Cotangents {
    /** Of the output [rows, size]. */
    double[] dy;

    /** Of the input [rows, size], to be filled. */
    double[] dx;

    /** Of the state: after the part, then before it. */
    double[][] dState;

    /** Adjoints of the state after each step [component][rows, size], to be filled, or null. */
    double[][] adjoints;

    /** Factors on the links between steps, or null. */
    Window.Links links;
  }

  /**
   * Makes a run without steps.
   *
   * @param cell whose
   * @param roundsStates whether each state is rounded to float before the next step reads it
   */
  TracedSteps(Cell cell, boolean roundsStates) {
    this.cell = cell;
    this.roundsStates = roundsStates;
    layout = new ParameterLayout(cell.parameterEntries());
    gradient = new double[layout.size()];
  }

  /**
   * Runs a part forward.
   *
   * @param part its rows
   * @param flat the cell's parameters
   * @param x input [rows, I]
   * @param state the state before the part, then after it
   * @param y output [rows, O], to be filled
   */
  void run(LaneBlock part, double[] flat, double[] x, double[][] state, double[] y) {
    tape = new Tape();
    Map<String, Variable> named = new DeclaredParameters(cell, layout.variables(tape, flat));
    parameters = List.copyOf(named.values());
    steps.clear();
    for (int t = 0; t < part.steps(); t++) {
      int row = part.start(t);
      int n = part.active(t);
      List<Variable> before = new ArrayList<>();
      for (int i = 0; i < state.length; i++) {
        before.add(rows(state[i], 0, n, size(i)));
      }
      Variable input = rows(x, row, n, cell.inputSize());
      List<Variable> after =
          cell.step(named, input, before, masks.at(tape, part.firstStep() + t, n));
      Unrolled.checkState(cell, after, n);
      steps.add(new Step(input, before, after));
      for (int i = 0; i < state.length; i++) {
        double[] values = after.get(i).values();
        for (int j = 0; j < values.length; j++) {
          state[i][j] = roundsStates ? (float) values[j] : values[j];
        }
      }
      System.arraycopy(after.get(0).values(), 0, y, row * size(0), n * size(0));
    }
  }

  private int size(int component) {
    return cell.stateSizes().get(component);
  }

  private Variable rows(double[] values, int row, int n, int size) {
    return tape.variable(Arrays.copyOfRange(values, row * size, (row + n) * size), n, size);
  }

  /** Sets the gradient sums to zero. */
  void clearGradient() {
    Arrays.fill(gradient, 0);
  }

  /** Runs the adjoint of the part that ran last, and adds to the gradient sums. */
  void turn(LaneBlock part, Cotangents c) {
    for (int t = part.steps() - 1; t >= 0; t--) {
      Step step = steps.get(t);
      int row = part.start(t);
      int n = part.active(t);
      List<Variable> cotangents = new ArrayList<>();
      for (int i = 0; i < c.dState.length; i++) {
        cotangents.add(adjoint(c, row, n, i));
      }
      List<Variable> by = new ArrayList<>(parameters);
      by.add(step.x);
      by.addAll(step.before);
      List<double[]> gradients = tape.vjpValues(step.after, cotangents, by);
      int next = 0;
      int at = 0;
      while (next < parameters.size()) {
        for (double value : gradients.get(next++)) {
          gradient[at++] += value;
        }
      }
      double[] dx = gradients.get(next++);
      System.arraycopy(dx, 0, c.dx, row * cell.inputSize(), dx.length);
      for (int i = 0; i < c.dState.length; i++) {
        double[] before = gradients.get(next++);
        for (int j = 0; j < before.length; j++) {
          double link = c.links == null ? 1 : c.links.factor(j / size(i), part.firstStep() + t);
          double value = before[j] * link;
          c.dState[i][j] = roundsStates ? (float) value : value;
        }
      }
    }
  }

  /** λ_t of a component: what the later steps ask of it, and of h what the output is asked. */
  private Variable adjoint(Cotangents c, int row, int n, int component) {
    int size = size(component);
    double[] lambda = Arrays.copyOf(c.dState[component], n * size);
    for (int j = 0; component == 0 && j < lambda.length; j++) {
      lambda[j] += c.dy[row * size + j];
    }
    if (c.adjoints != null) {
      System.arraycopy(lambda, 0, c.adjoints[component], row * size, lambda.length);
    }
    return tape.constant(lambda, n, size);
  }

  /** Adds the gradient sums to a flat gradient. */
  void addGradient(double[] flat, int offset) {
    for (int i = 0; i < gradient.length; i++) {
      flat[offset + i] += gradient[i];
    }
  }
}
