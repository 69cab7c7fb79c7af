package org.isochron.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isochron.core.recurrence.MemoryPolicy;
import org.isochron.core.training.StepBenchmark;

/**
 * One row of the comparison.
 *
 * @param id what chooses the row; {@code benchmarks/peers.py} has the same
 * @param what our side
 * @param packed whether the peer packs sequences of unequal length, else it pads them and leaves
 *     the padding out of the loss
 * @param target time of the peer over ours that is asked for; 0: none, for information
 */
record PeerRow(String id, StepBenchmark.Case what, boolean packed, double target) {
  private static final int[][] SHAPES = {
    {4, 32, 32, 100}, {4, 64, 32, 400}, {4, 128, 32, 200}, {64, 256, 32, 200}
  };
  private static final int[] MIDDLE = SHAPES[1];
  private static final int[] SINGLE = {4, 64, 1, 1000};

  /** Returns all rows in order. */
  static List<PeerRow> all() {
    List<PeerRow> rows = new ArrayList<>();
    for (String cell : List.of("lstm", "gru", "elman")) {
      boolean lstm = cell.equals("lstm");
      for (int[] s : SHAPES) {
        boolean wide = s[1] == 256;
        double target = lstm ? (wide ? 1.2 : 1.8) : (wide ? 1.5 : 4);
        rows.add(row(cell, s, Kind.TRAINING, target));
      }
      if (lstm) {
        rows.add(row(cell, SINGLE, Kind.TRAINING, 1.5));
        rows.add(row(cell, MIDDLE, Kind.BIDIRECTIONAL, 1.8));
      }
    }
    for (String cell : List.of("lstm", "gru", "elman")) {
      rows.add(row(cell, MIDDLE, Kind.PACKED, 8));
      rows.add(row(cell, MIDDLE, Kind.PADDED, 0));
    }
    rows.add(row("lstm", MIDDLE, Kind.INFERENCE, 1.3));
    rows.add(row("gru", MIDDLE, Kind.INFERENCE, 1.3));
    rows.add(row("lstm", SINGLE, Kind.INFERENCE, 1.3));
    return rows;
  }

  /** Returns the rows of comma-separated names, or all. */
  static List<PeerRow> named(String names) {
    if (names.equals("all")) {
      return all();
    }
    return List.of(names.split(",", -1)).stream().map(PeerRow::byId).toList();
  }

  static PeerRow byId(String id) {
    return all().stream()
        .filter(row -> row.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no row " + id + "; there are " + all().stream().map(PeerRow::id).toList()));
  }

  private enum Kind {
    TRAINING,
    BIDIRECTIONAL,
    PACKED,
    PADDED,
    INFERENCE
  }

  private static PeerRow row(String cell, int[] s, Kind kind, double target) {
    boolean both = kind == Kind.BIDIRECTIONAL;
    StepBenchmark.Case what =
        new StepBenchmark.Case(
            cell,
            new StepBenchmark.Shape(s[0], s[1], s[2], s[3], both ? 2 : 1),
            both,
            kind == Kind.PACKED || kind == Kind.PADDED,
            kind == Kind.INFERENCE,
            MemoryPolicy.keepAll());
    String id = cell + "-" + s[0] + "-" + s[1] + "-" + s[2] + "-" + s[3];
    if (kind != Kind.TRAINING) {
      id += "-" + kind.name().toLowerCase(Locale.ROOT);
    }
    return new PeerRow(id, what, kind == Kind.PACKED, target);
  }
}
