package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.EngineCases.parameters;
import static org.isochron.core.recurrence.EngineCases.random;
import static org.isochron.core.recurrence.EngineCases.state;
import static org.isochron.core.recurrence.EngineCases.uniform;
import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.isochron.core.autodiff.GradientCheck;
import org.isochron.core.autodiff.Tape;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.recurrence.EngineCases.Case;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recurrent dropout and zoneout in training: masks that depend on nothing that they must not. */
class RandomMasksTest {
  private static final int[] LENGTHS = {5, 4, 2};
  private static final List<Integer> PLACES = List.of(7, 3, 9);

  static Stream<Case> stochastic() {
    return cells()
        .flatMap(
            c -> {
              Cell cell = (Cell) c.recurrence();
              Bidirectional both = Bidirectional.of(cell);
              return Stream.of(
                  c,
                  new Case(c.name() + ", bidirectional", both),
                  new Case(
                      c.name() + ", below a layer",
                      Stacked.of(both, new MguCell(both.outputSize(), 2))));
            });
  }

  static Stream<Case> cells() {
    LstmCell lstm = new LstmCell(3, 4);
    WiredCell gru = new GruCell(3, 4, GruCell.Reset.BEFORE);
    WiredCell normalised = new LayerNormalised(new RecurrentDropout(lstm, 0.4));
    ConvElmanCell line = new ConvElmanCell(new ConvImages(1, 1, 1, 3, 3));
    return Stream.of(
        new Case("dropout LSTM", new RecurrentDropout(lstm, 0.4)),
        new Case("dropout GRU", new RecurrentDropout(gru, 0.4)),
        new Case("dropout MGU", new RecurrentDropout(new MguCell(3, 4), 0.4)),
        new Case("zoneout LSTM", new Zoneout(lstm, 0.3, 0.6)),
        new Case(
            "zoneout antisymmetric", new Zoneout(new AntisymmetricCell(3, 4, 1, 0, true), 0.3, 0)),
        new Case("zoneout dropout LN LSTM", new Zoneout(normalised, 0.3, 0.6)),
        new Case("zoneout linear", new Zoneout(new LinearCell(3, 4, 4), 0.2, 0.2)),
        new Case("dropout ConvElman", new RecurrentDropout(line, 0.4)),
        new Case(
            "dropout LN antisymmetric",
            new RecurrentDropout(
                new LayerNormalised(new AntisymmetricCell(3, 4, 1, 0.1, true)), 0.4)));
  }

  /** A run of some rows of a problem. */
  private static final class Problem {
    final Recurrence recurrence;
    final double[] parameters;
    final List<double[]> rows = new ArrayList<>();
    final State initial;

    Problem(Case c, long seed) {
      recurrence = c.recurrence();
      RandomGenerator random = random(seed);
      parameters = parameters(random, recurrence);
      for (int length : LENGTHS) {
        rows.add(uniform(random, 3 * length, 1));
      }
      initial = state(random, recurrence, LENGTHS.length);
    }

    /** Runs steps from ≤ t &lt; to of some rows, from a state. */
    Unrolled run(int from, int to, List<Variable> state, MaskSource masks, int... members) {
      Tape tape = state.get(0).tape();
      List<Variable> inputs = new ArrayList<>();
      for (int t = from; t < to; t++) {
        int step = t;
        int[] active = Arrays.stream(members).filter(n -> LENGTHS[n] > step).toArray();
        double[] x = new double[3 * active.length];
        for (int n = 0; n < active.length; n++) {
          System.arraycopy(rows.get(active[n]), 3 * t, x, 3 * n, 3);
        }
        inputs.add(tape.variable(x, active.length, 3));
      }
      Map<String, Variable> variables = ParameterLayout.of(recurrence).variables(tape, parameters);
      return Unrolled.of(recurrence, variables, inputs, state, masks);
    }

    List<Variable> initial(int... members) {
      Tape tape = new Tape();
      List<Variable> state = new ArrayList<>();
      for (double[] part : initial.parts()) {
        int size = part.length / LENGTHS.length;
        state.add(tape.variable(part, LENGTHS.length, size).gather(members));
      }
      return state;
    }
  }

