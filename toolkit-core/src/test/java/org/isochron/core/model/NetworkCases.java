package org.isochron.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.isochron.core.objective.Head;
import org.isochron.core.objective.Head.Scope;
import org.isochron.core.objective.Loss;
import org.isochron.core.objective.LossCases;
import org.isochron.core.recurrence.AntisymmetricCell;
import org.isochron.core.recurrence.Bidirectional;
import org.isochron.core.recurrence.ConvElmanCell;
import org.isochron.core.recurrence.ConvImages;
import org.isochron.core.recurrence.ConvLstmCell;
import org.isochron.core.recurrence.ElmanCell;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.LayerNormalised;
import org.isochron.core.recurrence.LinearCell;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.MguCell;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.RecurrentDropout;
import org.isochron.core.recurrence.Residual;
import org.isochron.core.recurrence.Stacked;
import org.isochron.core.recurrence.Zoneout;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;

/** Heads of every kind, and seeded random batches with labels for them. */
public final class NetworkCases {
  private static final List<Double> WEIGHTS = List.of(1.0, 0.25, 2.5);

  private NetworkCases() {}

  /** Returns a head of every kind, and of every loss. */
  public static List<Head> heads() {
    List<Head> heads =
        new ArrayList<>(
            List.of(
                Head.of("step", Scope.STEP, 3).withClassWeights(WEIGHTS),
                Head.of("hidden", Scope.STEP, 2).withHidden(6).withWeight(0.7),
                Head.of("input", Scope.STEP, 3).withInput(),
                Head.of("hiddenInput", Scope.STEP, 2).withHidden(4).withInput(),
                Head.of("mean", Scope.SEQUENCE_MEAN, 3).withWeight(1.5),
                Head.of("last", Scope.SEQUENCE_LAST, 2),
                Head.of("hiddenLast", Scope.SEQUENCE_LAST, 3)
                    .withHidden(5)
                    .withClassWeights(WEIGHTS),
                Head.of("meanValue", Scope.SEQUENCE_MEAN, 2, Loss.squared()),
                Head.of("summary", Scope.SEQUENCE_LAST_MEAN_MAX, 3).withHidden(4)));
    heads.addAll(LossCases.heads());
    return List.copyOf(heads);
  }

  /** Returns a network of one trunk with all of {@link #heads}. */
  public static RecurrentNetwork allHeads(Recurrence trunk) {
    return RecurrentNetwork.of(trunk, heads().toArray(new Head[0]));
  }

  /** Returns a small bidirectional LSTM with all heads. */
  public static RecurrentNetwork lstm() {
    return allHeads(Bidirectional.of(new LstmCell(3, 5)));
  }

  /** Returns a network with every kind of cell and every option, on 4 features. */
  public static RecurrentNetwork everyCell() {
    ConvImages small = new ConvImages(1, 1, 2, 2, 3);
    ConvImages valid = new ConvImages(1, 2, 2, 2, 1, ConvImages.Padding.VALID);
    GruCell gru = new GruCell(2, 3, GruCell.Reset.BEFORE);
    Recurrence trunk =
        Stacked.of(
            new Residual(Bidirectional.of(new ElmanCell(4, 2, ElmanCell.Activation.RELU))),
            new LayerNormalised(new LstmCell(4, 3).withPeepholes().withProjection(2)),
            new Bidirectional(
                new RecurrentDropout(gru, 0.25), new Zoneout(new MguCell(2, 3), 0.1, 0.2)),
            new Residual(new AntisymmetricCell(6, 6, 0.5, 0.01, true)),
            new LinearCell(6, 3, 4, new LinearCell.Ring(0.5, 0.9, 1)),
            new ConvElmanCell(small),
            new ConvLstmCell(valid, true));
    return RecurrentNetwork.of(trunk, Head.of("site", Scope.STEP, 2));
  }

  /** Returns a random batch with labels for every head, about a fifth of them to be ignored. */
  public static SequenceBatch batch(
      RandomGenerator random, RecurrentNetwork network, int... lengths) {
    List<Sequence> sequences = new ArrayList<>();
    for (int n = 0; n < lengths.length; n++) {
      int channels = network.trunk().inputSize();
      double[] x = EngineCases.uniform(random, lengths[n] * channels, 1);
      Sequence s = new Sequence("sequence " + n, channels, x);
      for (Head head : network.heads()) {
        LossCases.label(random, s, head);
      }
      sequences.add(s);
    }
    return SequenceBatch.of(sequences);
  }

  /** Returns parameters of a network, uniform in ±0.6. */
  public static double[] parameters(RandomGenerator random, RecurrentNetwork network) {
    return EngineCases.uniform(random, network.layout().size(), 0.6);
  }
}
