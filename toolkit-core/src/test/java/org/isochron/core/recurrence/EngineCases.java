package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;

/** The cells and wrappers that every law is held to, and seeded random data for them. */
public final class EngineCases {
  private EngineCases() {}

  /** A recurrence with a name for reports. */
  public record Case(String name, Recurrence recurrence) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Returns every cell, each alone. */
  public static List<Case> cells(int input, int hidden) {
    return List.of(
        new Case("Elman tanh", new ElmanCell(input, hidden, ElmanCell.Activation.TANH)),
        new Case("Elman ReLU", new ElmanCell(input, hidden, ElmanCell.Activation.RELU)),
        new Case("LSTM", new LstmCell(input, hidden)),
        new Case("GRU after", new GruCell(input, hidden, GruCell.Reset.AFTER)),
        new Case("GRU before", new GruCell(input, hidden, GruCell.Reset.BEFORE)));
  }

  /** Returns every cell, each alone, those without a fused kernel among them. */
  public static List<Case> tracedCells(int input, int hidden) {
    LstmCell lstm = new LstmCell(input, hidden);
    List<Case> cases = new ArrayList<>(cells(input, hidden));
    cases.add(new Case("LSTM peepholes", lstm.withPeepholes()));
    cases.add(new Case("LSTM projection", lstm.withProjection(2)));
    cases.add(new Case("LSTM peepholes, projection", lstm.withPeepholes().withProjection(2)));
    cases.addAll(otherCells(input, hidden));
    cases.addAll(optionalCells(input, hidden));
    return cases;
  }

  /** Returns the cells that have no fused kernel at all. */
  private static List<Case> otherCells(int input, int hidden) {
    ConvImages line = new ConvImages(1, 2, 1, input, 3);
    LinearCell.Ring ring = new LinearCell.Ring(0.4, 0.9, 1);
    return List.of(
        new Case("MGU", new MguCell(input, hidden)),
        new Case("linear", new LinearCell(input, hidden, 2, ring)),
        new Case("antisymmetric", new AntisymmetricCell(input, hidden, 0.3, 0.1, false)),
        new Case("antisymmetric gated", new AntisymmetricCell(input, hidden, 0.3, 0.1, true)),
        new Case("ConvElman", new ConvElmanCell(line)),
        new Case("ConvLSTM", new ConvLstmCell(line, false)),
        new Case("ConvLSTM peepholes", new ConvLstmCell(line, true)));
  }

  /** Returns cells with the options that wrap them. */
  private static List<Case> optionalCells(int input, int hidden) {
    LstmCell lstm = new LstmCell(input, hidden);
    GruCell before = new GruCell(input, hidden, GruCell.Reset.BEFORE);
    ConvImages line = new ConvImages(1, 2, 1, input, 3);
    return List.of(
        new Case("LN Elman", new LayerNormalised(new ElmanCell(input, hidden))),
        new Case("LN LSTM peepholes", new LayerNormalised(lstm.withPeepholes())),
        new Case("LN GRU after", new LayerNormalised(new GruCell(input, hidden))),
        new Case("LN GRU before", new LayerNormalised(before)),
        new Case("LN MGU", new LayerNormalised(new MguCell(input, hidden))),
        new Case("LN linear", new LayerNormalised(new LinearCell(input, hidden, 2))),
        new Case(
            "LN antisymmetric",
            new LayerNormalised(new AntisymmetricCell(input, hidden, 0.3, 0.1, false))),
        new Case(
            "LN antisymmetric gated",
            new LayerNormalised(new AntisymmetricCell(input, hidden, 0.3, 0.1, true))),
        new Case("LN ConvElman", new LayerNormalised(new ConvElmanCell(line))),
        new Case("LN ConvLSTM peepholes", new LayerNormalised(new ConvLstmCell(line, true))),
        new Case("dropout ConvLSTM", new RecurrentDropout(new ConvLstmCell(line, false), 0.3)),
        new Case(
            "dropout antisymmetric",
            new RecurrentDropout(new AntisymmetricCell(input, hidden, 0.3, 0.1, true), 0.3)),
        new Case("zoneout linear", new Zoneout(new LinearCell(input, hidden, 2), 0.1, 0.2)),
        new Case("own cell", new OwnCell(input, hidden)),
        new Case("dropout LSTM", new RecurrentDropout(lstm, 0.3)),
        new Case("dropout LN GRU", new RecurrentDropout(new LayerNormalised(before), 0.3)),
        new Case("zoneout LSTM", new Zoneout(lstm, 0.1, 0.5)),
        new Case(
            "zoneout dropout LN LSTM",
            new Zoneout(new LayerNormalised(new RecurrentDropout(lstm, 0.4)), 0.2, 0.3)));
  }

  /** Returns every cell plain, bidirectional, and in two bidirectional layers; reversed layers. */
  public static List<Case> all(int input, int hidden) {
    List<Case> cases = wrapped(EngineCases::cells, input, hidden);
    LstmCell lstm = new LstmCell(input, hidden);
    ElmanCell elman = new ElmanCell(hidden, hidden);
    Recurrence up = Stacked.of(lstm, new GruCell(hidden, hidden));
    cases.add(new Case("reversed", new Reversed(lstm)));
    cases.add(new Case("reversed stack above forward", Stacked.of(lstm, new Reversed(elman))));
    cases.add(new Case("reversed stack below forward", Stacked.of(new Reversed(up), elman)));
    return cases;
  }

