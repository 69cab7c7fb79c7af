package org.isochron.report;

/** Numbers and text as SVG and HTML write them. */
final class SvgText {
  private SvgText() {}

  /** Writes a number with at most two decimals, the same on every Java version. */
  static String number(double value) {
    return number(value, 2);
  }

  /** Writes a number with at most the given decimals and no trailing zeros. */
  static String number(double value, int decimals) {
    long scale = 1;
    for (int i = 0; i < decimals; i++) {
      scale *= 10;
    }
    long scaled = Math.round(Checks.finite("coordinate", value) * scale);
    StringBuilder out = new StringBuilder(12);
    if (scaled < 0) {
      out.append('-');
    }
    long magnitude = Math.abs(scaled);
    out.append(magnitude / scale);
    long rest = magnitude % scale;
    if (rest > 0) {
      out.append('.');
      for (long place = scale / 10; rest > 0; place /= 10) {
        out.append((char) ('0' + rest / place));
        rest %= place;
      }
    }
    return out.toString();
  }

  /**
   * Escapes text for an element or a quoted attribute; characters that XML cannot hold become
   * U+FFFD.
   */
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isXml(c) ? c : 0xFFFD);
              }
            });
    return out.toString();
  }

  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
