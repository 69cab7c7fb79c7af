package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.List;
import org.isochron.core.autodiff.Tape;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.sequence.SequenceBatch;

/** Some sequences of a batch, unrolled on a tape of their own. */
final class TracedBlock {
  private final Tape tape = new Tape();
  private final Rows rows;
  private final List<Variable> parameters;
  private final List<Variable> initial = new ArrayList<>();
  private final Unrolled run;

  /** Which sequences of a batch the rows of a block are, longest first. */
  record Rows(int[] members, SequenceBatch batch) {
    int length(int n) {
      return batch.get(members[n]).steps();
    }

    int active(int t) {
      int n = 0;
      while (n < members.length && length(n) > t) {
        n++;
      }
      return n;
    }

    /** Returns which steps are there; nothing is random in a scan. */
    RunConditions conditions() {
      if (!batch.hasMask()) {
        return RunConditions.PLAIN;
      }
      List<boolean[]> present = new ArrayList<>();
      for (int n = 0; n < members.length; n++) {
        present.add(batch.get(members[n]).presentOrAll());
      }
      return RunConditions.PLAIN.withPresent(present);
    }

    /** Copies the first rows from where they are in [N,size], or [T,N,size] at a step. */
    double[] get(double[] values, int step, int count, int size) {
      double[] part = new double[count * size];
      for (int n = 0; n < count; n++) {
        System.arraycopy(values, at(step, n) * size, part, n * size, size);
      }
      return part;
    }

    /** Copies rows back to where they are. */
    void put(double[] source, double[] target, int step, int size) {
      for (int n = 0; n < source.length / size; n++) {
        System.arraycopy(source, n * size, target, at(step, n) * size, size);
      }
    }

    private int at(int step, int n) {
      return step * batch.size() + members[n];
    }
  }

  TracedBlock(Scan scan, double[] parameters, Rows rows, SequenceBatch batch, State start) {
    this.rows = rows;
    var byPath = scan.layout().variables(tape, parameters);
    this.parameters = List.copyOf(byPath.values());
    int count = rows.members().length;
    for (double[] part : start.parts()) {
      int size = part.length / batch.size();
      initial.add(tape.variable(rows.get(part, 0, count, size), count, size));
    }
    List<Variable> inputs = new ArrayList<>();
    int channels = batch.channels();
    for (int t = 0; t < rows.length(0); t++) {
      int active = rows.active(t);
      double[] x = new double[active * channels];
      for (int n = 0; n < active; n++) {
        double[] features = batch.get(rows.members()[n]).features();
        System.arraycopy(features, t * channels, x, n * channels, channels);
      }
      inputs.add(tape.variable(x, active, channels));
    }
    run = Unrolled.of(scan.recurrence(), byPath, inputs, initial, rows.conditions());
  }

  void putOutputs(double[] y) {
    for (int t = 0; t < run.outputs().size(); t++) {
      Variable output = run.outputs().get(t);
      rows.put(output.values(), y, t, output.size(1));
    }
  }

  void putFinalState(State state) {
    for (int i = 0; i < initial.size(); i++) {
      Variable last = run.finalState().get(i);
      rows.put(last.values(), state.parts().get(i), 0, last.size(1));
    }
  }

  /** Runs the adjoint, puts two of the gradients where they belong and returns dL/dθ. */
  double[] adjoint(double[] dy, State dLast, double[] dInputs, State dInitial) {
    List<Variable> by = new ArrayList<>(parameters);
    by.addAll(run.inputs());
    by.addAll(initial);
    List<double[]> gradients = vjp(dy, dLast, by);
    int at = 0;
    double[] flat = new double[parameters.stream().mapToInt(Variable::size).sum()];
    int offset = 0;
    for (Variable parameter : parameters) {
      System.arraycopy(gradients.get(at++), 0, flat, offset, parameter.size());
      offset += parameter.size();
    }
    for (int t = 0; t < run.inputs().size(); t++) {
      rows.put(gradients.get(at++), dInputs, t, run.inputs().get(t).size(1));
    }
    for (int i = 0; i < initial.size(); i++) {
      rows.put(gradients.get(at++), dInitial.parts().get(i), 0, initial.get(i).size(1));
    }
    return flat;
  }

  /** Puts the adjoint states of every step into one state for each time. */
  void adjointStates(double[] dy, State dLast, List<State> states) {
    List<Variable> by = new ArrayList<>();
    eachState((layer, direction, step, component, state) -> by.add(state));
    List<double[]> gradients = vjp(dy, dLast, by);
    int[] next = {0};
    eachState(
        (layer, direction, step, component, state) -> {
          double[] lambda = gradients.get(next[0]++);
          int size = state.size(1);
          for (int n = 0; n < state.size(0); n++) {
            int time = direction == 0 ? step : rows.length(n) - 1 - step;
            double[] to = states.get(time).get(layer, direction, component);
            System.arraycopy(lambda, n * size, to, rows.members()[n] * size, size);
          }
        });
  }

  private interface StateVisitor {
    void visit(int layer, int direction, int step, int component, Variable state);
  }

  private void eachState(StateVisitor visitor) {
    List<Layer> layers = run.recurrence().layers();
    for (int l = 0; l < layers.size(); l++) {
      for (int d = 0; d < layers.get(l).cells().size(); d++) {
        for (int k = 0; k < run.inputs().size(); k++) {
          List<Variable> state = run.state(l, d, k);
          for (int i = 0; i < state.size(); i++) {
            visitor.visit(l, d, k, i, state.get(i));
          }
        }
      }
    }
  }

  private List<double[]> vjp(double[] dy, State dLast, List<Variable> by) {
    List<Variable> outputs = new ArrayList<>(run.outputs());
    outputs.addAll(run.finalState());
    List<Variable> cotangents = new ArrayList<>();
    for (int t = 0; t < run.outputs().size(); t++) {
      Variable y = run.outputs().get(t);
      double[] part = rows.get(dy, t, y.size(0), y.size(1));
      cotangents.add(tape.constant(part, y.size(0), y.size(1)));
    }
    int count = rows.members().length;
    for (int i = 0; i < initial.size(); i++) {
      int size = initial.get(i).size(1);
      cotangents.add(tape.constant(rows.get(dLast.parts().get(i), 0, count, size), count, size));
    }
    return tape.vjpValues(outputs, cotangents, by);
  }
}