  /** Returns {@link #all} with the cells that have no fused kernel. */
  public static List<Case> allTraced(int input, int hidden) {
    List<Case> cases = wrapped(EngineCases::tracedCells, input, hidden);
    Bidirectional both = Bidirectional.of(new ElmanCell(input, hidden));
    Residual upper = new Residual(Bidirectional.of(new MguCell(2 * hidden, hidden)));
    GruCell square = new GruCell(hidden, hidden);
    cases.add(new Case("residual", Stacked.of(new LstmCell(input, hidden), new Residual(square))));
    cases.add(new Case("residual, bidirectional", Stacked.of(both, upper)));
    WiredCell normalised = new LayerNormalised(new LstmCell(hidden, hidden));
    Recurrence turned = Stacked.of(new MguCell(input, hidden), new Residual(normalised));
    cases.add(new Case("reversed", new Reversed(new Zoneout(new GruCell(input, hidden), 0.2, 0))));
    cases.add(new Case("reversed residual", Stacked.of(new Reversed(turned), square)));
    return cases;
  }

  private static List<Case> wrapped(
      BiFunction<Integer, Integer, List<Case>> cells, int input, int hidden) {
    List<Case> cases = new ArrayList<>();
    List<Case> lower = cells.apply(input, hidden);
    for (int i = 0; i < lower.size(); i++) {
      Case plain = lower.get(i);
      Bidirectional both = Bidirectional.of((Cell) plain.recurrence());
      Case upper = cells.apply(both.outputSize(), hidden).get(i);
      Bidirectional above = Bidirectional.of((Cell) upper.recurrence());
      cases.add(plain);
      cases.add(new Case(plain.name() + ", bidirectional", both));
      cases.add(new Case(plain.name() + ", two layers", Stacked.of(both, above)));
    }
    return cases;
  }

  /** Returns {@link #allTraced} at 3 inputs and 3 hidden units, for {@code @MethodSource}. */
  public static Stream<Case> smallTraced() {
    return allTraced(3, 3).stream();
  }

  /** Returns {@link #all} at 3 inputs and 5 hidden units, for {@code @MethodSource}. */
  public static Stream<Case> small() {
    return all(3, 5).stream();
  }

  /** Returns what runs forward only: every cell alone and in two layers. */
  public static Stream<Case> causal() {
    List<Case> cases = new ArrayList<>(cells(3, 5));
    List<Case> upper = cells(5, 4);
    for (int i = 0; i < upper.size(); i++) {
      Case lower = cells(3, 5).get(i);
      cases.add(
          new Case(
              lower.name() + ", two layers",
              Stacked.of(lower.recurrence(), upper.get(i).recurrence())));
    }
    return cases.stream();
  }

  /** Returns a seeded generator. */
  public static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** Returns floats, as doubles, uniform in ±bound. */
  public static double[] uniform(RandomGenerator random, int size, double bound) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
    return values;
  }

  /** Returns one sequence of each length, features uniform in ±1. */
  public static SequenceBatch batch(RandomGenerator random, int channels, int... lengths) {
    List<Sequence> sequences = new ArrayList<>();
    for (int n = 0; n < lengths.length; n++) {
      double[] x = uniform(random, lengths[n] * channels, 1);
      sequences.add(new Sequence("sequence " + n, channels, x));
    }
    return SequenceBatch.of(sequences);
  }

  /** Returns one sequence of each length, one-hot, with some steps all zero or of another value. */
  public static SequenceBatch oneHot(RandomGenerator random, int channels, int... lengths) {
    List<Sequence> sequences = new ArrayList<>();
    for (int n = 0; n < lengths.length; n++) {
      double[] x = new double[lengths[n] * channels];
      for (int t = 0; t < lengths[n]; t++) {
        int kind = random.nextInt(8);
        x[t * channels + random.nextInt(channels)] = kind == 0 ? 0 : kind == 1 ? -0.25 : 1;
      }
      sequences.add(new Sequence("one-hot " + n, channels, x));
    }
    return SequenceBatch.of(sequences);
  }

  /** Returns parameters of a recurrence, uniform in ±0.6. */
  public static double[] parameters(RandomGenerator random, Recurrence recurrence) {
    return uniform(random, ParameterLayout.of(recurrence).size(), 0.6);
  }

  /** Returns a state uniform in ±0.8. */
  public static State state(RandomGenerator random, Recurrence recurrence, int size) {
    State state = State.zeros(recurrence, size);
    for (double[] part : state.parts()) {
      System.arraycopy(uniform(random, part.length, 0.8), 0, part, 0, part.length);
    }
    return state;
  }

  /** Returns the state of one sequence. */
  public static State part(State state, Recurrence recurrence, int n) {
    State part = State.zeros(recurrence, 1);
    for (int i = 0; i < part.parts().size(); i++) {
      double[] to = part.parts().get(i);
      System.arraycopy(state.parts().get(i), n * to.length, to, 0, to.length);
    }
    return part;
  }

  /** Returns cotangents of the outputs of a batch, [T,N,O]. */
  public static double[] cotangents(
      RandomGenerator random, Recurrence recurrence, SequenceBatch batch) {
    return uniform(random, batch.steps() * batch.size() * recurrence.outputSize(), 1);
  }

  /** Returns the rows [T,C] of sequence n of a time-major array [T,N,C]. */
  public static double[] rowsOf(double[] timeMajor, int size, int n, int steps, int columns) {
    double[] rows = new double[steps * columns];
    for (int t = 0; t < steps; t++) {
      System.arraycopy(timeMajor, (t * size + n) * columns, rows, t * columns, columns);
    }
    return rows;
  }
}
