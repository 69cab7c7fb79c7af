package org.isochron.cli;

import java.util.List;

/** Checks of option values. */
final class Options {
  private Options() {}

  static int atLeastOne(String option, int value) {
    if (value < 1) {
      throw CommandException.usage(option + ": expected at least 1, found " + value, "");
    }
    return value;
  }

  /** Checks names: none may be blank. */
  static List<String> named(String option, List<String> names) {
    if (names.stream().anyMatch(String::isBlank)) {
      throw CommandException.usage(option + ": expected a name, found ''", "");
    }
    return names;
  }

  /** Checks a share: at least 0, below 1. */
  static double share(String option, double value) {
    if (!(value >= 0 && value < 1)) {
      throw CommandException.usage(
          option + ": expected at least 0 and below 1, found " + value, "");
    }
    return value;
  }
}
