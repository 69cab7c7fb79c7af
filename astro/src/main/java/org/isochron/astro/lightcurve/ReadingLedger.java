package org.isochron.astro.lightcurve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a reader left out or put right, and why: nothing of it in silence. */
public final class ReadingLedger {
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * One reason.
   *
   * @param reason what was done, and why
   * @param count how often
   * @param first where first
   */
  public record Entry(String reason, long count, String first) {}

  /**
   * Notes something.
   *
   * @param reason what was done, and why: {@code "left out: SAP_QUALITY bit 3"}
   * @param count how often
   * @param where where
   */
  public void add(String reason, long count, String where) {
    if (count > 0) {
      entries.merge(
          reason,
          new Entry(reason, count, where),
          (a, b) -> new Entry(reason, a.count() + b.count(), a.first()));
    }
  }

  /** Notes all that another ledger has. */
  public void addAll(ReadingLedger other) {
    other.entries.values().forEach(e -> add(e.reason(), e.count(), e.first()));
  }

  /** Returns what was noted, in order. */
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /** Returns one line for each reason: {@code 236 left out: no flux (first: row 12 of x.fits)}. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Entry e : entries.values()) {
      lines.add(String.format(Locale.ROOT, "%,d %s (first: %s)", e.count(), e.reason(), e.first()));
    }
    return lines;
  }
}
