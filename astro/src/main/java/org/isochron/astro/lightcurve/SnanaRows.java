package org.isochron.astro.lightcurve;

import java.util.Arrays;
import org.isochron.core.io.FormatException;

/** Which rows of a PHOT table are whose, by pointers or by end rows. */
final class SnanaRows {
  /** The time of a row that ends an object. */
  private static final double END = -777;

  private final String place;
  private final String[] ids;
  private final long[] counts;
  private final double[] times;
  private final int[] from;

  /**
   * Makes the rows.
   *
   * @param place the HEAD table, for messages
   * @param ids of objects
   * @param counts NOBS
   * @param times of the PHOT rows
   */
  SnanaRows(String place, String[] ids, long[] counts, double[] times) {
    this.place = place;
    this.ids = ids;
    this.counts = counts;
    this.times = times;
    from = new int[ids.length];
  }

  /** Returns the first row of each object, 0-based; −1 for one without rows. */
  int[] from() {
    return from;
  }

  private String of(int object) {
    return place + ", row " + (object + 1) + " (" + ids[object] + ")";
  }

  /**
   * Takes the pointers.
   *
   * @param first PTROBS_MIN, 1-based
   * @param last PTROBS_MAX, 1-based, included
   * @throws FormatException if they do not fit NOBS, the table, its end rows, or each other
   */
  void byPointers(long[] first, long[] last) throws FormatException {
    boolean[] taken = new boolean[times.length];
    boolean hasEnds = Arrays.stream(times).anyMatch(t -> t == END);
    for (int o = 0; o < ids.length; o++) {
      long count = last[o] - first[o] + 1;
      if (count == 0 && counts[o] == 0) {
        from[o] = -1;
        continue;
      }
      String says = "PTROBS %d to %d".formatted(first[o], last[o]);
      if (count != counts[o] || count < 1) {
        throw stale(o, says + " are " + count + " rows, NOBS says " + counts[o]);
      }
      if (first[o] < 1 || last[o] > times.length) {
        throw stale(o, says + ": the PHOT table has " + times.length + " rows");
      }
      for (int row = (int) first[o] - 1; row < last[o]; row++) {
        if (taken[row] || times[row] == END) {
          String what = taken[row] ? "is another object's" : "ends an object (MJD -777)";
          throw stale(o, says + ": row " + (row + 1) + " " + what);
        }
        taken[row] = true;
      }
      if (hasEnds && last[o] < times.length && times[(int) last[o]] != END) {
        throw stale(o, says + ": no end row (MJD -777) follows");
      }
      from[o] = (int) first[o] - 1;
    }
    for (int row = 0; row < times.length; row++) {
      if (!taken[row] && times[row] != END) {
        throw new FormatException(
            place, "PHOT row " + (row + 1) + " is of no object: no PTROBS range holds it");
      }
    }
  }

  private FormatException stale(int object, String problem) {
    return new FormatException(
        of(object),
        problem + "; pointers of another file are passed over by reading to the end rows instead");
  }

  /**
   * Walks the end rows: an object's rows are the next NOBS, and an end row follows.
   *
   * @param ledger hears of end rows that are missing and objects without rows
   * @throws FormatException if rows and NOBS do not fit
   */
  void byEndRows(ReadingLedger ledger) throws FormatException {
    int row = 0;
    for (int o = 0; o < ids.length; o++) {
      if (row >= times.length) {
        from[o] = -1;
        ledger.add("objects left out: the PHOT table has no rows for them", 1, of(o));
        continue;
      }
      int end = row;
      while (end < times.length && times[end] != END && end - row < counts[o]) {
        end++;
      }
      if (end - row != counts[o]) {
        throw new FormatException(
            of(o),
            "NOBS says %d, %d rows stand before the end row (PHOT row %d)"
                .formatted(counts[o], end - row, end + 1));
      }
      from[o] = counts[o] == 0 ? -1 : row;
      boolean ended = end < times.length && times[end] == END;
      if (!ended && end < times.length) {
        ledger.add("end rows missing, put right by NOBS", 1, of(o));
      }
      row = ended ? end + 1 : end;
    }
    if (row < times.length) {
      throw new FormatException(
          place, "PHOT row " + (row + 1) + " and those after it are of no object of this table");
    }
  }
}
