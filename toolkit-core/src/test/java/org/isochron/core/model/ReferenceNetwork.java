package org.isochron.core.model;

import java.util.Arrays;
import org.isochron.core.objective.ChainInference;
import org.isochron.core.objective.CtcInference;
import org.isochron.core.objective.Head;
import org.isochron.core.objective.ReferenceLoss;
import org.isochron.core.recurrence.Dropout;
import org.isochron.core.recurrence.Layer;
import org.isochron.core.recurrence.ParameterLayout;
import org.isochron.core.recurrence.ReferenceScan;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;

/** The objective of a network in double, written from its formula: the oracle of the heads. */
final class ReferenceNetwork {
  private final RecurrentNetwork network;
  private final double[] parameters;
  private final ReferenceScan scan;
  private final ParameterLayout layout;

  /** Makes a reference; its masks are those of the dropout that the network has. */
  ReferenceNetwork(RecurrentNetwork network, double[] parameters, long dropoutSeed) {
    this.network = network;
    this.parameters = parameters;
    layout = network.layout();
    scan =
        new ReferenceScan(
            network.trunk(),
            parameters,
            (boundary, n, t, row) -> mask(network.dropout(), dropoutSeed, boundary, n, t, row));
  }

  private static void mask(Dropout dropout, long seed, int boundary, int n, int t, double[] row) {
    if (dropout.rate() > 0) {
      float[] factors = new float[row.length];
      Arrays.fill(factors, 1f);
      dropout.apply(Dropout.key(seed, boundary, n, t), factors, 0, row.length);
      for (int j = 0; j < row.length; j++) {
        row[j] *= factors[j];
      }
    }
  }

  double loss(SequenceBatch batch) {
    double[][][] outputs = new double[batch.size()][][];
    for (int n = 0; n < batch.size(); n++) {
      outputs[n] = scan.run(batch.get(n).features(), n, null, null);
    }
    double total = 0;
    for (Head head : network.heads()) {
      double sum = 0;
      double weights = 0;
      for (int n = 0; n < batch.size(); n++) {
        Sequence s = batch.get(n);
        double[][] rows = rows(head, s, outputs[n]);
        double[][] z = new double[rows.length][];
        Arrays.setAll(z, t -> logits(head, rows[t]));
        sum += loss(head, s, z);
        weights += new ReferenceLoss(head, new double[0]).weight(s);
      }
      total += weights == 0 ? 0 : head.weight() * sum / weights;
    }
    return total;
  }

  /** Losses over time by their recursions, which are tested on their own: paths are too many. */
  private double loss(Head head, Sequence s, double[][] z) {
    double[] flat = Arrays.stream(z).flatMapToDouble(Arrays::stream).toArray();
    double[] cotangent = new double[flat.length];
    switch (head.loss().kind()) {
      case CTC -> {
        int[] transcript = s.transcript(head.name());
        return new CtcInference(head.outputs()).apply(flat, z.length, transcript, 1, cotangent);
      }
      case CHAIN -> {
        ChainInference inference = new ChainInference(head.loss().chain());
        double[] scores = transitions(head);
        inference.pack(scores, 0);
        int[] labels = s.labels(head.name());
        return inference.apply(flat, head.outputs(), labels, 1, cotangent, scores.clone());
      }
      default -> {
        return new ReferenceLoss(head, new double[0]).loss(s, z);
      }
    }
  }

  private double[] transitions(Head head) {
    int at = layout.offset("head/" + head.name() + "/transitions");
    return Arrays.copyOfRange(parameters, at, at + head.loss().chain().transitions().size());
  }

  /** Returns what a head reads: one row for each of its labels. */
  private double[][] rows(Head head, Sequence s, double[][] y) {
    int steps = y.length;
    int size = y[0].length;
    switch (head.scope()) {
      case STEP -> {
        double[][] rows = new double[steps][];
        for (int t = 0; t < steps; t++) {
          rows[t] = Arrays.copyOf(y[t], head.inputSize(size, s.channels()));
          for (int c = 0; c < rows[t].length - size; c++) {
            rows[t][size + c] = s.features()[t * s.channels() + c];
          }
        }
        return rows;
      }
      case SEQUENCE_MEAN -> {
        return new double[][] {mean(y)};
      }
      case SEQUENCE_LAST -> {
        return new double[][] {last(y)};
      }
      case SEQUENCE_LAST_MEAN_MAX -> {
        double[] all = Arrays.copyOf(last(y), 3 * size);
        System.arraycopy(mean(y), 0, all, size, size);
        for (int j = 0; j < size; j++) {
          int column = j;
          all[2 * size + j] = Arrays.stream(y).mapToDouble(row -> row[column]).max().orElseThrow();
        }
        return new double[][] {all};
      }
    }
    throw new AssertionError(head.scope());
  }

  private static double[] mean(double[][] y) {
    double[] mean = new double[y[0].length];
    for (double[] row : y) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += row[j] / y.length;
      }
    }
    return mean;
  }

  private double[] last(double[][] y) {
    Layer top = network.trunk().layers().get(network.trunk().layers().size() - 1);
    double[] ends = new double[y[0].length];
    for (int j = 0; j < ends.length; j++) {
      boolean forward = !top.reversed() && j < top.cells().get(0).hiddenSize();
      ends[j] = y[forward ? y.length - 1 : 0][j];
    }
    return ends;
  }

  private double[] logits(Head head, double[] row) {
    String path = "head/" + head.name() + "/";
    double[] in = row;
    if (head.hidden() > 0) {
      in = affine(path + "hidden/", head.hidden(), row);
      for (int j = 0; j < in.length; j++) {
        in[j] = Math.max(in[j], 0);
      }
    }
    return affine(path + "output/", head.outputs(), in);
  }

  private double[] affine(String path, int outputs, double[] in) {
    int w = layout.offset(path + "w");
    int b = layout.offset(path + "b");
    double[] out = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      out[o] = parameters[b + o];
      for (int i = 0; i < in.length; i++) {
        out[o] += parameters[w + o * in.length + i] * in[i];
      }
    }
    return out;
  }
}