  @ParameterizedTest
  @MethodSource("stochastic")
  void batchMatesDoNotChangeTheMasks(Case c) {
    Problem p = new Problem(c, 91);
    Unrolled all = p.run(0, 5, p.initial(0, 1, 2), new SeededMasks(5, 0, PLACES), 0, 1, 2);
    for (int n = 0; n < LENGTHS.length; n++) {
      SeededMasks own = new SeededMasks(5, 0, PLACES.subList(n, n + 1));
      Unrolled alone = p.run(0, LENGTHS[n], p.initial(n), own, n);
      for (int t = 0; t < LENGTHS[n]; t++) {
        double[] expected = all.outputs().get(t).slice(0, n, n + 1).values();
        assertSameBits(expected, alone.outputs().get(t).values(), "row " + n + ", step " + t);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("stochastic")
  void masksAreAFunctionOfSeedAndPlace(Case c) {
    Problem p = new Problem(c, 92);
    double[] one = outputs(p, new SeededMasks(5, 0, PLACES));
    assertSameBits(one, outputs(p, new SeededMasks(5, 0, PLACES)), "again");
    assertFalse(Arrays.equals(one, outputs(p, new SeededMasks(6, 0, PLACES))), "another seed");
    List<Integer> moved = List.of(8, 4, 10);
    assertFalse(Arrays.equals(one, outputs(p, new SeededMasks(5, 0, moved))), "other sequences");
    assertFalse(Arrays.equals(one, outputs(p, MaskSource.NONE)), "outside of training");
  }

  private static double[] outputs(Problem p, MaskSource masks) {
    return Variable.concat(0, p.run(0, 5, p.initial(0, 1, 2), masks, 0, 1, 2).outputs()).values();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void aRunInSegmentsOfTimeHasTheMasksOfTheWhole(Case c) {
    Problem p = new Problem(c, 93);
    List<Integer> place = PLACES.subList(0, 1);
    Unrolled whole = p.run(0, 5, p.initial(0), new SeededMasks(5, 0, place), 0);
    Unrolled head = p.run(0, 3, p.initial(0), new SeededMasks(5, 0, place), 0);
    Unrolled rest = p.run(3, 5, head.finalState(), new SeededMasks(5, 3, place), 0);
    for (int t = 0; t < 5; t++) {
      Variable found = t < 3 ? head.outputs().get(t) : rest.outputs().get(t - 3);
      assertSameBits(whole.outputs().get(t).values(), found.values(), "step " + t);
    }
    for (int i = 0; i < whole.finalState().size(); i++) {
      double[] expected = whole.finalState().get(i).values();
      assertSameBits(expected, rest.finalState().get(i).values(), "final state");
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void aReversedRunInSegmentsHasTheMasksOfTheWhole(Case c) {
    Case both = new Case(c.name(), Bidirectional.of((Cell) c.recurrence()));
    Problem p = new Problem(both, 94);
    List<Integer> place = PLACES.subList(0, 1);
    Unrolled whole = p.run(0, 5, p.initial(0), new SeededMasks(5, 0, place), 0);
    Unrolled late = p.run(3, 5, p.initial(0), new SeededMasks(5, 3, place), 0);
    Unrolled early = p.run(0, 3, late.finalState(), new SeededMasks(5, 0, place), 0);
    int size = c.recurrence().outputSize();
    for (int t = 0; t < 5; t++) {
      Variable found = t < 3 ? early.outputs().get(t) : late.outputs().get(t - 3);
      assertSameBits(
          whole.outputs().get(t).slice(1, size, 2 * size).values(),
          found.slice(1, size, 2 * size).values(),
          "step " + t);
    }
  }

  @ParameterizedTest
  @MethodSource("stochastic")
  void gradientsWithMasksAreCentralDifferences(Case c) {
    Problem p = new Problem(c, 95);
    SeededMasks masks = new SeededMasks(5, 0, PLACES);
    Recurrence r = p.recurrence;
    ParameterLayout layout = ParameterLayout.of(r);
    Tape tape = new Tape();
    List<Variable> point = new ArrayList<>(layout.variables(tape, p.parameters).values());
    int weights = point.size();
    for (double[] part : p.initial.parts()) {
      point.add(tape.variable(part, LENGTHS.length, part.length / LENGTHS.length));
    }
    Function<List<Variable>, Variable> loss =
        x -> {
          Map<String, Variable> variables = new java.util.LinkedHashMap<>();
          for (int i = 0; i < weights; i++) {
            variables.put(layout.entries().get(i).name(), x.get(i));
          }
          List<Variable> inputs = new ArrayList<>();
          for (int t = 0; t < 2; t++) {
            double[] features = Arrays.copyOfRange(p.rows.get(t), 0, 9 - 3 * t);
            inputs.add(x.get(0).tape().constant(features, 3 - t, 3));
          }
          Unrolled run = Unrolled.of(r, variables, inputs, x.subList(weights, x.size()), masks);
          return Variable.concat(0, run.outputs()).power(2).sum();
        };
    GradientCheck check = GradientCheck.of(loss, point);
    assertTrue(check.relativeError() < 1e-6, check.toString());
  }

  private static double[] mask(SeededMasks masks, int layer, int direction, int time) {
    StepMasks.Span span = StepMasks.Span.STEP;
    return masks
        .at(new Tape(), layer, direction, time)
        .kept(span, 0, 200, 0.5)
        .orElseThrow()
        .values();
  }

  @Test
  void placesHaveMasksOfTheirOwnAtTheStatedRate() {
    SeededMasks masks = new SeededMasks(1, 0, List.of(0));
    double[] one = mask(masks, 0, 0, 0);
    for (double[] other :
        List.of(
            mask(masks, 1, 0, 0),
            mask(masks, 0, 1, 0),
            mask(masks, 0, 0, 1),
            mask(new SeededMasks(1, 0, List.of(1)), 0, 0, 0),
            mask(new SeededMasks(2, 0, List.of(0)), 0, 0, 0))) {
      int equal = 0;
      for (int i = 0; i < one.length; i++) {
        equal += one[i] == other[i] ? 1 : 0;
      }
      assertEquals(100, equal, 4 * Math.sqrt(50), "of 200 equal by chance");
    }
    assertSameBits(mask(masks, 0, 0, 7), mask(new SeededMasks(1, 7, List.of(0)), 0, 0, 0), "time");
    int size = 100_000;
    StepMasks step = masks.at(new Tape(), 0, 0, 0);
    double kept = step.kept(StepMasks.Span.SEQUENCE, 0, size, 0.3).orElseThrow().sum().value();
    assertEquals(0.7 * size, kept, 4 * Math.sqrt(0.21 * size));
  }

  @Test
  void theMaskOfASequenceStaysThatOfAStepChanges() {
    SeededMasks masks = new SeededMasks(3, 0, List.of(4));
    StepMasks first = masks.at(new Tape(), 0, 0, 0);
    StepMasks second = masks.at(new Tape(), 0, 0, 1);
    for (StepMasks.Span span : StepMasks.Span.values()) {
      double[] a = first.kept(span, 0, 100, 0.5).orElseThrow().values();
      double[] b = second.kept(span, 0, 100, 0.5).orElseThrow().values();
      assertEquals(span == StepMasks.Span.SEQUENCE, Arrays.equals(a, b), span.name());
    }
  }

  /** One step of a cell, of the third input of sequence 0, with masks on its tape. */
  private static List<double[]> step(Cell cell, double[] p, MaskSource masks, double[]... state) {
    Tape tape = new Tape();
    Map<String, Variable> variables =
        new ParameterLayout(cell.parameterEntries()).variables(tape, p);
    List<Variable> before = new ArrayList<>();
    for (double[] part : state) {
      before.add(tape.constant(part, 1, part.length));
    }
    Variable x = tape.constant(new double[] {0.3, -0.2, 0.9}, 1, 3);
    return cell.step(variables, x, before, masks.at(tape, 0, 0, 2)).stream()
        .map(Variable::values)
        .toList();
  }

  private static double[] kept(MaskSource masks, StepMasks.Span span, int component) {
    return masks.at(new Tape(), 0, 0, 2).kept(span, component, 6, 0.5).orElseThrow().values();
  }

  @Test
  void dropoutIsThatOfTheStateWhichTheWeightsRead() {
    ElmanCell cell = new ElmanCell(3, 6);
    double[] p = parameters(random(96), cell);
    double[] h = uniform(random(97), 6, 1);
    SeededMasks masks = new SeededMasks(8, 0, List.of(0));
    double[] kept = kept(masks, StepMasks.Span.SEQUENCE, 0);
    assertTrue(Arrays.stream(kept).sum() > 0 && Arrays.stream(kept).sum() < 6, "a mixed mask");
    double[] dropped = new double[6];
    Arrays.setAll(dropped, i -> 2 * kept[i] * h[i]);
    RecurrentDropout wrapped = new RecurrentDropout(cell, 0.5);
    assertSameBits(
        step(cell, p, MaskSource.NONE, dropped).get(0),
        step(wrapped, p, masks, h).get(0),
        "in training");
    assertSameBits(
        step(cell, p, MaskSource.NONE, h).get(0),
        step(wrapped, p, MaskSource.NONE, h).get(0),
        "outside of training");
  }

  @Test
  void dropoutLeavesTheCarryOfAGruAlone() {
    GruCell cell = new GruCell(3, 6);
    double[] p = new double[ParameterLayout.of(cell).size()];
    double[] h = uniform(random(98), 6, 1);
    RecurrentDropout wrapped = new RecurrentDropout(cell, 0.5);
    double[] found = step(wrapped, p, new SeededMasks(8, 0, List.of(0)), h).get(0);
    for (int i = 0; i < 6; i++) {
      assertEquals(0.5 * h[i], found[i], 1e-16, "half of h, as z is 1/2 and n is 0");
    }
  }

  @Test
  void zoneoutKeepsUnitsOrMixesThem() {
    LstmCell cell = new LstmCell(3, 6);
    double[] p = parameters(random(99), cell);
    double[] h = uniform(random(100), 6, 1);
    double[] c = uniform(random(101), 6, 1);
    SeededMasks masks = new SeededMasks(8, 0, List.of(0));
    List<double[]> plain = step(cell, p, MaskSource.NONE, h, c);
    Zoneout wrapped = new Zoneout(cell, 0.5, 0.5);
    List<double[]> found = step(wrapped, p, masks, h, c);
    List<double[]> mixed = step(new Zoneout(cell, 0.25, 0.75), p, MaskSource.NONE, h, c);
    for (int component = 0; component < 2; component++) {
      double[] old = component == 0 ? h : c;
      double[] kept = kept(masks, StepMasks.Span.STEP, component);
      double rate = component == 0 ? 0.25 : 0.75;
      for (int i = 0; i < 6; i++) {
        double next = plain.get(component)[i];
        assertEquals(kept[i] == 1 ? next : old[i], found.get(component)[i]);
        assertEquals(rate * old[i] + (1 - rate) * next, mixed.get(component)[i], 1e-15);
      }
    }
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void whatHasNoSenseIsRefused() {
    LstmCell cell = new LstmCell(3, 2);
    Zoneout zoneout = new Zoneout(cell, 0.1, 0.2);
    RecurrentDropout dropout = new RecurrentDropout(cell, 0.1);
    refused("recurrent dropout must be in [0, 1), found 1.0", () -> new RecurrentDropout(cell, 1));
    refused("zoneout of c must be in [0, 1), found -0.5", () -> new Zoneout(cell, 0, -0.5));
    refused("Zoneout around another one, found " + zoneout, () -> new Zoneout(zoneout, 0.1, 0.1));
    refused(
        "RecurrentDropout around another one, found " + dropout,
        () -> new RecurrentDropout(new LayerNormalised(dropout), 0.1));
    LayerNormalised once = new LayerNormalised(cell);
    refused("LayerNormalised around another one, found " + once, () -> new LayerNormalised(once));
    LayerNormalised linear = new LayerNormalised(new LinearCell(3, 2, 2));
    refused(
        "recurrent dropout: expected a cell whose weights read h, found " + linear,
        () -> new RecurrentDropout(linear, 0.1));
    refused("first step: expected 0 or more, found -1", () -> new SeededMasks(1, -1, PLACES));
    SeededMasks one = new SeededMasks(1, 0, List.of(0));
    refused("masks of 1 sequences, run has 2", () -> one.at(new Tape(), 0, 0, 0, 0));
  }
}
