package org.isochron.core.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.isochron.core.kernel.KernelProvider;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.kernel.ScalarKernels;
import org.isochron.core.objective.LossCases;
import org.isochron.core.recurrence.Bidirectional;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.ElmanCell;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.MguCell;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.Residual;
import org.isochron.core.recurrence.Stacked;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
import org.isochron.core.sequence.SparseFeatures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sequences of sparse features give the bits of the same features in a table. */
class SparseSequencesTest {
  private static final int CHANNELS = 6;
  private static final int[] LENGTHS = {40, 7, 1, 23, 300, 12};

  /** What is not zero in a table. */
  private record Table(double[] values) implements SparseFeatures {
    @Override
    public int steps() {
      return values.length / CHANNELS;
    }

    @Override
    public int most() {
      return CHANNELS;
    }

    @Override
    public int write(int step, int[] columns, float[] into, int at) {
      int end = at;
      for (int c = 0; c < CHANNELS; c++) {
        if (values[step * CHANNELS + c] != 0) {
          columns[end] = c;
          into[end++] = (float) values[step * CHANNELS + c];
        }
      }
      return end;
    }
  }

  static List<Recurrence> trunks() {
    Cell gru = new GruCell(CHANNELS, 5, GruCell.Reset.BEFORE);
    return List.of(
        Bidirectional.of(new LstmCell(CHANNELS, 5)),
        Bidirectional.of(new GruCell(CHANNELS, 5)),
        gru,
        new ElmanCell(CHANNELS, 17, ElmanCell.Activation.TANH),
        new Residual(new LstmCell(CHANNELS, CHANNELS)),
        new MguCell(CHANNELS, 3),
        Stacked.of(new GruCell(CHANNELS, 4), Bidirectional.of(new LstmCell(4, 3))));
  }

  /** Batches of the same steps and labels, the second one sparse. */
  private static List<SequenceBatch> batches(RecurrentNetwork network) {
    RandomGenerator random = EngineCases.random(31);
    List<Sequence> tables = new ArrayList<>();
    List<Sequence> sparse = new ArrayList<>();
    for (int n = 0; n < LENGTHS.length; n++) {
      double[] x = EngineCases.uniform(random, LENGTHS[n] * CHANNELS, 1);
      for (int i = 0; i < x.length; i++) {
        x[i] = random.nextInt(4) > 0 ? 0 : (float) x[i];
      }
      Sequence table = new Sequence("sequence " + n, CHANNELS, x);
      Sequence same = new Sequence("sequence " + n, CHANNELS, new Table(x));
      assertArrayEquals(x, same.features());
      int labels = n;
      network.heads().forEach(h -> LossCases.label(EngineCases.random(labels), table, h));
      network.heads().forEach(h -> LossCases.label(EngineCases.random(labels), same, h));
      tables.add(table);
      sparse.add(same);
    }
    return List.of(SequenceBatch.of(tables), SequenceBatch.of(sparse));
  }

  @ParameterizedTest
  @MethodSource("trunks")
  void allResultsAreThoseOfTheTable(Recurrence trunk) {
    RecurrentNetwork network = NetworkCases.allHeads(trunk);
    double[] parameters = NetworkCases.parameters(EngineCases.random(32), network);
    List<SequenceBatch> both = batches(network);
    assertTrue(both.get(1).isSparse() && !both.get(0).isSparse());
    for (Kernels kernels : List.of(new ScalarKernels(), KernelProvider.kernels())) {
      try (Workers workers = new Workers(2)) {
        NetworkRun run = new NetworkRun(network, kernels, workers);
        run.parameters(parameters);
        double[][] gradients = new double[2][parameters.length];
        double[] losses = new double[2];
        List<Map<String, float[][]>> logits = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          losses[i] = run.lossAndGradient(both.get(i), gradients[i], 5);
          logits.add(run.logits(both.get(i)));
          assertEquals(losses[i], run.loss(both.get(i)), 1e-9);
        }
        assertEquals(losses[0], losses[1]);
        assertArrayEquals(gradients[0], gradients[1]);
        logits
            .get(0)
            .forEach((head, rows) -> assertArrayEquals(rows, logits.get(1).get(head), head));
      }
    }
  }

  @Test
  void sequencesWithoutStepsAreRefused() {
    SparseFeatures none = new Table(new double[0]);
    assertThrows(IllegalArgumentException.class, () -> new Sequence("x", CHANNELS, none));
  }
}
