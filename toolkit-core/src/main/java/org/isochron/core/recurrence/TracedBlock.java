package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.sequence.SequenceBatch;

/** All layers over one block of sequences, traced in double, layer after layer. */
final class TracedBlock {
  private final Scan scan;
  private final SequenceBatch batch;
  private final LaneBlock whole;
  private final int[] members;
  private final List<List<TracedPass>> passes = new ArrayList<>();
  private final List<List<Integer>> offsets = new ArrayList<>();
  private final double[] outputs;
  private final State last;

  /** The rows of a block, and the batch index of each lane. */
  record Lanes(LaneBlock block, int[] members) {}

  /** What a backward pass asks, and where its answers go; time-major, and states of the batch. */
  record Question(double[] dy, State dLast, double[] dInputs, State dInitial, Cuts cuts) {}

  /** Which block, in which sweep of a truncation. */
  private record Place(int block, int sweep) {}

  /**
   * Runs forward.
   *
   * @param lanes which sequences
   * @param start s_0 of the batch
   */
  TracedBlock(Scan scan, double[] parameters, SequenceBatch batch, Lanes lanes, State start) {
    this.scan = scan;
    this.batch = batch;
    this.whole = lanes.block;
    this.members = lanes.members;
    last = State.zeros(scan.recurrence(), members.length);
    double[] rows = features();
    int offset = 0;
    List<Layer> layers = scan.recurrence().layers();
    for (int l = 0; l < layers.size(); l++) {
      List<TracedPass> both = new ArrayList<>();
      List<Integer> at = new ArrayList<>();
      for (int j = 0; j < layers.get(l).cells().size(); j++) {
        Cell cell = layers.get(l).cells().get(j);
        int d = layers.get(l).directions().get(j);
        int size = new ParameterLayout(cell.parameterEntries()).size();
        double[] own = Arrays.copyOfRange(parameters, offset, offset + size);
        double[] x = d == 0 ? rows : turned(rows, cell.inputSize());
        TracedPass pass = new TracedPass(cell, own, whole, x, lanes(start.components(l, d)));
        double[][] end = pass.forward(scan.memory());
        for (int i = 0; i < end.length; i++) {
          System.arraycopy(end[i], 0, last.get(l, d, i), 0, end[i].length);
        }
        both.add(pass);
        at.add(offset);
        offset += size;
      }
      passes.add(both);
      offsets.add(at);
      rows = joined(both, layers.get(l), rows);
    }
    outputs = rows;
  }

  private interface RowVisitor {
    void visit(int row, int time, int lane);
  }

  private void eachRow(RowVisitor visitor) {
    for (int t = 0; t < whole.steps(); t++) {
      for (int n = 0; n < whole.active(t); n++) {
        visitor.visit(whole.start(t) + n, t, n);
      }
    }
  }

  private double[] features() {
    int size = batch.channels();
    double[] rows = new double[whole.rows() * size];
    eachRow(
        (row, t, n) -> {
          double[] features = batch.get(members[n]).features();
          System.arraycopy(features, t * size, rows, row * size, size);
        });
    return rows;
  }

  /** Returns rows in reversed time. */
  private double[] turned(double[] rows, int size) {
    double[] turned = new double[rows.length];
    eachRow(
        (row, t, n) -> {
          int from = whole.start(whole.length(n) - 1 - t) + n;
          System.arraycopy(rows, from * size, turned, row * size, size);
        });
    return turned;
  }

  /** Returns the outputs of a layer's directions side by side, and what a residual layer adds. */
  private double[] joined(List<TracedPass> both, Layer layer, double[] input) {
    int stride = layer.outputSize();
    double[] y = new double[whole.rows() * stride];
    int column = 0;
    for (int j = 0; j < both.size(); j++) {
      int size = both.get(j).cell().outputSize();
      double[] own = both.get(j).y();
      double[] side = layer.directions().get(j) == 0 ? own : turned(own, size);
      for (int row = 0; row < whole.rows(); row++) {
        System.arraycopy(side, row * size, y, row * stride + column, size);
      }
      column += size;
    }
    for (int i = 0; i < y.length && layer.residual(); i++) {
      y[i] += input[i];
    }
    return y;
  }

  /** Copies the lanes of a state of the batch. */
  private double[][] lanes(List<double[]> components) {
    double[][] lanes = new double[components.size()][];
    for (int i = 0; i < lanes.length; i++) {
      int size = components.get(i).length / batch.size();
      lanes[i] = new double[members.length * size];
      for (int n = 0; n < members.length; n++) {
        System.arraycopy(components.get(i), members[n] * size, lanes[i], n * size, size);
      }
    }
    return lanes;
  }

  private void addLanes(double[] lanes, double[] component) {
    int size = component.length / batch.size();
    for (int i = 0; i < lanes.length; i++) {
      component[members[i / size] * size + i % size] += lanes[i];
    }
  }

