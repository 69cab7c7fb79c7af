package org.isochron.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.isochron.core.io.FormatException;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.Dropout;
import org.isochron.core.recurrence.Layer;
import org.isochron.core.recurrence.Stacked;

/** A network's description in a model file. */
record NetworkHeader(List<LayerHeader> layers, List<Head> heads, double dropout) {
  NetworkHeader {
    requireAll("layers", layers);
    requireAll("heads", heads);
  }

  /**
   * One layer: its cells, forward first, null in its place if there is none but over reversed time;
   * and whether its input is added to its output.
   */
  record LayerHeader(List<CellHeader> cells, boolean residual) {
    LayerHeader {
      require("cells", cells);
      requireAll("cells", isReversed(cells) ? cells.subList(1, 2) : cells);
    }

    private static boolean isReversed(List<CellHeader> cells) {
      return cells.size() == 2 && cells.get(0) == null;
    }

    static LayerHeader of(Layer layer, Function<Cell, CellHeader> header) {
      List<CellHeader> cells = new ArrayList<>();
      if (layer.reversed()) {
        cells.add(null);
      }
      layer.cells().forEach(cell -> cells.add(header.apply(cell)));
      return new LayerHeader(cells, layer.residual());
    }

    Layer make(String place) throws FormatException {
      boolean reversed = isReversed(cells);
      List<Cell> made = new ArrayList<>();
      for (CellHeader cell : reversed ? cells.subList(1, 2) : cells) {
        made.add(cell.make(place));
      }
      return new Layer(made, reversed, residual);
    }
  }

  /** Refuses a null, which a damaged or foreign header may hold. */
  static void require(String name, Object value) {
    if (value == null) {
      throw new IllegalArgumentException(name + ": expected a value, found null");
    }
  }

  static void requireAll(String name, List<?> values) {
    require(name, values);
    values.forEach(value -> require(name, value));
  }

  /** Returns the header of a network that a file can hold. */
  static NetworkHeader of(RecurrentNetwork network) {
    return of(network, CellHeader::of);
  }

  /** Returns what tells a network from others; it may have cells that no file can hold. */
  static NetworkHeader identity(RecurrentNetwork network) {
    return of(network, CellHeader::identity);
  }

  private static NetworkHeader of(RecurrentNetwork network, Function<Cell, CellHeader> header) {
    List<LayerHeader> layers =
        network.trunk().layers().stream().map(layer -> LayerHeader.of(layer, header)).toList();
    return new NetworkHeader(layers, network.heads(), network.dropout().rate());
  }

  /**
   * Makes the network.
   *
   * @param place the file, for messages
   * @throws FormatException if a cell's settings are not those of its kind
   * @throws IllegalArgumentException if parts do not fit
   */
  RecurrentNetwork network(String place) throws FormatException {
    List<Layer> parts = new ArrayList<>();
    for (LayerHeader layer : layers) {
      parts.add(layer.make(place));
    }
    return new RecurrentNetwork(new Stacked(parts), heads, new Dropout(dropout));
  }
}
