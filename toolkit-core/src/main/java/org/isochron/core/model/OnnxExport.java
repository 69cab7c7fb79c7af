package org.isochron.core.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isochron.core.io.AtomicFile;
import org.isochron.core.objective.Head;
import org.isochron.core.objective.LinearChain;
import org.isochron.core.recurrence.ParameterLayout;

/**
 * Networks as ONNX models, operator set 17, in float: inputs {@code x} [T,N,C] and {@code lengths}
 * [N] (int32, each 1 to T); for each head {@code NAME.logits}, and {@code NAME.probabilities} or
 * {@code NAME.rate} where the loss has such a scale: [T,N,K], or [N,K] of a sequence head. Rows of
 * steps after a sequence's end mean nothing.
 *
 * <p>A head with a chain has logits only; the metadata {@code isochron.chain.NAME} holds the states
 * and the transitions' scores. The format: onnx/onnx, docs/IR.md and docs/Operators.md.
 */
public final class OnnxExport {
  /** The operator set that the models need. */
  public static final int OPERATOR_SET = 17;

  /** The version of ONNX's representation that came with that operator set. */
  private static final int IR_VERSION = 8;

  /** A file of Protocol Buffers ends below 2 GiB; this leaves room for all but the weights. */
  private static final int MOST_PARAMETERS = 500_000_000;

  private OnnxExport() {}

  /** A chain in the metadata. */
  private record Chain(List<List<Integer>> states, List<Score> transitions) {}

  /** One allowed transition and its learned score. */
  private record Score(int from, int to, double score) {}

  /**
   * Writes a model, whole or not at all.
   *
   * @param file where
   * @param model what
   * @throws IllegalArgumentException as {@link #bytes(TrainedModel)}
   * @throws IOException if writing fails
   */
  public static void write(Path file, TrainedModel model) throws IOException {
    byte[] bytes = bytes(model);
    AtomicFile.write(file, out -> out.write(bytes));
  }

  /**
   * Returns a model as ONNX, with its kind, settings and provenance as metadata {@code
   * isochron.kind}, {@code isochron.settings} and {@code isochron.provenance} (JSON).
   *
   * @param model the model
   * @throws IllegalArgumentException if the model is too large for one file
   */
  public static byte[] bytes(TrainedModel model) {
    return bytes(model.network(), model.parameters(), ExchangeMetadata.of(model));
  }

  /**
   * Returns a network as ONNX.
   *
   * @param network what it computes
   * @param parameters a vector of the network's layout
   * @throws IllegalArgumentException if the number of parameters differs, or the model is too large
   *     for one file
   */
  public static byte[] bytes(RecurrentNetwork network, double[] parameters) {
    return bytes(network, parameters, ExchangeMetadata.of(network));
  }

  private static byte[] bytes(
      RecurrentNetwork network, double[] parameters, Map<String, String> described) {
    ParameterLayout layout = network.layout();
    if (parameters.length != layout.size()) {
      throw new IllegalArgumentException(
          "parameters: network needs " + layout.size() + " values, found " + parameters.length);
    }
    if (parameters.length > MOST_PARAMETERS) {
      throw new IllegalArgumentException(
          "parameters: one ONNX file holds at most "
              + MOST_PARAMETERS
              + ", found "
              + parameters.length);
    }
    ProtoWriter model =
        new ProtoWriter()
            .integer(1, IR_VERSION)
            .text(2, "isochron")
            .text(3, Toolkit.version())
            .message(7, graph(network, parameters).message("isochron"))
            .message(8, new ProtoWriter().text(1, "").integer(2, OPERATOR_SET));
    metadata(network, parameters, described)
        .forEach((k, v) -> model.message(14, new ProtoWriter().text(1, k).text(2, v)));
    return model.toByteArray();
  }

  private static OnnxGraph graph(RecurrentNetwork network, double[] parameters) {
    OnnxGraph graph = new OnnxGraph();
    graph.input("x", OnnxGraph.FLOAT, "T", "N", network.trunk().inputSize());
    graph.input("lengths", OnnxGraph.INT32, "N");
    OnnxTrunk.Outputs trunk =
        new OnnxTrunk(graph, network.layout(), parameters)
            .add(network.trunk().layers(), "x", "lengths");
    OnnxHeads heads = new OnnxHeads(graph, network, parameters);
    network.heads().forEach(head -> heads.add(head, trunk, "x", "lengths"));
    return graph;
  }

  private static Map<String, String> metadata(
      RecurrentNetwork network, double[] parameters, Map<String, String> described) {
    Map<String, String> metadata = new LinkedHashMap<>(described);
    for (Head head : network.heads()) {
      if (head.loss().chain() != null) {
        String name = "head/" + head.name() + "/transitions";
        double[] scores = network.layout().get(parameters, name);
        metadata.put(
            "isochron.chain." + head.name(),
            ExchangeMetadata.json(chain(head.loss().chain(), scores)));
      }
    }
    return metadata;
  }

  private static Chain chain(LinearChain chain, double[] scores) {
    List<Score> transitions = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      LinearChain.Transition t = chain.transitions().get(i);
      transitions.add(new Score(t.from(), t.to(), scores[i]));
    }
    return new Chain(chain.states(), transitions);
  }
}
