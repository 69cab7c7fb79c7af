package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.EngineCases.batch;
import static org.isochron.core.recurrence.EngineCases.cotangents;
import static org.isochron.core.recurrence.EngineCases.parameters;
import static org.isochron.core.recurrence.EngineCases.random;
import static org.isochron.core.recurrence.EngineCases.rowsOf;
import static org.isochron.core.recurrence.EngineCases.state;
import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.isochron.core.recurrence.EngineCases.Case;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sequences with gaps: what a mask of steps does. */
class StepMaskTest {
  private static final boolean[] PRESENT = {true, false, true, true, false, false, true};

  private final Workers workers = new Workers(1);

  @AfterEach
  void close() {
    workers.close();
  }

  static Stream<Case> cells() {
    return EngineCases.tracedCells(3, 4).stream();
  }

  static Stream<Case> bidirectional() {
    return EngineCases.allTraced(3, 3).stream();
  }

  /** Returns the rows that are there. */
  private static double[] kept(double[] rows, int columns) {
    int count = 0;
    double[] kept = new double[rows.length];
    for (int t = 0; t < PRESENT.length; t++) {
      if (PRESENT[t]) {
        System.arraycopy(rows, t * columns, kept, count++ * columns, columns);
      }
    }
    return Arrays.copyOf(kept, count * columns);
  }

  @ParameterizedTest
  @MethodSource("bidirectional")
  void stepsThatAreThereAreThoseOfTheSequenceWithoutTheGaps(Case c) {
    Recurrence r = c.recurrence();
    RandomGenerator random = random(71);
    double[] p = parameters(random, r);
    SequenceBatch whole = batch(random, 3, 7, 4);
    double[] x = whole.get(0).features();
    double[] holes = x.clone();
    Arrays.fill(holes, 3, 6, Double.NaN);
    SequenceBatch gaps =
        SequenceBatch.of(List.of(new Sequence("gaps", 3, holes).mask(PRESENT), whole.get(1)));
    SequenceBatch closed =
        SequenceBatch.of(List.of(new Sequence("closed", 3, kept(x, 3)), whole.get(1)));
    State initial = state(random, r, 2);
    Trajectory found = Scan.traced(r, workers).run(p, gaps, initial);
    Trajectory expected = Scan.traced(r, workers).run(p, closed, initial);
    Trajectory fused = Scan.of(r, workers).run(p, gaps, initial);
    assertEquals(Scan.of(r, workers).run(p, closed, initial).path(), fused.path());
    assertClose(found.outputs(), fused.outputs(), 1e-5, "fused");
    int o = r.outputSize();
    double[] y = kept(rowsOf(found.outputs(), 2, 0, 7, o), o);
    assertSameBits(rowsOf(expected.outputs(), 2, 0, 4, o), y, "with gaps");
    assertSameBits(
        rowsOf(expected.outputs(), 2, 1, 4, o), rowsOf(found.outputs(), 2, 1, 4, o), "without");
    assertSameBits(r, expected.finalState(), found.finalState(), "final state");

    double[] dClosed = cotangents(random, r, closed);
    double[] dGaps = new double[7 * 2 * o];
    System.arraycopy(dClosed, 0, dGaps, 0, dClosed.length);
    for (int t = 0, k = 0; t < 7; t++) {
      double[] row = new double[o];
      if (PRESENT[t]) {
        System.arraycopy(dClosed, k++ * 2 * o, row, 0, o);
      }
      System.arraycopy(row, 0, dGaps, t * 2 * o, o);
    }
    State dLast = state(random, r, 2);
    Trajectory.Adjoint a = expected.adjoint(dClosed, dLast);
    Trajectory.Adjoint b = found.adjoint(dGaps, dLast);
    assertClose(ParameterLayout.of(r), a.parameters(), b.parameters(), 1e-13);
    double[] dx = rowsOf(b.inputs(), 2, 0, 7, 3);
    assertClose(rowsOf(a.inputs(), 2, 0, 4, 3), kept(dx, 3), 1e-13, "inputs");
    assertArrayEquals(new double[3], Arrays.copyOfRange(dx, 3, 6), "a step that is not there");
    for (int i = 0; i < a.initialState().parts().size(); i++) {
      double[] d = b.initialState().parts().get(i);
      assertClose(a.initialState().parts().get(i), d, 1e-13, "s_0");
    }
    assertSameAdjointStates(
        expected.adjointStates(dClosed, dLast), found.adjointStates(dGaps, dLast));
  }

  /** λ of the first sequence where a step is there. */
  private static void assertSameAdjointStates(List<State> closed, List<State> gaps) {
    assertEquals(PRESENT.length, gaps.size());
    for (int t = 0, k = 0; t < PRESENT.length; t++) {
      if (PRESENT[t]) {
        List<double[]> expected = closed.get(k++).parts();
        for (int i = 0; i < expected.size(); i++) {
          double[] row = Arrays.copyOf(expected.get(i), expected.get(i).length / 2);
          double[] found = Arrays.copyOf(gaps.get(t).parts().get(i), row.length);
          assertClose(row, found, 1e-12, "adjoint state at " + t + ", part " + i);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void aGapRepeatsTheOutputAndKeepsTheState(Case c) {
    Cell cell = (Cell) c.recurrence();
    RandomGenerator random = random(72);
    double[] p = parameters(random, cell);
    State initial = state(random, cell, 1);
    double[] x = EngineCases.uniform(random, 4 * 3, 1);
    boolean[] present = {false, true, false, false};
    SequenceBatch gaps = SequenceBatch.of(List.of(new Sequence("gaps", 3, x).mask(present)));
    Trajectory run = Scan.traced(cell, workers).run(p, gaps, initial);
    List<double[]> rows = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      rows.add(rowsOf(run.outputs(), 4, t, 1, cell.outputSize()));
    }
    assertSameBits(initial.get(0, 0, 0), rows.get(0), "before the first step");
    assertSameBits(rows.get(1), rows.get(2), "first of the gap");
    assertSameBits(rows.get(1), rows.get(3), "second of the gap");
    double[] step = Arrays.copyOfRange(x, 3, 6);
    SequenceBatch one = SequenceBatch.of(List.of(new Sequence("one", 3, step)));
    Trajectory only = Scan.traced(cell, workers).run(p, one, initial);
    assertSameBits(cell, only.finalState(), run.finalState(), "final state");
  }

  @Test
  void aMaskOfAnotherLengthIsRefused() {
    Sequence s = new Sequence("s", 3, new double[6]);
    assertEquals(
        "s: mask: expected 2 steps, found 3",
        assertThrows(IllegalArgumentException.class, () -> s.mask(true, true, false)).getMessage());
    assertTrue(s.presentOrAll()[1]);
  }

  @Test
  void aSequenceOfGapsAloneIsRefused() {
    Scan scan = Scan.of(new GruCell(3, 2), workers);
    SequenceBatch gaps =
        SequenceBatch.of(List.of(new Sequence("s", 3, new double[6]).mask(false, false)));
    assertEquals(
        "s: mask: expected a step that is there, found none",
        assertThrows(
                IllegalArgumentException.class,
                () -> scan.run(new double[scan.layout().size()], gaps))
            .getMessage());
  }
}
