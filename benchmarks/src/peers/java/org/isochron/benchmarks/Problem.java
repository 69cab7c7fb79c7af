package org.isochron.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Bidirectional;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.ElmanCell;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.Stacked;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
import org.isochron.core.training.StepBenchmark;

/**
 * The network, parameters and data that {@link StepBenchmark} makes of a case with seed 1, made
 * again in the open: the peer gets the same, and both results can be compared.
 *
 * @param what the case
 * @param network the layers, and a head of 3 classes at every step
 * @param parameters where training begins
 * @param batch inputs uniform in [−1,1), labels uniform
 */
record Problem(
    StepBenchmark.Case what, RecurrentNetwork network, double[] parameters, SequenceBatch batch) {
  static final long SEED = 1;
  static final int CLASSES = 3;
  static final String HEAD = "class";

  static Problem of(StepBenchmark.Case what) {
    List<Recurrence> layers = new ArrayList<>();
    int input = what.shape().input();
    for (int l = 0; l < what.shape().layers(); l++) {
      Cell cell = cell(what.cell(), input, what.shape().hidden());
      layers.add(what.bidirectional() ? Bidirectional.of(cell) : cell);
      input = layers.get(l).outputSize();
    }
    RecurrentNetwork network =
        RecurrentNetwork.of(
            Stacked.of(layers.toArray(new Recurrence[0])), Head.of(HEAD, Head.Scope.STEP, CLASSES));
    return new Problem(what, network, network.initialParameters(SEED), batch(what));
  }

  private static Cell cell(String name, int input, int hidden) {
    return switch (name) {
      case "lstm" -> new LstmCell(input, hidden);
      case "gru" -> new GruCell(input, hidden);
      default -> new ElmanCell(input, hidden);
    };
  }

  private static SequenceBatch batch(StepBenchmark.Case what) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    StepBenchmark.Shape shape = what.shape();
    List<Sequence> sequences = new ArrayList<>();
    for (int n = 0; n < shape.batch(); n++) {
      int shortest = Math.max(1, shape.steps() / 10);
      int steps =
          what.uniformLengths() ? random.nextInt(shortest, shape.steps() + 1) : shape.steps();
      double[] x = new double[steps * shape.input()];
      for (int i = 0; i < x.length; i++) {
        x[i] = 2 * random.nextDouble() - 1;
      }
      int[] labels = new int[steps];
      for (int t = 0; t < steps; t++) {
        labels[t] = random.nextInt(CLASSES);
      }
      sequences.add(new Sequence("sequence " + n, shape.input(), x).label(HEAD, labels));
    }
    return SequenceBatch.of(sequences);
  }

  /** Returns the inputs [T,N,I], 0 after a sequence's end. */
  float[] inputs() {
    int n = batch.size();
    int c = batch.channels();
    float[] x = new float[batch.steps() * n * c];
    for (int s = 0; s < n; s++) {
      double[] features = batch.get(s).features();
      for (int i = 0; i < features.length; i++) {
        x[(i / c * n + s) * c + i % c] = (float) features[i];
      }
    }
    return x;
  }

  /** Returns the labels [T,N], −100 (which PyTorch leaves out of the mean) after the end. */
  long[] labels() {
    int n = batch.size();
    long[] labels = new long[batch.steps() * n];
    for (int s = 0; s < n; s++) {
      int[] known = batch.get(s).labels(HEAD);
      for (int t = 0; t < batch.steps(); t++) {
        labels[t * n + s] = t < known.length ? known[t] : -100;
      }
    }
    return labels;
  }

  /** Returns the length of each sequence. */
  long[] lengths() {
    long[] lengths = new long[batch.size()];
    for (int s = 0; s < lengths.length; s++) {
      lengths[s] = batch.get(s).steps();
    }
    return lengths;
  }
}
