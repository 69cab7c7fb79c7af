package org.isochron.core.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.objective.Loss;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.ElmanCell;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.LstmCell;

/** Headers of older format versions as the version of today has them. */
final class OlderHeaders {
  private OlderHeaders() {}

  /** A cell of versions 1 and 2: the variant is an Elman activation, a GRU reset or empty. */
  record OldCell(String cell, String variant, int inputSize, int hiddenSize) {
    OldCell {
      NetworkHeader.require("cell", cell);
      NetworkHeader.require("variant", variant);
    }

    Cell make() {
      return switch (cell) {
        case "lstm" -> new LstmCell(inputSize, hiddenSize);
        case "gru" -> new GruCell(inputSize, hiddenSize, GruCell.Reset.valueOf(variant));
        case "elman" -> new ElmanCell(inputSize, hiddenSize, ElmanCell.Activation.valueOf(variant));
        default ->
            throw new IllegalArgumentException("cell: expected lstm, gru or elman, found " + cell);
      };
    }
  }

  /** Gives the heads of version 1 a cross-entropy each. */
  static void addLosses(JsonNode header) {
    for (JsonNode head : header.path("network").path("heads")) {
      if (head instanceof ObjectNode fields) {
        fields.set("loss", Json.toTree(Loss.crossEntropy()));
      }
    }
  }

  /** Gives the chains of versions before 4 no label sets. */
  static void addLabelSets(JsonNode header) {
    for (JsonNode head : header.path("network").path("heads")) {
      if (head.path("loss").path("chain") instanceof ObjectNode chain) {
        chain.putArray("labelSets");
      }
    }
  }

  /** Gives the cells of versions 1 and 2 their settings, and the layers no residual connection. */
  static void addSettings(JsonNode header, String place) throws FormatException {
    for (JsonNode layer : header.path("network").path("layers")) {
      if (layer instanceof ObjectNode fields && layer.path("cells") instanceof ArrayNode cells) {
        fields.put("residual", false);
        for (int i = 0; i < cells.size(); i++) {
          Cell cell = Json.read(cells.get(i), OldCell.class, place).make();
          cells.set(i, Json.toTree(new CellHeader(cell.name(), Json.toTree(cell), List.of())));
        }
      }
    }
  }
}
