package org.isochron.core.training;

/** Watches a training run: progress bars, logs, time limits hang here. */
public interface TrainingListener {
  /** A listener that does nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * Called once before the first step.
   *
   * @param parameters number of parameters
   * @param steps steps of the whole run
   */
  default void started(int parameters, long steps) {}

  /**
   * Called after {@link #started} where a run goes on from a checkpoint.
   *
   * @param epochs done before
   * @param steps done before
   */
  default void resumed(int epochs, long steps) {}

  /**
   * Called after each step.
   *
   * @param epoch from 1
   * @param step steps done in the whole run
   * @param loss the step's objective
   */
  default void stepped(int epoch, long step, double loss) {}

  /**
   * Called after each epoch.
   *
   * @param record what it showed
   */
  default void epochEnded(EpochRecord record) {}

  /**
   * Returns whether to stop after this step; asked after each one. A run that is stopped keeps its
   * best validated parameters.
   */
  default boolean stopRequested() {
    return false;
  }
}
