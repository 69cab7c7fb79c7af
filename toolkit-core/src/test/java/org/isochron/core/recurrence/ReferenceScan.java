package org.isochron.core.recurrence;

import java.util.List;
import org.isochron.core.sequence.SequenceBatch;

/**
 * Recurrences in double, one sequence and one step at a time, written from the cells' formulas for
 * reading and sharing no code with the engine: the oracle of its outputs and, through central
 * differences, of its gradients.
 */
public final class ReferenceScan {
  /** Multiplies the input of layer l (or, past the last layer, the output) at a step by a mask. */
  @FunctionalInterface
  public interface Mask {
    /** Changes a row in place. */
    void apply(int boundary, int sequence, int step, double[] row);
  }

  private final Recurrence recurrence;
  private final double[] parameters;
  private final Mask mask;

  /** Makes a reference of given parameters. */
  public ReferenceScan(Recurrence recurrence, double[] parameters, Mask mask) {
    this.recurrence = recurrence;
    this.parameters = parameters;
    this.mask = mask;
  }

  /** Makes a reference without masks. */
  public ReferenceScan(Recurrence recurrence, double[] parameters) {
    this(recurrence, parameters, (boundary, sequence, step, row) -> {});
  }

  /**
   * Returns the outputs of one sequence, [T][O], and overwrites its place in the final states.
   *
   * @param x features [T,C]
   * @param n which sequence of the states
   */
  public double[][] run(double[] x, int n, State initial, State last) {
    int input = recurrence.inputSize();
    double[][] rows = new double[x.length / input][input];
    for (int i = 0; i < x.length; i++) {
      rows[i / input][i % input] = x[i];
    }
    int at = 0;
    List<Layer> layers = recurrence.layers();
    for (int l = 0; l < layers.size(); l++) {
      double[][] joined = new double[rows.length][layers.get(l).outputSize()];
      int column = 0;
      for (int j = 0; j < layers.get(l).cells().size(); j++) {
        Cell cell = layers.get(l).cells().get(j);
        int d = layers.get(l).reversed() ? 1 : j;
        double[][] state = stateOf(cell, initial, l, d, n);
        for (int k = 0; k < rows.length; k++) {
          int t = d == 0 ? k : rows.length - 1 - k;
          state = new Step(cell, parameters, at).next(rows[t], state);
          System.arraycopy(state[0], 0, joined[t], column, cell.hiddenSize());
        }
        putState(cell, state, last, l, d, n);
        column += cell.hiddenSize();
        at += cell.parameterEntries().stream().mapToInt(ParameterLayout.Entry::size).sum();
      }
      rows = joined;
      for (int t = 0; t < rows.length; t++) {
        mask.apply(l + 1, n, t, rows[t]);
      }
    }
    return rows;
  }

  private static double[][] stateOf(Cell cell, State state, int l, int d, int n) {
    double[][] part = new double[cell.stateNames().size()][cell.hiddenSize()];
    for (int i = 0; i < part.length && state != null; i++) {
      int hidden = cell.hiddenSize();
      System.arraycopy(state.get(l, d, i), n * hidden, part[i], 0, hidden);
    }
    return part;
  }

  private static void putState(Cell cell, double[][] part, State state, int l, int d, int n) {
    for (int i = 0; i < part.length && state != null; i++) {
      int hidden = cell.hiddenSize();
      System.arraycopy(part[i], 0, state.get(l, d, i), n * hidden, hidden);
    }
  }

  /** Returns Σ ⟨dy, y⟩ + ⟨dState, s_T⟩ over a batch. */
  public double pairing(SequenceBatch batch, State initial, double[] dy, State dLast) {
    State last = State.zeros(recurrence, batch.size());
    int size = recurrence.outputSize();
    double sum = 0;
    for (int n = 0; n < batch.size(); n++) {
      double[][] y = run(batch.get(n).features(), n, initial, last);
      for (int t = 0; t < y.length; t++) {
        for (int j = 0; j < size; j++) {
          sum += y[t][j] * dy[(t * batch.size() + n) * size + j];
        }
      }
    }
    double[] s = Tensors.flat(recurrence, last);
    double[] ds = Tensors.flat(recurrence, dLast);
    for (int i = 0; i < s.length; i++) {
      sum += s[i] * ds[i];
    }
    return sum;
  }

  /** One cell's step: parameters wx [G·H,I], wh [G·H,H], b [G·H] and what follows them. */
  private record Step(Cell cell, double[] p, int at) {
    double[][] next(double[] x, double[][] state) {
      if (cell instanceof ElmanCell elman) {
        double[] h = new double[cell.hiddenSize()];
        for (int j = 0; j < h.length; j++) {
          double z = input(1, j, x) + recurrent(1, j, state[0]);
          boolean tanh = elman.activation() == ElmanCell.Activation.TANH;
          h[j] = tanh ? StrictMath.tanh(z) : Math.max(z, 0);
        }
        return new double[][] {h};
      }
      if (cell instanceof LstmCell) {
        return lstm(x, state[0], state[1]);
      }
      return new double[][] {gru(((GruCell) cell).reset(), x, state[0])};
    }

    private double[][] lstm(double[] x, double[] h, double[] c) {
      int size = h.length;
      double[] hNew = new double[size];
      double[] cNew = new double[size];
      for (int j = 0; j < size; j++) {
        double i = sigmoid(input(4, j, x) + recurrent(4, j, h));
        double f = sigmoid(input(4, size + j, x) + recurrent(4, size + j, h));
        double g = StrictMath.tanh(input(4, 2 * size + j, x) + recurrent(4, 2 * size + j, h));
        double o = sigmoid(input(4, 3 * size + j, x) + recurrent(4, 3 * size + j, h));
        cNew[j] = f * c[j] + i * g;
        hNew[j] = o * StrictMath.tanh(cNew[j]);
      }
      return new double[][] {hNew, cNew};
    }

    private double[] gru(GruCell.Reset reset, double[] x, double[] h) {
      int size = h.length;
      double[] r = new double[size];
      double[] rh = new double[size];
      for (int j = 0; j < size; j++) {
        r[j] = sigmoid(input(3, j, x) + recurrent(3, j, h));
        rh[j] = r[j] * h[j];
      }
      double[] next = new double[size];
      for (int j = 0; j < size; j++) {
        double z = sigmoid(input(3, size + j, x) + recurrent(3, size + j, h));
        int row = 2 * size + j;
        double bn = p[Math.min(p.length - 1, biasAt(3) + 3 * size + j)];
        double recurrent =
            reset == GruCell.Reset.AFTER
                ? r[j] * (recurrent(3, row, h) + bn)
                : recurrent(3, row, rh);
        double n = StrictMath.tanh(input(3, row, x) + recurrent);
        next[j] = (1 - z) * n + z * h[j];
      }
      return next;
    }

    private int biasAt(int gates) {
      return at + gates * cell.hiddenSize() * (cell.inputSize() + cell.hiddenSize());
    }

    /** Row of wx times x, plus the row's bias. */
    private double input(int gates, int row, double[] x) {
      double sum = p[biasAt(gates) + row];
      for (int k = 0; k < x.length; k++) {
        sum += p[at + row * x.length + k] * x[k];
      }
      return sum;
    }

    /** Row of wh times h. */
    private double recurrent(int gates, int row, double[] h) {
      int wh = at + gates * h.length * cell.inputSize();
      double sum = 0;
      for (int k = 0; k < h.length; k++) {
        sum += p[wh + row * h.length + k] * h[k];
      }
      return sum;
    }

    private static double sigmoid(double z) {
      return 1 / (1 + StrictMath.exp(-z));
    }
  }
}