  void putOutputs(double[] y) {
    int size = outputs.length / whole.rows();
    eachRow(
        (row, t, n) -> {
          int to = (t * batch.size() + members[n]) * size;
          System.arraycopy(outputs, row * size, y, to, size);
        });
  }

  void putFinalState(State state) {
    for (int i = 0; i < last.parts().size(); i++) {
      addLanes(last.parts().get(i), state.parts().get(i));
    }
  }

  long stepsRun() {
    return passes.stream().flatMap(List::stream).mapToLong(TracedPass::stepsRun).sum();
  }

  /** Runs backward, adds to the question's answers, and returns dL/dθ. */
  double[] adjoint(Question q, int b, List<State> adjoints) {
    double[] gradient = new double[scan.layout().size()];
    for (int sweep = 0; sweep < q.cuts.sweeps(); sweep++) {
      double[] rows = outputCotangent(q, sweep);
      for (int l = passes.size() - 1; l >= 0; l--) {
        rows = layerAdjoint(l, rows, q, new Place(b, sweep), gradient, adjoints);
      }
      addInputs(rows, q.dInputs);
    }
    return gradient;
  }

  private double[] outputCotangent(Question q, int sweep) {
    int size = outputs.length / whole.rows();
    double[] rows = new double[outputs.length];
    eachRow(
        (row, t, n) -> {
          if (q.cuts.counts(sweep, members[n], t)) {
            int from = (t * batch.size() + members[n]) * size;
            System.arraycopy(q.dy, from, rows, row * size, size);
          }
        });
    return rows;
  }

  /** Runs one layer's adjoint and returns the cotangent of its input. */
  private double[] layerAdjoint(
      int l, double[] rows, Question q, Place at, double[] gradient, List<State> adjoints) {
    List<TracedPass> both = passes.get(l);
    int size = rows.length / whole.rows();
    double[] below = new double[whole.rows() * both.get(0).cell().inputSize()];
    Layer layer = scan.recurrence().layers().get(l);
    if (layer.residual()) {
      System.arraycopy(rows, 0, below, 0, rows.length);
    }
    int column = 0;
    for (int j = 0; j < both.size(); j++) {
      Cell cell = both.get(j).cell();
      int d = layer.directions().get(j);
      var c = new TracedSteps.Cotangents();
      double[] dy = columns(rows, size, column, cell.outputSize());
      column += cell.outputSize();
      c.dy = d == 0 ? dy : turned(dy, cell.outputSize());
      c.dx = new double[below.length];
      c.dState = lastCotangent(q, l, d, at.sweep);
      c.links = q.cuts.links(at.block, at.sweep);
      if (adjoints != null) {
        c.adjoints = new double[c.dState.length][];
        for (int i = 0; i < c.adjoints.length; i++) {
          c.adjoints[i] = new double[whole.rows() * cell.stateSizes().get(i)];
        }
      }
      both.get(j).backward(c, gradient, offsets.get(l).get(j));
      double[] dx = d == 0 ? c.dx : turned(c.dx, cell.inputSize());
      for (int i = 0; i < below.length; i++) {
        below[i] += dx[i];
      }
      for (int i = 0; i < c.dState.length; i++) {
        addLanes(c.dState[i], q.dInitial.get(l, d, i));
        if (adjoints != null) {
          addAdjoints(c.adjoints[i], l, d, i, adjoints);
        }
      }
    }
    return below;
  }

  private double[] columns(double[] rows, int stride, int from, int size) {
    double[] part = new double[whole.rows() * size];
    for (int row = 0; row < whole.rows(); row++) {
      System.arraycopy(rows, row * stride + from, part, row * size, size);
    }
    return part;
  }

  private double[][] lastCotangent(Question q, int l, int d, int sweep) {
    double[][] lanes = lanes(q.dLast.components(l, d));
    for (int n = 0; n < members.length; n++) {
      if (!q.cuts.counts(sweep, members[n], whole.length(n) - 1)) {
        for (double[] component : lanes) {
          int size = component.length / members.length;
          Arrays.fill(component, n * size, (n + 1) * size, 0);
        }
      }
    }
    return lanes;
  }

  private void addAdjoints(double[] rows, int l, int d, int component, List<State> adjoints) {
    int size = rows.length / whole.rows();
    double[] inTime = d == 0 ? rows : turned(rows, size);
    eachRow(
        (row, t, n) -> {
          double[] to = adjoints.get(t).get(l, d, component);
          for (int j = 0; j < size; j++) {
            to[members[n] * size + j] += inTime[row * size + j];
          }
        });
  }

  private void addInputs(double[] rows, double[] dInputs) {
    int size = batch.channels();
    eachRow(
        (row, t, n) -> {
          int to = (t * batch.size() + members[n]) * size;
          for (int j = 0; j < size; j++) {
            dInputs[to + j] += rows[row * size + j];
          }
        });
  }
}
