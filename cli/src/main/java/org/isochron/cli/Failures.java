package org.isochron.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.isochron.core.io.FormatException;
import picocli.CommandLine;

/** Turns a failure into a message without a stack trace and an exit status. */
final class Failures {
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int BAD_INPUT = 3;

  /** The property that adds the stack trace. */
  private static final String DEBUG = "isochron.debug";

  private Failures() {}

  /** Reports wrong usage. */
  static int usage(CommandLine.ParameterException problem, Console console) {
    CommandLine command = problem.getCommandLine();
    console.problem(problem.getMessage(), "");
    CommandLine.UnmatchedArgumentException.printSuggestions(problem, command.getErr());
    command.getErr().flush();
    String name = command.getCommandSpec().qualifiedName();
    console.err().println("See '" + name + " --help' for the usage.");
    return USAGE;
  }

  /** Reports any other failure. */
  static int status(Throwable problem, Console console) {
    if (Boolean.getBoolean(DEBUG)) {
      problem.printStackTrace(console.err());
    }
    if (problem instanceof UncheckedIOException wrapped) {
      return status(wrapped.getCause(), console);
    }
    if (problem instanceof CommandException known) {
      console.problem(known.getMessage(), known.hint());
      return known.status();
    }
    if (problem instanceof FormatException bad) {
      console.problem(
          bad.getMessage(), "Correct the input at that place and run again; nothing was written.");
      return BAD_INPUT;
    }
    if (problem instanceof IOException io) {
      console.problem(ofInputOutput(io), "Nothing was written.");
      return FAILED;
    }
    if (problem instanceof ArithmeticException) {
      console.problem(text(problem), "No result was written.");
      return FAILED;
    }
    String hint = "Nothing was written. A stack trace: ISOCHRON_JAVA_OPTS=-D" + DEBUG + "=true";
    console.problem(text(problem), hint);
    return FAILED;
  }

  /** Returns one line with the file and the reason. */
  static String ofInputOutput(IOException problem) {
    if (problem instanceof FileSystemException file) {
      String reason = file.getReason();
      String kind = file.getClass().getSimpleName().replace("Exception", "");
      return file.getFile() + ": " + (reason == null ? kind : reason);
    }
    return text(problem);
  }

  private static String text(Throwable problem) {
    String kind = problem.getClass().getSimpleName();
    String message = problem.getMessage();
    if (message == null || message.isBlank()) {
      return kind;
    }
    // An error's message alone says little: a class name, or several lines.
    return problem instanceof Error ? kind + ": " + message.lines().iterator().next() : message;
  }

  static int outOfMemory(Console console) {
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    console.problem(
        "out of memory with " + megabytes + " MB",
        "Give Java more: ISOCHRON_JAVA_OPTS=-Xmx8g isochron ... Nothing was written.");
    return FAILED;
  }
}
