package org.isochron.core.model;

import java.util.ArrayList;
import java.util.List;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.Dropout;
import org.isochron.core.recurrence.ElmanCell;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.Layer;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.Stacked;

/** A network's description in a model file. */
record NetworkHeader(List<LayerHeader> layers, List<Head> heads, double dropout) {
  NetworkHeader {
    requireAll("layers", layers);
    requireAll("heads", heads);
  }

  /** One layer: its cells, forward first. */
  record LayerHeader(List<CellHeader> cells) {
    LayerHeader {
      requireAll("cells", cells);
    }
  }

  /** One cell; the variant is the activation of an Elman cell or the reset of a GRU, else empty. */
  record CellHeader(String cell, String variant, int inputSize, int hiddenSize) {
    CellHeader {
      require("cell", cell);
      require("variant", variant);
    }
  }

  /** Refuses a null, which a damaged or foreign header may hold. */
  static void require(String name, Object value) {
    if (value == null) {
      throw new IllegalArgumentException(name + ": expected a value, found null");
    }
  }

  private static void requireAll(String name, List<?> values) {
    require(name, values);
    values.forEach(value -> require(name, value));
  }

  static NetworkHeader of(RecurrentNetwork network) {
    List<LayerHeader> layers = new ArrayList<>();
    for (Layer layer : network.trunk().layers()) {
      layers.add(new LayerHeader(layer.cells().stream().map(NetworkHeader::header).toList()));
    }
    return new NetworkHeader(layers, network.heads(), network.dropout().rate());
  }

  private static CellHeader header(Cell cell) {
    String variant = "";
    if (cell instanceof ElmanCell elman) {
      variant = elman.activation().name();
    } else if (cell instanceof GruCell gru) {
      variant = gru.reset().name();
    } else if (!(cell instanceof LstmCell lstm) || !lstm.isPlain()) {
      throw new IllegalArgumentException(
          "a model file can describe lstm without peepholes and projection, gru and elman, found "
              + cell);
    }
    return new CellHeader(cell.name(), variant, cell.inputSize(), cell.hiddenSize());
  }

  RecurrentNetwork network() {
    List<Layer> parts = new ArrayList<>();
    for (LayerHeader layer : layers) {
      parts.add(new Layer(layer.cells().stream().map(NetworkHeader::cell).toList()));
    }
    Recurrence trunk = new Stacked(parts);
    return new RecurrentNetwork(trunk, heads, new Dropout(dropout));
  }

  private static Cell cell(CellHeader h) {
    return switch (h.cell()) {
      case "lstm" -> new LstmCell(h.inputSize(), h.hiddenSize());
      case "gru" -> new GruCell(h.inputSize(), h.hiddenSize(), GruCell.Reset.valueOf(h.variant()));
      case "elman" ->
          new ElmanCell(h.inputSize(), h.hiddenSize(), ElmanCell.Activation.valueOf(h.variant()));
      default ->
          throw new IllegalArgumentException(
              "cell: expected lstm, gru or elman, found " + h.cell());
    };
  }
}
