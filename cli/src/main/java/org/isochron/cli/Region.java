package org.isochron.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isochron.bio.annotation.Interval;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A region as genome browsers and samtools write it: {@code chr2R:1,000-2,000}, 1-based and
 * inclusive.
 *
 * @param sequence its name
 * @param interval 0-based and half-open
 */
record Region(String sequence, Interval interval) {
  /** Names may hold colons. */
  private static final Pattern TEXT = Pattern.compile("(.+):([0-9][0-9,]*)-([0-9][0-9,]*)");

  private static final String EXPECTED =
      "expected NAME:START-END, 1-based and inclusive, such as chr2R:1,000-2,000, found '";

  /** Reads one. */
  static final class Text implements ITypeConverter<Region> {
    @Override
    public Region convert(String text) {
      Matcher matcher = TEXT.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException(EXPECTED + text + "'");
      }
      long start = number(matcher.group(2));
      long end = number(matcher.group(3));
      if (start < 1 || end < start || end > Integer.MAX_VALUE) {
        throw new TypeConversionException(EXPECTED + text + "'");
      }
      return new Region(matcher.group(1), new Interval((int) start - 1, (int) end));
    }

    private static long number(String digits) {
      String plain = digits.replace(",", "");
      return plain.length() > 10 ? Long.MAX_VALUE : Long.parseLong(plain);
    }
  }
}
