package org.isochron.bio.variants;

import java.util.Locale;
import org.isochron.bio.variants.DeltaScores.Delta;

/** The text of scores in the INFO column of a VCF file. */
final class VcfScores {
  private static final int INFO = 7;
  private static final String RESERVED = "%|,;=&()[]<>\"'";

  private VcfScores() {}

  /** Returns one entry: the allele, the gene, four scores and their positions. */
  static String entry(String allele, String symbol, DeltaScores scores) {
    StringBuilder text = new StringBuilder(allele).append('|').append(escaped(symbol));
    Delta[] deltas = {
      scores.acceptorGain(), scores.acceptorLoss(), scores.donorGain(), scores.donorLoss()
    };
    for (Delta delta : deltas) {
      text.append('|').append(String.format(Locale.ROOT, "%.2f", delta.score()));
    }
    for (Delta delta : deltas) {
      text.append('|').append(delta.position());
    }
    return text.toString();
  }

  /**
   * Returns a name with what has a meaning in the column, and blanks, as %XX (VCF 4.3, 1.2).
   * Readers turn these back before they part an entry, so its own separator is written as %257C:
   * what they then see is %7C.
   */
  private static String escaped(String name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain = c > ' ' && c != 0x7f && RESERVED.indexOf(c) < 0;
      String code = String.format(Locale.ROOT, "%%%02X", (int) c);
      text.append(plain ? String.valueOf(c) : c == '|' ? "%25" + code.substring(1) : code);
    }
    return text.toString();
  }

  /** Returns a record's line with a field added to its INFO column, and nothing else changed. */
  static String line(String[] columns, String id, String value) {
    if (value.isEmpty()) {
      return String.join("\t", columns);
    }
    String[] copy = columns.clone();
    String field = id + "=" + value;
    String before = copy[INFO];
    String separator = before.endsWith(";") ? "" : ";";
    copy[INFO] = before.equals(".") || before.isEmpty() ? field : before + separator + field;
    return String.join("\t", copy);
  }
}
