package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.EngineCases.batch;
import static org.isochron.core.recurrence.EngineCases.cotangents;
import static org.isochron.core.recurrence.EngineCases.parameters;
import static org.isochron.core.recurrence.EngineCases.random;
import static org.isochron.core.recurrence.EngineCases.state;
import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.isochron.core.autodiff.Tape;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.recurrence.EngineCases.Case;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A scan over reversed time is the scan of the reversed batch, its outputs reversed. */
class ReversedTest {
  private static final int[] LENGTHS = {4, 7, 1, 5};

  private final Workers workers = new Workers(1);

  @AfterEach
  void close() {
    workers.close();
  }

  /** Every cell alone, and layers of one direction. */
  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>(EngineCases.tracedCells(3, 4));
    GruCell square = new GruCell(4, 4);
    cases.add(new Case("stack", Stacked.of(new LstmCell(3, 4), square, new ElmanCell(4, 2))));
    cases.add(new Case("residual", Stacked.of(new LstmCell(3, 4), new Residual(square))));
    cases.add(new Case("forward above reversed", Stacked.of(new Reversed(square(3)), square)));
    return cases.stream();
  }

  private static Cell square(int input) {
    return new MguCell(input, 4);
  }

  private static double[] turned(double[] rows, int columns) {
    double[] turned = new double[rows.length];
    for (int at = 0; at < rows.length; at += columns) {
      System.arraycopy(rows, at, turned, rows.length - columns - at, columns);
    }
    return turned;
  }

  private static SequenceBatch turned(SequenceBatch batch) {
    List<Sequence> sequences = new ArrayList<>();
    for (int n = 0; n < batch.size(); n++) {
      Sequence s = batch.get(n);
      Sequence turned = new Sequence(s.id(), s.channels(), turned(s.features(), s.channels()));
      if (s.present() != null) {
        boolean[] there = new boolean[s.steps()];
        for (int t = 0; t < there.length; t++) {
          there[t] = s.present()[there.length - 1 - t];
        }
        turned.mask(there);
      }
      sequences.add(turned);
    }
    return SequenceBatch.of(sequences);
  }

  /** Turns each sequence's rows of an array [T,N,columns] around. */
  private static double[] turned(double[] timeMajor, SequenceBatch batch, int columns) {
    double[] turned = new double[timeMajor.length];
    int size = batch.size();
    for (int n = 0; n < size; n++) {
      int steps = batch.get(n).steps();
      for (int t = 0; t < steps; t++) {
        int from = ((steps - 1 - t) * size + n) * columns;
        System.arraycopy(timeMajor, from, turned, (t * size + n) * columns, columns);
      }
    }
    return turned;
  }

  private static void assertSameParts(State expected, State found, String name) {
    assertEquals(expected.parts().size(), found.parts().size(), name);
    for (int i = 0; i < expected.parts().size(); i++) {
      assertSameBits(expected.parts().get(i), found.parts().get(i), name + ", part " + i);
    }
  }

  /** Copies a state of a recurrence to another one with the same cells. */
  private static State as(Recurrence recurrence, State state) {
    State copy = State.zeros(recurrence, state.size());
    for (int i = 0; i < copy.parts().size(); i++) {
      double[] from = state.parts().get(i);
      System.arraycopy(from, 0, copy.parts().get(i), 0, from.length);
    }
    return copy;
  }

  private static void check(Scan scan, Scan plain, SequenceBatch batch) {
    Recurrence r = plain.recurrence();
    RandomGenerator random = random(131);
    double[] p = parameters(random, r);
    State initial = state(random, r, batch.size());
    State dLast = state(random, r, batch.size());
    double[] dy = cotangents(random, r, batch);
    SequenceBatch turned = turned(batch);
    int o = r.outputSize();
    Trajectory expected = plain.run(p, turned, initial);
    Trajectory found = scan.run(p, batch, as(scan.recurrence(), initial));
    assertEquals(expected.path(), found.path());
    assertSameBits(turned(expected.outputs(), batch, o), found.outputs(), "outputs");
    assertSameParts(expected.finalState(), found.finalState(), "final state");

    double[] dyTurned = turned(dy, batch, o);
    State dFound = as(scan.recurrence(), dLast);
    Trajectory.Adjoint a = expected.adjoint(dyTurned, dLast);
    Trajectory.Adjoint b = found.adjoint(dy, dFound);
    assertSameBits(a.parameters(), b.parameters(), "parameters");
    assertSameBits(turned(a.inputs(), batch, batch.channels()), b.inputs(), "inputs");
    assertSameParts(a.initialState(), b.initialState(), "initial state");

    List<State> lambda = expected.adjointStates(dyTurned, dLast);
    List<State> own = found.adjointStates(dy, dFound);
    for (int i = 0; i < initial.parts().size(); i++) {
      int part = i;
      int columns = initial.parts().get(i).length / batch.size();
      assertSameBits(
          turned(joined(lambda, part), batch, columns), joined(own, part), "adjoint states, " + i);
    }
  }

  private static double[] joined(List<State> states, int part) {
    return states.stream().flatMapToDouble(s -> Arrays.stream(s.parts().get(part))).toArray();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aReversedScanIsTheScanOfTheReversedBatch(Case c) {
    Recurrence r = c.recurrence();
    SequenceBatch batch = batch(random(132), 3, LENGTHS);
    Reversed reversed = new Reversed(r);
    check(Scan.of(reversed, workers), Scan.of(r, workers), batch);
    check(Scan.traced(reversed, workers), Scan.traced(r, workers), batch);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void soItIsWithGapsAndInPartsOfTime(Case c) {
    Recurrence r = c.recurrence();
    SequenceBatch batch = batch(random(133), 3, LENGTHS);
    batch.get(0).mask(false, true, true, false);
    batch.get(1).mask(true, false, true, true, false, false, true);
    Reversed reversed = new Reversed(r);
    check(Scan.of(reversed, workers), Scan.of(r, workers), batch);
    Scan parts =
        Scan.traced(reversed, workers).withMemory(MemoryPolicy.revolve(2).withPartSteps(2));
    check(parts, Scan.traced(r, workers), batch);
    Scan every = Scan.of(reversed, workers).withMemory(MemoryPolicy.everyNth(3));
    check(every, Scan.of(r, workers), batch);
  }

  static Stream<Case> cells() {
    return EngineCases.tracedCells(3, 4).stream();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void theBackwardHalfOfBothDirectionsIsTheReversedCell(Case c) {
    Cell cell = (Cell) c.recurrence();
    Bidirectional both = Bidirectional.of(cell);
    check(Scan.of(both, workers), Scan.of(new Reversed(cell), workers));
    check(Scan.traced(both, workers), Scan.traced(new Reversed(cell), workers));
  }

  private static void check(Scan both, Scan reversed) {
    RandomGenerator random = random(134);
    double[] p = parameters(random, both.recurrence());
    double[] backward = Arrays.copyOfRange(p, p.length / 2, p.length);
    SequenceBatch batch = batch(random, 3, LENGTHS);
    State initial = state(random, both.recurrence(), LENGTHS.length);
    State own = State.zeros(reversed.recurrence(), LENGTHS.length);
    for (int i = 0; i < own.parts().size(); i++) {
      System.arraycopy(initial.get(0, 1, i), 0, own.get(0, 1, i), 0, own.get(0, 1, i).length);
    }
    int o = reversed.recurrence().outputSize();
    double[] dy = cotangents(random, reversed.recurrence(), batch);
    double[] wide = new double[2 * dy.length];
    for (int at = 0; at < dy.length; at += o) {
      System.arraycopy(dy, at, wide, 2 * at + o, o);
    }
    Trajectory whole = both.run(p, batch, initial);
    Trajectory half = reversed.run(backward, batch, own);
    double[] y = new double[dy.length];
    for (int at = 0; at < y.length; at += o) {
      System.arraycopy(whole.outputs(), 2 * at + o, y, at, o);
    }
    assertSameBits(y, half.outputs(), "outputs");
    Trajectory.Adjoint a = whole.adjoint(wide, null);
    Trajectory.Adjoint b = half.adjoint(dy, null);
    double[] gradient = Arrays.copyOfRange(a.parameters(), p.length / 2, p.length);
    assertSameBits(gradient, b.parameters(), "parameters");
    assertSameBits(a.inputs(), b.inputs(), "inputs");
    for (int i = 0; i < own.parts().size(); i++) {
      assertSameBits(
          whole.finalState().get(0, 1, i), half.finalState().get(0, 1, i), "final state");
      assertSameBits(a.initialState().get(0, 1, i), b.initialState().get(0, 1, i), "initial state");
    }
  }

  @Test
  void masksAreThoseOfTheBackwardHalf() {
    GruCell cell = new GruCell(2, 1);
    List<String> both = maskPlaces(Bidirectional.of(cell));
    List<String> backward = both.stream().filter(place -> place.startsWith("0 1")).toList();
    assertEquals(List.of("0 1 [2, 1]", "0 1 [1, 0]", "0 1 [0]"), backward);
    assertEquals(backward, maskPlaces(new Reversed(cell)));
  }

  /** Returns layer, direction and times of the masks that an unrolled run of two rows asks for. */
  private static List<String> maskPlaces(Recurrence r) {
    List<String> places = new ArrayList<>();
    MaskSource source =
        (tape, layer, direction, times) -> {
          places.add(layer + " " + direction + " " + Arrays.toString(times));
          return StepMasks.NONE;
        };
    Tape tape = new Tape();
    ParameterLayout layout = ParameterLayout.of(r);
    List<Variable> inputs = List.of(tape.zeros(2, 2), tape.zeros(2, 2), tape.zeros(1, 2));
    List<Variable> initial =
        State.zeros(r, 2).parts().stream().map(part -> tape.constant(part, 2, 1)).toList();
    Unrolled.of(r, layout.variables(tape, new double[layout.size()]), inputs, initial, source);
    return places;
  }

  @Test
  void parametersAreThoseOfTheBackwardDirection() {
    Recurrence r = Stacked.of(new ElmanCell(2, 3), new Reversed(new ElmanCell(3, 1)));
    assertEquals(
        List.of(
            "layer0/forward/elman/wx",
            "layer0/forward/elman/wh",
            "layer0/forward/elman/b",
            "layer1/backward/elman/wx",
            "layer1/backward/elman/wh",
            "layer1/backward/elman/b"),
        ParameterLayout.of(r).entries().stream().map(ParameterLayout.Entry::name).toList());
  }

  @Test
  void reversedTwiceIsAsBefore() {
    Recurrence r = Stacked.of(new LstmCell(2, 3), new Residual(new Reversed(new GruCell(3, 3))));
    assertEquals(r.layers(), new Reversed(new Reversed(r)).layers());
    assertEquals(new Residual(new Reversed(new GruCell(3, 3))).layers(), r.layers().subList(1, 2));
  }

  private static void refused(String message, org.junit.jupiter.api.function.Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void whatHasNoSenseIsRefused() {
    GruCell cell = new GruCell(2, 1);
    Recurrence reversed = new Reversed(cell);
    refused(
        "a layer over reversed time has one cell, found both directions " + List.of(cell, cell),
        () -> new Reversed(Bidirectional.of(cell)));
    refused(
        "truncation: expected layers that run forward, found layer 1 over reversed time",
        () ->
            Scan.of(Stacked.of(new GruCell(1, 2), reversed), workers)
                .withTruncation(Truncation.windows(3), 0));
    SequenceBatch batch = batch(random(1), 2, 3);
    refused(
        "initial state: recurrence needs [[[], [1]]] features by layer, direction and component,"
            + " found [[[1]]]",
        () -> Scan.of(reversed, workers).run(new double[13], batch, State.zeros(cell, 1)));
  }
}
