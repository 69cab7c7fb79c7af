package org.isochron.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isochron.core.recurrence.MemoryPolicy;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads and writes memory policies: all, every:K, revolve:S. */
final class MemoryPolicyText implements ITypeConverter<MemoryPolicy> {
  private static final Pattern PATTERN = Pattern.compile("(every|revolve):([1-9][0-9]{0,8})");

  @Override
  public MemoryPolicy convert(String text) {
    if (text.equals("all")) {
      return MemoryPolicy.keepAll();
    }
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException("expected all, every:K or revolve:S, found '" + text + "'");
    }
    int number = Integer.parseInt(matcher.group(2));
    return matcher.group(1).equals("every")
        ? MemoryPolicy.everyNth(number)
        : MemoryPolicy.revolve(number);
  }

  static String of(MemoryPolicy policy) {
    return switch (policy.kind()) {
      case KEEP_ALL -> "all";
      case EVERY_NTH -> "every:" + policy.partSteps();
      case REVOLVE -> "revolve:" + policy.states();
    };
  }
}
