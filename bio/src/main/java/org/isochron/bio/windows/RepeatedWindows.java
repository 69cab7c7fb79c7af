package org.isochron.bio.windows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How often a set repeats its own sequences.
 *
 * @param windows all of them
 * @param distinct different sequences, case apart
 * @param repeated windows whose sequence comes at least twice
 * @param contradictory ids of the windows whose sequence comes with two labels or more
 */
public record RepeatedWindows(int windows, int distinct, int repeated, List<String> contradictory) {
  /** Copies the list. */
  public RepeatedWindows {
    contradictory = List.copyOf(contradictory);
  }

  /** Counts. */
  public static RepeatedWindows of(List<SpliceWindow> windows) {
    Map<String, List<SpliceWindow>> bySequence = new LinkedHashMap<>();
    for (SpliceWindow window : windows) {
      bySequence.computeIfAbsent(window.text(), text -> new ArrayList<>()).add(window);
    }
    int repeated = 0;
    List<String> contradictory = new ArrayList<>();
    for (List<SpliceWindow> equal : bySequence.values()) {
      repeated += equal.size() > 1 ? equal.size() : 0;
      if (equal.stream().map(SpliceWindow::kind).distinct().count() > 1) {
        equal.forEach(window -> contradictory.add(window.id()));
      }
    }
    return new RepeatedWindows(windows.size(), bySequence.size(), repeated, contradictory);
  }
}
