package org.isochron.core.model;

import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.ParameterLayout;

/** A network's heads as ONNX nodes: pooling, the hidden layer, logits, probabilities. */
final class OnnxHeads {
  private final OnnxGraph graph;
  private final RecurrentNetwork network;
  private final ParameterLayout layout;
  private final double[] parameters;
  private String mean = "";
  private String largest = "";
  private String mask = "";

  OnnxHeads(OnnxGraph graph, RecurrentNetwork network, double[] parameters) {
    this.graph = graph;
    this.network = network;
    this.layout = network.layout();
    this.parameters = parameters;
  }

  /** Adds a head and declares its outputs. */
  void add(Head head, OnnxTrunk.Outputs trunk, String x, String lengths) {
    String path = "head/" + head.name() + "/";
    int width = network.headInputSize(head);
    String in =
        switch (head.scope()) {
          case STEP -> head.seesInput() ? joined(path, trunk.steps(), x) : trunk.steps();
          case SEQUENCE_MEAN -> mean(trunk.steps(), lengths);
          case SEQUENCE_LAST -> trunk.last();
          case SEQUENCE_LAST_MEAN_MAX ->
              graph.node(
                  "Concat",
                  path + "summary",
                  new OnnxGraph.Attributes().integer("axis", -1),
                  trunk.last(),
                  mean(trunk.steps(), lengths),
                  largest(trunk.steps(), lengths));
        };
    if (head.hidden() > 0) {
      String z = dense(path + "hidden/", path + "hidden", in, width, head.hidden());
      in = graph.node("Relu", path + "relu", z);
      width = head.hidden();
    }
    String logits = dense(path + "output/", head.name() + ".logits", in, width, head.outputs());
    declare(head, logits);
    switch (head.loss().kind()) {
      case CROSS_ENTROPY, FOCAL, CTC -> {
        OnnxGraph.Attributes axis = new OnnxGraph.Attributes().integer("axis", -1);
        declare(head, graph.node("Softmax", head.name() + ".probabilities", axis, logits));
      }
      case POOLED_CROSS_ENTROPY -> {
        String pooled = pooled(head, logits, lengths);
        OnnxGraph.Attributes axis = new OnnxGraph.Attributes().integer("axis", -1);
        String p = graph.node("Softmax", head.name() + ".probabilities", axis, pooled);
        graph.output(p, "N", head.outputs());
      }
      case BINARY -> declare(head, graph.node("Sigmoid", head.name() + ".probabilities", logits));
      case POISSON -> declare(head, graph.node("Exp", head.name() + ".rate", logits));
      default -> {}
    }
  }

  private void declare(Head head, String output) {
    if (head.scope().isSequence()) {
      graph.output(output, "N", head.outputs());
    } else {
      graph.output(output, "T", "N", head.outputs());
    }
  }

  private String joined(String path, String steps, String x) {
    OnnxGraph.Attributes axis = new OnnxGraph.Attributes().integer("axis", -1);
    return graph.node("Concat", path + "input", axis, steps, x);
  }

  /** Adds W v + b for W [to,from] over the last axis. */
  private String dense(String path, String output, String in, int from, int to) {
    double[] w = layout.get(parameters, path + "w");
    float[] transposed = new float[w.length];
    for (int k = 0; k < to; k++) {
      for (int j = 0; j < from; j++) {
        transposed[j * to + k] = (float) w[k * from + j];
      }
    }
    double[] b = layout.get(parameters, path + "b");
    float[] bias = new float[to];
    for (int k = 0; k < to; k++) {
      bias[k] = (float) b[k];
    }
    String weights = graph.floats(path + "w transposed", transposed, from, to);
    String product = graph.node("MatMul", path + "product", in, weights);
    return graph.node("Add", output, product, graph.floats(path + "b", bias, to));
  }

  /** Adds log Σ e^(r z) / r over each sequence's own steps: pooled logits up to a common term. */
  private String pooled(Head head, String logits, String lengths) {
    String path = "head/" + head.name() + "/pooled/";
    float r = (float) head.loss().parameter();
    String sharpness = graph.floats(path + "sharpness", new float[] {r});
    String sharp = graph.node("Mul", path + "sharp", logits, sharpness);
    String never = graph.floats(path + "never", new float[] {-1e30f});
    String kept = graph.node("Where", path + "kept", mask(logits, lengths), sharp, never);
    OnnxGraph.Attributes overTime =
        new OnnxGraph.Attributes().integers("axes", 0).integer("keepdims", 0);
    String sum = graph.node("ReduceLogSumExp", path + "sum", overTime, kept);
    return graph.node("Div", head.name() + ".pooled", sum, sharpness);
  }

  /** Adds which steps [T,N,1] are a sequence's own, once. */
  private String mask(String steps, String lengths) {
    if (mask.isEmpty()) {
      OnnxGraph.Attributes first = new OnnxGraph.Attributes().integer("start", 0).integer("end", 1);
      String count = graph.node("Shape", "mean/count", first, steps);
      String scalar = graph.node("Squeeze", "mean/T", count, graph.integers(false, 0));
      String times =
          graph.node(
              "Range", "mean/range", graph.integers(true, 0), scalar, graph.integers(true, 1));
      String column = graph.node("Unsqueeze", "mean/times", times, graph.integers(false, 1));
      OnnxGraph.Attributes wide = new OnnxGraph.Attributes().integer("to", OnnxGraph.INT64);
      String ends = graph.node("Cast", "mean/ends", wide, lengths);
      String before = graph.node("Less", "mean/before", column, ends);
      mask = graph.node("Unsqueeze", "mean/mask", before, graph.integers(false, 2));
    }
    return mask;
  }

  /** Adds the largest value of each feature over each sequence's own steps, once. */
  private String largest(String steps, String lengths) {
    if (largest.isEmpty()) {
      String never = graph.floats("max/never", new float[] {-1e30f});
      String kept = graph.node("Where", "max/kept", mask(steps, lengths), steps, never);
      OnnxGraph.Attributes overTime =
          new OnnxGraph.Attributes().integers("axes", 0).integer("keepdims", 0);
      largest = graph.node("ReduceMax", "max", overTime, kept);
    }
    return largest;
  }

  /** Adds the mean over each sequence's own steps, once. */
  private String mean(String steps, String lengths) {
    if (mean.isEmpty()) {
      String zero = graph.floats("zero", new float[1]);
      String kept = graph.node("Where", "mean/kept", mask(steps, lengths), steps, zero);
      OnnxGraph.Attributes flat = new OnnxGraph.Attributes().integer("keepdims", 0);
      String sum = graph.node("ReduceSum", "mean/sum", flat, kept, graph.integers(false, 0));
      OnnxGraph.Attributes real = new OnnxGraph.Attributes().integer("to", OnnxGraph.FLOAT);
      String divisor = graph.node("Cast", "mean/lengths", real, lengths);
      String rows = graph.node("Unsqueeze", "mean/divisor", divisor, graph.integers(false, 1));
      mean = graph.node("Div", "mean", sum, rows);
    }
    return mean;
  }
}
