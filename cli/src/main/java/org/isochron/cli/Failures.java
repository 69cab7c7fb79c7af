package org.isochron.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
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

  /**
   * Reports any other failure.
   *
   * @param left the checkpoint that the run left, or null
   */
  static int status(Throwable problem, Console console, Path left) {
    if (Boolean.getBoolean(DEBUG)) {
      problem.printStackTrace(console.err());
    }
    if (problem instanceof UncheckedIOException wrapped) {
      return status(wrapped.getCause(), console, left);
    }
    if (problem instanceof CommandException known) {
      console.problem(known.getMessage(), known.hint());
      return known.status();
    }
    if (problem instanceof FormatException bad) {
      console.problem(
          bad.getMessage(), "Correct the input at that place and run again. " + written(left));
      return BAD_INPUT;
    }
    if (problem instanceof IOException io) {
      console.problem(ofInputOutput(io), written(left));
      return FAILED;
    }
    if (problem instanceof ArithmeticException) {
      // Going on would come to the same place.
      String anew = left == null ? "" : " To begin anew in spite of " + left + ": --force.";
      console.problem(text(problem), "No result was written." + anew);
      return FAILED;
    }
    String hint = written(left) + " A stack trace: ISOCHRON_JAVA_OPTS=-D" + DEBUG + "=true";
    console.problem(text(problem), hint);
    return FAILED;
  }

  private static String written(Path left) {
    return left == null
        ? "Nothing was written."
        : "No result was written. "
            + left
            + " holds the training so far: the same command with --resume goes on from it.";
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

  static int outOfMemory(Console console, Path left) {
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    console.problem(
        "out of memory with " + megabytes + " MB",
        "Give Java more: ISOCHRON_JAVA_OPTS=-Xmx8g isochron ... " + written(left));
    return FAILED;
  }
}
