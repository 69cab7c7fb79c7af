package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isochron.bio.annotation.Interval;

/**
 * A stretch of a unit that a gene lies in, at a fixed place.
 *
 * @param unit it is of
 * @param from first base, in the unit's sense direction
 * @param to base after its last
 */
record TaskWindow(SpliceUnit unit, int from, int to) {
  /**
   * Returns the windows of some units: one after the other from a unit's start, the last one if it
   * is at least half as long or the only one.
   *
   * @param length bases of a window
   */
  static List<TaskWindow> of(List<SpliceUnit> units, int length) {
    List<TaskWindow> windows = new ArrayList<>();
    for (SpliceUnit unit : units) {
      int bases = unit.bases().length;
      Interval span = unit.span();
      for (int from = 0; from < bases; from += length) {
        int to = Math.min(bases, from + length);
        boolean longEnough = from == 0 || 2 * (to - from) >= length;
        if (longEnough && span.overlaps(new Interval(from, to))) {
          windows.add(new TaskWindow(unit, from, to));
        }
      }
    }
    return windows;
  }

  /** Returns those of some windows on which the strand is measured: they hold an intron. */
  static List<TaskWindow> withIntron(List<TaskWindow> windows) {
    return windows.stream().filter(TaskWindow::holdsIntron).toList();
  }

  /** Returns its bases, in sense direction. */
  byte[] bases() {
    return Arrays.copyOfRange(unit.bases(), from, to);
  }

  /** Returns whether it holds an annotated intron and the exon bases at its ends. */
  private boolean holdsIntron() {
    return unit.introns().stream().anyMatch(i -> from < i.start() && i.end() < to);
  }

  /** Returns log(1 + reads) of the introns inside; NaN where none has reads. */
  double logUsage() {
    return TaskSettings.logUsage(unit.junctions(), from, to);
  }
}
