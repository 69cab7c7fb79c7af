package org.isochron.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;

/** The {@code isochron} command. */
public final class Main {
  /** Header oddities that the FITS library would log are refused with a place, or harmless. */
  private static final Logger FITS_LIBRARY = Logger.getLogger("nom.tam");

  static {
    FITS_LIBRARY.setLevel(Level.OFF);
  }

  private Main() {}

  /**
   * Runs the command and ends the JVM with its exit status.
   *
   * @param args as typed
   */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    List<String> arguments = List.of(args);
    int status =
        VectorModule.relaunchHelps()
            ? VectorModule.relaunch(arguments)
            : run(args, System.out, System.err);
    System.exit(status);
  }

  /**
   * Runs the command in this JVM.
   *
   * @param args as typed
   * @param out takes results
   * @param err takes progress and problems
   * @return 0 done, 1 failed, 2 wrong usage, 3 bad input data
   */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    Console console = new Console(out, err, List.of(args));
    return run(Commands.of(console), console, args);
  }

  /** Runs a tree of commands; whatever goes wrong is reported, nothing is thrown. */
  static int run(CommandLine command, Console console, String... args) {
    command.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    command.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    command.setExpandAtFiles(false);
    command.setParameterExceptionHandler((problem, typed) -> Failures.usage(problem, console));
    command.setExecutionExceptionHandler(
        (problem, commandLine, parsed) -> Failures.status(problem, console, left(command)));
    command.setExecutionStrategy(Main::runLast);
    try {
      return command.execute(args);
    } catch (OutOfMemoryError e) {
      return Failures.outOfMemory(console, left(command));
    } catch (Error e) {
      return Failures.status(e, console, left(command));
    } finally {
      console.out().flush();
      console.err().flush();
    }
  }

  /** Runs what was asked for; {@code --help} excuses missing words, but not unknown ones. */
  private static int runLast(CommandLine.ParseResult parsed) {
    for (CommandLine called : parsed.asCommandLineList()) {
      if (!called.getUnmatchedArguments().isEmpty()) {
        throw new CommandLine.UnmatchedArgumentException(called, called.getUnmatchedArguments());
      }
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /** Returns the checkpoint that the command left, or null. */
  private static Path left(CommandLine command) {
    CommandLine.ParseResult parsed = command.getParseResult();
    if (parsed == null) {
      return null;
    }
    for (CommandLine called : parsed.asCommandLineList()) {
      if (called.getCommand() instanceof LeavesCheckpoint run
          && run.checkpoint() != null
          && Files.exists(run.checkpoint())) {
        return run.checkpoint();
      }
    }
    return null;
  }
}
