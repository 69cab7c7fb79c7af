package org.isochron.report;

/**
 * Round tick values over a range: a step of 1, 2 or 5 times a power of ten.
 *
 * @param low the range's lower end, on a tick
 * @param high the range's upper end, on a tick
 * @param step distance of two ticks
 * @param decimals how many a tick label needs
 */
record Ticks(double low, double high, double step, int decimals) {
  /** Finds ticks that enclose the values with at most the given number of steps. */
  static Ticks around(double low, double high, int steps) {
    double span = high > low ? high - low : Math.max(Math.abs(low), 1);
    int exponent = (int) Math.floor(StrictMath.log10(span / steps));
    int index = 0;
    double[] factors = {1, 2, 5, 10, 20, 50};
    while (true) {
      double step = factors[index] * StrictMath.pow(10, exponent);
      double first = Math.floor(low / step + 1e-9);
      double last = Math.ceil((high > low ? high : low + span) / step - 1e-9);
      if (last - first <= steps || index == factors.length - 1) {
        int decimals = Math.max(0, -(exponent + index / 3));
        return new Ticks(first * step, last * step, step, decimals);
      }
      index++;
    }
  }

  /** Returns these steps over exactly the given range. */
  Ticks within(double from, double to) {
    return new Ticks(from, to, step, decimals);
  }

  /** Returns these ticks with a step of at least one whole number. */
  Ticks whole() {
    return step >= 1 ? this : new Ticks(low, high, 1, 0);
  }
}
