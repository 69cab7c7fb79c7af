package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.EngineCases.batch;
import static org.isochron.core.recurrence.EngineCases.random;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Wrong arguments are refused with both sizes in the message. */
class ScanArgumentsTest {
  private final Workers workers = new Workers(1);
  private final LstmCell cell = new LstmCell(3, 4);
  private final Scan scan = Scan.of(cell, workers);
  private final double[] parameters = new double[scan.layout().size()];
  private final SequenceBatch batch = batch(random(1), 3, 5, 2);

  @AfterEach
  void close() {
    workers.close();
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void aBatchOfOtherChannelsIsRefused() {
    refused(
        "input size: network reads 3 channels, batch has 2 in sequence 0",
        () -> scan.run(parameters, batch(random(1), 2, 5)));
  }

  @Test
  void aParameterVectorOfAnotherLengthIsRefused() {
    refused(
        "parameters: recurrence needs 128 values, found 127",
        () -> scan.run(new double[127], batch));
  }

  @Test
  void cotangentsOfAnotherSizeAreRefused() {
    Trajectory run = scan.run(parameters, batch);
    refused(
        "cotangents: expected [5,2,4], found 39 values", () -> run.adjoint(new double[39], null));
  }

  @Test
  void anInitialStateOfAnotherBatchIsRefused() {
    refused(
        "initial state of 3 sequences, batch has 2",
        () -> scan.run(parameters, batch, State.zeros(cell, 3)));
  }

  @Test
  void anInitialStateOfAnotherRecurrenceIsRefused() {
    refused(
        "initial state: recurrence needs [[[4, 4]]] features by layer, direction and component, found [[[5, 5]]]",
        () -> scan.run(parameters, batch, State.zeros(new LstmCell(3, 5), 2)));
    refused(
        "initial state: recurrence needs [[[4, 4]]] features by layer, direction and component, found [[[4]]]",
        () -> scan.run(parameters, batch, State.zeros(new GruCell(3, 4), 2)));
  }

  @Test
  void aFinalCotangentOfAnotherBatchOrRecurrenceIsRefused() {
    Trajectory run = scan.run(parameters, batch);
    double[] dy = new double[5 * 2 * 4];
    refused(
        "final cotangent of 3 sequences, batch has 2", () -> run.adjoint(dy, State.zeros(cell, 3)));
    refused(
        "final cotangent: recurrence needs [[[4, 4]]] features by layer, direction and component, found [[[4, 4], [4, 4]]]",
        () -> run.adjoint(dy, State.zeros(Bidirectional.of(cell), 2)));
  }

  @Test
  void aStackWhoseSizesDoNotMeetIsRefused() {
    refused(
        "layer 1 reads 5 features, but layer 0 writes 8",
        () -> Stacked.of(Bidirectional.of(cell), new GruCell(5, 2)));
  }

  @Test
  void directionsThatReadDifferentInputsAreRefused() {
    refused(
        "both directions of a layer read the same input, found sizes 3 and 2",
        () -> new Bidirectional(cell, new LstmCell(2, 4)));
    refused("a layer has one or two cells, found 0", () -> new Layer(List.of()));
  }

  @Test
  void aCellWithoutUnitsIsRefused() {
    refused("GRU cell: sizes must be at least 1, found input 3, hidden 0", () -> new GruCell(3, 0));
    refused(
        "LSTM cell: sizes must be at least 1, found input 0, hidden 2", () -> new LstmCell(0, 2));
  }

  @Test
  void aTensorOfAnotherShapeIsRefusedByName() {
    refused(
        "layer0/forward/lstm/b: network needs [16], found 15 values",
        () -> scan.layout().set(parameters, "layer0/forward/lstm/b", new double[15]));
    refused(
        "no parameter wx; there are [layer0/forward/lstm/wx, layer0/forward/lstm/wh,"
            + " layer0/forward/lstm/b]",
        () -> scan.layout().offset("wx"));
  }

  @Test
  void aStateOfNoSequencesIsRefused() {
    refused("state: expected at least 1 sequence, found -1", () -> State.zeros(cell, -1));
    refused("state: expected at least 1 sequence, found 0", () -> State.zeros(cell, 0));
  }

  @Test
  void aMemoryPolicyChecksItsNumbers() {
    refused(
        "memory policy: states: expected 0 for KEEP_ALL, found 5",
        () -> new MemoryPolicy(MemoryPolicy.Kind.KEEP_ALL, 0, 5));
    refused(
        "memory policy: revolve keeps at least 1 state, found 0", () -> MemoryPolicy.revolve(0));
    refused("memory policy: a part has at least 1 step, found 0", () -> MemoryPolicy.everyNth(0));
  }

  @Test
  void anEntryChecksRoleAndGates() {
    List<Integer> shape = List.of(6, 3);
    refused(
        "w: role: expected a role, found null",
        () -> new ParameterLayout.Entry("w", shape, null, 2));
    refused(
        "w: gates: expected 1 for OTHER, found 2",
        () -> new ParameterLayout.Entry("w", shape, ParameterLayout.Role.OTHER, 2));
    ParameterLayout.Entry w = ParameterLayout.Entry.of("w", 6, 3);
    refused("w: gates: expected at least 1, found 0", () -> w.asInput(0));
    refused("w: expected a matrix for each of 4 gates, found shape [6, 3]", () -> w.asRecurrent(4));
    refused(
        "b: expected a matrix for each of 1 gates, found shape [6]",
        () -> ParameterLayout.Entry.of("b", 6).asInput(1));
  }

  @Test
  void theInputCotangentMustHaveBeenAskedFor() {
    Sweep sweep = new Sweep(cell, org.isochron.core.kernel.KernelProvider.kernels(), workers);
    sweep.pack(parameters);
    sweep.load(batch, null);
    TimeMajor rows = new TimeMajor(sweep, batch, new double[batch.steps() * batch.size() * 4]);
    sweep.forward(rows, true);
    sweep.backward(rows, null, false);
    assertThrows(IllegalStateException.class, sweep::inputCotangent);
  }
}
