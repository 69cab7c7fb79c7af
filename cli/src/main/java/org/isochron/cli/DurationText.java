package org.isochron.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as {@code PT10M}, {@code 10m}, {@code 90s}, {@code 1h} or {@code 1h30m}. */
final class DurationText implements ITypeConverter<Duration> {
  private static final Pattern SHORT = Pattern.compile("(\\d+h)?(\\d+m)?(\\d+s)?");

  /** A hundred years: what a clock that counts nanoseconds can tell. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  @Override
  public Duration convert(String text) {
    Matcher matcher = SHORT.matcher(text.toLowerCase(Locale.ROOT));
    boolean isShort = !text.isEmpty() && matcher.matches();
    try {
      Duration duration = Duration.parse(isShort ? "PT" + text : text);
      if (duration.isNegative() || duration.isZero()) {
        throw refused(text);
      }
      if (duration.compareTo(LONGEST) > 0) {
        throw new TypeConversionException(
            "expected at most " + LONGEST.toHours() + "h, found '" + text + "'");
      }
      return duration;
    } catch (DateTimeParseException e) {
      throw refused(text);
    }
  }

  private static TypeConversionException refused(String text) {
    return new TypeConversionException(
        "expected a positive duration such as 10m, 90s, 1h or PT10M, found '" + text + "'");
  }
}
