package org.isochron.cli;

/** Checks of option values. */
final class Options {
  private Options() {}

  static int atLeastOne(String option, int value) {
    if (value < 1) {
      throw CommandException.usage(option + ": expected at least 1, found " + value, "");
    }
    return value;
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
