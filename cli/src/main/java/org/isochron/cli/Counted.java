package org.isochron.cli;

import java.util.Locale;

/** Numbers of things, in words. */
final class Counted {
  private Counted() {}

  /** Returns {@code 1 gene}, {@code 1,200 genes}: of things that take an s. */
  static String of(long number, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
  }
}
