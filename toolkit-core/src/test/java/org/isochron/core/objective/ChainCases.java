package org.isochron.core.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.isochron.core.objective.LinearChain.Transition;
import org.junit.jupiter.api.function.Executable;

/** What tests of inference in chains share. */
final class ChainCases {
  /** States 0 and 1 lead to each other; nothing leads back from 2, which follows 1. */
  static final LinearChain APART =
      new LinearChain(
          List.of(List.of(0), List.of(1), List.of(2)),
          List.of(
              new Transition(0, 0),
              new Transition(0, 1),
              new Transition(1, 1),
              new Transition(1, 0),
              new Transition(2, 2),
              new Transition(1, 2)));

  private ChainCases() {}

  /** Checks that a call is refused, and with which message. */
  static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
