package org.isochron.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a run of the command talks to.
 *
 * @param out takes results
 * @param err takes progress and problems
 * @param args as typed
 */
record Console(PrintStream out, PrintStream err, List<String> args) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=+,@%-]+");
  private static final Path STDERR = Path.of("/proc/self/fd/2");

  /** The Java version from which {@code System.console} says nothing about a terminal. */
  private static final int CONSOLE_WITHOUT_TERMINAL = 22;

  /** Returns the command as a shell would take it. */
  String commandLine() {
    return "isochron " + args.stream().map(Console::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** Tells whether progress goes to a terminal. */
  @SuppressWarnings("SystemConsoleNull") // Asked only of versions where null means no terminal.
  boolean isTerminal() {
    if (err != System.err || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    if (Files.isSymbolicLink(STDERR)) {
      try {
        String target = Files.readSymbolicLink(STDERR).toString();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
      } catch (IOException e) {
        return false;
      }
    }
    return Runtime.version().feature() < CONSOLE_WITHOUT_TERMINAL && System.console() != null;
  }

  /** Reports a problem, and what to do about it. */
  void problem(String message, String hint) {
    err.println("isochron: " + message);
    if (!hint.isEmpty()) {
      err.println(hint);
    }
  }
}
