package org.isochron.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isochron.bio.annotation.Interval;

/**
 * A region as {@code chr2R:9001-9100}: 1-based, both ends in it.
 *
 * @param sequence the sequence's name
 * @param interval the same, 0-based and half-open
 */
record RegionText(String sequence, Interval interval) {
  private static final Pattern FORM = Pattern.compile("(.+):([0-9,]+)-([0-9,]+)");

  static RegionText parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      throw wrong(text);
    }
    long start = position(text, m.group(2));
    long end = position(text, m.group(3));
    if (start < 1 || end < start) {
      throw wrong(text);
    }
    return new RegionText(m.group(1), new Interval((int) start - 1, (int) end));
  }

  private static long position(String text, String digits) {
    String plain = digits.replace(",", "");
    if (plain.isEmpty() || plain.length() > 10 || Long.parseLong(plain) > Integer.MAX_VALUE) {
      throw wrong(text);
    }
    return Long.parseLong(plain);
  }

  private static CommandException wrong(String text) {
    return CommandException.usage(
        "--region: expected NAME:START-END, 1-based with both ends in it, found " + text, "");
  }
}
