package org.isochron.core.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.isochron.core.io.Json;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.ParameterLayout;

/**
 * What tells a caller's own cell from others; the cell cannot be made from it.
 *
 * @param name the cell's name
 * @param parameters its tensors in order
 * @param stateNames components of its state
 * @param stateSizes their sizes
 * @param components of its record, with the class of what is nested; the cell's text where it is no
 *     record, or a component is not the same in every process
 */
record OwnCell(
    String name,
    List<ParameterLayout.Entry> parameters,
    List<String> stateNames,
    List<Integer> stateSizes,
    JsonNode components) {

  /** Returns a cell as a header has it, its class as its kind. */
  static CellHeader header(Cell cell) {
    OwnCell own =
        new OwnCell(
            cell.name(),
            cell.parameterEntries(),
            cell.stateNames(),
            cell.stateSizes(),
            components(cell));
    return new CellHeader(cell.getClass().getName(), Json.toTree(own), List.of());
  }

  private static JsonNode components(Cell cell) {
    String type = cell.getClass().getName();
    if (cell instanceof Record record) {
      try {
        return OwnValue.components(record);
      } catch (IllegalArgumentException e) {
        return TextNode.valueOf(OwnValue.textInstead(e, type, record));
      }
    }
    if (cell.toString().equals(type + "@" + Integer.toHexString(cell.hashCode()))) {
      throw new IllegalArgumentException(
          type + ": expected a record, or a toString that tells the cell from others, found none");
    }
    return TextNode.valueOf(OwnValue.text(type, cell));
  }
}
