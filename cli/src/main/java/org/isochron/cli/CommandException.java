package org.isochron.cli;

/** A failure with its exit status and a hint at the next step. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String hint;

  private CommandException(int status, String message, String hint, Throwable cause) {
    super(message, cause);
    this.status = status;
    this.hint = hint;
  }

  /** Makes a failure by wrong usage or an output folder that does not serve. */
  static CommandException usage(String message, String hint) {
    return new CommandException(Failures.USAGE, message, hint, null);
  }

  /** Makes a failure by wrong input data. */
  static CommandException badInput(String message, String hint) {
    return new CommandException(Failures.BAD_INPUT, message, hint, null);
  }

  /** Makes a failure that left something behind, as the hint says. */
  static CommandException failed(String message, String hint, Throwable cause) {
    return new CommandException(Failures.FAILED, message, hint, cause);
  }

  int status() {
    return status;
  }

  String hint() {
    return hint;
  }
}
