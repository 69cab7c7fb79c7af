package org.isochron.bio.tracks;

import java.io.IOException;
import java.io.Writer;
import org.isochron.core.io.Json;

/** The bedGraph lines of one sequence: runs of equal values, 0-based and half-open. */
final class BedGraphRuns {
  private final Writer out;
  private final String sequenceId;
  private int start;
  private int end;
  private float value;

  /** Begins at a base, 0-based. */
  BedGraphRuns(Writer out, String sequenceId, int start0) {
    this.out = out;
    this.sequenceId = sequenceId;
    start = start0;
    end = start0;
  }

  /** Takes the value of the next base. */
  void add(float next) throws IOException {
    if (end > start && Float.floatToIntBits(next) != Float.floatToIntBits(value)) {
      line();
    }
    value = next;
    end++;
  }

  /** Writes the last run. */
  void finish() throws IOException {
    if (end > start) {
      line();
    }
  }

  private void line() throws IOException {
    String text = Json.number(value);
    out.write(sequenceId + "\t" + start + "\t" + end + "\t" + text + "\n");
    start = end;
  }
}
