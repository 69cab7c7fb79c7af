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

  /** One layer: its cells, forward first, and whether its input is added to its output. */
  record LayerHeader(List<CellHeader> cells, boolean residual) {
    LayerHeader {
      requireAll("cells", cells);
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
    List<LayerHeader> layers = new ArrayList<>();
    for (Layer layer : network.trunk().layers()) {
      List<CellHeader> cells = layer.cells().stream().map(header).toList();
      layers.add(new LayerHeader(cells, layer.residual()));
    }
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
      List<Cell> cells = new ArrayList<>();
      for (CellHeader cell : layer.cells()) {
        cells.add(cell.make(place));
      }
      parts.add(new Layer(cells, layer.residual()));
    }
    return new RecurrentNetwork(new Stacked(parts), heads, new Dropout(dropout));
  }
}
