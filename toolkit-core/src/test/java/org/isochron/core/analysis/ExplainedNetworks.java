package org.isochron.core.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.objective.Head;
import org.isochron.core.objective.Head.Scope;
import org.isochron.core.objective.LinearChain;
import org.isochron.core.objective.Loss;
import org.isochron.core.recurrence.Bidirectional;
import org.isochron.core.recurrence.ElmanCell;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.Residual;
import org.isochron.core.recurrence.Reversed;
import org.isochron.core.recurrence.Stacked;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;

/** Networks with one head of each sort, seeded parameters with biases, and labelled batches. */
final class ExplainedNetworks {
  static final int[] LENGTHS = {4, 9, 1, 7};

  /** Which steps of {@link #gapped} are there. */
  private static final List<boolean[]> GAPS =
      List.of(
          new boolean[] {true, true, true, true},
          new boolean[] {false, false, true, true, false, true, false, true, false},
          new boolean[] {true},
          new boolean[] {true, false, false, true, true, true, true});

  private ExplainedNetworks() {}

  record Case(String name, RecurrentNetwork network, double[] parameters) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> all() {
    return Stream.of(
        make("LSTM", new LstmCell(3, 4)),
        make("reversed", new Reversed(new LstmCell(3, 4))),
        make("GRU, two layers", Stacked.of(new GruCell(3, 4), new GruCell(4, 3))),
        make(
            "LSTM, bidirectional, two layers",
            Stacked.of(Bidirectional.of(new LstmCell(3, 4)), Bidirectional.of(new LstmCell(8, 3)))),
        make(
            "mixed",
            Stacked.of(
                new Bidirectional(new ElmanCell(3, 2), new GruCell(3, 3, GruCell.Reset.BEFORE)),
                new LstmCell(5, 4),
                new ElmanCell(4, 3))),
        make(
            "residual, bidirectional",
            Stacked.of(
                Bidirectional.of(new LstmCell(3, 2)),
                new Residual(Bidirectional.of(new GruCell(4, 2))))));
  }

  /** Returns the input and each layer. */
  static List<Site> sites(RecurrentNetwork network) {
    List<Site> sites = new ArrayList<>(List.of(Site.INPUT));
    for (int l = 0; l < network.trunk().layers().size(); l++) {
      sites.add(Site.layer(l));
    }
    return sites;
  }

  static Case make(String name, Recurrence trunk) {
    RecurrentNetwork network =
        RecurrentNetwork.of(
            trunk,
            Head.of("step", Scope.STEP, 3).withClassWeights(List.of(1.0, 2.0, 0.5)),
            Head.of("input", Scope.STEP, 3).withHidden(4).withInput().withWeight(0.7),
            Head.of("mean", Scope.SEQUENCE_MEAN, 2).withHidden(3),
            Head.of("last", Scope.SEQUENCE_LAST, 2, Loss.squared()),
            Head.of("summary", Scope.SEQUENCE_LAST_MEAN_MAX, 2),
            Head.of("yes", Scope.STEP, 2, Loss.binary()),
            Head.of("chain", Scope.STEP, 2, Loss.chain(LinearChain.full(2))));
    RandomGenerator random = EngineCases.random(21);
    double[] parameters = EngineCases.uniform(random, network.layout().size(), 0.6);
    return new Case(name, network, parameters);
  }

  static SequenceBatch batch(long seed) {
    RandomGenerator random = EngineCases.random(seed);
    List<Sequence> sequences = new ArrayList<>();
    for (int n = 0; n < LENGTHS.length; n++) {
      int steps = LENGTHS[n];
      double[] x = EngineCases.uniform(random, steps * 3, 1);
      sequences.add(
          new Sequence("sequence " + n, 3, x)
              .label("step", random.ints(steps, -1, 3).toArray())
              .label("input", random.ints(steps, 0, 3).toArray())
              .label("mean", random.nextInt(2))
              .label("summary", n % 2)
              .target("last", EngineCases.uniform(random, 2, 1), null, 1)
              .target("yes", random.ints(2L * steps, 0, 2).asDoubleStream().toArray(), null, steps)
              .label("chain", random.ints(steps, 0, 2).toArray()));
    }
    return SequenceBatch.of(sequences);
  }

  /**
   * Returns a batch with gaps, before, between and after steps; what they hold is not to be read.
   */
  static SequenceBatch gapped(long seed) {
    SequenceBatch batch = batch(seed);
    RandomGenerator random = EngineCases.random(seed);
    for (int n = 0; n < batch.size(); n++) {
      boolean[] present = GAPS.get(n).clone();
      Sequence sequence = batch.get(n);
      for (int t = 0; t < present.length; t++) {
        if (!present[t]) {
          Arrays.fill(sequence.features(), 3 * t, 3 * t + 3, Double.NaN);
          sequence.labels("step")[t] = 7 + random.nextInt(9);
          sequence.target("yes").values()[2 * t] = Double.NaN;
        }
      }
      sequence.mask(present);
    }
    return batch;
  }

  /** Scores that make sense for sequences of any length. */
  static List<Score> scores() {
    return List.of(
        Score.logit("step", 1),
        Score.logProbability("step", 2).atLast(),
        Score.margin("input", 0, 2),
        Score.logProbability("input", 1).at(0),
        Score.logProbability("mean", 1),
        Score.margin("last", 0, 1),
        Score.logProbability("summary", 0),
        Score.logProbability("yes", 1),
        Score.logit("chain", 0));
  }
}
