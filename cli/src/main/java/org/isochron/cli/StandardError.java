package org.isochron.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.Charset;
import java.nio.file.Path;

/**
 * Standard error. The launcher filters what the JVM itself says there (each start with the Vector
 * API has a warning), and leaves the unfiltered stream at descriptor 3 for the command, which so
 * writes in order with standard output and knows a terminal when it sees one.
 */
final class StandardError {
  /** Set by the launcher to the descriptor's number. */
  private static final String PROPERTY = "isochron.stderr";

  private static final int BUFFER = 128;
  private static final int USUAL = 2;

  private StandardError() {}

  /** Makes the launcher's stream {@code System.err}, if there is one. */
  static void useLaunchers() {
    int number = number();
    if (number == USUAL) {
      return;
    }
    try {
      // Java has no public way to a descriptor that it inherits; the launcher opens java.io.
      Constructor<FileDescriptor> of = FileDescriptor.class.getDeclaredConstructor(int.class);
      of.setAccessible(true);
      FileOutputStream out = new FileOutputStream(of.newInstance(number));
      System.setErr(new PrintStream(new BufferedOutputStream(out, BUFFER), true, charset()));
    } catch (ReflectiveOperationException | RuntimeException e) {
      System.clearProperty(PROPERTY); // Through the filter, then: slower, but nothing is lost.
    }
  }

  /** Returns the file that stands for the stream where the system has /proc. */
  static Path file() {
    return Path.of("/proc/self/fd/" + number());
  }

  private static int number() {
    return Integer.getInteger(PROPERTY, USUAL);
  }

  private static Charset charset() {
    String usual = System.getProperty("sun.stderr.encoding", Charset.defaultCharset().name());
    return Charset.forName(System.getProperty("stderr.encoding", usual));
  }
}
