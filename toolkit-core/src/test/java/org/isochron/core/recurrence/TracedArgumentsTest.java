package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.EngineCases.batch;
import static org.isochron.core.recurrence.EngineCases.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.isochron.core.autodiff.Tape;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.kernel.KernelProvider;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Which path runs, and what is refused. */
class TracedArgumentsTest {
  private final Workers workers = new Workers(1);
  private final LstmCell plain = new LstmCell(3, 4);
  private final SequenceBatch batch = batch(random(1), 3, 5, 2);

  /** A cell of a caller's own: a leaky integrator with no kernel. */
  private record LeakyCell(int inputSize, int hiddenSize, int written, String read)
      implements Cell {
    LeakyCell(int inputSize, int hiddenSize, int written) {
      this(inputSize, hiddenSize, written, "wx");
    }

    @Override
    public String name() {
      return "leaky";
    }

    @Override
    public List<String> stateNames() {
      return List.of("h");
    }

    @Override
    public List<ParameterLayout.Entry> parameterEntries() {
      return List.of(ParameterLayout.Entry.of("wx", written, inputSize));
    }

    @Override
    public List<Variable> step(
        Map<String, Variable> parameters, Variable x, List<Variable> state, StepMasks masks) {
      return List.of(x.matmulTransposed(parameters.get(read)).add(state.get(0).times(0.5)));
    }
  }

  @AfterEach
  void close() {
    workers.close();
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  private String path(Recurrence recurrence) {
    double[] parameters = new double[ParameterLayout.of(recurrence).size()];
    return Scan.of(recurrence, workers).run(parameters, batch).path();
  }

  @Test
  void aScanIsTracedIfAnyCellHasNoKernel() {
    String fused = "fused " + KernelProvider.kernels().name();
    assertEquals(fused, path(plain));
    assertEquals("traced", path(plain.withPeepholes()));
    assertEquals("traced", path(plain.withProjection(2)));
    assertEquals("traced", path(Stacked.of(plain, new LeakyCell(4, 2, 2))));
    assertEquals(fused, path(Stacked.of(plain, new GruCell(4, 2))));
  }

  @Test
  void aCellOfACallersOwnRunsTraced() {
    LeakyCell cell = new LeakyCell(1, 1, 1);
    SequenceBatch ones =
        SequenceBatch.ofTimeMajor(new double[] {1, 1, 1}, new int[] {3, 1, 1}, new int[] {3});
    Trajectory run = Scan.of(cell, workers).run(new double[] {2}, ones);
    assertArrayEquals(new double[] {2, 3, 3.5}, run.outputs());
    Trajectory.Adjoint adjoint = run.adjoint(new double[] {0, 0, 1}, null);
    assertArrayEquals(new double[] {1.75}, adjoint.parameters());
    assertArrayEquals(new double[] {0.5, 1, 2}, adjoint.inputs());
    assertArrayEquals(new double[] {0.125}, adjoint.initialState().get(0, 0, 0));
  }

  @Test
  void aStepOfAnotherShapeIsRefusedWithTheCell() {
    LeakyCell wrong = new LeakyCell(3, 1, 2);
    refused(
        "leaky: state h: expected shape [2,1], found [2,2]",
        () -> Scan.of(wrong, workers).run(new double[6], batch));
  }

  @Test
  void aParameterThatTheCellHasNotDeclaredIsRefusedWithTheCell() {
    LeakyCell wrong = new LeakyCell(3, 1, 1, "wy");
    String message = "leaky: no parameter wy is declared; there are [wx]";
    refused(message, () -> Scan.of(wrong, workers).run(new double[3], batch));
    Tape tape = new Tape();
    Map<String, Variable> parameters = ParameterLayout.of(wrong).variables(tape, new double[3]);
    List<Variable> one = List.of(tape.zeros(1, 3));
    refused(message, () -> Unrolled.of(wrong, parameters, one, List.of(tape.zeros(1, 1))));
  }

  @Test
  void aTracedScanRefusesWhatAFusedOneRefuses() {
    Scan scan = Scan.traced(plain, workers);
    double[] parameters = new double[128];
    refused(
        "parameters: recurrence needs 128 values, found 127",
        () -> scan.run(new double[127], batch));
    refused(
        "input size: network reads 3 channels, batch has 2 in sequence 0",
        () -> scan.run(parameters, batch(random(1), 2, 5)));
    refused(
        "initial state of 3 sequences, batch has 2",
        () -> scan.run(parameters, batch, State.zeros(plain, 3)));
    Trajectory run = scan.run(parameters, batch);
    refused(
        "cotangents: expected [5,2,4], found 39 values", () -> run.adjoint(new double[39], null));
    refused(
        "final cotangent of 3 sequences, batch has 2",
        () -> run.adjoint(new double[40], State.zeros(plain, 3)));
  }

  @Test
  void whatDoesNotFitAnUnrolledRunIsRefused() {
    Tape tape = new Tape();
    ParameterLayout layout = ParameterLayout.of(plain);
    Map<String, Variable> parameters = layout.variables(tape, new double[128]);
    List<Variable> initial = List.of(tape.zeros(1, 4), tape.zeros(1, 4));
    refused(
        "input: expected shape [1,3], found [2,3]",
        () -> Unrolled.of(plain, parameters, List.of(tape.zeros(1, 3), tape.zeros(2, 3)), initial));
    refused(
        "initial state: recurrence needs 2 components, found 1",
        () -> Unrolled.of(plain, parameters, List.of(tape.zeros(1, 3)), initial.subList(0, 1)));
    refused(
        "layer0/forward/lstm/wx: expected shape [16, 3], found null",
        () -> Unrolled.of(plain, Map.of(), List.of(tape.zeros(1, 3)), initial));
    refused(
        "parameters: layout needs 128 values, found 1",
        () -> layout.variables(tape, new double[1]));
  }

  @Test
  void aNegativeProjectionIsRefused() {
    refused(
        "LSTM cell: projection must be at least 1, or 0 for none, found -1",
        () -> plain.withProjection(-1));
  }

  /** One unit by hand, from the formulas of Gers and Schmidhuber 2000. */
  @Test
  void peepholesOfInputAndForgetGateSeeTheOldStateAndThatOfTheOutputGateTheNew() {
    LstmCell cell = new LstmCell(1, 1).withPeepholes();
    double[] parameters = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, -0.1, -0.2, -0.3, -0.4, 1, 2, 3};
    double x = 0.9;
    double h = -0.6;
    double c = 0.7;
    double i = sigmoid(0.1 * x + 0.5 * h - 0.1 + 1 * c);
    double f = sigmoid(0.2 * x + 0.6 * h - 0.2 + 2 * c);
    double next = f * c + i * StrictMath.tanh(0.3 * x + 0.7 * h - 0.3);
    double o = sigmoid(0.4 * x + 0.8 * h - 0.4 + 3 * next);
    State state = State.zeros(cell, 1);
    state.get(0, 0, 0)[0] = h;
    state.get(0, 0, 1)[0] = c;
    SequenceBatch one =
        SequenceBatch.ofTimeMajor(new double[] {x}, new int[] {1, 1, 1}, new int[] {1});
    Trajectory run = Scan.of(cell, workers).run(parameters, one, state);
    assertEquals(o * StrictMath.tanh(next), run.outputs()[0], 1e-15);
    assertEquals(next, run.finalState().get(0, 0, 1)[0], 1e-15);
  }

  private static double sigmoid(double z) {
    return 1 / (1 + StrictMath.exp(-z));
  }
}
