package org.isochron.cli;

/** The time since a command's start. */
final class RunClock {
  private final long start = System.nanoTime();

  double seconds() {
    return (System.nanoTime() - start) * 1e-9;
  }
}
