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
 * @param components of its record; the cell's text where it is no record, or JSON has no form of it
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
    if (cell.getClass().isRecord() && hasJson(cell)) {
      return Json.toTree(cell);
    }
    String type = cell.getClass().getName();
    String text = cell.toString();
    if (text.equals(type + "@" + Integer.toHexString(cell.hashCode()))) {
      throw new IllegalArgumentException(
          type + ": expected a record, or a toString that tells the cell from others, found none");
    }
    return TextNode.valueOf(text);
  }

  private static boolean hasJson(Cell cell) {
    try {
      return Json.bytes(cell).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
