package org.isochron.bio.variants;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.isochron.bio.fasta.DataLines;
import org.isochron.core.io.FormatException;

/**
 * What htsjdk lets pass in the columns of a VCF file, and what is relied on here: their number,
 * POS, and the form of alternatives. Format: VCF 4.3 specification, sections 1.5 and 1.6.
 */
final class VcfColumns {
  private static final int FIXED = 8;
  private static final int SAMPLES = 9;
  private static final int POSITION = 1;
  private static final int ALTERNATIVES = 4;
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern MATE =
      Pattern.compile("(\\[[^\\[\\]]+:[0-9]+\\[|\\][^\\[\\]]+:[0-9]+\\])");

  /** Bases, deleted before, an id in brackets, a breakend with its mate, or one without. */
  private static final Pattern ALTERNATIVE =
      Pattern.compile(
          "(?i)[ACGTN]+|\\*|<[^<>\\s]+>|[ACGTN.]+"
              + MATE
              + "|"
              + MATE
              + "[ACGTN.]+|\\.[ACGTN]+|[ACGTN]+\\.");

  private final int count;

  /**
   * Takes the line that names the columns.
   *
   * @throws FormatException if two samples have the same name
   */
  VcfColumns(DataLines line) throws FormatException {
    String[] names = line.text().split("\t", -1);
    count = names.length;
    Set<String> samples = new HashSet<>();
    for (int i = SAMPLES; i < count; i++) {
      if (!samples.add(names[i])) {
        throw line.problem("sample '" + names[i] + "' is named twice");
      }
    }
  }

  /**
   * Returns the columns of a record.
   *
   * @throws FormatException if they are not as many as the header names, the position is no number
   *     of digits, or an alternative has none of VCF's forms
   */
  String[] of(DataLines line) throws FormatException {
    String[] columns = line.text().split("\t", -1);
    if (columns.length != count) {
      throw line.problem(
          "expected "
              + count
              + " columns, separated by tabs, as the header names"
              + (count > FIXED ? " with its samples" : "")
              + ", found "
              + columns.length);
    }
    if (!DIGITS.matcher(columns[POSITION]).matches()) {
      throw line.problem("POS: expected a number from 0, found '" + columns[POSITION] + "'");
    }
    List<String> alternatives = Arrays.asList(columns[ALTERNATIVES].split(",", -1));
    for (String alternative : alternatives) {
      boolean none = alternative.equals(".") && alternatives.size() == 1;
      if (!none && !ALTERNATIVE.matcher(alternative).matches()) {
        throw line.problem(
            "ALT: expected bases, *, <ID> or a breakend, found '" + alternative + "'");
      }
    }
    return columns;
  }
}
