package org.isochron.benchmarks;

import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.sequence.SequenceBatch;
import org.isochron.core.training.StepBenchmark;

/**
 * A case of {@link StepBenchmark} as the peer takes it.
 *
 * @param what the case
 * @param network the layers, and a head at every step
 * @param parameters where training begins
 * @param batch the data
 */
record Problem(
    StepBenchmark.Case what, RecurrentNetwork network, double[] parameters, SequenceBatch batch) {
  /** Returns the problem of {@code isochron bench}, seed 1. */
  static Problem of(StepBenchmark.Case what) {
    StepBenchmark bench = new StepBenchmark(what, 1);
    return new Problem(what, bench.network(), bench.initialParameters(), bench.batch());
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
      int[] known = batch.get(s).labels(StepBenchmark.HEAD);
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
