package org.isochron.core.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.isochron.core.io.FormatException;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.ElmanCell;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.Layer;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.ParameterLayout;
import org.isochron.core.recurrence.Recurrence;

/**
 * Weights under the names and in the layout of PyTorch's RNN, LSTM and GRU: {@code weight_ih_l0},
 * {@code weight_hh_l0_reverse}, {@code bias_ih_l0}, {@code bias_hh_l0}, {@code weight_hr_l0}; gates
 * in our order.
 *
 * <p>The two biases are summed, but for a GRU's candidate, whose recurrent bias is multiplied by
 * the reset gate and becomes bn. docs.pytorch.org, torch.nn.GRU.
 */
public final class TorchWeights {
  private TorchWeights() {}

  /**
   * Returns the parameters of a trunk: a vector of {@link ParameterLayout#of}, which is also how a
   * network's parameters begin.
   *
   * @param file the tensors, for example a saved state dictionary
   * @param prefix what stands before the module's names, for example {@code encoder.}; tensors of
   *     other names are not read
   * @param trunk what the tensors under the prefix must fit, each and all
   * @throws FormatException if a tensor is missing, unknown or of another shape; the place is the
   *     file and the tensor's name
   * @throws IllegalArgumentException if the trunk has what PyTorch has not, such as a GRU with the
   *     reset gate before the product, peepholes, or a layer over reversed time alone
   */
  public static double[] parameters(Safetensors file, String prefix, Recurrence trunk)
      throws FormatException {
    ParameterLayout layout = ParameterLayout.of(trunk);
    double[] parameters = new double[layout.size()];
    Set<String> read = new LinkedHashSet<>();
    for (int l = 0; l < trunk.layers().size(); l++) {
      if (trunk.layers().get(l).reversed()) {
        throw new IllegalArgumentException(
            "layer" + l + ": PyTorch has no layer over reversed time alone");
      }
      List<Cell> cells = trunk.layers().get(l).cells();
      for (int d = 0; d < cells.size(); d++) {
        String path = "layer" + l + "/" + Layer.DIRECTIONS.get(d) + "/" + cells.get(d).name();
        String suffix = "_l" + l + (d == 1 ? "_reverse" : "");
        check(path, cells.get(d));
        Names names = new Names(prefix, suffix);
        read.addAll(names.all(cells.get(d)));
        copy(file, names, cells.get(d), new Target(layout, parameters, path + "/"));
      }
    }
    file.refuseOthers(prefix, read);
    return parameters;
  }

  /** PyTorch's names of one cell's tensors. */
  private record Names(String prefix, String suffix) {
    String of(String tensor) {
      return prefix + tensor + suffix;
    }

    List<String> all(Cell cell) {
      List<String> all = new ArrayList<>();
      all.addAll(List.of(of("weight_ih"), of("weight_hh"), of("bias_ih"), of("bias_hh")));
      if (isProjected(cell)) {
        all.add(of("weight_hr"));
      }
      return all;
    }
  }

  /** Our place of one cell's tensors. */
  private record Target(ParameterLayout layout, double[] parameters, String path) {
    void set(String tensor, double[] values) {
      layout.set(parameters, path + tensor, values);
    }
  }

  private static boolean isProjected(Cell cell) {
    return cell instanceof LstmCell lstm && lstm.projectionSize() > 0;
  }

  private static void check(String path, Cell cell) {
    if (cell instanceof LstmCell lstm && lstm.peepholes()) {
      throw new IllegalArgumentException(path + ": PyTorch's LSTM has no peepholes");
    }
    if (cell instanceof GruCell gru && gru.reset() != GruCell.Reset.AFTER) {
      throw new IllegalArgumentException(
          path + ": PyTorch's GRU has its reset gate AFTER the product, found " + gru.reset());
    }
    if (!(cell instanceof LstmCell || cell instanceof GruCell || cell instanceof ElmanCell)) {
      throw new IllegalArgumentException(
          path + ": expected an Elman, LSTM or GRU cell without options, found " + cell);
    }
  }

  private static void copy(Safetensors file, Names names, Cell cell, Target to)
      throws FormatException {
    List<ParameterLayout.Entry> entries = cell.parameterEntries();
    to.set("wx", file.values(names.of("weight_ih"), entries.get(0).shape()));
    to.set("wh", file.values(names.of("weight_hh"), entries.get(1).shape()));
    List<Integer> shape = entries.get(2).shape();
    double[] b = file.values(names.of("bias_ih"), shape).clone();
    double[] recurrent = file.values(names.of("bias_hh"), shape);
    int h = cell.hiddenSize();
    boolean gru = cell instanceof GruCell;
    int summed = gru ? 2 * h : b.length;
    for (int i = 0; i < summed; i++) {
      b[i] += recurrent[i];
    }
    to.set("b", b);
    if (isProjected(cell)) {
      to.set("wr", file.values(names.of("weight_hr"), entries.get(3).shape()));
    }
    if (gru) {
      double[] candidate = new double[h];
      System.arraycopy(recurrent, summed, candidate, 0, h);
      to.set("bn", candidate);
    }
  }
}
