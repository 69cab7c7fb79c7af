package org.isochron.bio.annotation;

import java.util.HashMap;
import java.util.Map;
import org.isochron.bio.fasta.DataLines;
import org.isochron.core.io.FormatException;

/** The records of one flat file by the line that names them, LOCUS or ID. */
final class FlatFileIds {
  private final DataLines lines;
  private final String label;
  private final Map<String, Long> lineOfId = new HashMap<>();

  /**
   * Makes an empty list.
   *
   * @param label the line that names a record, as messages call it
   */
  FlatFileIds(DataLines lines, String label) {
    this.lines = lines;
    this.label = label;
  }

  boolean isEmpty() {
    return lineOfId.isEmpty();
  }

  /**
   * Adds the record that the current line names.
   *
   * @param digits its declared length, at most ten digits
   * @return the length
   * @throws FormatException if no array has that length, or the file has such a record already
   */
  int add(String id, String digits) throws FormatException {
    long length = Long.parseLong(digits);
    if (length < 1 || length > Integer.MAX_VALUE - 8) {
      throw lines.problem(label + " length: expected 1 to 2147483639, found " + length);
    }
    Long earlier = lineOfId.putIfAbsent(id, lines.number());
    if (earlier != null) {
      throw lines.problem("duplicate " + label + " '" + id + "', first used at line " + earlier);
    }
    return (int) length;
  }

  /** Returns whether the current line ends a record: {@code //} and nothing else. */
  boolean isEnd() throws FormatException {
    if (!lines.startsWith("//")) {
      return false;
    }
    int rest = lines.indent(2);
    if (rest < lines.length()) {
      throw lines.problem(rest, "expected nothing after '//'");
    }
    return true;
  }

  FormatException noRecord() {
    return lines.problem("no record; expected " + article() + " line");
  }

  FormatException otherText() {
    return lines.problem("expected " + article() + " line, found other text");
  }

  FormatException startsInside(String id) {
    return lines.problem("a new " + label + " inside record '" + id + "'; expected '//' before it");
  }

  FormatException endsInside(String id) {
    return lines.problem(
        "the file ends inside record '" + id + "'; expected '//' (truncated file?)");
  }

  private String article() {
    return (label.equals("ID") ? "an " : "a ") + label;
  }
}
