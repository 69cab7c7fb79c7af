package org.isochron.core.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Layer;

/**
 * A head on the tape, over M sequences of equal length T: row t M + m is step t of sequence m.
 *
 * <p>z = W_o [ReLU(W_h v + b_h) or v] + b_o, v being the trunk's output, beside it the network's
 * input where the head sees that; for the sequence, its mean or each direction's end.
 */
final class TracedHead {
  private final Head head;
  private final int trunkSize;
  private final Layer top;
  private final Map<String, Variable> parameters;

  /**
   * Makes a head.
   *
   * @param network of which
   * @param head which
   * @param parameters of the network, by path
   */
  TracedHead(RecurrentNetwork network, Head head, Map<String, Variable> parameters) {
    this.head = head;
    this.parameters = parameters;
    trunkSize = network.trunk().outputSize();
    top = network.trunk().layers().get(network.trunk().layers().size() - 1);
  }

  /**
   * Returns the outputs of steps, or of the sequences.
   *
   * @param outputs the trunk's [T M,O]
   * @param inputs the network's [T M,I]; read only by a head that sees them
   * @param count M
   * @param part which steps, ignored where the head is for the sequence
   * @return [steps M,C] or [M,C]
   */
  Variable logits(Variable outputs, Variable inputs, int count, ScoredRows part) {
    Variable v;
    if (head.scope().isSequence()) {
      v = pooled(outputs, count);
    } else {
      int from = part.from() * count;
      int to = part.to() * count;
      v = outputs.slice(0, from, to);
      if (head.seesInput()) {
        v = Variable.concat(1, List.of(v, inputs.slice(0, from, to)));
      }
    }
    return head.hidden() > 0 ? dense(dense(v, "hidden").relu(), "output") : dense(v, "output");
  }

  private Variable pooled(Variable outputs, int count) {
    return switch (head.scope()) {
      case SEQUENCE_MEAN -> mean(outputs, count);
      case SEQUENCE_LAST_MEAN_MAX ->
          Variable.concat(
              1, List.of(last(outputs, count), mean(outputs, count), largest(outputs, count)));
      default -> last(outputs, count);
    };
  }

  private Variable mean(Variable outputs, int count) {
    int length = outputs.size(0) / count;
    return outputs.reshape(length, count * trunkSize).mean(0).reshape(count, trunkSize);
  }

  private Variable largest(Variable outputs, int count) {
    Variable largest = outputs.slice(0, 0, count);
    for (int row = count; row < outputs.size(0); row += count) {
      Variable next = outputs.slice(0, row, row + count);
      double[] before = largest.values();
      double[] values = next.values();
      boolean[] keeps = new boolean[values.length];
      for (int i = 0; i < keeps.length; i++) {
        keeps[i] = before[i] >= values[i];
      }
      largest = largest.where(keeps, next);
    }
    return largest;
  }

  private Variable last(Variable outputs, int count) {
    int length = outputs.size(0) / count;
    List<Variable> ends = new ArrayList<>();
    int column = 0;
    for (int i = 0; i < top.cells().size(); i++) {
      int size = top.cells().get(i).outputSize();
      int row = top.directions().get(i) == 0 ? (length - 1) * count : 0;
      ends.add(outputs.slice(0, row, row + count).slice(1, column, column + size));
      column += size;
    }
    return ends.size() == 1 ? ends.get(0) : Variable.concat(1, ends);
  }

  private Variable dense(Variable v, String layer) {
    String path = "head/" + head.name() + "/" + layer;
    return v.matmulTransposed(parameters.get(path + "/w")).add(parameters.get(path + "/b"));
  }
}
