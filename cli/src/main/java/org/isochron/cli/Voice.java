package org.isochron.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.isochron.core.io.Json;
import org.isochron.core.model.Toolkit;

/** What a command says: results on standard output, the rest on standard error. */
final class Voice {
  private final Console console;
  private final boolean quiet;
  private final boolean json;

  Voice(Console console, TalkOptions talk) {
    this.console = console;
    this.quiet = talk.quiet;
    this.json = talk.json;
  }

  /** Returns a voice that says nothing but problems. */
  Voice silent() {
    TalkOptions talk = new TalkOptions();
    talk.quiet = true;
    return new Voice(console, talk);
  }

  /** Says how far the work is, unless it is to be quiet. */
  void note(String line) {
    if (!quiet) {
      console.err().println(line);
    }
  }

  /** Says what the user should not miss. */
  void warn(String line) {
    console.err().println("isochron: warning: " + line);
  }

  /** Says what came out, for people. */
  void say(String line) {
    if (!quiet && !json) {
      console.out().println(line);
    }
  }

  /** Says what came out, for programs, where that was asked for. */
  void json(Object value) {
    if (json) {
      PrintStream out = console.out();
      out.print(new String(Json.bytes(value), StandardCharsets.UTF_8));
      out.flush();
    }
  }

  /** Says which kernels run. */
  void kernels(int threads) {
    String many = Counted.of(threads, "thread");
    note("kernels: " + Toolkit.kernels() + ", " + many + VectorModule.hint());
  }

  Console console() {
    return console;
  }

  /** Tells whether to draw a progress bar. */
  boolean drawsProgress() {
    return !quiet && console.isTerminal();
  }
}
