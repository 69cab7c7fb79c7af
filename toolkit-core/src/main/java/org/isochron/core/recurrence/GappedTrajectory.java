package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.List;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;

/**
 * A run over the steps that are there, seen with the gaps: outputs of a gap repeat those of the
 * step before it in the direction's own time, or what the last layer's initial state says; λ_t of a
 * gap is that of the step whose state it repeats.
 */
final class GappedTrajectory implements Trajectory {
  private final Scan scan;
  private final SequenceBatch batch;
  private final State initial;
  private final Trajectory run;
  private final int steps;

  /**
   * Looks at a run.
   *
   * @param batch with gaps
   * @param initial s_0
   * @param run over the batch without gaps
   */
  GappedTrajectory(Scan scan, SequenceBatch batch, State initial, Trajectory run) {
    this.scan = scan;
    this.batch = batch;
    this.initial = initial;
    this.run = run;
    steps = batch.withoutGaps().steps();
  }

  @Override
  public String path() {
    return run.path();
  }

  /** Visits each step of the batch and the step of the run whose state it has, −1 for s_0. */
  private interface StepVisitor {
    void visit(int n, int time, int source);
  }

  private void each(int direction, StepVisitor visitor) {
    for (int n = 0; n < batch.size(); n++) {
      Sequence sequence = batch.get(n);
      boolean[] present = sequence.presentOrAll();
      int there = 0;
      for (boolean is : present) {
        there += is ? 1 : 0;
      }
      int passed = 0;
      for (int k = 0; k < present.length; k++) {
        int time = direction == 0 ? k : present.length - 1 - k;
        passed += present[time] ? 1 : 0;
        int source = direction == 0 ? passed - 1 : there - passed;
        visitor.visit(n, time, passed == 0 ? -1 : source);
      }
    }
  }

  private Layer top() {
    List<Layer> layers = scan.recurrence().layers();
    return layers.get(layers.size() - 1);
  }

  /** Visits the output features of each step by direction. */
  private interface RowVisitor {
    void visit(int from, int to, int direction, int size, int n);
  }

  /** Visits where an output row is in [T,N,O], and where it comes from: in the run, or −1. */
  private void eachOutput(RowVisitor visitor) {
    int outputs = scan.recurrence().outputSize();
    int column = 0;
    for (int i = 0; i < top().cells().size(); i++) {
      int size = top().cells().get(i).outputSize();
      int first = column;
      int direction = top().directions().get(i);
      each(
          direction,
          (n, time, source) -> {
            int to = (time * batch.size() + n) * outputs + first;
            int from = source < 0 ? -1 : (source * batch.size() + n) * outputs + first;
            visitor.visit(from, to, direction, size, n);
          });
      column += size;
    }
  }

  @Override
  public double[] outputs() {
    double[] y = run.outputs();
    double[] all = new double[Scan.length(batch, scan.recurrence().outputSize())];
    int last = scan.recurrence().layers().size() - 1;
    eachOutput(
        (from, to, direction, size, n) -> {
          if (from < 0) {
            System.arraycopy(initial.get(last, direction, 0), n * size, all, to, size);
          } else {
            System.arraycopy(y, from, all, to, size);
          }
        });
    return all;
  }

  @Override
  public State finalState() {
    return run.finalState();
  }

  @Override
  public Adjoint adjoint(double[] outputs, State finalState) {
    scan.checkCotangents(batch, outputs);
    State early = State.zeros(scan.recurrence(), batch.size());
    Adjoint adjoint = run.adjoint(gathered(outputs, early), finalState);
    adjoint.initialState().add(early);
    int channels = batch.channels();
    double[] inputs = new double[Scan.length(batch, channels)];
    each(
        0,
        (n, time, source) -> {
          if (batch.get(n).presentOrAll()[time]) {
            int from = (source * batch.size() + n) * channels;
            int to = (time * batch.size() + n) * channels;
            System.arraycopy(adjoint.inputs(), from, inputs, to, channels);
          }
        });
    return new Adjoint(adjoint.parameters(), inputs, adjoint.initialState());
  }

  /** Adds the cotangents of repeated outputs up; those of the initial state are put aside. */
  private double[] gathered(double[] outputs, State early) {
    double[] dy = new double[steps * batch.size() * scan.recurrence().outputSize()];
    int last = scan.recurrence().layers().size() - 1;
    eachOutput(
        (from, to, direction, size, n) -> {
          double[] sum = from < 0 ? early.get(last, direction, 0) : dy;
          int at = from < 0 ? n * size : from;
          for (int j = 0; j < size; j++) {
            sum[at + j] += outputs[to + j];
          }
        });
    return dy;
  }

  @Override
  public List<State> adjointStates(double[] outputs, State finalState) {
    scan.checkCotangents(batch, outputs);
    State early = State.zeros(scan.recurrence(), batch.size());
    double[] dy = gathered(outputs, early);
    List<State> states = run.adjointStates(dy, finalState);
    State first = run.adjoint(dy, finalState).initialState();
    first.add(early);
    List<State> all = new ArrayList<>();
    for (int t = 0; t < batch.steps(); t++) {
      all.add(State.zeros(scan.recurrence(), batch.size()));
    }
    List<Layer> layers = scan.recurrence().layers();
    for (int l = 0; l < layers.size(); l++) {
      for (int d : layers.get(l).directions()) {
        spread(l, d, states, first, all);
      }
    }
    return all;
  }

  private void spread(int l, int d, List<State> states, State first, List<State> all) {
    each(
        d,
        (n, time, source) -> {
          State from = source < 0 ? first : states.get(source);
          for (int i = 0; i < from.components(l, d).size(); i++) {
            double[] values = from.get(l, d, i);
            int size = values.length / batch.size();
            System.arraycopy(values, n * size, all.get(time).get(l, d, i), n * size, size);
          }
        });
  }

  @Override
  public long stepsRun() {
    return run.stepsRun();
  }
}
