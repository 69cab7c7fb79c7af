package org.isochron.core.recurrence;

/** Runs a block's time part by part, forward and backward, as a {@link MemoryPolicy} says. */
final class PartSchedule {
  /** Whose parts are run; it has a state that moves from part to part. */
  interface Parts {
    /**
     * Runs steps forward from the state before them.
     *
     * @param isNew whether they run for the first time, so that somebody waits for their output
     */
    void run(int from, int to, boolean isNew);

    /** Runs the adjoint of the steps that ran last. */
    void turn();

    /** Copies the state into a slot. */
    void store(int slot);

    /** Copies the state from a slot. */
    void restore(int slot);
  }

  private final Parts parts;
  private Reversal plan;
  private int planParts;
  private int planStates;
  private int steps;
  private int partSteps;
  private int move;
  private boolean kept;
  private boolean standsAtEnd;

  PartSchedule(Parts parts) {
    this.parts = parts;
  }

  /**
   * Runs forward.
   *
   * @param of steps in all
   * @param each steps of a part
   * @param states how many may be stored
   */
  void forward(int of, int each, int states) {
    steps = of;
    partSteps = each;
    int count = (steps + partSteps - 1) / partSteps;
    if (plan == null || planParts != count || planStates != states) {
      plan = new Reversal(count, states);
      planParts = count;
      planStates = states;
    }
    move = 0;
    runToTurn(true);
    kept = true;
    standsAtEnd = true;
  }

  /** Runs forward and keeps nothing. */
  void forwardOnly(int of, int each) {
    for (int from = 0; from < of; from += each) {
      parts.run(from, Math.min(from + each, of), true);
    }
    kept = false;
  }

  private void runToTurn(boolean isNew) {
    while (plan.move(move) != Reversal.Move.TURN) {
      perform(isNew);
    }
    runPart(plan.argument(move), isNew);
  }

  private void perform(boolean isNew) {
    int argument = plan.argument(move);
    switch (plan.move(move)) {
      case ADVANCE -> runPart(argument, isNew);
      case STORE -> parts.store(argument);
      case RESTORE -> parts.restore(argument);
      case TURN -> {
        runPart(argument, isNew);
        parts.turn();
      }
    }
    move++;
  }

  private void runPart(int index, boolean isNew) {
    int from = index * partSteps;
    parts.run(from, Math.min(from + partSteps, steps), isNew);
  }

  /**
   * Runs backward; as often as is wanted.
   *
   * @throws IllegalStateException if the forward run kept nothing
   */
  void backward() {
    if (!kept) {
      throw new IllegalStateException("the forward run kept nothing to go backward by");
    }
    if (!standsAtEnd) {
      parts.restore(0);
      move = 1;
      runToTurn(false);
    }
    parts.turn();
    move++;
    while (move < plan.size()) {
      perform(false);
    }
    standsAtEnd = planParts == 1;
    move = 1;
  }
}
