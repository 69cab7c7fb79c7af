package org.isochron.core.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.recurrence.AntisymmetricCell;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.ConvElmanCell;
import org.isochron.core.recurrence.ConvLstmCell;
import org.isochron.core.recurrence.ElmanCell;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.LayerNormalised;
import org.isochron.core.recurrence.LinearCell;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.MguCell;
import org.isochron.core.recurrence.RecurrentDropout;
import org.isochron.core.recurrence.WiredCell;
import org.isochron.core.recurrence.Zoneout;

/**
 * A cell in a model file; the one place that says which cells and options a file can hold.
 *
 * @param cell what kind it is
 * @param settings the components of its record
 * @param options what is around it, from the inside out
 */
record CellHeader(String cell, JsonNode settings, List<OptionHeader> options) {
  private static final Map<String, Class<? extends Cell>> CELLS =
      new TreeMap<>(
          Map.of(
              "elman", ElmanCell.class,
              "lstm", LstmCell.class,
              "gru", GruCell.class,
              "mgu", MguCell.class,
              "linear", LinearCell.class,
              "antisymmetric", AntisymmetricCell.class,
              "conv-elman", ConvElmanCell.class,
              "conv-lstm", ConvLstmCell.class));

  CellHeader {
    NetworkHeader.require("cell", cell);
    NetworkHeader.require("settings", settings);
    NetworkHeader.requireAll("options", options);
  }

  /** An option around a cell, with its rates by name. */
  record OptionHeader(String option, Map<String, Double> rates) {
    OptionHeader {
      NetworkHeader.require("option", option);
      NetworkHeader.require("rates", rates);
    }

    /** Makes the option around a cell. */
    Cell around(Cell cell) {
      return switch (option) {
        case "layer-normalised" -> new LayerNormalised(wired(cell));
        case "recurrent-dropout" -> new RecurrentDropout(wired(cell), rate("rate"));
        case "zoneout" -> new Zoneout(cell, rate("h"), rate("c"));
        default ->
            throw new IllegalArgumentException(
                "option: expected layer-normalised, recurrent-dropout or zoneout, found " + option);
      };
    }

    private WiredCell wired(Cell cell) {
      if (cell instanceof WiredCell wired) {
        return wired;
      }
      throw new IllegalArgumentException(option + ": expected a cell with gates, found " + cell);
    }

    private double rate(String name) {
      Double rate = rates.get(name);
      if (rate == null) {
        throw new IllegalArgumentException(
            option + ": expected a rate " + name + ", found " + rates);
      }
      return rate;
    }
  }

  /** Returns the header of a cell that a file can hold. */
  static CellHeader of(Cell cell) {
    return of(cell, CellHeader::refuse);
  }

  /** Returns what tells a cell from others, a caller's own too. */
  static CellHeader identity(Cell cell) {
    return of(cell, OwnCell::header);
  }

  private static CellHeader of(Cell cell, Function<Cell, CellHeader> own) {
    if (cell instanceof LayerNormalised o) {
      return of(o.cell(), own).with("layer-normalised", Map.of());
    }
    if (cell instanceof RecurrentDropout o) {
      return of(o.cell(), own).with("recurrent-dropout", Map.of("rate", o.rate()));
    }
    if (cell instanceof Zoneout o) {
      return of(o.cell(), own).with("zoneout", Map.of("h", o.rateH(), "c", o.rateC()));
    }
    for (Map.Entry<String, Class<? extends Cell>> kind : CELLS.entrySet()) {
      if (kind.getValue().isInstance(cell)) {
        return new CellHeader(kind.getKey(), Json.toTree(cell), List.of());
      }
    }
    return own.apply(cell);
  }

  private static CellHeader refuse(Cell cell) {
    throw new IllegalArgumentException(
        "a model file can describe " + CELLS.keySet() + ", found " + cell);
  }

  private CellHeader with(String option, Map<String, Double> rates) {
    List<OptionHeader> all = new ArrayList<>(options);
    all.add(new OptionHeader(option, rates));
    return new CellHeader(cell, settings, all);
  }

  /**
   * Makes the cell with its options.
   *
   * @throws FormatException if the settings are not those of the kind
   * @throws IllegalArgumentException if there is no such kind or option, or it does not fit
   */
  Cell make(String place) throws FormatException {
    Class<? extends Cell> kind = CELLS.get(cell);
    if (kind == null) {
      throw new IllegalArgumentException(
          "cell: expected one of " + CELLS.keySet() + ", found " + cell);
    }
    Cell made = Json.read(settings, kind, place);
    for (OptionHeader option : options) {
      made = option.around(made);
    }
    return made;
  }
}
